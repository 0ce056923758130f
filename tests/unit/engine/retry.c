/* SPDX-License-Identifier: Apache-2.0 */
/* What is repeated and when: never what may have been processed, never past the deadline. */
#include "support/owned.h"
#include "support/rig.h"

enum { BASE_MS = 100, CAP_MS = 300 };

static void prepare(const struct reply *replies, size_t count, int32_t attempts)
{
    rig_prepare(replies, count);
    skillcall_client_options_set_backoff_ms(rig.options, BASE_MS, CAP_MS, NULL);
    skillcall_client_options_set_max_attempts(rig.options, attempts, NULL);
    rig_open();
}

/* How often one reply, always the same, is asked for. */
static size_t sendings_of(const struct reply *reply, int32_t attempts)
{
    prepare(reply, 1, attempts);
    rig_place();
    size_t sent = rig.transport.sent;
    if (skillcall_error_status(rig.error))
        assert_int_equal(skillcall_error_attempts(rig.error), sent);
    rig_close();
    return sent;
}

static const struct reply repeated[] = {
    {.http = 429},
    {.http = 429, .retry_after = "0"},
    {.http = 429, .retry_after = "nonsense"},
    {.http = 429, .failure = SKILLCALL_E_NETWORK, .sent = SKILLCALL_MAYBE_SENT},
    {.failure = SKILLCALL_E_RESOLVE, .sent = SKILLCALL_NOT_SENT},
    {.failure = SKILLCALL_E_CONNECT, .sent = SKILLCALL_NOT_SENT},
    {.failure = SKILLCALL_E_NETWORK, .sent = SKILLCALL_NOT_SENT},
    {.failure = SKILLCALL_E_SYSTEM, .sent = SKILLCALL_NOT_SENT},
};

static const struct reply never_repeated[] = {
    {.http = 200, .body = PLACED_BODY},
    {.http = 200},
    {.http = 202, .retry_after = "0"},
    {.http = 301, .retry_after = "0"},
    {.http = 400},
    {.http = 401, .retry_after = "0"},
    {.http = 403},
    {.http = 404},
    {.http = 408, .retry_after = "0"},
    {.http = 409, .retry_after = "0"},
    {.http = 425, .retry_after = "0"},
    {.http = 460, .retry_after = "0"},
    {.http = 499, .retry_after = "0"},
    {.http = 500},
    {.http = 500, .retry_after = "0"},
    {.http = 502, .retry_after = "0"},
    {.http = 503},
    {.http = 503, .retry_after = "0"},
    {.http = 503, .retry_after = "nonsense"},
    {.http = 503, .retry_after = "-1"},
    {.http = 504, .retry_after = "0"},
    {.failure = SKILLCALL_E_RESOLVE, .sent = SKILLCALL_MAYBE_SENT},
    {.failure = SKILLCALL_E_CONNECT, .sent = SKILLCALL_MAYBE_SENT},
    {.failure = SKILLCALL_E_NETWORK, .sent = SKILLCALL_MAYBE_SENT},
    {.failure = SKILLCALL_E_SYSTEM, .sent = SKILLCALL_MAYBE_SENT},
    {.failure = SKILLCALL_E_TIMEOUT, .sent = SKILLCALL_MAYBE_SENT},
    {.failure = SKILLCALL_E_TLS, .sent = SKILLCALL_NOT_SENT},
    {.failure = SKILLCALL_E_TOO_LARGE, .sent = SKILLCALL_MAYBE_SENT},
    {.failure = SKILLCALL_E_CANCELLED, .sent = SKILLCALL_NOT_SENT},
    {.failure = SKILLCALL_E_TRANSPORT, .sent = SKILLCALL_NOT_SENT},
    {.http = 200, .failure = SKILLCALL_E_NETWORK, .sent = SKILLCALL_MAYBE_SENT},
    {.http = 503, .failure = SKILLCALL_E_NETWORK, .sent = SKILLCALL_MAYBE_SENT},
    {.not_taken = SKILLCALL_E_CONNECT},
};

TEST(a_call_that_pauses_has_no_result_yet)
{
    static const struct reply replies[] = {{.http = 429, .retry_after = "1"},
                                           {.http = 200, .body = PLACED_BODY}};
    prepare(replies, 2, 2);
    OWNED(call) call = rig_submit();
    for (int turn = 0; turn < 3; turn++)
        assert_ok(skillcall_client_drive(rig.client, 0, NULL));
    assert_int_equal(rig.transport.sent, 1);
    assert_int_equal(skillcall_call_status(call), SKILLCALL_E_PENDING);
    assert_int_equal(skillcall_call_outcome(call), SKILLCALL_OUTCOME_NONE);
    assert_null(skillcall_call_error(call));
    assert_ok(skillcall_call_wait(call, -1, NULL));
}

