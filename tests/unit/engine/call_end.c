/* SPDX-License-Identifier: Apache-2.0 */
/* Every call ends once, and says truly what became of it: cancelled, too late, freed, or its client
   freed, in every state that it can be in. */
#include "support/owned.h"
#include "support/rig.h"

enum state { SUBMITTED, IN_FLIGHT, PAUSED, ANSWERED, ENDED, STATES };

static const struct reply replies[STATES] = {
    [SUBMITTED] = {.http = 200, .body = PLACED_BODY},
    [IN_FLIGHT] = {.http = 200, .body = PLACED_BODY, .never = true},
    [PAUSED] = {.http = 429, .retry_after = "1", .at_once = true},
    [ANSWERED] = {.http = 200, .body = PLACED_BODY, .never = true},
    [ENDED] = {.http = 200, .body = PLACED_BODY, .at_once = true},
};

static skillcall_call *bring_to(enum state state)
{
    rig_start(&replies[state], 1);
    skillcall_call *call = rig_submit();
    assert_int_equal(skillcall_client_calls_in_flight(rig.client), 1);
    if (state == SUBMITTED)
        return call;
    skillcall_client_drive(rig.client, 0, NULL);
    assert_int_equal(rig.transport.sent, 1);
    assert_int_equal(skillcall_call_status(call),
                     state == ENDED ? SKILLCALL_OK : SKILLCALL_E_PENDING);
    assert_int_equal(skillcall_client_calls_in_flight(rig.client), state == ENDED ? 0 : 1);
    if (state == ANSWERED) /* which the engine has not looked at yet */
        assert_ok(answer_sending(&rig.transport, 0));
    return call;
}

static void cancel(skillcall_call *call)
{
    skillcall_call_cancel(call);
    skillcall_call_cancel(call);
    skillcall_client_drive(rig.client, 0, NULL);
}

static void let_the_deadline_pass(skillcall_call *call)
{
    rig.time.now_ms += 6000;
    skillcall_client_drive(rig.client, 0, NULL);
}

static void free_the_client(skillcall_call *call)
{
    rig_free_client();
}

typedef void (*end_function)(skillcall_call *call);

static const struct {
    end_function end;
    int32_t status;
} endings[] = {
    {cancel, SKILLCALL_E_CANCELLED},
    {let_the_deadline_pass, SKILLCALL_E_TIMEOUT},
    {free_the_client, SKILLCALL_E_CANCELLED},
};

enum { ENDINGS = sizeof endings / sizeof *endings };

/* Each call was listed once, unless its client is gone. */
static void close_with(skillcall_call *call)
{
    if (rig.client) {
        assert_int_equal(skillcall_client_calls_in_flight(rig.client), 0);
        assert_ptr_equal(skillcall_client_take_ended(rig.client), call);
        assert_null(skillcall_client_take_ended(rig.client));
    }
    skillcall_call_free(call);
    rig_close();
}

TEST(what_was_not_sent_is_not_placed)
{
    static const enum state states[] = {SUBMITTED, PAUSED};
    for (size_t i = 0; i < ENDINGS; i++) {
        for (size_t j = 0; j < 2; j++) {
            skillcall_call *call = bring_to(states[j]);
            endings[i].end(call);
            assert_ended(call, endings[i].status, NOT_PLACED);
            assert_int_equal(rig.transport.sent, states[j] == SUBMITTED ? 0 : 1);
            assert_int_equal(rig.transport.cancels, 0);
            close_with(call);
        }
    }
}

TEST(what_was_answered_stays_as_it_was_answered)
{
    static const enum state states[] = {ANSWERED, ENDED};
    for (size_t i = 0; i < ENDINGS; i++) {
        for (size_t j = 0; j < 2; j++) {
            skillcall_call *call = bring_to(states[j]);
            endings[i].end(call);
            assert_ended(call, SKILLCALL_OK, PLACED);
            assert_int_equal(rig.transport.cancels, 0);
            close_with(call);
        }
    }
}

TEST(the_transport_reports_whether_it_may_have_been_sent)
{
    static const int32_t outcomes[] = {
        [CANCEL_SAYS_NOT_SENT] = NOT_PLACED,
        [CANCEL_SAYS_MAYBE_SENT] = UNKNOWN,
        [CANCEL_SAYS_THE_REPLY] = PLACED,
        [CANCEL_SAYS_NOTHING] = UNKNOWN,
    };
    for (size_t i = 0; i < ENDINGS; i++) {
        for (int on_cancel = CANCEL_SAYS_NOT_SENT; on_cancel <= CANCEL_SAYS_NOTHING; on_cancel++) {
            skillcall_call *call = bring_to(IN_FLIGHT);
            rig.transport.on_cancel = (enum on_cancel)on_cancel;
            endings[i].end(call);
            int32_t outcome = outcomes[on_cancel];
            assert_ended(call, outcome == PLACED ? SKILLCALL_OK : endings[i].status, outcome);
            assert_int_equal(rig.transport.cancels, 1);
            close_with(call);
        }
    }
}

