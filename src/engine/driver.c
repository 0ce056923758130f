/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/driver.h"

#include "base/condition.h"
#include "engine/call_end.h"
#include "engine/event.h"
#include "engine/retry.h"
#include "engine/role.h"

/* The first element of one of the client's lists, taken out; NULL if it is empty. */
static skillcall__link *take(skillcall_client *client, skillcall__link *list)
{
    pthread_mutex_lock(&client->lock);
    skillcall__link *link = skillcall__list_take(list);
    pthread_mutex_unlock(&client->lock);
    return link;
}

static void set_due(skillcall_client *client, skillcall_call *call, int64_t due_ms)
{
    skillcall__heap_remove(&client->driver.in_flight, &call->driver.due);
    skillcall__heap_insert(&client->driver.in_flight, &call->driver.due, due_ms);
}

/* The call in flight that is due first; NULL if there is none. */
static skillcall_call *next_due(const skillcall_client *client)
{
    skillcall__heap_node *node = skillcall__heap_first(&client->driver.in_flight);
    return node ? SKILLCALL__ELEMENT(node, skillcall_call, driver.due) : NULL;
}

static void pause_until(skillcall_client *client, skillcall_call *call, int64_t until_ms)
{
    call->driver.state = SKILLCALL__CALL_PAUSED;
    set_due(client, call, until_ms);
}

/* From the lookup to the call. It is sent like a paused one, so it is not sent late or by a client
   that is being freed. */
static void begin_sequel(skillcall_client *client, skillcall_call *call, int64_t now_ms)
{
    struct skillcall__sequel *sequel = call->driver.sequel;
    if (sequel->begin(sequel, call) != SKILLCALL_OK) {
        skillcall__call_end(call);
        return;
    }
    skillcall__call_drop_sequel(call);
    call->result.attempts = 0;
    pause_until(client, call, now_ms);
}

/* Judges one answer: it ends its call, or starts a pause or its sequel. */
static void settle(skillcall_client *client, skillcall_call *call)
{
    const skillcall_exchange *exchange = call->driver.exchange;
    call->driver.judge(call);
    int64_t now = skillcall__client_now(client);
    int64_t pause = skillcall__retry_pause(call, now);
    call->driver.trace.bytes_received = exchange->answer.length;
    bool is_to_end = call->driver.end_reason != SKILLCALL__END_NONE;
    call->driver.trace.pause_ms = is_to_end ? -1 : pause;
    skillcall__event_report(call, SKILLCALL__EVENT_ATTEMPT_ENDED);

    bool has_failed = exchange->failure && exchange->failure == call->result.error.status;
    bool is_half_done = call->driver.sequel && call->result.error.status == SKILLCALL_OK;
    if (is_to_end && (has_failed || is_half_done))
        skillcall__call_end_unanswered(call, call->result.error.outcome);
    else if (is_half_done)
        begin_sequel(client, call, now);
    else if (is_to_end || pause < 0)
        skillcall__call_end(call);
    else
        pause_until(client, call, now + pause);
}

static void settle_answers(skillcall_client *client)
{
    skillcall__link *link;
    while ((link = take(client, &client->locked.answered))) {
        skillcall_exchange *exchange = SKILLCALL__ELEMENT(link, skillcall_exchange, link);
        if (exchange->call)
            settle(client, exchange->call);
        else
            skillcall__exchange_free(exchange);
    }
}

static void send(skillcall_client *client, skillcall_call *call, int64_t now_ms)
{
    skillcall_exchange *exchange = call->driver.exchange;
    call->driver.state = SKILLCALL__CALL_SENT;
    call->result.attempts++;
    skillcall_error_clear(&call->result.error); /* it still holds the last attempt */
    set_due(client, call, call->deadline_ms);
    call->driver.trace.attempt_started_ms = now_ms;
    call->driver.trace.bytes_received = 0;
    call->driver.trace.pause_ms = -1;
    skillcall__event_report(call, SKILLCALL__EVENT_ATTEMPT_STARTED);
    skillcall__exchange_open(exchange);
    int32_t status = client->transport.submit(client->transport.user_data, exchange);
    if (status != SKILLCALL_OK) /* if it was answered anyway, that counts */
        skillcall_exchange_fail(
            exchange, status == SKILLCALL_E_NO_MEMORY ? status : SKILLCALL_E_TRANSPORT,
            SKILLCALL_NOT_SENT, status, "the transport did not accept the request");
}

