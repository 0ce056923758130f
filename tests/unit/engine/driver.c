/* SPDX-License-Identifier: Apache-2.0 */
/* How long a client sleeps in its transport, and that what is due is done in time, whatever a clock
   does meanwhile. */
#include "support/next.h"
#include "support/owned.h"
#include "support/rig.h"

#include <pthread.h>

#ifndef __SANITIZE_THREAD__ /* which looks for this itself */
static _Thread_local int locks_held;

int pthread_mutex_lock(pthread_mutex_t *mutex)
{
    locks_held++;
    return NEXT(pthread_mutex_lock)(mutex);
}

/* After each function of the transport, the lock is taken before it is given back. */
int pthread_mutex_unlock(pthread_mutex_t *mutex)
{
    if (locks_held-- == 0)
        abort();
    return NEXT(pthread_mutex_unlock)(mutex);
}
#endif

static const struct reply never = {.never = true};
static int32_t told_ms; /* how long the transport may sleep, as it was last told */

static void open_with_drive(int32_t (*drive)(void *user_data, int32_t timeout_ms))
{
    rig_prepare(&never, 1);
    skillcall_transport transport = scripted_transport(&rig.transport);
    transport.drive = drive;
    skillcall_client_options_set_transport(rig.options, &transport, NULL);
}

static void use_clock(int64_t (*monotonic_ms)(void *user_data))
{
    skillcall_clock clock = fake_clock(&rig.time);
    clock.monotonic_ms = monotonic_ms;
    skillcall_client_options_set_clock(rig.options, &clock, NULL);
}

static int32_t note_and_wake(void *user_data, int32_t timeout_ms)
{
    told_ms = timeout_ms;
    skillcall_client_wake(rig.client);
    return SKILLCALL_OK;
}

TEST(the_transport_may_sleep_as_long_as_the_caller)
{
    static const struct {
        int64_t given;
        int32_t told;
    } rows[] = {
        {0, 0},
        {1, 1},
        {250, 250},
        {INT32_MAX, INT32_MAX},
        {INT64_C(1) + INT32_MAX, INT32_MAX},
        {INT64_MAX, INT32_MAX},
        {-1, INT32_MAX},
    };
    open_with_drive(note_and_wake);
    rig_open();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_ok(skillcall_client_drive(rig.client, rows[i].given, NULL));
        assert_int_equal(told_ms, rows[i].told);
    }
}

TEST(each_call_has_a_deadline_of_its_own)
{
    static const int64_t deadlines[] = {6000, 1000, 3000};
    static const size_t order[] = {1, 2, 0};
    skillcall_call *calls[3];
    rig_start(&never, 1);
    int64_t began = rig.time.now_ms;
    for (size_t i = 0; i < 3; i++)
        calls[i] = skillcall_client_submit(rig.client, rig.access, rig.session, deadlines[i], NULL);
    for (size_t i = 0; i < 3; i++) {
        assert_ok(skillcall_client_drive(rig.client, 10000, NULL));
        assert_int_equal(rig.time.now_ms - began, deadlines[order[i]]);
        assert_ptr_equal(skillcall_client_take_ended(rig.client), calls[order[i]]);
        skillcall_call_free(calls[order[i]]);
    }
}

static int64_t step_ms, due_ms;

static int64_t moving_ms(void *user_data)
{
    struct fake_time *time = user_data;
    return time->now_ms += step_ms;
}

static int32_t note_and_drive(void *user_data, int32_t timeout_ms)
{
    int64_t left = due_ms > rig.time.now_ms ? due_ms - rig.time.now_ms : 0;
    assert_int_equal(timeout_ms, left);
    return scripted_drive(user_data, timeout_ms);
}

/* Also if it is over when the transport is told. */
TEST(the_transport_gets_the_time_that_is_left)
{
    for (int64_t before = 1; before <= 12; before++) {
        for (int64_t step = 0; step <= 3; step++) {
            open_with_drive(note_and_drive);
            use_clock(moving_ms);
            rig_open();
            step_ms = due_ms = 0;
            skillcall_call *call = rig_submit();
            assert_ok(skillcall_client_drive(rig.client, 0, NULL));
            due_ms = rig.time.now_ms + 6000;
            rig.time.now_ms = due_ms - before;
            step_ms = step;
            assert_int_equal(skillcall_call_wait(call, -1, NULL), SKILLCALL_E_TIMEOUT);
            skillcall_call_free(call);
            rig_close();
        }
    }
}

static int64_t ahead_ms;

/* Ahead for one reading of seven: sooner or later for each of those that a drive makes. */
static int64_t wavering_ms(void *user_data)
{
    static unsigned readings;
    return fake_monotonic_ms(user_data) + (readings++ % 7 == 0 ? ahead_ms : 0);
}

TEST(a_clock_that_goes_back_has_nothing_sent_twice)
{
    rig_prepare(&never, 1);
    use_clock(wavering_ms);
    rig.transport.on_cancel = CANCEL_SAYS_MAYBE_SENT;
    rig_open();
    OWNED(call) call = rig_submit();
    skillcall_client_drive(rig.client, 0, NULL);
    rig.time.now_ms += 5995;
    ahead_ms = 10;
    for (int i = 0; i < 10; i++)
        skillcall_client_drive(rig.client, 0, NULL);
    assert_ended(call, SKILLCALL_E_TIMEOUT, UNKNOWN);
    assert_int_equal(rig.transport.sent, 1);
}

static void *wake(void *unused)
{
    skillcall_client_wake(rig.client);
    return unused;
}

static int32_t wake_from_a_thread(void *user_data, int32_t timeout_ms)
{
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, wake, user_data), 0);
    pthread_join(thread, NULL);
    return SKILLCALL_OK;
}

TEST(any_sleep_can_be_ended)
{
    static const int64_t timeouts[] = {1, 2, 250, -1};
    open_with_drive(wake_from_a_thread);
    rig_open();
    for (size_t i = 0; i < sizeof timeouts / sizeof *timeouts; i++) {
        assert_ok(skillcall_client_drive(rig.client, timeouts[i], NULL));
        assert_int_equal(rig.transport.wakes, i + 1);
    }
}
