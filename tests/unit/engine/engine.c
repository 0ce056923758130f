/* SPDX-License-Identifier: Apache-2.0 */
/* The engine from outside: driving, waiting, waking, what has ended, and bounds. */
#include "support/owned.h"
#include "support/rig.h"

static const struct reply placed = {.http = 200, .body = PLACED_BODY};
static const struct reply placed_at_once = {.http = 200, .body = PLACED_BODY, .at_once = true};
static const struct reply never = {.never = true};

static int64_t drive_for(int64_t timeout_ms)
{
    int64_t began = rig.time.now_ms;
    assert_ok(skillcall_client_drive(rig.client, timeout_ms, rig.error));
    return rig.time.now_ms - began;
}

TEST(a_blocking_call_is_placed)
{
    rig_start(&placed, 1);
    assert_ok(rig_place());
    assert_null(skillcall_client_take_ended(rig.client)); /* which has submitted ones only */
    assert_int_equal(skillcall_client_calls_in_flight(rig.client), 0);
}

TEST(a_submitted_call_is_placed_when_somebody_drives)
{
    rig_start(&placed, 1);
    OWNED(call) call = rig_submit();
    assert_int_equal(rig.transport.sent, 0);
    assert_int_equal(skillcall_call_status(call), SKILLCALL_E_PENDING);
    assert_int_equal(skillcall_call_outcome(call), SKILLCALL_OUTCOME_NONE);
    assert_null(skillcall_call_receipt(call));
    assert_null(skillcall_call_error(call));
    drive_for(-1);
    assert_ended(call, SKILLCALL_OK, PLACED);
    assert_ptr_equal(skillcall_client_take_ended(rig.client), call);
}

TEST(a_blocking_transport_needs_only_submit)
{
    rig_prepare(&placed_at_once, 1);
    skillcall_transport transport = {
        .struct_size = sizeof transport,
        .user_data = &rig.transport,
        .submit = scripted_submit,
        .destroy = scripted_destroy,
    };
    rig_open_with(&transport);
    assert_ok(rig_place());
    OWNED(call) call = rig_submit();
    assert_ok(skillcall_client_drive(rig.client, -1, rig.error));
    assert_ended(call, SKILLCALL_OK, PLACED);
}

/* The drive function gets the time that is left, and never more. */
TEST(drive_waits_as_long_as_asked)
{
    rig_start(&never, 1);
    skillcall_call *call = rig_submit();
    assert_int_equal(drive_for(0), 0);
    assert_int_equal(rig.transport.sent, 1);
    assert_int_equal(drive_for(250), 250);
    assert_int_equal(skillcall_call_wait(call, 0, rig.error), SKILLCALL_E_PENDING);
    int64_t began = rig.time.now_ms;
    assert_int_equal(skillcall_call_wait(call, 100, rig.error), SKILLCALL_E_PENDING);
    assert_int_equal(rig.time.now_ms - began, 100);
    assert_int_equal(drive_for(-1), 6000 - 350); /* until the deadline */
    assert_int_equal(skillcall_call_status(call), SKILLCALL_E_TIMEOUT);
    assert_int_equal(drive_for(-1), 0); /* it waits to be taken */
    assert_ptr_equal(skillcall_client_take_ended(rig.client), call);
    assert_int_equal(drive_for(70), 70);
    skillcall_call_free(call);
    call = rig_submit();
    assert_int_equal(drive_for(INT64_MAX), 6000); /* as good as no limit */
    assert_int_equal(skillcall_call_wait(call, INT64_MAX, rig.error), SKILLCALL_E_TIMEOUT);
    skillcall_call_free(call);
}

TEST(a_wake_ends_the_next_drive_and_one_only)
{
    rig_start(&placed, 1);
    for (int wakes = 1; wakes < 4; wakes++) {
        for (int i = 0; i < wakes; i++) /* they count as one */
            skillcall_client_wake(rig.client);
        assert_int_equal(drive_for(-1), 0);
        assert_int_equal(drive_for(30), 30);
    }
}

