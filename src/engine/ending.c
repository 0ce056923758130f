#include "engine/ending.h"

#include "engine/due.h"
#include "engine/log.h"
#include "engine/pollable.h"
#include "engine/wakeup.h"

#include <stdio.h>
#include <string.h>

/* Gives the result to whoever waits for it. */
static void publish(skillcall_client *client, skillcall_call *call)
{
    skillcall__unset_due(client, call);
    skillcall__list_remove(&call->turn);
    client->call_count--;
    if (call->is_orphan) {
        skillcall__client_unlock(client);
        skillcall__call_destroy(call);
        skillcall__client_lock(client);
        return;
    }
    if (call->is_listed) {
        skillcall__list_append(&client->ended, &call->turn);
        skillcall__pollable_wake(client);
    }
    atomic_store(&call->status, call->error.status);
    skillcall__wake_waiters(client, call);
}

/* For a call that may not have been placed. Whoever reads the message in a log has nothing else to
   find it by. */
static void say_what_became_of_it(const skillcall_call *call, skillcall_error *error)
{
    size_t length = strlen(error->message);
    char *end = error->message + length;
    size_t room = sizeof error->message - length;
    const char *id = call->receipt->client_session_id;
    if (error->outcome == SKILLCALL_OUTCOME_NOT_PLACED)
        snprintf(end, room, "; the call was not placed");
    if (error->outcome == SKILLCALL_OUTCOME_UNKNOWN && id[0])
        snprintf(end, room,
                 "; whether the call was placed is unknown: look for client session id %s on the "
                 "SIP side before calling again",
                 id);
    else if (error->outcome == SKILLCALL_OUTCOME_UNKNOWN)
        snprintf(end, room,
                 "; whether the call was placed is unknown, and it has no client session id to "
                 "look for");
}

void skillcall__end(skillcall_client *client, skillcall_call *call)
{
    skillcall_error *error = &call->error;
    memcpy(error->client_session_id, call->receipt->client_session_id,
           sizeof error->client_session_id);
    error->attempts = call->attempts;
    call->receipt->attempts = call->attempts;
    call->receipt->elapsed_ms = skillcall__client_now(client) - call->started_ms;
    say_what_became_of_it(call, error);

    skillcall__client_unlock(client);
    skillcall__log_end(call);
    skillcall__exchange_free(call->exchange);
    call->exchange = NULL;
    skillcall__client_lock(client);
    publish(client, call);
}

static const char *reason_to_give_up(const skillcall_client *client, const skillcall_call *call)
{
    if (call->give_up == SKILLCALL_E_TIMEOUT)
        return "the deadline passed";
    if (call->give_up == SKILLCALL_E_TRANSPORT)
        return "the transport could not be driven";
    return client->is_closing ? "the client was freed before the call ended"
                              : "the call was cancelled";
}

void skillcall__end_given_up(skillcall_client *client, skillcall_call *call, int32_t outcome)
{
    skillcall__fail_with_facts(&call->error, call->give_up, "%s", reason_to_give_up(client, call));
    call->error.outcome = call->is_lookup ? SKILLCALL_OUTCOME_NONE : outcome;
    skillcall__end(client, call);
}
