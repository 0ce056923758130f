/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/call.h"

#include "base/condition.h"
#include "engine/driver.h"
#include "engine/pollable.h"
#include "engine/role.h"
#include "engine/submit.h"

#include <stdio.h>
#include <string.h>

/* Room for every result, so that none is lost for want of memory. */
static int32_t make_results(skillcall_call *call, const struct skillcall__plan *plan)
{
    int32_t status;
    skillcall_receipt *receipt = skillcall__object_new(&call->allocator, sizeof *receipt, &status);
    call->result.receipt = receipt;
    if (!receipt)
        return SKILLCALL_E_NO_MEMORY;
    call->found_size = plan->found_size;
    if (plan->found_size)
        call->result.found = skillcall__allocate(&call->allocator, plan->found_size);
    if (plan->found_size && !call->result.found)
        return SKILLCALL_E_NO_MEMORY;
    return skillcall__condition_init(&call->locked.ended) ? SKILLCALL_OK : SKILLCALL_E_SYSTEM;
}

static void free_memory(skillcall_call *call)
{
    skillcall_allocator allocator = call->allocator;
    skillcall_receipt_free(call->result.receipt);
    skillcall__deallocate(&allocator, call);
}

skillcall_call *skillcall__call_new(skillcall_client *client, skillcall_exchange *exchange,
                                    const struct skillcall__plan *plan, int32_t *status)
{
    skillcall_call *call = skillcall__allocate(&client->allocator, sizeof *call);
    *status = SKILLCALL_E_NO_MEMORY;
    if (!call)
        return NULL;
    memset(call, 0, offsetof(skillcall_call, result.error));
    call->allocator = client->allocator;
    *status = make_results(call, plan);
    if (*status != SKILLCALL_OK) {
        free_memory(call);
        return NULL;
    }
    skillcall__error_init(&call->result.error, &call->allocator);
    skillcall__list_init(&call->locked.link);
    atomic_init(&call->user_data, NULL);
    atomic_init(&call->status, SKILLCALL_E_PENDING);
    call->locked.holders = 2;
    call->client = client;
    call->is_listed = plan->is_listed;
    skillcall__call_take(call, exchange, plan);
    return call;
}

void skillcall__call_take(skillcall_call *call, skillcall_exchange *exchange,
                          const struct skillcall__plan *plan)
{
    skillcall__exchange_free(call->driver.exchange);
    call->driver.exchange = exchange;
    call->driver.judge = plan->judge;
    call->driver.needs_session_id = plan->needs_session_id;
    call->driver.places_nothing = plan->places_nothing;
    if (plan->client_session_id)
        strcpy(call->result.receipt->client_session_id, plan->client_session_id);
    exchange->call = call;
    exchange->client = call->client;
    exchange->clock = call->client->options->clock;
    exchange->answered = skillcall__driver_answered;
    skillcall__event_init(&call->driver.event, exchange);
}

static void drop_found(skillcall_call *call)
{
    if (call->result.found)
        skillcall__wipe(call->result.found, call->found_size); /* a phone number */
    skillcall__deallocate(&call->allocator, call->result.found);
    call->result.found = NULL;
}

void skillcall__call_drop_sequel(skillcall_call *call)
{
    call->driver.sequel->free(call->driver.sequel);
    call->driver.sequel = NULL;
    drop_found(call);
}

void skillcall__call_destroy(skillcall_call *call)
{
    skillcall_client *client = call->client;
    skillcall__exchange_free(call->driver.exchange);
    drop_found(call);
    skillcall__error_release(&call->result.error);
    pthread_cond_destroy(&call->locked.ended);
    free_memory(call);
    skillcall__client_lock(client);
    skillcall__client_release(client);
}

/* Gives the result to the threads that wait for it, and notifies them without the lock, which they
   take at once. True if the call's owner has freed it meanwhile, or before. */
static bool publish(skillcall_client *client, skillcall_call *call)
{
    skillcall__client_lock(client);
    skillcall__list_remove(&call->locked.link);
    client->locked.call_count--;
    if (call->locked.holders == 2 && call->is_listed) {
        skillcall__list_append(&client->locked.ended, &call->locked.link);
        skillcall__pollable_notify(client);
    }
    atomic_store(&call->status, call->result.error.status);
    skillcall__client_unlock(client);
    pthread_cond_broadcast(&call->locked.ended);
    pthread_cond_broadcast(&client->locked.progress);
    skillcall__client_lock(client);
    bool is_last = --call->locked.holders == 0;
    skillcall__client_unlock(client);
    return is_last;
}

/* For a call that may not have been placed. The message may be all that a reader of a log has to
   find it by. */
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
    skillcall__event_report(&call->driver.event, SKILLCALL__EVENT_CALL_ENDED);

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
    if (call->driver.state == SKILLCALL__CALL_SENT && !call->driver.exchange)
        skillcall__event_report(&call->driver.event, SKILLCALL__EVENT_ATTEMPT_ENDED);
    skillcall__call_end(call);
}