TEST(a_wake_does_not_end_a_wait)
{
    static const struct reply slow = {.http = 200, .body = PLACED_BODY, .after_ms = 500};
    rig_start(&slow, 1);
    skillcall_client_wake(rig.client);
    assert_ok(rig_place());
}

TEST(what_has_ended_is_given_once_in_the_order_of_the_ends)
{
    static const struct reply replies[] = {
        {.http = 200, .body = PLACED_BODY, .after_ms = 300},
        {.http = 401, .after_ms = 100},
        {.never = true},
        {.http = 500, .after_ms = 200},
        {.http = 200, .body = PLACED_BODY, .after_ms = 50},
    };
    static const size_t order[] = {1, 3, 0, 2};
    rig_start(replies, 5);
    skillcall_call *calls[5];
    for (size_t i = 0; i < 5; i++)
        calls[i] = rig_submit();
    assert_int_equal(skillcall_client_calls_in_flight(rig.client), 5);
    assert_null(skillcall_client_take_ended(rig.client));
    drive_for(50);
    assert_ended(calls[4], SKILLCALL_OK, PLACED);
    skillcall_call_free(calls[4]); /* and is not given any more */
    for (size_t i = 0; i < 4; i++) {
        drive_for(-1);
        assert_int_equal(skillcall_client_calls_in_flight(rig.client), 3 - i);
        assert_ptr_equal(skillcall_client_take_ended(rig.client), calls[order[i]]);
        assert_null(skillcall_client_take_ended(rig.client));
    }
    for (size_t i = 0; i < 4; i++)
        skillcall_call_free(calls[i]);
}

TEST(a_wait_for_one_call_drives_all)
{
    static const struct reply replies[] = {
        {.http = 200, .body = PLACED_BODY, .after_ms = 300},
        {.http = 200, .body = PLACED_BODY, .after_ms = 100},
        {.http = 200, .body = PLACED_BODY, .after_ms = 400},
    };
    rig_start(replies, 3);
    skillcall_call *calls[3];
    for (size_t i = 0; i < 3; i++)
        calls[i] = rig_submit();
    assert_ok(skillcall_call_wait(calls[0], -1, rig.error));
    assert_ended(calls[1], SKILLCALL_OK, PLACED);
    assert_int_equal(skillcall_call_status(calls[2]), SKILLCALL_E_PENDING);
    for (size_t i = 0; i < 3; i++)
        skillcall_call_free(calls[i]);
}

TEST(limits_calls_in_flight)
{
    rig_prepare(&placed, 1);
    skillcall_client_options_set_max_calls(rig.options, 2, NULL);
    rig_open();
    skillcall_call *calls[] = {rig_submit(), rig_submit()};
    assert_int_equal(rig_place(), SKILLCALL_E_BUSY);
    assert_int_equal(skillcall_error_outcome(rig.error), NOT_PLACED);
    assert_int_equal(rig.transport.sent, 0);
    drive_for(-1); /* ended calls do not count, freed or not */
    assert_ok(rig_place());
    skillcall_call_free(calls[0]);
    skillcall_call_free(calls[1]);
}

/* A call that was given up leaves its exchange with the transport, but counts no more. */
TEST(an_abandoned_exchange_does_not_count)
{
    rig_prepare(&never, 1);
    skillcall_client_options_set_max_calls(rig.options, 1, NULL);
    rig.transport.on_cancel = CANCEL_SAYS_NOTHING;
    rig_open();
    for (int i = 0; i < 5; i++)
        assert_int_equal(rig_place(), SKILLCALL_E_TIMEOUT);
    assert_int_equal(skillcall_client_calls_in_flight(rig.client), 0);
}

TEST(a_call_may_be_submitted_from_the_log_function)
{
    static const struct reply *const replies[] = {&placed, &placed_at_once};
    for (size_t i = 0; i < 2; i++) {
        rig_start(replies[i], 1);
        rig.on_log = rig_submit_once;
        assert_ok(rig_place());
        assert_ok(skillcall_call_wait(rig.submitted, -1, rig.error));
        skillcall_call_free(rig.submitted);
        rig_close();
    }
}

