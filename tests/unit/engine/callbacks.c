/* SPDX-License-Identifier: Apache-2.0 */
/* Inside a callback, the client answers at once and never waits for itself. */
#include "support/owned.h"
#include "support/rig.h"

#include <skillcall/lookup.h>
#include <sys/eventfd.h>
#include <unistd.h>
static size_t visits;

static void assert_refused(int32_t status)
{
    assert_int_equal(status, SKILLCALL_E_STATE);
    assert_int_equal(skillcall_error_status(rig.error), SKILLCALL_E_STATE);
    assert_non_null(strstr(skillcall_error_message(rig.error), "submit the call"));
}

/* Whatever would wait is refused, has sent nothing and takes no time. */
static void try_to_wait(void)
{
    int64_t before = rig.time.now_ms;
    size_t sent = rig.transport.sent;
    size_t calls = skillcall_client_calls_in_flight(rig.client);
    char found[SKILLCALL_PROFILE_ID_SIZE];
    assert_refused(rig_place());
    assert_int_equal(skillcall_error_outcome(rig.error), NOT_PLACED);
    assert_refused(skillcall_client_find_mobile_number(
        rig.client, rig.access, SKILLCALL_PROFILE_ACCOUNT, 0, found, sizeof found, rig.error));
    assert_refused(skillcall_client_find_profile_id(rig.client, rig.access, "the-unit", 0, found,
                                                    sizeof found, rig.error));
    assert_refused(skillcall_client_create_profile(rig.client, rig.access, "the-unit", NULL, 0,
                                                   found, sizeof found, rig.error));
    assert_refused(skillcall_client_drive(rig.client, 0, rig.error));
    assert_refused(skillcall_client_drive(rig.client, -1, rig.error));
    assert_int_equal(rig.time.now_ms, before);
    assert_int_equal(rig.transport.sent, sent);
    assert_int_equal(skillcall_client_calls_in_flight(rig.client), calls);
    visits++;
}

/* A call may be submitted there, but not waited for. */
static void try_to_wait_for_a_call(void)
{
    skillcall_call *call = rig_submit();
    assert_refused(skillcall_call_wait(call, -1, rig.error));
    assert_refused(skillcall_call_wait(call, 0, rig.error));
    skillcall_call_free(call);
    try_to_wait();
}

static int32_t submit(void *user_data, skillcall_exchange *exchange)
{
    try_to_wait_for_a_call();
    return scripted_submit(user_data, exchange);
}

static int32_t drive(void *user_data, int32_t timeout_ms)
{
    try_to_wait_for_a_call();
    return scripted_drive(user_data, timeout_ms);
}

static void cancel(void *user_data, skillcall_exchange *exchange)
{
    try_to_wait_for_a_call();
    scripted_cancel(user_data, exchange);
}

static int32_t pollable_fd(void *user_data)
{
    try_to_wait_for_a_call();
    return -1;
}

static void log_line(int32_t level, const char *message)
{
    try_to_wait();
}

static void prepare(const struct reply *reply)
{
    visits = 0;
    rig_prepare(reply, 1);
}

static const struct reply placed = {.http = 200, .body = PLACED_BODY, .after_ms = 10};

TEST(inside_the_transport)
{
    static const size_t members = 4;
    for (size_t i = 0; i < members; i++) {
        prepare(&placed);
        skillcall_transport transport = scripted_transport(&rig.transport);
        transport.submit = i == 0 ? submit : transport.submit;
        transport.drive = i == 1 ? drive : transport.drive;
        transport.cancel = i == 2 ? cancel : transport.cancel;
        transport.pollable_fd = i == 3 ? pollable_fd : NULL;
        rig_open_with(&transport);
        skillcall_call *call = rig_submit();
        if (i == 2) { /* in the transport */
            skillcall_client_drive(rig.client, 0, NULL);
            skillcall_call_cancel(call);
        }
        skillcall_client_pollable_fd(rig.client, NULL);
        int32_t expected = i == 2 ? SKILLCALL_E_CANCELLED : SKILLCALL_OK;
        assert_int_equal(skillcall_call_wait(call, -1, rig.error), expected);
        assert_true(visits > 0);
        skillcall_call_free(call);
        skillcall_error_clear(rig.error);
        rig_close();
    }
}

TEST(inside_the_log)
{
    prepare(&placed);
    rig.on_log = log_line;
    rig_open();
    OWNED(call) call = rig_submit();
    assert_ok(skillcall_client_drive(rig.client, 1000, NULL));
    assert_ended(call, SKILLCALL_OK, PLACED);
    assert_true(visits > 0);
}

