#include "engine/engine.h"

#include "engine/due.h"
#include "engine/ending.h"
#include "engine/log.h"
#include "engine/retry.h"
#include "engine/wakeup.h"

static skillcall_call *call_of(const skillcall_exchange *exchange)
{
    return exchange->purpose;
}

/* Looks at one answer: the end of its call, or the start of a pause. */
static void settle(skillcall_client *client, skillcall_exchange *exchange)
{
    skillcall_call *call = call_of(exchange);
    skillcall__client_unlock(client);
    call->judge(call);
    int64_t now = skillcall__client_now(client);
    int64_t pause = skillcall__retry_pause(call, now);
    skillcall__log_attempt(call, pause);
    skillcall__client_lock(client);

    atomic_store(&exchange->state, SKILLCALL__EXCHANGE_IDLE);
    bool has_failed = exchange->failure && exchange->failure == call->error.status;
    if (call->give_up && has_failed)
        skillcall__end_given_up(client, call, call->error.outcome);
    else if (pause < 0 || call->give_up)
        skillcall__end(client, call);
    else
        skillcall__set_due(client, call, now + pause);
}

static void settle_answers(skillcall_client *client)
{
    skillcall__link *link;
    while ((link = skillcall__list_take(&client->answered))) {
        skillcall_exchange *exchange = SKILLCALL__ELEMENT(link, skillcall_exchange, link);
        if (call_of(exchange))
            settle(client, exchange);
        else
            skillcall__exchange_free(exchange);
    }
}

static void send(skillcall_client *client, skillcall_call *call)
{
    skillcall_exchange *exchange = call->exchange;
    call->attempts++;
    skillcall_error_clear(&call->error); /* what it tells is of the last attempt */
    skillcall__set_due(client, call, call->deadline_ms);
    skillcall__exchange_open(exchange);
    skillcall__client_unlock(client);
    int32_t status = client->transport.submit(client->transport.user_data, exchange);
    if (status != SKILLCALL_OK) /* if it was answered all the same, that counts */
        skillcall_exchange_fail(exchange,
                                status == SKILLCALL_E_NO_MEMORY ? status : SKILLCALL_E_TRANSPORT,
                                SKILLCALL_NOT_SENT, status, "it did not take the request");
    skillcall__client_lock(client);
}

/* Takes a call back from the transport, which says whether it may have been sent; from one that
   does not say, the call is taken without its exchange. */
static void give_up(skillcall_client *client, skillcall_call *call, int32_t reason)
{
    skillcall_exchange *exchange = call->exchange;
    call->give_up = reason;
    int state = atomic_load(&exchange->state);
    if (state == SKILLCALL__EXCHANGE_IDLE) {
        skillcall__end_given_up(client, call, SKILLCALL_OUTCOME_NOT_PLACED);
        return;
    }
    if (state == SKILLCALL__EXCHANGE_OPEN && client->transport.cancel) {
        skillcall__client_unlock(client);
        client->transport.cancel(client->transport.user_data, exchange);
        skillcall__client_lock(client);
    }
    if (atomic_load(&exchange->state) != SKILLCALL__EXCHANGE_OPEN)
        return;
    atomic_store(&exchange->state, SKILLCALL__EXCHANGE_ABANDONED);
    exchange->purpose = NULL;
    skillcall__list_append(&client->abandoned, &exchange->link);
    call->exchange = NULL;
    skillcall__end_given_up(client, call, SKILLCALL_OUTCOME_UNKNOWN);
}

/* A call that nobody drove in time is not sent late. */
static void send_in_time(skillcall_client *client, skillcall_call *call)
{
    if (skillcall__client_now(client) < call->deadline_ms)
        send(client, call);
    else
        give_up(client, call, SKILLCALL_E_TIMEOUT);
}

static void start_submitted(skillcall_client *client)
{
    skillcall__link *link;
    while ((link = skillcall__list_take(&client->submitted))) {
        skillcall_call *call = SKILLCALL__ELEMENT(link, skillcall_call, turn);
        call->is_started = true;
        if (call->give_up || client->is_closing)
            give_up(client, call, SKILLCALL_E_CANCELLED);
        else
            send_in_time(client, call);
    }
}