TEST(repeats_only_what_is_known_not_to_be_processed)
{
    for (size_t i = 0; i < sizeof repeated / sizeof *repeated; i++) {
        assert_int_equal(sendings_of(&repeated[i], 3), 3);
        assert_int_equal(sendings_of(&repeated[i], 10), 10);
    }
    for (size_t i = 0; i < sizeof never_repeated / sizeof *never_repeated; i++)
        if (sendings_of(&never_repeated[i], 10) != 1)
            fail_msg("HTTP %d, failure %d was repeated", (int)never_repeated[i].http,
                     (int)never_repeated[i].failure);
}

TEST(one_attempt_means_never)
{
    for (size_t i = 0; i < sizeof repeated / sizeof *repeated; i++)
        assert_int_equal(sendings_of(&repeated[i], 1), 1);
}

TEST(three_attempts_are_the_default)
{
    static const struct reply reply = {.http = 429};
    rig_start(&reply, 1);
    assert_int_equal(rig_place(), SKILLCALL_E_THROTTLED);
    assert_int_equal(rig.transport.sent, 3);
    assert_int_equal(skillcall_error_outcome(rig.error), NOT_PLACED);
}

TEST(a_repeated_call_that_succeeds_is_placed)
{
    static const struct reply replies[] = {
        {.http = 429, .body = "{\"code\":\"Throttling\"}"},
        {.failure = SKILLCALL_E_CONNECT, .sent = SKILLCALL_NOT_SENT},
        {.http = 200, .body = PLACED_BODY},
    };
    rig_start(replies, 3);
    OWNED(call) call = rig_submit();
    assert_ok(skillcall_call_wait(call, -1, rig.error));
    assert_ended(call, SKILLCALL_OK, PLACED);
    assert_int_equal(skillcall_receipt_attempts(skillcall_call_receipt(call)), 3);
}

static void assert_no_answer_in_text(const skillcall_error *error)
{
    assert_int_equal(skillcall_error_http_status(error), 0);
    assert_null(skillcall_error_service_code(error));
    assert_null(skillcall_error_service_message(error));
    assert_null(skillcall_error_request_id(error));
    assert_int_equal(skillcall_error_retry_after_ms(error), -1);
}

/* Nothing of an earlier attempt stands in the report of the last. */
TEST(an_error_speaks_of_the_last_attempt_only)
{
    static const struct reply replies[] = {
        {.http = 429, .retry_after = "1", .body = "{\"code\":\"Throttling\",\"message\":\"m\"}"},
        {.failure = SKILLCALL_E_NETWORK, .sent = SKILLCALL_MAYBE_SENT},
    };
    rig_start(replies, 2);
    assert_int_equal(rig_place(), SKILLCALL_E_NETWORK);
    assert_int_equal(skillcall_error_outcome(rig.error), UNKNOWN);
    assert_int_equal(skillcall_error_http_status(rig.error), 0);
    assert_null(skillcall_error_service_code(rig.error));
    assert_null(skillcall_error_service_message(rig.error));
    assert_int_equal(skillcall_error_retry_after_ms(rig.error), -1);
    assert_int_equal(skillcall_error_attempts(rig.error), 2);
    assert_string_equal(skillcall_error_client_session_id(rig.error), CLIENT_SESSION_ID);
}

/* The first attempt is refused, the second never answered. */
static void give_up_the_second_attempt(bool has_cancel, enum on_cancel on_cancel)
{
    static const struct reply replies[] = {
        {.http = 429, .retry_after = "0", .body = "{\"code\":\"Throttling\",\"message\":\"m\"}"},
        {.never = true},
    };
    rig_prepare(replies, 2);
    skillcall_transport transport = scripted_transport(&rig.transport);
    transport.cancel = has_cancel ? transport.cancel : NULL;
    rig.transport.on_cancel = on_cancel;
    rig_open_with(&transport);
    assert_int_equal(rig_place(), SKILLCALL_E_TIMEOUT);
    assert_int_equal(skillcall_error_attempts(rig.error), 2);
    assert_no_answer_in_text(rig.error);
    rig_close();
}

