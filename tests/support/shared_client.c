/* SPDX-License-Identifier: Apache-2.0 */
#include "support/shared_client.h"

struct event_transport events;
struct worker_transport workers;
static atomic_size_t blocking_turn;
static size_t blocking_count;
static const struct reply *blocking_replies;
skillcall_client *client;
skillcall_access *the_one_access;
skillcall_session *the_one_session;
skillcall_call *calls[CALLS];
void (*on_log)(void);
atomic_size_t wrong;
const struct reply placed = {.http = 200, .body = PLACED_BODY};

static int32_t answer_at_once(void *user_data, skillcall_exchange *exchange)
{
    give_reply(exchange, &blocking_replies[atomic_fetch_add(&blocking_turn, 1) % blocking_count]);
    return SKILLCALL_OK;
}

static skillcall_transport transport_of(enum kind kind, const struct reply *replies, size_t count)
{
    if (kind == WORKERS_OWN)
        return worker_transport(&workers, replies, count);
    if (kind == DRIVEN)
        return event_transport(&events, replies, count);
    blocking_replies = replies;
    blocking_count = count;
    return (skillcall_transport){.struct_size = sizeof(skillcall_transport),
                                 .submit = answer_at_once};
}

void sleep_ms(long ms)
{
    nanosleep(&(struct timespec){.tv_nsec = ms * 1000000}, NULL);
}

/* Uses the client, whose lock must not be held. */
static void count_lines(void *user_data, int32_t level, const char *message)
{
    if (on_log)
        on_log();
    else
        skillcall_client_calls_in_flight(client);
}

void open_client_with(enum kind kind, const struct reply *replies, size_t count,
                      const skillcall_clock *clock)
{
    skillcall_client_options *options = skillcall_client_options_new(NULL, NULL);
    skillcall_transport transport = transport_of(kind, replies, count);
    assert_int_equal(skillcall_client_options_set_transport(options, &transport, NULL), 0);
    skillcall_client_options_set_clock(options, clock, NULL);
    skillcall_client_options_set_backoff_ms(options, 1, 2, NULL);
    skillcall_client_options_set_deadline_ms(options, 60000, NULL);
    skillcall_client_options_set_log(options, count_lines, NULL, SKILLCALL_LOG_DEBUG, NULL);
    client = skillcall_client_new(NULL, options, NULL);
    assert_non_null(client);
    skillcall_client_options_free(options);
    the_one_access = the_access();
    the_one_session = the_session();
}

void open_client(enum kind kind, const struct reply *replies, size_t count)
{
    open_client_with(kind, replies, count, NULL);
}

void close_client(enum kind kind)
{
    skillcall_client_free(client);
    skillcall_access_free(the_one_access);
    skillcall_session_free(the_one_session);
    if (kind == DRIVEN) {
        assert_int_equal(atomic_load(&events.overlaps), 0);
        assert_int_equal(atomic_load(&events.destroys), 1);
    }
}

void free_calls(size_t count)
{
    for (size_t i = 0; i < count; i++)
        skillcall_call_free(calls[i]);
    assert_int_equal(atomic_load(&wrong), 0);
}

skillcall_call *submit(void)
{
    skillcall_call *call =
        skillcall_client_submit(client, the_one_access, the_one_session, 0, NULL);
    assert_non_null(call);
    return call;
}

void hold(enum kind kind)
{
    if (kind == WORKERS_OWN)
        hold_workers(&workers, true);
    else
        atomic_store(&events.holds, true);
}

void open_held(enum kind kind, size_t count)
{
    open_client(kind, &placed, 1);
    hold(kind);
    for (size_t i = 0; i < count; i++)
        calls[i] = submit();
}

void await_sent(enum kind kind, size_t count)
{
    while (atomic_load(kind == DRIVEN ? &events.sent : &workers.sent) < count)
        sleep_ms(1);
}

void release(enum kind kind)
{
    if (kind == WORKERS_OWN)
        hold_workers(&workers, false);
    else
        event_release(&events);
}

int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void expect(bool holds)
{
    if (!holds)
        atomic_fetch_add(&wrong, 1);
}