static void end_cancelled(skillcall_client *client)
{
    skillcall__link *link;
    while ((link = skillcall__list_take(&client->cancelled)))
        give_up(client, SKILLCALL__ELEMENT(link, skillcall_call, turn), SKILLCALL_E_CANCELLED);
}

static void fire_timers(skillcall_client *client)
{
    int64_t now = skillcall__client_now(client);
    skillcall_call *call;
    while ((call = skillcall__next_due(client)) && call->due.key <= now) {
        /* Whatever a clock says: what is in the transport is never sent again. */
        if (atomic_load(&call->exchange->state) == SKILLCALL__EXCHANGE_IDLE)
            send_in_time(client, call);
        else
            give_up(client, call, SKILLCALL_E_TIMEOUT);
        settle_answers(client);
    }
}

void skillcall__engine_work(skillcall_client *client)
{
    settle_answers(client);
    start_submitted(client);
    end_cancelled(client);
    settle_answers(client);
    fire_timers(client);
}

/* Whether there is a reason not to sleep that came while the lock was dropped. */
static bool has_work(const skillcall_client *client)
{
    return !skillcall__list_is_empty(&client->submitted) ||
           !skillcall__list_is_empty(&client->cancelled) || client->takers > 0;
}

static void end_in_flight(skillcall_client *client, int32_t reason)
{
    skillcall_call *call;
    while ((call = skillcall__next_due(client))) {
        give_up(client, call, reason);
        settle_answers(client);
    }
}

static int32_t drive_transport(skillcall_client *client, int64_t timeout_ms)
{
    int32_t timeout = timeout_ms < 0 || timeout_ms > INT32_MAX ? INT32_MAX : (int32_t)timeout_ms;
    skillcall__client_unlock(client);
    int32_t status = client->transport.drive(client->transport.user_data, timeout);
    skillcall__client_lock(client);
    if (status == SKILLCALL_OK)
        return SKILLCALL_OK;
    end_in_flight(client, SKILLCALL_E_TRANSPORT);
    return SKILLCALL_E_TRANSPORT;
}

int32_t skillcall__engine_sleep(skillcall_client *client, int64_t timeout_ms)
{
    int64_t until_due = skillcall__until_due(client);
    if (until_due >= 0 && (timeout_ms < 0 || until_due < timeout_ms))
        timeout_ms = until_due;
    if (has_work(client))
        timeout_ms = 0;
    client->is_asleep = timeout_ms != 0;
    int32_t status = SKILLCALL_OK;
    if (client->transport.drive)
        status = drive_transport(client, timeout_ms);
    else
        skillcall__sleep(client, &client->idle, timeout_ms);
    client->is_asleep = false;
    return status;
}

void skillcall__engine_stop(skillcall_client *client)
{
    start_submitted(client);
    end_in_flight(client, SKILLCALL_E_CANCELLED);
}

static void note_answer(skillcall_client *client, skillcall_exchange *exchange)
{
    atomic_store(&exchange->state, SKILLCALL__EXCHANGE_ANSWERED);
    skillcall__list_append(&client->answered, &exchange->link);
    skillcall__wake_driver(client);
}

int32_t skillcall__engine_answered(skillcall_exchange *exchange)
{
    skillcall_client *client = exchange->owner;
    skillcall__client_lock(client);
    int state = atomic_load(&exchange->state);
    if (state == SKILLCALL__EXCHANGE_ABANDONED)
        skillcall__list_remove(&exchange->link);
    /* Inside a function of the transport, it may be answered once more: it is freed after that. */
    if (state == SKILLCALL__EXCHANGE_OPEN ||
        (state == SKILLCALL__EXCHANGE_ABANDONED && skillcall__is_driver(client)))
        note_answer(client, exchange);
    else if (state == SKILLCALL__EXCHANGE_ABANDONED)
        skillcall__exchange_free(exchange);
    skillcall__client_unlock(client);
    return state == SKILLCALL__EXCHANGE_OPEN ? SKILLCALL_OK : SKILLCALL_E_STATE;
}