static int32_t refuse_to_drive(void *user_data, int32_t timeout_ms)
{
    return SKILLCALL_E_SYSTEM;
}

static void open_undrivable(void)
{
    rig_prepare(&never, 1);
    skillcall_transport transport = scripted_transport(&rig.transport);
    transport.drive = refuse_to_drive;
    rig_open_with(&transport);
}

TEST(a_transport_that_cannot_be_driven_ends_its_calls)
{
    open_undrivable();
    assert_int_equal(skillcall_client_drive(rig.client, -1, rig.error), SKILLCALL_E_TRANSPORT);
    rig.transport.on_cancel = CANCEL_SAYS_MAYBE_SENT;
    assert_int_equal(rig_place(), SKILLCALL_E_TRANSPORT);
    assert_non_null(
        strstr(skillcall_error_message(rig.error), "the transport could not be driven"));
    assert_int_equal(skillcall_error_outcome(rig.error), UNKNOWN);
    OWNED(call) call = rig_submit();
    rig.transport.on_cancel = CANCEL_SAYS_NOT_SENT;
    assert_int_equal(skillcall_client_drive(rig.client, -1, rig.error), SKILLCALL_E_TRANSPORT);
    assert_ended(call, SKILLCALL_E_TRANSPORT, NOT_PLACED);
    assert_int_equal(rig.transport.sent, 2);
}

TEST(names_what_is_null)
{
    rig_start(&placed, 1);
    assert_null(skillcall_client_start(NULL, rig.access, rig.session, 0, rig.error));
    assert_int_equal(skillcall_error_status(rig.error), SKILLCALL_E_ARGUMENT);
    assert_non_null(strstr(skillcall_error_message(rig.error), "\"client\""));
    skillcall_error_clear(rig.error);
    assert_null(skillcall_client_start(rig.client, NULL, rig.session, 0, rig.error));
    assert_non_null(strstr(skillcall_error_message(rig.error), "\"access\""));
    assert_null(skillcall_client_submit(rig.client, NULL, rig.session, 0, NULL));
    skillcall_error_clear(rig.error);
    assert_null(skillcall_client_submit(rig.client, rig.access, NULL, 0, rig.error));
    assert_non_null(strstr(skillcall_error_message(rig.error), "session"));
    assert_int_equal(skillcall_error_outcome(rig.error), NOT_PLACED);
    assert_int_equal(skillcall_client_drive(NULL, 0, NULL), SKILLCALL_E_ARGUMENT);
    assert_int_equal(skillcall_client_pollable_fd(NULL, NULL), -1);
    assert_null(skillcall_client_take_ended(NULL));
    assert_int_equal(skillcall_client_calls_in_flight(NULL), 0);
    skillcall_client_wake(NULL);
    skillcall_client_free(NULL);
    skillcall_call_free(NULL);
    skillcall_call_cancel(NULL);
    skillcall_call_set_user_data(NULL, &rig);
    assert_null(skillcall_call_user_data(NULL));
    assert_int_equal(skillcall_call_wait(NULL, 0, NULL), SKILLCALL_E_ARGUMENT);
    assert_int_equal(skillcall_call_status(NULL), SKILLCALL_E_ARGUMENT);
    assert_int_equal(skillcall_call_outcome(NULL), SKILLCALL_OUTCOME_NONE);
    assert_null(skillcall_call_receipt(NULL));
    assert_null(skillcall_call_error(NULL));
    skillcall_receipt_free(NULL);
    assert_null(skillcall_receipt_session_id(NULL));
    assert_null(skillcall_receipt_client_session_id(NULL));
    assert_null(skillcall_receipt_request_id(NULL));
    assert_int_equal(skillcall_receipt_attempts(NULL), 0);
    assert_int_equal(skillcall_receipt_elapsed_ms(NULL), 0);
    assert_int_equal(rig.transport.sent, 0);
}
