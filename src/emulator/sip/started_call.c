#include "sip/started_call.h"

#include "base/die.h"
#include "sip/uui.h"

#include <stdlib.h>
#include <string.h>

static const char *id_member(const json_t *participant, const char *name)
{
    return json_string_value(json_object_get(json_object_get(participant, "id"), name));
}

static void read_participants(struct started_call *call, const json_t *participants)
{
    const json_t *first = json_array_get(participants, 0);
    bool first_calls = json_is_true(json_object_get(first, "isOriginator"));
    const json_t *second = json_array_get(participants, 1);
    const json_t *callee = first_calls ? second : first;
    call->from = id_member(first_calls ? first : second, "value");
    call->to = id_member(callee, "value");
    call->to_phone = strcmp(id_member(callee, "type"), "PHONE_NUMBER") == 0;
}

void call_read(struct started_call *call, const json_t *body, const char *session_id,
               const char *lwa_client_id)
{
    const json_t *context = json_object_get(body, "clientContext");
    const char *id = json_string_value(json_object_get(context, "clientSessionId"));
    read_participants(call, json_object_get(body, "participants"));
    call->user_to_user = id ? uui_value(id) : NULL;
    call->lwa_client_id = lwa_client_id;
    call->ids = must(json_pack("{s:s, s:s?}", "sessionId", session_id, "clientSessionId", id));
}

void call_clear(struct started_call *call)
{
    free(call->user_to_user);
    json_decref(call->ids);
}
