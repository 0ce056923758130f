/* SPDX-License-Identifier: Apache-2.0 */
/* The one descriptor for event loops: readable when there is something to do, and only then. */
#include "support/entries.h"
#include "support/event_transport.h"
#include "support/owned.h"
#include "support/rig.h"
#include "support/worker_transport.h"

#include <sys/epoll.h>

static const struct reply placed = {.http = 200, .body = PLACED_BODY};
static const struct reply placed_at_once = {.http = 200, .body = PLACED_BODY, .at_once = true};

static struct event_transport events;
static struct worker_transport workers;

/* In real time, since descriptors know no other. */
static void open_with(const skillcall_transport *transport)
{
    rig_prepare(&placed_at_once, 1);
    skillcall_client_options_set_clock(rig.options, NULL, NULL);
    skillcall_client_options_set_transport(rig.options, transport, NULL);
    rig_open();
}

static void close_client(void)
{
    skillcall_client_free(rig.client);
    rig.client = NULL;
    rig_close();
}

static bool is_readable(int fd, int timeout_ms)
{
    struct pollfd poll_fd = {.fd = fd, .events = POLLIN};
    return poll(&poll_fd, 1, timeout_ms) == 1;
}

/* What an event loop does until a call has ended; it never blocks but in poll. */
static skillcall_call *loop_until_ended(int fd)
{
    skillcall_call *ended = NULL;
    for (int turns = 0; !ended; turns++) {
        assert_true(turns < 50);
        assert_true(is_readable(fd, 10000));
        assert_ok(skillcall_client_drive(rig.client, 0, rig.error));
        ended = skillcall_client_take_ended(rig.client);
    }
    return ended;
}

static void check_loop(const skillcall_transport *transport)
{
    size_t descriptors = count_entries("/proc/self/fd");
    open_with(transport);
    skillcall_call *early = rig_submit();
    int fd = skillcall_client_pollable_fd(rig.client, rig.error);
    assert_true(fd >= 0);
    assert_int_equal(skillcall_client_pollable_fd(rig.client, rig.error), fd);
    assert_ptr_equal(loop_until_ended(fd), early);
    skillcall_call_free(early);
    for (int i = 0; i < 3; i++) {
        assert_false(is_readable(fd, 0)); /* a loop with nothing to do sleeps */
        OWNED(call) call = rig_submit();
        assert_true(is_readable(fd, 0));
        assert_ptr_equal(loop_until_ended(fd), call);
        assert_ended(call, SKILLCALL_OK, PLACED);
    }
    close_client();
    assert_true(count_entries("/proc/self/fd") <= descriptors);
}

static skillcall_transport blocking_transport(struct scripted *scripted, struct fake_time *time)
{
    *scripted = (struct scripted){.time = time, .replies = &placed_at_once, .reply_count = 1};
    return (skillcall_transport){
        .struct_size = sizeof(skillcall_transport),
        .user_data = scripted,
        .submit = scripted_submit,
        .destroy = scripted_destroy,
    };
}

TEST(serves_an_event_loop_with_every_kind_of_transport)
{
    static struct scripted scripted;
    struct fake_time time = {0};
    skillcall_transport transport = blocking_transport(&scripted, &time);
    check_loop(&transport);
    transport = worker_transport(&workers, &placed, 1);
    check_loop(&transport);
    transport = event_transport(&events, &placed, 1);
    check_loop(&transport);
    assert_int_equal(atomic_load(&events.overlaps), 0);
}

TEST(wakes_and_cancels_make_it_readable)
{
    skillcall_transport transport = event_transport(&events, &placed, 1);
    open_with(&transport);
    int fd = skillcall_client_pollable_fd(rig.client, rig.error);
    skillcall_client_drive(rig.client, 0, NULL);
    assert_false(is_readable(fd, 0));
    skillcall_client_wake(rig.client);
    assert_true(is_readable(fd, 0));
    skillcall_client_drive(rig.client, 0, NULL);
    assert_false(is_readable(fd, 0));

    atomic_store(&events.holds, true);
    skillcall_call *call = rig_submit();
    for (int i = 0; i < 3; i++)
        skillcall_client_drive(rig.client, 0, NULL);
    assert_false(is_readable(fd, 0));
    skillcall_call_cancel(call);
    assert_true(is_readable(fd, 0));
    assert_ptr_equal(loop_until_ended(fd), call);
    assert_ended(call, SKILLCALL_E_CANCELLED, NOT_PLACED);
    skillcall_call_free(call);

    call = rig_submit();
    for (int i = 0; i < 3; i++)
        skillcall_client_drive(rig.client, 0, NULL);
    skillcall_call_free(call);
    assert_true(is_readable(fd, 0));
    skillcall_client_drive(rig.client, 0, NULL);
    assert_int_equal(skillcall_client_calls_in_flight(rig.client), 0);
    assert_false(is_readable(fd, 0));
    close_client();
}

/* Whoever waits for a call drives, and an event loop elsewhere still has to take what has ended. */
TEST(calls_that_end_while_others_drive_make_it_readable)
{
    skillcall_transport transport = event_transport(&events, &placed, 1);
    open_with(&transport);
    int fd = skillcall_client_pollable_fd(rig.client, rig.error);
    atomic_store(&events.holds, true);
    skillcall_call *call = rig_submit();
    for (int i = 0; i < 3; i++)
        skillcall_client_drive(rig.client, 0, NULL);
    assert_false(is_readable(fd, 0));
    event_release(&events);
    assert_ok(skillcall_call_wait(call, -1, rig.error));
    assert_true(is_readable(fd, 0));
    assert_ptr_equal(loop_until_ended(fd), call);
    skillcall_call_free(call);
    close_client();
}

