/* SPDX-License-Identifier: Apache-2.0 */
/* The function of the SIP media application that the skill's calls arrive at. It recognises them by
   the client session id that the skill started them with.

   Configuration, in the environment:
       SKILL_CLIENT_ID     the skill's client id, "amzn1.application-oa2-client.…" */
#include "runtime.h"

#include <jansson.h>
#include <skillcall/skillcall.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct sip_function {
    const char *skill_client_id;
    skillcall_error *error;
    char *json; /* the answer to the last invocation */
    char error_type[64];
};

/* The application carries out the actions one after the other, then hangs up the caller's leg. */
static json_t *greet(const skillcall_inbound_call *call)
{
    return json_pack("[{s:s, s:{s:s, s:s}}, {s:s, s:{s:s, s:s}}]", "Type", "Speak", "Parameters",
                     "CallId", skillcall_inbound_call_call_id(call, 0), "Text",
                     "Welcome to the support of Example.", "Type", "Hangup", "Parameters",
                     "ParticipantTag", "LEG-A", "SipResponseCode", "0");
}

static json_t *turn_away(void)
{
    return json_pack("[{s:s, s:{s:s, s:s}}]", "Type", "Hangup", "Parameters", "ParticipantTag",
                     "LEG-A", "SipResponseCode", "480");
}

/* Anyone who has the number may ring it; only the skill's calls are taken. Without an id they are
   also taken: all that is lost is what the skill knows about them. The event of one call may come
   twice; the transaction id in the log shows that it is one. */
static json_t *answer_call(const struct sip_function *function, const skillcall_inbound_call *call)
{
    skillcall_error *error = function->error;
    if (skillcall_inbound_call_check_skill_client_id(call, 0, function->skill_client_id, error) !=
        SKILLCALL_OK) {
        fprintf(stderr, "turned away: %s\n", skillcall_error_message(error));
        return turn_away();
    }
    const char *id = skillcall_inbound_call_client_session_id(call, 0, error);
    const char *transaction = skillcall_inbound_call_transaction_id(call);
    if (id)
        fprintf(stderr, "transaction %s: client session id %s\n",
                transaction ? transaction : "without an id", id);
    else
        fprintf(stderr, "taken without an id: %s\n", skillcall_error_message(error));
    return greet(call);
}

/* Other events report how the actions went, and need no action. */
static json_t *actions_for(const struct sip_function *function, const skillcall_inbound_call *call)
{
    if (strcmp(skillcall_inbound_call_event_type(call), SKILLCALL_EVENT_NEW_INBOUND_CALL) == 0)
        return answer_call(function, call);
    return json_array();
}

static char *answer_event(const struct sip_function *function, const skillcall_inbound_call *call)
{
    json_t *answer =
        json_pack("{s:s, s:o}", "SchemaVersion", "1.0", "Actions", actions_for(function, call));
    char *json = answer ? json_dumps(answer, JSON_COMPACT) : NULL;
    json_decref(answer);
    return json;
}

static struct answer failure(struct sip_function *function)
{
    snprintf(function->error_type, sizeof function->error_type, "Sip.%s",
             skillcall_status_name(skillcall_error_status(function->error)));
    return (struct answer){NULL, function->error_type, skillcall_error_message(function->error)};
}

static struct answer answer(void *user_data, const struct invocation *invocation)
{
    struct sip_function *function = user_data;
    free(function->json);
    function->json = NULL;
    skillcall_inbound_call *call = skillcall_inbound_call_from_json(
        NULL, invocation->event, invocation->size, function->error);
    if (!call)
        return failure(function);
    function->json = answer_event(function, call);
    skillcall_inbound_call_free(call);
    if (!function->json)
        return (struct answer){NULL, "Sip.NoAnswer", "the call has no CallId, or memory ran out"};
    return (struct answer){.json = function->json};
}

int main(void)
{
    struct sip_function function = {
        .skill_client_id = getenv("SKILL_CLIENT_ID"),
        .error = skillcall_error_new(NULL),
    };
    int code = function.skill_client_id
                   ? runtime_run(answer, &function)
                   : runtime_refuse("Runtime.ConfigInvalid", "SKILL_CLIENT_ID must be set");
    free(function.json);
    skillcall_error_free(function.error);
    return code;
}
