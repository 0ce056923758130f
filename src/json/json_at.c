/* SPDX-License-Identifier: Apache-2.0 */
#include "json/json_at.h"

#include "base/ascii.h"
#include "base/error.h"

#include <stdlib.h>
#include <string.h>

static bool has_type(skillcall__json json, enum skillcall__json_type type)
{
    switch (type) {
    case SKILLCALL__JSON_OBJECT:
        return skillcall__json_is_object(json);
    case SKILLCALL__JSON_ARRAY:
        return skillcall__json_is_array(json);
    case SKILLCALL__JSON_STRING:
        return skillcall__json_string(json) != NULL;
    case SKILLCALL__JSON_NUMBER:
        return skillcall__json_number(json) != NULL;
    default:
        return skillcall__json_boolean(json) >= 0;
    }
}

static int32_t check_type(const skillcall__json_document *document, skillcall__json json,
                          const char *pointer, size_t length, enum skillcall__json_type type)
{
    static const char *const names[] = {
        [SKILLCALL__JSON_OBJECT] = "an object",      [SKILLCALL__JSON_ARRAY] = "an array",
        [SKILLCALL__JSON_STRING] = "a string",       [SKILLCALL__JSON_NUMBER] = "a number",
        [SKILLCALL__JSON_BOOLEAN] = "true or false",
    };
    if (has_type(json, type))
        return SKILLCALL_OK;
    if (length == 0)
        return skillcall__fail(document->error, SKILLCALL_E_MALFORMED, "%s must be %s",
                               document->what, names[type]);
    return skillcall__fail(document->error, SKILLCALL_E_MALFORMED, "in %s, %.*s must be %s",
                           document->what, (int)length, pointer, names[type]);
}

/* Finds the member or element of this name; its type is already checked. */
static int32_t step(const skillcall__json_document *document, const char *pointer, const char *name,
                    size_t length, skillcall__json *json)
{
    char copy[64] = "";
    if (length < sizeof copy)
        memcpy(copy, name, length);
    if (skillcall__json_has_twice(*json, copy))
        return skillcall__fail(document->error, SKILLCALL_E_MALFORMED,
                               "in %s, %.*s appears twice: keep one", document->what,
                               (int)(name + length - pointer), pointer);
    *json = skillcall__json_is_array(*json)
                ? skillcall__json_element(*json, strtoul(copy, NULL, 10))
                : skillcall__json_member(*json, copy);
    return SKILLCALL_OK;
}

static bool is_missing(skillcall__json json)
{
    return !json.node || skillcall__json_is_null(json);
}

int32_t skillcall__json_at(const skillcall__json_document *document, const char *pointer,
                           enum skillcall__json_type type, skillcall__json *found)
{
    skillcall__json json = document->root;
    const char *at = pointer;
    *found = (skillcall__json){0};
    while (!is_missing(json) && *at) {
        int32_t status =
            check_type(document, json, pointer, (size_t)(at - pointer),
                       skillcall__is_digit(at[1]) ? SKILLCALL__JSON_ARRAY : SKILLCALL__JSON_OBJECT);
        size_t length = strcspn(at + 1, "/");
        if (!status)
            status = step(document, pointer, at + 1, length, &json);
        if (status)
            return status;
        at += 1 + length;
    }
    if (is_missing(json))
        return SKILLCALL_OK;
    int32_t status = check_type(document, json, pointer, (size_t)(at - pointer), type);
    if (!status)
        *found = json;
    return status;
}

int32_t skillcall__json_text_at(const skillcall__json_document *document, const char *pointer,
                                const char **text)
{
    skillcall__json found;
    int32_t status = skillcall__json_at(document, pointer, SKILLCALL__JSON_STRING, &found);
    const char *string = skillcall__json_string(found);
    *text = string && string[0] ? string : NULL;
    return status;
}