/* Leaves an exchange to a transport that does not release it; false if it has been answered. */
static bool abandon(skillcall_client *client, skillcall_exchange *exchange)
{
    pthread_mutex_lock(&client->lock);
    bool is_open = atomic_load(&exchange->state) == SKILLCALL__EXCHANGE_OPEN;
    if (is_open) {
        atomic_store(&exchange->state, SKILLCALL__EXCHANGE_ABANDONED);
        exchange->call = NULL;
        skillcall__list_append(&client->locked.abandoned, &exchange->link);
    }
    pthread_mutex_unlock(&client->lock);
    return is_open;
}

/* Takes a call back from the transport, which reports whether it may have been sent. If the
   transport does not answer, the call leaves its exchange there. An answer that has arrived
   counts. */
static void give_up(skillcall_client *client, skillcall_call *call,
                    enum skillcall__end_reason reason)
{
    skillcall_exchange *exchange = call->driver.exchange;
    call->driver.end_reason = reason;
    if (call->driver.state != SKILLCALL__CALL_SENT) {
        skillcall__call_end_unanswered(call, SKILLCALL_OUTCOME_NOT_PLACED);
        return;
    }
    if (client->transport.cancel && atomic_load(&exchange->state) == SKILLCALL__EXCHANGE_OPEN)
        client->transport.cancel(client->transport.user_data, exchange);
    if (!abandon(client, exchange))
        return;
    call->driver.exchange = NULL;
    skillcall__call_end_unanswered(call, SKILLCALL_OUTCOME_UNKNOWN);
}

/* A call that was not driven in time is not sent late. */
static void send_in_time(skillcall_client *client, skillcall_call *call)
{
    int64_t now = skillcall__client_now(client);
    if (now < call->deadline_ms)
        send(client, call, now);
    else
        give_up(client, call, SKILLCALL__END_DEADLINE);
}

/* None once the client is being freed. */
static skillcall__link *take_submitted(skillcall_client *client)
{
    pthread_mutex_lock(&client->lock);
    bool is_closing = client->locked.is_closing;
    skillcall__link *link = is_closing ? NULL : skillcall__list_take(&client->locked.submitted);
    pthread_mutex_unlock(&client->lock);
    return link;
}

static skillcall_call *call_at(skillcall__link *link)
{
    return SKILLCALL__ELEMENT(link, skillcall_call, locked.link);
}

static void start_submitted(skillcall_client *client)
{
    skillcall__link *link;
    while ((link = take_submitted(client)))
        send_in_time(client, call_at(link));
}

static void end_cancelled(skillcall_client *client)
{
    skillcall__link *link;
    while ((link = take(client, &client->locked.cancelled)))
        give_up(client, call_at(link), SKILLCALL__END_CANCELLED);
}

static void fire_timers(skillcall_client *client)
{
    int64_t now = skillcall__client_now(client);
    skillcall_call *call;
    while ((call = next_due(client)) && call->driver.due.key <= now) {
        /* Whatever a clock shows, a request in the transport is never sent again. */
        if (call->driver.state == SKILLCALL__CALL_PAUSED)
            send_in_time(client, call);
        else
            give_up(client, call, SKILLCALL__END_DEADLINE);
        settle_answers(client);
    }
}

void skillcall__driver_work(skillcall_client *client)
{
    /* First, because an answer that comes to a cancelled call must not start a pause. */
    end_cancelled(client);
    settle_answers(client);
    start_submitted(client);
    settle_answers(client);
    fire_timers(client);
}