/* A caller that reads of an earlier refusal would call again, and ring twice. */
TEST(a_call_given_up_speaks_of_the_last_attempt_only)
{
    give_up_the_second_attempt(true, CANCEL_SAYS_NOT_SENT);
    give_up_the_second_attempt(true, CANCEL_SAYS_MAYBE_SENT);
    give_up_the_second_attempt(true, CANCEL_SAYS_NOTHING);
    give_up_the_second_attempt(false, CANCEL_SAYS_NOTHING);
}

TEST(a_repetition_is_the_same_to_the_byte)
{
    static const struct reply reply = {.http = 429};
    prepare(&reply, 1, 10);
    rig_place();
    assert_int_equal(rig.transport.sent, 10);
    for (size_t i = 0; i < 10; i++) {
        const struct sending *sending = &rig.transport.sendings[i];
        assert_string_equal(sending->body, skillcall_session_json(rig.session));
        assert_string_equal(sending->url, ENDPOINT "/v1/communications/session");
        assert_non_null(strstr(sending->body, CLIENT_SESSION_ID));
    }
}

TEST(the_session_and_the_access_may_go_before_the_repetition)
{
    static const struct reply reply = {.http = 429};
    prepare(&reply, 1, 3);
    skillcall_call *call = rig_submit();
    skillcall_session_free(rig.session);
    skillcall_access_free(rig.access);
    skillcall_call_wait(call, -1, rig.error);
    assert_ended(call, SKILLCALL_E_THROTTLED, NOT_PLACED);
    skillcall_call_free(call);
    rig.session = the_session();
    rig.access = the_access();
    assert_string_equal(rig.transport.sendings[2].body, skillcall_session_json(rig.session));
}

static int64_t pause_before(size_t attempt)
{
    return rig.transport.sendings[attempt].at_ms - rig.transport.sendings[attempt - 1].at_ms;
}

