/* SPDX-License-Identifier: Apache-2.0 */
/* What a call that failed says, in words: all that is known, and what to do. */
#include "support/failing_jansson.h"
#include "support/rig.h"

#include <skillcall/lookup.h>

#define THEN_NOT_PLACED "; the call was not placed"
#define THEN_UNKNOWN                                                                               \
    "; whether the call was placed is unknown: look for client session id " CLIENT_SESSION_ID      \
    " on the SIP side before calling again"

#define FOREIGN_403                                                                                \
    "HTTP 403: access was denied, but without the service's code for a missing permission; check " \
    "whether a proxy, firewall or gateway refused the request"

TEST(the_service_speaks_before_the_transport)
{
    static const struct {
        struct reply reply;
        const char *message;
    } rows[] = {
        {{.http = 400}, "HTTP 400: the service rejected the request as invalid" THEN_NOT_PLACED},
        {{.http = 400, .body = "{\"code\":\"c\",\"message\":\"m\"}"},
         "HTTP 400: the service rejected the request as invalid (m)" THEN_NOT_PLACED},
        {{.http = 400, .body = "{\"code\":\"c\",\"message\":\"\"}"},
         "HTTP 400: the service rejected the request as invalid (c)" THEN_NOT_PLACED},
        {{.http = 418, .body = "{\"code\":\"Teapot\"}"},
         "HTTP 418: the service sent an undocumented answer (Teapot)" THEN_UNKNOWN},
        {{.http = 399, .body = "{\"code\":\"Teapot\"}"},
         "HTTP 399: the service sent an undocumented answer" THEN_UNKNOWN},
        {{.http = 413}, "HTTP 413: the request is too large for the endpoint" THEN_NOT_PLACED},
        {{.http = 403, .body = "{\"code\":\"AccessDenied\",\"message\":\"m\"}"},
         "HTTP 403: the token lacks the permission: the user has not granted calling, or the skill "
         "does not ask for it (m)" THEN_NOT_PLACED},
        {{.http = 403, .body = "{\"code\":\"NoUserAgent\"}"},
         FOREIGN_403 " (NoUserAgent)" THEN_NOT_PLACED},
        {{.http = 403, .body = "<html>Forbidden</html>"}, FOREIGN_403 THEN_NOT_PLACED},
        {{.http = 400, .failure = SKILLCALL_E_NETWORK, .sent = SKILLCALL_MAYBE_SENT, .reason = "t"},
         "HTTP 400: the service rejected the request as invalid (t)" THEN_NOT_PLACED},
        {{.http = 500, .body = "{\"message\":\"broken\"}"},
         "HTTP 500: the service failed (broken)" THEN_UNKNOWN},
        {{.http = 503, .retry_after = "9", .body = "{\"message\":\"busy\"}"},
         "HTTP 503: the service is not available (busy)" THEN_UNKNOWN},
        {{.failure = SKILLCALL_E_NETWORK, .sent = SKILLCALL_NOT_SENT},
         "the connection was lost (the reason)" THEN_NOT_PLACED},
        {{.failure = SKILLCALL_E_NETWORK, .sent = SKILLCALL_MAYBE_SENT, .reason = ""},
         "the connection was lost" THEN_UNKNOWN},
        {{.failure = SKILLCALL_E_TOO_LARGE, .sent = SKILLCALL_MAYBE_SENT, .reason = ""},
         "the answer is too large" THEN_UNKNOWN},
        {{.http = 202}, "HTTP 202: the service sent an undocumented answer" THEN_UNKNOWN},
        {{.http = 200, .body = "{}"},
         "HTTP 200: the answer has no sessionId, which the service promises" THEN_UNKNOWN},
        {{.http = 200, .body = "<html>"},
         "HTTP 200: the answer is not a well-formed JSON object" THEN_UNKNOWN},
        {{.http = 200, .body = "\"placed\""},
         "HTTP 200: the answer is not a well-formed JSON object" THEN_UNKNOWN},
        {{.http = 200}, "HTTP 200: the answer is not a well-formed JSON object" THEN_UNKNOWN},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        rig_prepare(&rows[i].reply, 1);
        skillcall_client_options_set_max_attempts(rig.options, 1, NULL);
        rig_open();
        rig_place();
        assert_string_equal(skillcall_error_message(rig.error), rows[i].message);
        rig_close();
    }
}

