/* SPDX-License-Identifier: Apache-2.0 */
/* The observer: what happens to a call is reported in its order, once, and without a secret. */
#include "support/owned.h"
#include "support/rig.h"

enum { EVENTS_MAX = 32 };

struct seen {
    char kind; /* 'C' and 'A' for a start, 'a' and 'c' for an end */
    uint64_t call_id;
    int32_t attempt, http_status, status, outcome;
    int64_t elapsed_ms, attempt_elapsed_ms, pause_ms;
    size_t bytes_sent, bytes_received;
    char error_type[32];
};

static struct {
    struct seen events[EVENTS_MAX];
    size_t count;
} log_of;

static void note(char kind, const skillcall_event *event)
{
    struct seen *seen = &log_of.events[log_of.count++];
    const char *error_type = skillcall_event_error_type(event);
    *seen = (struct seen){.kind = kind,
                          .call_id = skillcall_event_call_id(event),
                          .attempt = skillcall_event_attempt(event),
                          .http_status = skillcall_event_http_status(event),
                          .status = skillcall_event_status(event),
                          .outcome = skillcall_event_outcome(event),
                          .elapsed_ms = skillcall_event_elapsed_ms(event),
                          .attempt_elapsed_ms = skillcall_event_attempt_elapsed_ms(event),
                          .pause_ms = skillcall_event_pause_ms(event),
                          .bytes_sent = skillcall_event_bytes_sent(event),
                          .bytes_received = skillcall_event_bytes_received(event)};
    snprintf(seen->error_type, sizeof seen->error_type, "%s", error_type ? error_type : "");
    assert_string_equal(skillcall_event_method(event), "POST");
    assert_string_equal(skillcall_event_url_template(event), "/v1/communications/session");
    assert_string_equal(skillcall_event_server_address(event), "api.amazonalexa.com");
    assert_int_equal(skillcall_event_server_port(event), 443);
    assert_string_equal(skillcall_event_client_session_id(event), CLIENT_SESSION_ID);
    assert_true(log_of.count < EVENTS_MAX);
    skillcall_client_calls_in_flight(rig.client); /* it would hang if a lock were held */
}

static void call_started(void *user_data, const skillcall_event *event)
{
    note('C', event);
}

static void attempt_started(void *user_data, const skillcall_event *event)
{
    note('A', event);
}

static void attempt_ended(void *user_data, const skillcall_event *event)
{
    note('a', event);
}

static void call_ended(void *user_data, const skillcall_event *event)
{
    const char *session_id = skillcall_event_session_id(event);
    assert_int_equal(session_id != NULL, skillcall_event_status(event) == SKILLCALL_OK);
    if (session_id) {
        assert_string_equal(session_id, SESSION_ID);
        assert_string_equal(skillcall_event_request_id(event), "the-request-id");
    }
    note('c', event);
}

static const skillcall_observer observer = {.struct_size = sizeof observer,
                                            .call_started = call_started,
                                            .attempt_started = attempt_started,
                                            .attempt_ended = attempt_ended,
                                            .call_ended = call_ended};

static void open_observed(const struct reply *replies, size_t count)
{
    log_of.count = 0;
    rig_prepare(replies, count);
    assert_int_equal(skillcall_client_options_set_observer(rig.options, &observer, NULL), 0);
    rig_open();
}

static void assert_kinds(const char *kinds)
{
    char seen[EVENTS_MAX + 1] = "";
    for (size_t i = 0; i < log_of.count; i++)
        seen[i] = log_of.events[i].kind;
    assert_string_equal(seen, kinds);
}

TEST(an_attempt_that_is_given_up_has_no_pause)
{
    static const struct reply replies[] = {{.http = 429, .retry_after = "1", .body = "{}"},
                                           {.never = true}};
    open_observed(replies, 2);
    rig.transport.on_cancel = CANCEL_SAYS_NOTHING;
    assert_int_equal(rig_place(), SKILLCALL_E_TIMEOUT);
    assert_kinds("CAaAac");
    assert_int_equal(log_of.events[2].pause_ms, 1000);
    assert_int_equal(log_of.events[2].bytes_received, 2);
    assert_int_equal(log_of.events[4].pause_ms, -1);
    assert_int_equal(log_of.events[4].bytes_received, 0);
}

TEST(an_answer_to_a_call_that_is_cancelled_has_no_pause)
{
    static const struct reply reply = {.http = 429, .after_ms = 30};
    open_observed(&reply, 1);
    rig.transport.on_cancel = CANCEL_SAYS_THE_REPLY;
    OWNED(call) call = rig_submit();
    assert_ok(skillcall_client_drive(rig.client, 0, NULL));
    skillcall_call_cancel(call);
    assert_ok(skillcall_client_drive(rig.client, 0, NULL));
    assert_kinds("CAac");
    assert_int_equal(log_of.events[2].pause_ms, -1);
}