TEST(pauses_are_full_jitter_under_a_doubling_ceiling)
{
    static const struct reply reply = {.http = 429};
    static const struct {
        uint32_t random;
        int64_t pauses[4];
    } rows[] = {
        {0, {0, 0, 0, 0}},
        {UINT32_MAX, {BASE_MS, 2 * BASE_MS, CAP_MS, CAP_MS}},
        {UINT32_MAX / 2, {BASE_MS / 2, BASE_MS, CAP_MS / 2, CAP_MS / 2}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        prepare(&reply, 1, 5);
        rig.random = rows[i].random;
        rig_place();
        assert_int_equal(rig.transport.sent, 5);
        for (size_t j = 0; j < 4; j++)
            assert_int_equal(pause_before(j + 1), rows[i].pauses[j]);
        rig_close();
    }
}

/* The library's own source stays within the ceiling, and does not always say the same. */
TEST(the_own_random_source_jitters_too)
{
    static const struct reply reply = {.http = 429};
    rig_prepare(&reply, 1);
    skillcall_client_options_set_backoff_ms(rig.options, 1000, 1000, NULL);
    skillcall_client_options_set_deadline_ms(rig.options, 600000, NULL);
    skillcall_client_options_set_max_attempts(rig.options, 10, NULL);
    skillcall_client_options_set_random(rig.options, NULL, NULL, NULL);
    rig_open();
    rig_place();
    int64_t least = 1000, most = 0;
    for (size_t i = 1; i < 10; i++) {
        int64_t pause = pause_before(i);
        assert_true(pause >= 0 && pause <= 1000);
        least = pause < least ? pause : least;
        most = pause > most ? pause : most;
    }
    assert_true(most - least > 100);
}

TEST(retry_after_is_waited_for_besides_the_jitter)
{
    static const struct {
        const char *value;
        int64_t ms;
    } rows[] = {
        {"0", 0},
        {"1", 1000},
        {"003", 3000},
        {"Sun, 09 Sep 2001 01:46:42 GMT", 2000},
        {"Sun, 09 Sep 2001 01:46:40 GMT", 0},
        {"Sun, 06 Nov 1994 08:49:37 GMT", 0},
        {"nonsense", -1},
        {"", -1},
        {"-1", -1},
        {"+1", -1},
        {"1.5", -1},
        {"1 second", -1},
        {" 1", -1},
        {"Sun, 31 Xxx 2001 01:46:42 GMT", -1},
        {"Sun, 00 Sep 2001 01:46:42 GMT", -1},
        {"Sun, 31 Sep 2001 01:46:42 GMT", -1},
        {"Thu, 29 Feb 2001 01:46:42 GMT", -1},
        {"Thu, 29 Feb 1996 01:46:42 GMT", 0},
        {"Wed, 31 Dec 1969 23:59:59 GMT", 0},
        {"Sun, 09 Sep 2001 24:46:42 GMT", -1},
        {"Sun, 09 Sep 2001 01:60:42 GMT", -1},
        {"Sun, 09 Sep 2001 01:46:42 PST", -1},
        {"Sun, 09 Sep 2001 01:46:42", -1},
        {"Sun,  9 Sep 2001 01:46:42 GMT", -1},
        {"Sunday, 09-Sep-01 01:46:42 GMT", -1},
        {"Sun Sep  9 01:46:42 2001", -1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct reply reply = {.http = 429, .retry_after = rows[i].value};
        prepare(&reply, 1, 2);
        rig.random = UINT32_MAX;
        rig_place();
        int64_t told = skillcall_error_retry_after_ms(rig.error);
        int64_t wanted = rows[i].ms;
        if (strchr(rows[i].value, ':') && wanted > 0)
            wanted -= pause_before(1); /* the second answer came so much later */
        if (told != (wanted < 0 ? (rows[i].ms < 0 ? -1 : 0) : wanted))
            fail_msg("\"%s\": %lld", rows[i].value, (long long)told);
        assert_int_equal(pause_before(1), BASE_MS + (rows[i].ms > 0 ? rows[i].ms : 0));
        rig_close();
    }
}

TEST(a_date_is_waited_for_to_the_millisecond)
{
    struct reply reply = {.http = 429, .retry_after = "Sun, 09 Sep 2001 01:46:41 GMT"};
    prepare(&reply, 1, 2);
    rig.time.unix_ms += 999;
    rig_place();
    assert_int_equal(pause_before(1), 1);
}

TEST(a_retry_after_beyond_the_deadline_ends_the_call_at_once)
{
    static const char *const values[] = {"6", "7", "999999999999999999999999",
                                         "Sun, 09 Sep 2001 01:46:46 GMT",
                                         "Fri, 31 Dec 9999 23:59:59 GMT"};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        struct reply reply = {.http = 429, .retry_after = values[i]};
        prepare(&reply, 1, 3);
        int64_t began = rig.time.now_ms;
        assert_int_equal(rig_place(), SKILLCALL_E_THROTTLED);
        assert_int_equal(rig.transport.sent, 1);
        assert_int_equal(rig.time.now_ms, began);
        assert_true(skillcall_error_retry_after_ms(rig.error) >= 6000);
        rig_close();
    }
}

TEST(nothing_is_sent_past_the_deadline)
{
    static const struct reply reply = {.http = 429, .after_ms = 400};
    for (int64_t deadline = 1; deadline < 2500; deadline += 7) {
        rig_prepare(&reply, 1);
        skillcall_client_options_set_max_attempts(rig.options, 10, NULL);
        skillcall_client_options_set_deadline_ms(rig.options, deadline, NULL);
        rig.random = UINT32_MAX;
        rig_open();
        int64_t began = rig.time.now_ms;
        int32_t status = rig_place();
        assert_true(rig.time.now_ms - began <= deadline);
        assert_true(status == SKILLCALL_E_THROTTLED || status == SKILLCALL_E_TIMEOUT);
        for (size_t i = 0; i < rig.transport.sent; i++) {
            assert_true(rig.transport.sendings[i].at_ms < began + deadline);
            assert_true(rig.transport.sendings[i].remaining_ms > 0);
        }
        rig_close();
    }
}

/* A program that does not drive for a while finds its calls too old to be sent. */
TEST(an_unwatched_pause_does_not_end_in_a_late_sending)
{
    static const struct reply reply = {.http = 429, .retry_after = "1", .at_once = true};
    prepare(&reply, 1, 10);
    OWNED(call) call = rig_submit();
    skillcall_client_drive(rig.client, 0, NULL);
    assert_int_equal(rig.transport.sent, 1);
    rig.time.now_ms += 6000;
    skillcall_client_drive(rig.client, 0, NULL);
    assert_int_equal(rig.transport.sent, 1);
    assert_ended(call, SKILLCALL_E_TIMEOUT, NOT_PLACED);
    assert_int_equal(skillcall_error_http_status(skillcall_call_error(call)), 429);
}

TEST(a_call_that_is_driven_too_late_is_not_sent)
{
    static const struct reply reply = {.http = 200, .body = PLACED_BODY, .at_once = true};
    rig_start(&reply, 1);
    OWNED(call) call = rig_submit();
    rig.time.now_ms += 6000;
    assert_int_equal(skillcall_call_wait(call, -1, rig.error), SKILLCALL_E_TIMEOUT);
    assert_int_equal(rig.transport.sent, 0);
    assert_ended(call, SKILLCALL_E_TIMEOUT, NOT_PLACED);
}
