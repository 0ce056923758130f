/* SPDX-License-Identifier: Apache-2.0 */
#include "sip/started_call.h"

#include "base/die.h"
#include "sip/uui.h"

#include <stdlib.h>

void call_read(struct started_call *call, uint64_t number, const json_t *body,
               const char *session_id, const char *lwa_client_id)
{
    const json_t *context = json_object_get(body, "clientContext");
    const char *id = json_string_value(json_object_get(context, "clientSessionId"));
    call->number = number;
    call->ends = read_ends(body);
    call->user_to_user = id ? uui_value(id) : NULL;
    call->lwa_client_id = lwa_client_id;
    call->ids = must(json_pack("{s:s, s:s?}", "sessionId", session_id, "clientSessionId", id));
}

void call_clear(struct started_call *call)
{
    free(call->user_to_user);
    json_decref(call->ids);
}