bool skillcall__driver_has_work(const skillcall_client *client)
{
    return !skillcall__list_is_empty(&client->locked.submitted) ||
           !skillcall__list_is_empty(&client->locked.cancelled) ||
           !skillcall__list_is_empty(&client->locked.answered);
}

static void end_in_flight(skillcall_client *client, enum skillcall__end_reason reason)
{
    skillcall_call *call;
    while ((call = next_due(client))) {
        give_up(client, call, reason);
        settle_answers(client);
    }
}

static int32_t drive_transport(skillcall_client *client, int64_t timeout_ms)
{
    int32_t timeout = timeout_ms < 0 || timeout_ms > INT32_MAX ? INT32_MAX : (int32_t)timeout_ms;
    if (client->transport.drive(client->transport.user_data, timeout) == SKILLCALL_OK)
        return SKILLCALL_OK;
    end_in_flight(client, SKILLCALL__END_TRANSPORT);
    return SKILLCALL_E_TRANSPORT;
}

/* Sleeps unless other threads have left something to do, or need the role. Later ones interrupt the
   sleep. */
static int64_t fall_asleep(skillcall_client *client, int64_t timeout_ms)
{
    int64_t until_due = skillcall__client_until_due(client);
    if (until_due >= 0 && (timeout_ms < 0 || until_due < timeout_ms))
        timeout_ms = until_due;
    pthread_mutex_lock(&client->lock);
    if (skillcall__driver_has_work(client) || client->locked.takers > 0)
        timeout_ms = 0;
    client->locked.is_asleep = timeout_ms != 0;
    if (!client->transport.drive)
        skillcall__condition_wait(&client->locked.idle, &client->lock, timeout_ms);
    pthread_mutex_unlock(&client->lock);
    return timeout_ms;
}

int32_t skillcall__driver_turn(skillcall_client *client, int64_t timeout_ms)
{
    int32_t status = SKILLCALL_OK;
    timeout_ms = fall_asleep(client, timeout_ms);
    if (client->transport.drive)
        status = drive_transport(client, timeout_ms);
    pthread_mutex_lock(&client->lock);
    client->locked.is_asleep = false;
    pthread_mutex_unlock(&client->lock);
    skillcall__driver_work(client);
    return status;
}

void skillcall__driver_stop(skillcall_client *client)
{
    skillcall__link *link;
    while ((link = take(client, &client->locked.submitted)))
        give_up(client, call_at(link), SKILLCALL__END_CLIENT_FREED);
    end_cancelled(client);
    end_in_flight(client, SKILLCALL__END_CLIENT_FREED);
}

/* Hands an exchange back to the engine. */
static void close_exchange(skillcall_client *client, skillcall_exchange *exchange)
{
    atomic_store(&exchange->state, SKILLCALL__EXCHANGE_CLOSED);
    skillcall__list_append(&client->locked.answered, &exchange->link);
    skillcall__role_interrupt(client);
}

int32_t skillcall__driver_answered(skillcall_exchange *exchange)
{
    skillcall_client *client = exchange->client;
    pthread_mutex_lock(&client->lock);
    int state = atomic_load(&exchange->state);
    if (state == SKILLCALL__EXCHANGE_ABANDONED)
        skillcall__list_remove(&exchange->link);
    /* Inside a function of the transport it may be answered once more, so it is freed later. */
    if (state == SKILLCALL__EXCHANGE_OPEN ||
        (state == SKILLCALL__EXCHANGE_ABANDONED && skillcall__role_is_mine(client)))
        close_exchange(client, exchange);
    else if (state == SKILLCALL__EXCHANGE_ABANDONED)
        skillcall__exchange_free(exchange);
    pthread_mutex_unlock(&client->lock);
    return state == SKILLCALL__EXCHANGE_OPEN ? SKILLCALL_OK : SKILLCALL_E_STATE;
}