/* Nor does the transport say anything. */
TEST(a_deadline_that_passes_while_others_drive_makes_it_readable)
{
    skillcall_transport transport = event_transport(&events, &placed, 1);
    transport.cancel = NULL;
    open_with(&transport);
    int fd = skillcall_client_pollable_fd(rig.client, rig.error);
    atomic_store(&events.holds, true);
    skillcall_call *call =
        skillcall_client_submit(rig.client, rig.access, rig.session, 200, rig.error);
    for (int i = 0; i < 3; i++)
        skillcall_client_drive(rig.client, 0, NULL);
    assert_int_equal(skillcall_call_wait(call, -1, rig.error), SKILLCALL_E_TIMEOUT);
    assert_true(is_readable(fd, 0));
    assert_ptr_equal(loop_until_ended(fd), call);
    skillcall_call_free(call);
    close_client();
}

TEST(timers_make_it_readable)
{
    static const struct reply throttled[] = {{.http = 429}, {.http = 200, .body = PLACED_BODY}};
    skillcall_transport transport = event_transport(&events, throttled, 2);
    open_with(&transport);
    rig.random = UINT32_MAX; /* a pause of 100 ms */
    int fd = skillcall_client_pollable_fd(rig.client, rig.error);
    skillcall_call *call = rig_submit();
    assert_ptr_equal(loop_until_ended(fd), call);
    assert_ended(call, SKILLCALL_OK, PLACED);
    assert_int_equal(skillcall_receipt_attempts(skillcall_call_receipt(call)), 2);
    int64_t elapsed_ms = skillcall_receipt_elapsed_ms(skillcall_call_receipt(call));
    assert_true(elapsed_ms >= 100 && elapsed_ms < 6000);
    skillcall_call_free(call);

    atomic_store(&events.holds, true);
    call = skillcall_client_submit(rig.client, rig.access, rig.session, 40, rig.error);
    assert_ptr_equal(loop_until_ended(fd), call);
    assert_ended(call, SKILLCALL_E_TIMEOUT, NOT_PLACED);
    skillcall_call_free(call);
    close_client();
}

/* Nested in the program's own epoll. */
TEST(may_be_watched_by_epoll)
{
    skillcall_transport transport = worker_transport(&workers, &placed, 1);
    open_with(&transport);
    int fd = skillcall_client_pollable_fd(rig.client, rig.error);
    int epoll_fd = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = rig.client};
    assert_int_equal(epoll_ctl(epoll_fd, EPOLL_CTL_ADD, fd, &event), 0);
    skillcall_call *call = rig_submit();
    skillcall_call *ended = NULL;
    while (!ended) {
        assert_int_equal(epoll_wait(epoll_fd, &event, 1, 10000), 1);
        skillcall_client_drive(event.data.ptr, 0, NULL);
        ended = skillcall_client_take_ended(rig.client);
    }
    assert_ptr_equal(ended, call);
    skillcall_call_free(call);
    close(epoll_fd);
    close_client();
}

TEST(reports_a_transport_that_has_none)
{
    for (int i = 0; i < 2; i++) {
        skillcall_transport transport = event_transport(&events, &placed, 1);
        events.has_no_descriptor = true;
        if (i == 1)
            transport.pollable_fd = NULL;
        open_with(&transport);
        assert_int_equal(skillcall_client_pollable_fd(rig.client, rig.error), -1);
        assert_int_equal(skillcall_error_status(rig.error), SKILLCALL_E_UNSUPPORTED);
        assert_non_null(strstr(skillcall_error_message(rig.error), "skillcall_client_drive"));
        skillcall_error_clear(rig.error);
        assert_ok(rig_place());
        close_client();
    }
}

static void *wait_for_it(void *call)
{
    skillcall_call_wait(call, -1, NULL);
    return NULL;
}

/* A loop that has nothing to do sleeps also where a timer has run out for another thread. */
TEST(is_quiet_while_another_thread_drives)
{
    skillcall_transport transport = event_transport(&events, &placed, 1);
    open_with(&transport);
    atomic_store(&events.holds, true);
    int fd = skillcall_client_pollable_fd(rig.client, rig.error);
    skillcall_call *soon =
        skillcall_client_submit(rig.client, rig.access, rig.session, 100, rig.error);
    skillcall_call *later =
        skillcall_client_submit(rig.client, rig.access, rig.session, 60000, rig.error);
    skillcall_client_drive(rig.client, 0, NULL); /* the descriptor's timer now waits for soon */
    pthread_t thread;
    pthread_create(&thread, NULL, wait_for_it, later);
    while (skillcall_call_status(soon) == SKILLCALL_E_PENDING)
        is_readable(fd, 1);
    assert_ptr_equal(skillcall_client_take_ended(rig.client), soon);
    skillcall_call_free(soon);
    for (int turns = 0; is_readable(fd, 0); turns++) {
        assert_true(turns < 50);
        skillcall_client_drive(rig.client, 0, NULL);
        is_readable(-1, 1);
    }
    skillcall_call_cancel(later);
    pthread_join(thread, NULL);
    assert_int_equal(skillcall_call_status(later), SKILLCALL_E_CANCELLED);
    skillcall_call_free(later);
    close_client();
}

TEST(what_a_callback_submits_makes_it_readable)
{
    struct scripted scripted;
    skillcall_transport transport = blocking_transport(&scripted, &rig.time);
    open_with(&transport);
    int fd = skillcall_client_pollable_fd(rig.client, rig.error);
    assert_ok(skillcall_client_drive(rig.client, 0, rig.error));
    assert_false(is_readable(fd, 0));
    rig.on_log = rig_submit_once;
    assert_ok(rig_place());
    assert_ptr_equal(loop_until_ended(fd), rig.submitted);
    skillcall_call_free(rig.submitted);
    close_client();
}