TEST(a_lookup_places_no_call)
{
    char number[SKILLCALL_MOBILE_NUMBER_SIZE];
    rig_start(&(struct reply){.http = 400, .body = "{\"message\":\"m\"}"}, 1);
    assert_int_equal(skillcall_client_find_mobile_number(rig.client, rig.access,
                                                         SKILLCALL_PROFILE_ACCOUNT, 0, number,
                                                         sizeof number, rig.error),
                     SKILLCALL_E_INPUT_REFUSED);
    assert_string_equal(skillcall_error_message(rig.error),
                        "HTTP 400: the service rejected the request as invalid (m)");
}

TEST(reports_why_a_call_is_given_up)
{
    static const struct reply never = {.never = true};
    rig_start(&never, 1);
    assert_int_equal(rig_place(), SKILLCALL_E_TIMEOUT);
    assert_string_equal(skillcall_error_message(rig.error), "the deadline passed" THEN_NOT_PLACED);
    skillcall_call *call = rig_submit();
    skillcall_call_cancel(call);
    skillcall_call_wait(call, -1, rig.error);
    assert_string_equal(skillcall_error_message(rig.error),
                        "the call was cancelled" THEN_NOT_PLACED);
    skillcall_call_free(call);
    rig.transport.on_cancel = CANCEL_SAYS_MAYBE_SENT;
    assert_int_equal(rig_place(), SKILLCALL_E_TIMEOUT);
    assert_string_equal(skillcall_error_message(rig.error), "the deadline passed" THEN_UNKNOWN);

    char number[SKILLCALL_MOBILE_NUMBER_SIZE];
    skillcall_error_clear(rig.error);
    assert_int_equal(skillcall_client_find_mobile_number(rig.client, rig.access,
                                                         SKILLCALL_PROFILE_ACCOUNT, 0, number,
                                                         sizeof number, rig.error),
                     SKILLCALL_E_TIMEOUT);
    assert_string_equal(skillcall_error_message(rig.error), "the deadline passed");
    assert_int_equal(skillcall_error_outcome(rig.error), SKILLCALL_OUTCOME_NONE);

    call = skillcall_client_submit_mobile_number_lookup(rig.client, rig.access,
                                                        SKILLCALL_PROFILE_ACCOUNT, 0, rig.error);
    rig.time.now_ms += 6000; /* nobody drove it in time */
    assert_int_equal(skillcall_call_wait(call, -1, rig.error), SKILLCALL_E_TIMEOUT);
    assert_int_equal(skillcall_call_outcome(call), SKILLCALL_OUTCOME_NONE);
    assert_string_equal(skillcall_error_message(rig.error), "the deadline passed");
    skillcall_call_free(call);
}

TEST(an_id_of_one_character_is_one_to_look_for)
{
    rig_start(&(struct reply){.http = 500}, 1);
    skillcall_session_free(rig.session);
    rig.session = session_with_id("i");
    assert_int_equal(rig_place(), SKILLCALL_E_SERVICE);
    assert_non_null(strstr(skillcall_error_message(rig.error), "client session id i on"));
}

/* The service may well have placed it. */
TEST(an_answer_that_no_memory_is_left_for_is_unknown)
{
    bool is_done = false;
    for (size_t i = 0; !is_done; i++) {
        rig_start(&(struct reply){.http = 200, .body = PLACED_BODY}, 1);
        jansson_fail_after(i);
        is_done = rig_place() == SKILLCALL_OK;
        jansson_relent();
        if (!is_done) {
            assert_int_equal(skillcall_error_status(rig.error), SKILLCALL_E_NO_MEMORY);
            assert_int_equal(skillcall_error_outcome(rig.error), UNKNOWN);
            assert_string_equal(skillcall_error_message(rig.error),
                                "HTTP 200: out of memory while reading the answer" THEN_UNKNOWN);
        }
        rig_close();
        assert_true(is_done ? i > 0 : i < 100);
    }
}