static bool is_pending(const skillcall_call *call)
{
    return atomic_load(&call->status) == SKILLCALL_E_PENDING;
}

/* Asks for the end of a call that has not ended. Lock held. */
static void request_end(skillcall_client *client, skillcall_call *call)
{
    skillcall__list_remove(&call->locked.link); /* a call that is not sent yet need not be */
    skillcall__list_append(&client->locked.cancelled, &call->locked.link);
    skillcall__role_interrupt(client);
}

void skillcall_call_cancel(skillcall_call *call)
{
    if (!call || skillcall__client_check(call->client, NULL) != SKILLCALL_OK)
        return;
    skillcall_client *client = call->client;
    skillcall__client_lock(client);
    if (is_pending(call))
        request_end(client, call);
    skillcall__client_unlock(client);
}

void skillcall_call_free(skillcall_call *call)
{
    if (!call || skillcall__client_check(call->client, NULL) != SKILLCALL_OK)
        return;
    skillcall_client *client = call->client;
    skillcall__client_lock(client);
    bool is_last = --call->locked.holders == 0;
    if (is_pending(call))
        request_end(client, call);
    else
        skillcall__list_remove(&call->locked.link);
    skillcall__client_unlock(client);
    if (is_last)
        skillcall__call_destroy(call);
}

/* Drives until a call has ended, the time is over, or another thread needs the role. Lock held, and
   released while it works. */
static void drive_for(skillcall_client *client, const skillcall_call *call, int64_t until_ms)
{
    skillcall__role_enter(client);
    skillcall__client_unlock(client);
    skillcall__driver_work(client);
    skillcall__client_lock(client);
    int64_t left;
    while (is_pending(call) && !client->locked.takers &&
           (left = skillcall__client_remaining(client, until_ms)) != 0) {
        skillcall__client_unlock(client);
        skillcall__driver_turn(client, left);
        skillcall__client_lock(client);
    }
    skillcall__role_leave(client);
}

/* Lock held. */
static void wait_for(skillcall_client *client, skillcall_call *call, int64_t timeout_ms)
{
    int64_t until_ms = skillcall__client_end_of(client, timeout_ms);
    do {
        if (skillcall__role_is_free(client))
            drive_for(client, call, until_ms);
        else
            skillcall__role_wait(client, call, skillcall__client_remaining(client, until_ms));
    } while (is_pending(call) && skillcall__client_remaining(client, until_ms) != 0);
    skillcall__role_offer(client); /* it may have been offered to this thread, which leaves */
}

int32_t skillcall_call_wait(skillcall_call *call, int64_t timeout_ms, skillcall_error *error)
{
    if (!call)
        return skillcall__fail_null(error, "call");
    skillcall_client *client = call->client;
    int32_t status = skillcall__client_check(client, error);
    if (status != SKILLCALL_OK)
        return status;
    skillcall__client_lock(client);
    if (is_pending(call))
        status = skillcall__role_check_wait(client, error);
    if (status == SKILLCALL_OK && is_pending(call))
        wait_for(client, call, timeout_ms);
    skillcall__client_unlock(client);
    if (status != SKILLCALL_OK)
        return status;
    if (is_pending(call))
        return skillcall__fail(error, SKILLCALL_E_PENDING, "the call has not ended yet");
    skillcall__error_copy(error, skillcall_call_error(call));
    return skillcall_call_status(call);
}

int32_t skillcall_call_status(const skillcall_call *call)
{
    return call ? atomic_load(&call->status) : SKILLCALL_E_ARGUMENT;
}

static bool has_ended(const skillcall_call *call)
{
    return call && !is_pending(call);
}

int32_t skillcall_call_outcome(const skillcall_call *call)
{
    return has_ended(call) ? call->result.error.outcome : SKILLCALL_OUTCOME_NONE;
}

const skillcall_receipt *skillcall_call_receipt(const skillcall_call *call)
{
    bool is_placed = skillcall_call_outcome(call) == SKILLCALL_OUTCOME_PLACED;
    return is_placed ? call->result.receipt : NULL;
}

const char *skillcall_call_found(const skillcall_call *call)
{
    return skillcall_call_status(call) == SKILLCALL_OK ? call->result.found : NULL;
}

const skillcall_error *skillcall_call_error(const skillcall_call *call)
{
    bool has_failed = has_ended(call) && call->result.error.status != SKILLCALL_OK;
    return has_failed ? &call->result.error : NULL;
}

void skillcall_call_set_user_data(skillcall_call *call, void *user_data)
{
    if (call)
        atomic_store(&call->user_data, user_data);
}

void *skillcall_call_user_data(const skillcall_call *call)
{
    return call ? atomic_load(&call->user_data) : NULL;
}
