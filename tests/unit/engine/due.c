/* SPDX-License-Identifier: Apache-2.0 */
/* Many calls at once: each is sent again, or ends, when it is due, and in the order of time. */
#include "support/idle_transport.h"
#include "support/rig.h"

enum { CALLS = 3000, STEP_MS = 200, ATTEMPTS = 10, BEGIN_MS = 5000 };

/* What is to happen to a call next: it is sent again, or ends. */
struct fate {
    skillcall_call *call; /* NULL once it has ended */
    int64_t at_ms;
    int32_t status; /* of its end */
    int32_t sendings;
};

struct crowd {
    uint32_t random;
    struct fate fates[CALLS];
};

/* The same numbers in every run. */
static uint32_t random_below(struct crowd *crowd, uint32_t bound)
{
    crowd->random = crowd->random * 1664525 + 1013904223;
    return (crowd->random >> 16) % bound;
}

static int32_t keep(void *user_data, skillcall_exchange *exchange)
{
    return SKILLCALL_OK;
}

static int32_t let_time_pass(void *user_data, int32_t timeout_ms)
{
    rig.time.now_ms += timeout_ms;
    return SKILLCALL_OK;
}

static void cancel(void *user_data, skillcall_exchange *exchange)
{
    skillcall_exchange_fail(exchange, SKILLCALL_E_CANCELLED, SKILLCALL_NOT_SENT, 0, NULL);
}

static void destroy(void *user_data)
{
    rig.transport.destroys++;
}

typedef int32_t (*submit_function)(void *user_data, skillcall_exchange *exchange);

static void open_crowd(struct crowd *crowd, submit_function submit)
{
    crowd->random = 1;
    rig_prepare(NULL, 0);
    skillcall_transport transport = {.struct_size = sizeof transport,
                                     .user_data = crowd,
                                     .submit = submit,
                                     .drive = let_time_pass,
                                     .wake = idle_wake,
                                     .cancel = cancel,
                                     .destroy = destroy};
    skillcall_client_options_set_transport(rig.options, &transport, NULL);
    skillcall_client_options_set_max_calls(rig.options, CALLS, NULL);
    skillcall_client_options_set_max_attempts(rig.options, ATTEMPTS, NULL);
    rig_open();
}

static void submit(struct crowd *crowd, struct fate *fate, int64_t deadline_ms)
{
    fate->call =
        skillcall_client_submit(rig.client, rig.access, rig.session, deadline_ms, rig.error);
    assert_non_null(fate->call);
    skillcall_call_set_user_data(fate->call, fate);
}

static void cancel_call(struct crowd *crowd, struct fate *fate)
{
    if (!fate->call)
        return;
    skillcall_call_cancel(fate->call);
    fate->at_ms = rig.time.now_ms;
    fate->status = SKILLCALL_E_CANCELLED;
}

/* The next call that has ended, as it should have; NULL if there is none. */
static struct fate *take(struct crowd *crowd)
{
    skillcall_call *call = skillcall_client_take_ended(rig.client);
    if (!call)
        return NULL;
    struct fate *fate = skillcall_call_user_data(call);
    assert_ended(call, fate->status, NOT_PLACED);
    skillcall_call_free(call);
    fate->call = NULL;
    return fate;
}

/* Sent when it should be, it is refused for a while, or never answered. No two calls have the same
   deadline, which tells which one it is. */
static int32_t refuse_or_keep(void *user_data, skillcall_exchange *exchange)
{
    struct crowd *crowd = user_data;
    int64_t now_ms = rig.time.now_ms;
    int64_t deadline_ms = now_ms + skillcall_exchange_remaining_ms(exchange);
    struct fate *fate = &crowd->fates[(deadline_ms - BEGIN_MS) / STEP_MS - 1];
    assert_int_equal(now_ms, fate->at_ms);
    fate->at_ms = deadline_ms;
    fate->status = SKILLCALL_E_TIMEOUT;
    if (++fate->sendings == ATTEMPTS || random_below(crowd, 3) == 0)
        return SKILLCALL_OK;

    uint32_t seconds = random_below(crowd, 100);
    char retry_after[16];
    snprintf(retry_after, sizeof retry_after, "%u", (unsigned)seconds);
    struct reply reply = {.http = 429, .retry_after = retry_after};
    give_reply(exchange, &reply);
    bool is_last = now_ms + seconds * INT64_C(1000) >= deadline_ms;
    fate->at_ms = is_last ? now_ms : now_ms + seconds * INT64_C(1000);
    if (is_last)
        fate->status = SKILLCALL_E_THROTTLED;
    return SKILLCALL_OK;
}

/* The calls in an order that is not that of their deadlines. */
static void submit_shuffled(struct crowd *crowd)
{
    uint32_t order[CALLS];
    for (uint32_t i = 0; i < CALLS; i++) {
        order[i] = i;
        uint32_t other = random_below(crowd, i + 1);
        uint32_t moved = order[other];
        order[other] = i;
        order[i] = moved;
    }
    for (uint32_t i = 0; i < CALLS; i++) {
        crowd->fates[order[i]].at_ms = BEGIN_MS;
        submit(crowd, &crowd->fates[order[i]], (order[i] + INT64_C(1)) * STEP_MS);
    }
}

TEST(each_call_is_sent_and_ends_when_it_is_due)
{
    static struct crowd crowd;
    open_crowd(&crowd, refuse_or_keep);
    assert_int_equal(rig.time.now_ms, BEGIN_MS);
    submit_shuffled(&crowd);
    while (rig.time.now_ms <= BEGIN_MS + CALLS * STEP_MS) {
        skillcall_client_drive(rig.client, random_below(&crowd, 300), NULL);
        const struct fate *fate;
        while ((fate = take(&crowd)))
            assert_int_equal(fate->at_ms, rig.time.now_ms);
        if (random_below(&crowd, 4) == 0)
            cancel_call(&crowd, &crowd.fates[random_below(&crowd, CALLS)]);
    }
    assert_int_equal(skillcall_client_calls_in_flight(rig.client), 0);
}

/* Of those with the same deadline, first the one that was submitted first. */
TEST(unwatched_calls_end_in_the_order_of_their_deadlines)
{
    static struct crowd crowd;
    open_crowd(&crowd, keep);
    for (size_t i = 0; i < CALLS; i++) {
        int64_t deadline_ms = 1 + random_below(&crowd, 500);
        crowd.fates[i] =
            (struct fate){.at_ms = BEGIN_MS + deadline_ms, .status = SKILLCALL_E_TIMEOUT};
        submit(&crowd, &crowd.fates[i], deadline_ms);
    }
    skillcall_client_drive(rig.client, 0, NULL);
    for (size_t i = 0; i < CALLS / 3; i++)
        cancel_call(&crowd, &crowd.fates[random_below(&crowd, CALLS)]);
    skillcall_client_drive(rig.client, 0, NULL);
    while (take(&crowd))
        continue;

    rig.time.now_ms += 500;
    skillcall_client_drive(rig.client, 0, NULL);
    const struct fate *fate, *before = NULL;
    for (; (fate = take(&crowd)); before = fate)
        if (before)
            assert_true(before->at_ms < fate->at_ms ||
                        (before->at_ms == fate->at_ms && before < fate));
    assert_int_equal(skillcall_client_calls_in_flight(rig.client), 0);
}