/* A refusal that comes with the cancelling is told, and not repeated. */
TEST(reports_a_refusal_in_the_last_moment)
{
    static const struct reply refusals[] = {
        {.http = 429, .retry_after = "0", .never = true},
        {.http = 429,
         .never = true,
         .failure = SKILLCALL_E_CANCELLED,
         .sent = SKILLCALL_MAYBE_SENT},
    };
    for (size_t i = 0; i < ENDINGS; i++) {
        for (size_t j = 0; j < 2; j++) {
            rig_start(&refusals[j], 1);
            skillcall_call *call = rig_submit();
            skillcall_client_drive(rig.client, 0, NULL);
            rig.transport.on_cancel = CANCEL_SAYS_THE_REPLY;
            endings[i].end(call);
            assert_ended(call, SKILLCALL_E_THROTTLED, NOT_PLACED);
            assert_int_equal(rig.transport.sent, 1);
            close_with(call);
        }
    }
}

static skillcall_call *in_flight_without_cancel(void)
{
    rig_prepare(&replies[IN_FLIGHT], 1);
    skillcall_transport transport = scripted_transport(&rig.transport);
    transport.cancel = NULL;
    rig_open_with(&transport);
    skillcall_call *call = rig_submit();
    skillcall_client_drive(rig.client, 0, NULL);
    return call;
}

TEST(without_a_cancel_function_the_outcome_is_unknown)
{
    for (size_t i = 0; i < ENDINGS; i++) {
        skillcall_call *call = in_flight_without_cancel();
        endings[i].end(call);
        assert_ended(call, endings[i].status, UNKNOWN);
        close_with(call);
    }
}

TEST(a_late_answer_changes_nothing)
{
    for (size_t i = 0; i < 2; i++) {
        skillcall_call *call = in_flight_without_cancel();
        endings[i].end(call);
        size_t held = rig.watch.live;
        assert_int_equal(answer_sending(&rig.transport, 0), SKILLCALL_E_STATE);
        assert_int_equal(rig.watch.live, held - 1);
        skillcall_client_drive(rig.client, 0, NULL);
        assert_ended(call, endings[i].status, UNKNOWN);
        close_with(call);
    }
}

/* Until a function of the transport returns, a second answer is refused and finds the exchange. */
static int32_t answer_twice_and_drive(void *user_data, int32_t timeout_ms)
{
    struct scripted *scripted = user_data;
    skillcall_exchange *exchange = scripted->sendings[0].exchange;
    if (exchange && scripted->cancels) {
        assert_int_equal(answer_sending(scripted, 0), SKILLCALL_E_STATE);
        assert_int_equal(skillcall_exchange_set_status(exchange, 200), SKILLCALL_E_STATE);
        assert_int_equal(skillcall_exchange_complete(exchange), SKILLCALL_E_STATE);
    }
    return scripted_drive(user_data, timeout_ms);
}

TEST(a_late_answer_may_come_twice)
{
    rig_prepare(&replies[IN_FLIGHT], 1);
    rig.transport.on_cancel = CANCEL_SAYS_NOTHING;
    skillcall_transport transport = scripted_transport(&rig.transport);
    transport.drive = answer_twice_and_drive;
    rig_open_with(&transport);
    skillcall_call *call = rig_submit();
    skillcall_client_drive(rig.client, 0, NULL);
    size_t held = rig.watch.live;
    cancel(call);
    assert_ended(call, SKILLCALL_E_CANCELLED, UNKNOWN);
    assert_int_equal(rig.watch.live, held - 1);
    close_with(call);
}

static void answer_all_and_destroy(void *user_data)
{
    struct scripted *scripted = user_data;
    for (size_t i = 0; i < scripted->sent; i++)
        if (scripted->sendings[i].exchange)
            assert_int_equal(answer_sending(scripted, i), SKILLCALL_E_STATE);
    scripted_destroy(scripted);
}

TEST(a_transport_may_answer_until_it_is_destroyed)
{
    rig_prepare(&replies[IN_FLIGHT], 1);
    skillcall_transport transport = scripted_transport(&rig.transport);
    transport.cancel = NULL;
    transport.destroy = answer_all_and_destroy;
    rig_open_with(&transport);
    skillcall_call *calls[3];
    for (size_t i = 0; i < 3; i++)
        calls[i] = rig_submit();
    skillcall_client_drive(rig.client, 0, NULL);
    skillcall_call_cancel(calls[0]);
    skillcall_client_drive(rig.client, 0, NULL);
    rig_free_client();
    for (size_t i = 0; i < 3; i++) {
        assert_ended(calls[i], SKILLCALL_E_CANCELLED, UNKNOWN);
        skillcall_call_free(calls[i]);
    }
}

