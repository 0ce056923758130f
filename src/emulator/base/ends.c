/* SPDX-License-Identifier: Apache-2.0 */
#include "base/ends.h"

#include <string.h>

static const char *id_member(const json_t *participant, const char *name)
{
    return json_string_value(json_object_get(json_object_get(participant, "id"), name));
}

struct ends read_ends(const json_t *body)
{
    const json_t *participants = json_object_get(body, "participants");
    const json_t *first = json_array_get(participants, 0);
    const json_t *second = json_array_get(participants, 1);
    bool first_calls = json_is_true(json_object_get(first, "isOriginator"));
    const json_t *callee = first_calls ? second : first;
    const char *type = id_member(callee, "type");
    return (struct ends){.from = id_member(first_calls ? first : second, "value"),
                         .to = id_member(callee, "value"),
                         .to_phone = type && strcmp(type, "PHONE_NUMBER") == 0};
}
