/* SPDX-License-Identifier: Apache-2.0 */
/* The poller for systems without epoll: what it reports, and what it does when the system fails. */
#include "base/poller.h"

#include "poller_faults.h"
#include "support/unit.h"
#include "support/watching_allocator.h"

#include <errno.h>
#include <fcntl.h>
#include <skillcall/status.h>
#include <unistd.h>

enum { PIPES = 9 }; /* one more than there is room for at first, beside the poller's own */

struct rig {
    struct watch watch;
    skillcall_allocator allocator;
    skillcall__poller *poller;
    int pipes[PIPES][2];
    int reported; /* how often */
    int fd;       /* the last one */
    int events;
    bool forgets_all;
};

static int set_up(void **state)
{
    static struct rig rig;
    int32_t status;
    arm(NULL, 0, 0);
    rig = (struct rig){0};
    rig.allocator = watching_allocator(&rig.watch);
    rig.poller = skillcall__poller_new(&rig.allocator, &status);
    for (int i = 0; i < PIPES; i++)
        if (pipe(rig.pipes[i]) != 0)
            return -1;
    *state = &rig;
    return rig.poller ? 0 : -1;
}

static int tear_down(void **state)
{
    struct rig *rig = *state;
    for (int i = 0; i < PIPES; i++) {
        close(rig->pipes[i][0]);
        close(rig->pipes[i][1]);
    }
    skillcall__poller_free(rig->poller);
    return rig->watch.live == 0 ? 0 : -1;
}

static void on_ready(void *user_data, int fd, int events)
{
    struct rig *rig = user_data;
    rig->reported++;
    rig->fd = fd;
    rig->events = events;
    for (int i = 0; rig->forgets_all && i < PIPES; i++)
        skillcall__poller_watch(rig->poller, rig->pipes[i][1], 0);
}

/* Gives the events of the one descriptor that is ready, 0 for none. */
static int events_of(struct rig *rig, int fd)
{
    rig->reported = rig->events = 0;
    assert_int_equal(skillcall__poller_wait(rig->poller, 0, on_ready, rig), SKILLCALL_OK);
    assert_int_equal(rig->reported, rig->events != 0);
    if (rig->reported)
        assert_int_equal(rig->fd, fd);
    return rig->events;
}

static int32_t watch(struct rig *rig, int fd, int events)
{
    return skillcall__poller_watch(rig->poller, fd, events);
}

static int lowest_free_fd(void)
{
    int fd = open("/dev/null", O_RDONLY);
    close(fd);
    return fd;
}

static void check_no_poller(struct rig *rig, int32_t expected)
{
    int32_t status = SKILLCALL_OK;
    size_t live = rig->watch.live;
    int free_fd = lowest_free_fd();
    assert_null(skillcall__poller_new(&rig->allocator, &status));
    assert_int_equal(status, expected);
    assert_int_equal(rig->watch.live, live);
    assert_int_equal(lowest_free_fd(), free_fd);
}

static void test_no_pipe(void **state)
{
    arm("pipe", 1, EMFILE);
    check_no_poller(*state, SKILLCALL_E_SYSTEM);
}

static void test_a_pipe_that_cannot_be_set_up(void **state)
{
    for (int nth = 1; nth <= 4; nth++) {
        arm("fcntl", nth, EINVAL);
        check_no_poller(*state, SKILLCALL_E_SYSTEM);
    }
}

static void test_no_memory_for_a_poller(void **state)
{
    struct rig *rig = *state;
    for (size_t nth = 1; nth <= 2; nth++) {
        rig->watch.fail_at = rig->watch.calls + nth;
        check_no_poller(rig, SKILLCALL_E_NO_MEMORY);
    }
    skillcall__poller_free(NULL);
}

static void test_its_ends_are_closed_on_exec_and_never_block(void **state)
{
    struct watch watch = {0};
    skillcall_allocator allocator = watching_allocator(&watch);
    int32_t status;
    int reading = lowest_free_fd();
    skillcall__poller *poller = skillcall__poller_new(&allocator, &status);
    assert_int_equal(fcntl(reading, F_GETFD, 0), FD_CLOEXEC);
    assert_true(fcntl(reading, F_GETFL, 0) & O_NONBLOCK);
    skillcall__poller_free(poller);
    assert_int_equal(fcntl(reading, F_GETFD, 0), -1);
    assert_int_equal(watch.live, 0);
}

static void test_only_what_is_watched_is_reported(void **state)
{
    struct rig *rig = *state;
    int *ends = rig->pipes[0];
    assert_int_equal(watch(rig, ends[0], SKILLCALL__POLL_IN), SKILLCALL_OK);
    assert_int_equal(events_of(rig, ends[0]), 0);
    assert_int_equal(write(ends[1], "x", 1), 1);
    assert_int_equal(events_of(rig, ends[0]), SKILLCALL__POLL_IN);
    assert_int_equal(watch(rig, ends[0], SKILLCALL__POLL_OUT), SKILLCALL_OK);
    assert_int_equal(events_of(rig, ends[0]), 0);
    assert_int_equal(watch(rig, ends[0], 0), SKILLCALL_OK);
    assert_int_equal(watch(rig, ends[0], 0), SKILLCALL_OK); /* is forgotten already */
    assert_int_equal(watch(rig, ends[1], SKILLCALL__POLL_OUT), SKILLCALL_OK);
    assert_int_equal(events_of(rig, ends[1]), SKILLCALL__POLL_OUT);
}