/* What has ended needs no waiting. */
static skillcall_call *ended;

static void look_at_what_has_ended(int32_t level, const char *message)
{
    assert_ok(skillcall_call_wait(ended, -1, rig.error));
    assert_ptr_equal(skillcall_client_take_ended(rig.client), visits == 0 ? ended : NULL);
    visits++;
}

TEST(a_call_that_has_ended_may_be_looked_at)
{
    prepare(&placed);
    rig_open();
    ended = rig_submit();
    assert_ok(skillcall_call_wait(ended, -1, NULL));
    rig.on_log = look_at_what_has_ended;
    OWNED(call) next = rig_submit();
    assert_ok(skillcall_call_wait(next, -1, NULL));
    assert_true(visits > 0);
    skillcall_call_free(ended);
}

/* The one that the test is about, and what it did. */
static skillcall_call *other;
static int64_t cancelled_at_ms;

static void cancel_the_other(int32_t level, const char *message)
{
    if (visits++ > 0)
        return;
    skillcall_call_cancel(other);
    cancelled_at_ms = rig.time.now_ms;
}

/* It ends before the client sleeps again. */
TEST(a_call_may_be_cancelled_as_another_times_out)
{
    static const struct reply never = {.never = true};
    prepare(&never);
    rig.on_log = cancel_the_other;
    rig_open();
    OWNED(call) first = skillcall_client_submit(rig.client, rig.access, rig.session, 10, rig.error);
    other = rig_submit();
    assert_int_equal(skillcall_call_wait(other, -1, NULL), SKILLCALL_E_CANCELLED);
    assert_int_equal(rig.time.now_ms, cancelled_at_ms);
    assert_ended(first, SKILLCALL_E_TIMEOUT, NOT_PLACED);
    skillcall_call_free(other);
}

static void submit_another(int32_t level, const char *message)
{
    if (visits++ == 0)
        other = rig_submit();
}

/* It is sent before the client sleeps again. */
TEST(a_call_may_be_submitted_as_another_times_out)
{
    static const struct reply never = {.never = true};
    prepare(&never);
    rig_open();
    skillcall_call *first =
        skillcall_client_submit(rig.client, rig.access, rig.session, 10, rig.error);
    OWNED(call) last = rig_submit();
    assert_ok(skillcall_client_drive(rig.client, 0, NULL));
    int64_t began = rig.time.now_ms;
    rig.on_log = submit_another;
    assert_int_equal(skillcall_call_wait(last, -1, NULL), SKILLCALL_E_TIMEOUT);
    assert_int_equal(rig.transport.sendings[2].at_ms - began, 10);
    skillcall_call_free(first);
    skillcall_call_free(other);
}

static void submit_in_vain(int32_t level, const char *message)
{
    visits++;
    assert_null(skillcall_client_submit(rig.client, rig.access, rig.session, 0, rig.error));
    assert_int_equal(skillcall_error_status(rig.error), SKILLCALL_E_STATE);
    assert_int_equal(skillcall_error_outcome(rig.error), NOT_PLACED);
    assert_non_null(strstr(skillcall_error_message(rig.error), "being freed"));
}

TEST(a_client_that_is_freed_takes_no_call)
{
    static const struct reply never = {.never = true};
    prepare(&never);
    rig_open();
    OWNED(call) call = rig_submit();
    assert_ok(skillcall_client_drive(rig.client, 0, NULL));
    rig.on_log = submit_in_vain;
    rig_free_client();
    assert_true(visits > 0);
    assert_int_equal(skillcall_call_status(call), SKILLCALL_E_CANCELLED);
}

static int transport_fd;
static int32_t fd_for_the_loop;

static int32_t give_fd(void *user_data)
{
    return transport_fd;
}

static void ask_for_the_fd(int32_t level, const char *message)
{
    fd_for_the_loop = skillcall_client_pollable_fd(rig.client, rig.error);
}

/* The thread that drives asks the transport itself. */
TEST(the_descriptor_may_be_asked_for)
{
    transport_fd = eventfd(0, EFD_CLOEXEC);
    prepare(&placed);
    rig.on_log = ask_for_the_fd;
    skillcall_transport transport = scripted_transport(&rig.transport);
    transport.pollable_fd = give_fd;
    rig_open_with(&transport);
    assert_ok(rig_place());
    assert_true(fd_for_the_loop >= 0);
    assert_int_equal(skillcall_client_pollable_fd(rig.client, rig.error), fd_for_the_loop);
    rig_close();
    close(transport_fd);
}
