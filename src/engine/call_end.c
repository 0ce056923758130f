/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/call_end.h"

#include "engine/event.h"
#include "engine/pollable.h"

#include <stdio.h>
#include <string.h>

/* Gives the result to the threads that wait for it, and notifies them without the lock, because
   they take it at once. True if the call's owner has already freed it. */
static bool publish(skillcall_client *client, skillcall_call *call)
{
    pthread_mutex_lock(&client->lock);
    skillcall__list_remove(&call->locked.link);
    client->locked.call_count--;
    if (call->locked.holders == 2 && call->is_listed) {
        skillcall__list_append(&client->locked.ended, &call->locked.link);
        skillcall__pollable_notify(client);
    }
    atomic_store(&call->status, call->result.error.status);
    pthread_mutex_unlock(&client->lock);
    pthread_cond_broadcast(&call->locked.ended);
    pthread_cond_broadcast(&client->locked.progress);
    pthread_mutex_lock(&client->lock);
    bool is_last = --call->locked.holders == 0;
    pthread_mutex_unlock(&client->lock);
    return is_last;
}

/* For a call that may not have been placed. The message may be all that the reader of a log has. */
static void add_outcome(const skillcall_call *call, skillcall_error *error)
{
    size_t length = strlen(error->message);
    char *end = error->message + length;
    size_t room = sizeof error->message - length;
    const char *id = call->result.receipt->client_session_id;
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

void skillcall__call_end(skillcall_call *call)
{
    skillcall_client *client = call->client;
    skillcall_error *error = &call->result.error;
    skillcall_receipt *receipt = call->result.receipt;
    memcpy(error->client_session_id, receipt->client_session_id, sizeof error->client_session_id);
    error->attempts = call->result.attempts;
    receipt->attempts = call->result.attempts;
    receipt->elapsed_ms = skillcall__client_now(client) - call->started_ms;
    if (call->driver.sequel) {
        error->outcome = SKILLCALL_OUTCOME_NOT_PLACED;
        skillcall__call_drop_sequel(call);
    }
    add_outcome(call, error);
    skillcall__event_report(call, SKILLCALL__EVENT_CALL_ENDED);

    skillcall__exchange_free(call->driver.exchange);
    call->driver.exchange = NULL;
    skillcall__heap_remove(&client->driver.in_flight, &call->driver.due);
    call->driver.state = SKILLCALL__CALL_ENDED;
    if (publish(client, call))
        skillcall__call_destroy(call);
}

void skillcall__call_end_unanswered(skillcall_call *call, int32_t outcome)
{
    static const struct {
        int32_t status;
        const char *text;
    } reasons[] = {
        [SKILLCALL__END_DEADLINE] = {SKILLCALL_E_TIMEOUT, "the deadline passed"},
        [SKILLCALL__END_CANCELLED] = {SKILLCALL_E_CANCELLED, "the call was cancelled"},
        [SKILLCALL__END_CLIENT_FREED] = {SKILLCALL_E_CANCELLED,
                                         "the client was freed before the call ended"},
        [SKILLCALL__END_TRANSPORT] = {SKILLCALL_E_TRANSPORT, "the transport could not be driven"},
    };
    enum skillcall__end_reason reason = call->driver.end_reason;
    skillcall__fail_with_facts(&call->result.error, reasons[reason].status, "%s",
                               reasons[reason].text);
    call->result.error.outcome = call->driver.places_nothing ? SKILLCALL_OUTCOME_NONE : outcome;
    if (!call->driver.exchange) /* abandoned, so no answer ended its attempt */
        skillcall__event_report(call, SKILLCALL__EVENT_ATTEMPT_ENDED);
    skillcall__call_end(call);
}