static void test_what_is_broken_is_reported(void **state)
{
    struct rig *rig = *state;
    int *hung_up = rig->pipes[0], *closed = rig->pipes[1];
    assert_int_equal(watch(rig, hung_up[0], SKILLCALL__POLL_IN), SKILLCALL_OK);
    close(hung_up[1]);
    assert_int_equal(events_of(rig, hung_up[0]), SKILLCALL__POLL_ERROR);
    assert_int_equal(watch(rig, hung_up[0], 0), SKILLCALL_OK);
    assert_int_equal(watch(rig, closed[0], SKILLCALL__POLL_IN), SKILLCALL_OK);
    close(closed[0]);
    assert_int_equal(events_of(rig, closed[0]), SKILLCALL__POLL_ERROR);
}

static void watch_all(struct rig *rig)
{
    for (int i = 0; i < PIPES; i++)
        assert_int_equal(watch(rig, rig->pipes[i][1], SKILLCALL__POLL_OUT), SKILLCALL_OK);
}

static void test_more_than_there_was_room_for(void **state)
{
    struct rig *rig = *state;
    watch_all(rig);
    assert_int_equal(skillcall__poller_wait(rig->poller, 0, on_ready, rig), SKILLCALL_OK);
    assert_int_equal(rig->reported, PIPES);
}

static void test_no_memory_for_one_more(void **state)
{
    struct rig *rig = *state;
    rig->watch.fail_at = rig->watch.calls + 1;
    int refused = 0;
    for (int i = 0; i < PIPES; i++) {
        errno = 0;
        if (watch(rig, rig->pipes[i][1], SKILLCALL__POLL_OUT) == SKILLCALL_E_NO_MEMORY) {
            assert_int_equal(errno, ENOMEM);
            refused++;
        }
    }
    assert_int_equal(refused, 1);
    assert_int_equal(skillcall__poller_wait(rig->poller, 0, on_ready, rig), SKILLCALL_OK);
    assert_int_equal(rig->reported, PIPES - 1);
}

static void test_a_callback_that_forgets_the_others(void **state)
{
    struct rig *rig = *state;
    watch_all(rig);
    rig->forgets_all = true;
    assert_int_equal(skillcall__poller_wait(rig->poller, 0, on_ready, rig), SKILLCALL_OK);
    assert_int_equal(rig->reported, 1);
}

static void test_waiting_that_fails(void **state)
{
    struct rig *rig = *state;
    arm("poll", 1, EINTR);
    assert_int_equal(skillcall__poller_wait(rig->poller, -1, on_ready, rig), SKILLCALL_OK);
    arm("poll", 1, ENOMEM);
    assert_int_equal(skillcall__poller_wait(rig->poller, -1, on_ready, rig), SKILLCALL_E_SYSTEM);
    assert_int_equal(rig->reported, 0);
}

/* A wait that sees a wake-up takes it back, which reads. */
static int reads_of_a_wait(struct rig *rig)
{
    arm("read", 0, 0);
    assert_int_equal(events_of(rig, -1), 0);
    return fault.calls;
}

static void test_wake_ups_end_one_wait(void **state)
{
    struct rig *rig = *state;
    for (int i = 0; i < 64; i++)
        skillcall__poller_interrupt(rig->poller);
    assert_int_equal(reads_of_a_wait(rig), 2); /* the first one may have left some */
    assert_int_equal(reads_of_a_wait(rig), 0);
    skillcall__poller_interrupt(rig->poller);
    skillcall__poller_reset(rig->poller);
    assert_int_equal(reads_of_a_wait(rig), 0);
}

static void test_signals_lose_no_wake_up(void **state)
{
    struct rig *rig = *state;
    arm("write", 1, EINTR);
    skillcall__poller_interrupt(rig->poller);
    assert_int_equal(fault.calls, 2);
    arm("read", 1, EINTR);
    skillcall__poller_reset(rig->poller);
    assert_int_equal(fault.calls, 2);
    assert_int_equal(reads_of_a_wait(rig), 0);
}

static void test_a_pipe_full_of_wake_ups(void **state)
{
    struct rig *rig = *state;
    arm("write", 1, EAGAIN);
    skillcall__poller_interrupt(rig->poller);
    assert_int_equal(fault.calls, 1);
}

static void test_it_has_no_descriptor(void **state)
{
    struct rig *rig = *state;
    assert_int_equal(skillcall__poller_fd(rig->poller), -1);
    skillcall__poller_arm(rig->poller, 0);
    assert_int_equal(reads_of_a_wait(rig), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_no_pipe, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_pipe_that_cannot_be_set_up, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_no_memory_for_a_poller, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_its_ends_are_closed_on_exec_and_never_block, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_only_what_is_watched_is_reported, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_what_is_broken_is_reported, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_more_than_there_was_room_for, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_no_memory_for_one_more, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_callback_that_forgets_the_others, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_waiting_that_fails, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_wake_ups_end_one_wait, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_signals_lose_no_wake_up, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_pipe_full_of_wake_ups, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_it_has_no_descriptor, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