/* Freed in any state, a call is cancelled, is not listed, and leaves nothing behind. */
TEST(a_freed_call_is_cancelled_and_never_heard_of_again)
{
    for (enum state at = SUBMITTED; at < STATES; at++) {
        for (int on_cancel = CANCEL_SAYS_NOT_SENT; on_cancel <= CANCEL_SAYS_NOTHING; on_cancel++) {
            skillcall_call *call = bring_to(at);
            rig.transport.on_cancel = (enum on_cancel)on_cancel;
            skillcall_call_free(call);
            skillcall_client_drive(rig.client, 0, NULL);
            assert_int_equal(skillcall_client_calls_in_flight(rig.client), 0);
            assert_null(skillcall_client_take_ended(rig.client));
            assert_int_equal(rig.transport.sent, at == SUBMITTED ? 0 : 1);
            assert_int_equal(rig.transport.cancels, at == IN_FLIGHT ? 1 : 0);
            rig.transport.replies = &replies[ENDED];
            assert_ok(rig_place()); /* the client goes on */
            rig_close();
        }
    }
}

TEST(client_and_calls_are_freed_in_any_order)
{
    for (enum state at = SUBMITTED; at < STATES; at++) {
        for (int order = 0; order < 3; order++) {
            skillcall_call *call = bring_to(at);
            skillcall_call *taken = skillcall_client_take_ended(rig.client);
            assert_ptr_equal(taken, at == ENDED ? call : NULL);
            if (order == 0)
                skillcall_call_free(call);
            if (order == 1)
                skillcall_call_cancel(call);
            rig_free_client();
            if (order != 0)
                skillcall_call_free(call);
            rig_close();
        }
    }
}

/* What remains of a call after its client: all that is read, and nothing that hangs. */
TEST(a_call_stays_usable_after_its_client)
{
    OWNED(call) call = bring_to(IN_FLIGHT);
    skillcall_call_set_user_data(call, &rig);
    rig_free_client();
    assert_int_equal(skillcall_call_wait(call, -1, rig.error), SKILLCALL_E_CANCELLED);
    assert_non_null(strstr(skillcall_error_message(rig.error), "the client was freed"));
    assert_ptr_equal(skillcall_call_user_data(call), &rig);
    skillcall_call_cancel(call);
    assert_ended(call, SKILLCALL_E_CANCELLED, NOT_PLACED);
}

TEST(a_deadline_is_kept_to_the_millisecond)
{
    static const int64_t deadlines[] = {1, 5999, 6000, 600000};
    for (size_t i = 0; i < sizeof deadlines / sizeof *deadlines; i++) {
        rig_start(&replies[IN_FLIGHT], 1);
        int64_t began = rig.time.now_ms;
        skillcall_receipt *receipt =
            skillcall_client_start(rig.client, rig.access, rig.session, deadlines[i], rig.error);
        assert_null(receipt);
        assert_int_equal(skillcall_error_status(rig.error), SKILLCALL_E_TIMEOUT);
        assert_int_equal(skillcall_error_outcome(rig.error), NOT_PLACED); /* says the transport */
        assert_int_equal(rig.time.now_ms - began, deadlines[i]);
        rig_close();
    }
}

TEST(an_answer_just_before_the_deadline_counts)
{
    static const struct reply in_time = {.http = 200, .body = PLACED_BODY, .after_ms = 5999};
    static const struct reply too_late = {.http = 200, .body = PLACED_BODY, .after_ms = 6001};
    rig_start(&in_time, 1);
    assert_ok(rig_place());
    rig_close();
    rig_start(&too_late, 1);
    rig.transport.on_cancel = CANCEL_SAYS_MAYBE_SENT;
    assert_int_equal(rig_place(), SKILLCALL_E_TIMEOUT);
    assert_int_equal(skillcall_error_outcome(rig.error), UNKNOWN);
}

TEST(refuses_deadlines_out_of_range)
{
    static const int64_t refused[] = {-1, INT64_MIN, 600001, INT64_MAX};
    rig_start(&replies[ENDED], 1);
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        assert_null(
            skillcall_client_submit(rig.client, rig.access, rig.session, refused[i], rig.error));
        assert_int_equal(skillcall_error_status(rig.error), SKILLCALL_E_ARGUMENT);
        assert_int_equal(skillcall_error_outcome(rig.error), NOT_PLACED);
    }
    assert_int_equal(rig.transport.sent, 0);
}