TEST(a_call_that_is_repeated_shows_each_attempt)
{
    static const struct reply replies[] = {{.http = 429, .after_ms = 30},
                                           {.http = 200, .body = PLACED_BODY, .after_ms = 20}};
    open_observed(replies, 2);
    assert_ok(rig_place());
    assert_kinds("CAaAac");
    const struct seen *seen = log_of.events;
    for (size_t i = 0; i < 6; i++) {
        assert_int_equal(seen[i].call_id, 1);
        assert_int_equal(seen[i].bytes_sent, strlen(skillcall_session_json(rig.session)));
    }
    assert_int_equal(seen[0].attempt, 0);
    assert_int_equal(seen[0].status, SKILLCALL_E_PENDING);
    assert_int_equal(seen[0].attempt_elapsed_ms, 0);
    assert_int_equal(seen[1].attempt, 1);
    assert_int_equal(seen[1].status, SKILLCALL_E_PENDING);
    assert_int_equal(seen[1].pause_ms, -1);
    assert_int_equal(seen[2].http_status, 429);
    assert_int_equal(seen[2].status, SKILLCALL_E_THROTTLED);
    assert_string_equal(seen[2].error_type, "throttled");
    assert_int_equal(seen[2].outcome, NOT_PLACED);
    assert_int_equal(seen[2].attempt_elapsed_ms, 30);
    assert_int_equal(seen[2].pause_ms, 0);
    assert_int_equal(seen[3].attempt, 2);
    assert_int_equal(seen[3].http_status, 0);
    assert_int_equal(seen[3].bytes_received, 0);
    assert_int_equal(seen[4].attempt_elapsed_ms, 20);
    assert_int_equal(seen[4].elapsed_ms, 50);
    assert_int_equal(seen[4].bytes_received, strlen(PLACED_BODY));
    assert_int_equal(seen[4].pause_ms, -1);
    assert_int_equal(seen[5].http_status, 200);
    assert_ok(seen[5].status);
    assert_int_equal(seen[5].outcome, PLACED);
    assert_string_equal(seen[5].error_type, "");
}

TEST(a_call_that_is_never_sent_starts_and_ends)
{
    open_observed(&(struct reply){.never = true}, 1);
    skillcall_call *call = rig_submit();
    skillcall_call_cancel(call);
    skillcall_client_drive(rig.client, 0, NULL);
    assert_kinds("Cc");
    assert_string_equal(log_of.events[1].error_type, "cancelled");
    skillcall_call_free(call);
    call = rig_submit();
    skillcall_call_cancel(call);
    skillcall_client_drive(rig.client, 0, NULL);
    assert_int_equal(log_of.events[3].call_id, 2);
    skillcall_call_free(call);
}

/* Whether the transport lets go of the request or not. */
TEST(an_attempt_ends_whatever_the_transport_does)
{
    for (enum on_cancel on_cancel = CANCEL_SAYS_NOT_SENT; on_cancel <= CANCEL_SAYS_NOTHING;
         on_cancel++) {
        static const struct reply late = {.http = 200, .body = PLACED_BODY, .after_ms = 60000};
        open_observed(&late, 1);
        rig.transport.on_cancel = on_cancel;
        rig_place();
        assert_kinds("CAac");
        assert_int_not_equal(log_of.events[2].status, SKILLCALL_E_PENDING);
        assert_int_equal(log_of.events[2].outcome, log_of.events[3].outcome);
        rig_close();
    }
}

TEST(functions_and_table_may_be_missing)
{
    rig_prepare(&(struct reply){.http = 200, .body = PLACED_BODY}, 1);
    skillcall_observer empty = {.struct_size = sizeof empty};
    assert_int_equal(skillcall_client_options_set_observer(rig.options, &empty, NULL), 0);
    rig_open();
    assert_ok(rig_place());
    empty.struct_size--;
    assert_int_equal(skillcall_client_options_set_observer(rig.options, &empty, rig.error),
                     SKILLCALL_E_ARGUMENT);
    assert_ok(skillcall_client_options_set_observer(rig.options, NULL, NULL));
    assert_int_equal(skillcall_client_options_set_observer(NULL, NULL, NULL), SKILLCALL_E_ARGUMENT);
    assert_null(skillcall_event_method(NULL));
    assert_int_equal(skillcall_event_call_id(NULL), 0);
    assert_null(skillcall_event_url_template(NULL));
    assert_null(skillcall_event_server_address(NULL));
    assert_int_equal(skillcall_event_server_port(NULL), 0);
    assert_int_equal(skillcall_event_attempt(NULL), 0);
    assert_int_equal(skillcall_event_http_status(NULL), 0);
    assert_int_equal(skillcall_event_bytes_sent(NULL), 0);
    assert_int_equal(skillcall_event_bytes_received(NULL), 0);
    assert_int_equal(skillcall_event_elapsed_ms(NULL), 0);
    assert_null(skillcall_event_client_session_id(NULL));
    assert_null(skillcall_event_session_id(NULL));
    assert_int_equal(skillcall_event_status(NULL), SKILLCALL_E_ARGUMENT);
    assert_int_equal(skillcall_event_pause_ms(NULL), -1);
}
