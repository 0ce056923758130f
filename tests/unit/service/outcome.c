/* SPDX-License-Identifier: Apache-2.0 */
/* What each answer means: the status and the outcome of a call. */
#include "support/owned.h"
#include "support/rig.h"

struct row {
    struct reply reply;
    int32_t status;
    int32_t outcome;
};

/* One call, never repeated. */
static void check(const struct row *row)
{
    rig_prepare(&row->reply, 1);
    skillcall_client_options_set_max_attempts(rig.options, 1, NULL);
    rig_open();
    skillcall_call *call = rig_submit();
    skillcall_call_wait(call, -1, rig.error);
    if (skillcall_call_status(call) != row->status || skillcall_call_outcome(call) != row->outcome)
        fail_msg("HTTP %d, failure %d, body %s: %s, %s", (int)row->reply.http,
                 (int)row->reply.failure, row->reply.body ? row->reply.body : "(none)",
                 skillcall_status_name(skillcall_call_status(call)),
                 skillcall_outcome_name(skillcall_call_outcome(call)));
    assert_ended(call, row->status, row->outcome);
    if (row->status != SKILLCALL_OK)
        assert_int_equal(skillcall_error_http_status(rig.error), row->reply.http);
    assert_int_equal(rig.transport.sent, 1);
    skillcall_call_free(call);
    rig_close();
}

static void check_all(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++)
        check(&rows[i]);
}

TEST(only_a_200_with_a_session_id_is_placed)
{
    static const struct row rows[] = {
        {{.http = 200, .body = PLACED_BODY}, SKILLCALL_OK, PLACED},
        {{.http = 200, .body = "{\"more\":[1],\"sessionId\":\"x\",\"a\":null}"},
         SKILLCALL_OK,
         PLACED},
        {{.http = 200, .body = PLACED_BODY, .retry_after = "1"}, SKILLCALL_OK, PLACED},
        {{.http = 200, .body = NULL}, SKILLCALL_E_ANSWER, UNKNOWN},
        {{.http = 200, .body = "{}"}, SKILLCALL_E_ANSWER, UNKNOWN},
        {{.http = 200, .body = "{\"sessionId\":\"\"}"}, SKILLCALL_E_ANSWER, UNKNOWN},
        {{.http = 200, .body = "{\"sessionId\":null}"}, SKILLCALL_E_ANSWER, UNKNOWN},
        {{.http = 200, .body = "{\"sessionId\":5}"}, SKILLCALL_E_ANSWER, UNKNOWN},
        {{.http = 200, .body = "{\"SessionId\":\"x\"}"}, SKILLCALL_E_ANSWER, UNKNOWN},
        {{.http = 200, .body = "{\"sessionId\":\"x\""}, SKILLCALL_E_ANSWER, UNKNOWN},
        {{.http = 200, .body = "[\"sessionId\"]"}, SKILLCALL_E_ANSWER, UNKNOWN},
        {{.http = 200, .body = "\"x\""}, SKILLCALL_E_ANSWER, UNKNOWN},
        {{.http = 200, .body = "{\"sessionId\":\"\xFF\"}"}, SKILLCALL_E_ANSWER, UNKNOWN},
        {{.http = 200, .body = "<html>it works</html>"}, SKILLCALL_E_ANSWER, UNKNOWN},
        {{.http = 201, .body = PLACED_BODY}, SKILLCALL_E_ANSWER, UNKNOWN},
        {{.http = 202, .body = PLACED_BODY}, SKILLCALL_E_ANSWER, UNKNOWN},
        {{.http = 204}, SKILLCALL_E_ANSWER, UNKNOWN},
        {{.http = 301}, SKILLCALL_E_ANSWER, UNKNOWN},
        {{.http = 302, .body = PLACED_BODY}, SKILLCALL_E_ANSWER, UNKNOWN},
        {{.http = 307}, SKILLCALL_E_ANSWER, UNKNOWN},
        {{.http = 399}, SKILLCALL_E_ANSWER, UNKNOWN},
        {{.http = 600, .body = PLACED_BODY}, SKILLCALL_E_ANSWER, UNKNOWN},
        {{.http = 999, .body = PLACED_BODY}, SKILLCALL_E_ANSWER, UNKNOWN},
    };
    check_all(rows, sizeof rows / sizeof *rows);
}

#define JSON_ERROR "{\"code\":\"TheCode\",\"message\":\"the message\"}"
#define HTML_ERROR "<HTML><BODY>Forbidden</BODY></HTML>"

static const char *const error_bodies[] = {JSON_ERROR, HTML_ERROR,  NULL,
                                           "{}",       PLACED_BODY, "{\"co"};

/* The rest of the answer may be lost: what was refused is refused. */
TEST(a_refusal_counts_whatever_its_body)
{
    static const struct {
        int32_t http_status, status;
    } codes[] = {
        {400, SKILLCALL_E_INPUT_REFUSED}, {401, SKILLCALL_E_BAD_TOKEN},
        {403, SKILLCALL_E_ACCESS_DENIED}, {404, SKILLCALL_E_REGION},
        {405, SKILLCALL_E_REFUSED},       {411, SKILLCALL_E_REFUSED},
        {413, SKILLCALL_E_REFUSED},       {414, SKILLCALL_E_REFUSED},
        {415, SKILLCALL_E_REFUSED},       {421, SKILLCALL_E_REFUSED},
        {426, SKILLCALL_E_REFUSED},       {429, SKILLCALL_E_THROTTLED},
        {431, SKILLCALL_E_REFUSED},
    };
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        for (size_t j = 0; j < sizeof error_bodies / sizeof *error_bodies; j++) {
            struct row row = {{.http = codes[i].http_status, .body = error_bodies[j]},
                              codes[i].status,
                              NOT_PLACED};
            check(&row);
            row.reply.failure = SKILLCALL_E_NETWORK;
            row.reply.sent = SKILLCALL_MAYBE_SENT;
            check(&row);
        }
    }
}

/* A gateway may give it after the service has read the request. */
TEST(any_other_4xx_is_unknown)
{
    static const int32_t refusals[] = {400, 401, 403, 404, 405, 411, 413,
                                       414, 415, 421, 426, 429, 431};
    size_t next = 0;
    for (int32_t http = 400; http < 500; http++) {
        if (next < sizeof refusals / sizeof *refusals && http == refusals[next]) {
            next++;
            continue;
        }
        const char *body =
            error_bodies[http % (int32_t)(sizeof error_bodies / sizeof *error_bodies)];
        struct row row = {
            {.http = http, .body = body, .retry_after = "0"}, SKILLCALL_E_ANSWER, UNKNOWN};
        check(&row);
        row.reply.failure = row.status = SKILLCALL_E_NETWORK;
        row.reply.sent = SKILLCALL_MAYBE_SENT;
        check(&row);
    }
}

TEST(every_5xx_is_unknown)
{
    static const char *const waits[] = {NULL, "",     "0",
                                        "5",  "soon", "Sun, 06 Nov 1994 08:49:37 GMT"};
    for (int32_t http = 500; http < 600; http++) {
        for (size_t i = 0; i < sizeof waits / sizeof *waits; i++) {
            struct row row = {{.http = http, .body = error_bodies[i], .retry_after = waits[i]},
                              http == 503 ? SKILLCALL_E_UNAVAILABLE : SKILLCALL_E_SERVICE,
                              UNKNOWN};
            check(&row);
            row.reply.failure = row.status = SKILLCALL_E_NETWORK;
            row.reply.sent = SKILLCALL_MAYBE_SENT;
            check(&row);
        }
    }
}

TEST(a_failure_is_not_placed_only_if_nothing_was_sent)
{
    static const int32_t failures[] = {
        SKILLCALL_E_RESOLVE,   SKILLCALL_E_CONNECT,   SKILLCALL_E_TLS,    SKILLCALL_E_NETWORK,
        SKILLCALL_E_TIMEOUT,   SKILLCALL_E_TOO_LARGE, SKILLCALL_E_ANSWER, SKILLCALL_E_NO_MEMORY,
        SKILLCALL_E_CANCELLED, SKILLCALL_E_TRANSPORT, SKILLCALL_E_SYSTEM,
    };
    for (size_t i = 0; i < sizeof failures / sizeof *failures; i++) {
        struct row row = {
            {.failure = failures[i], .sent = SKILLCALL_NOT_SENT}, failures[i], NOT_PLACED};
        check(&row);
        row.reply.sent = SKILLCALL_MAYBE_SENT;
        row.outcome = UNKNOWN;
        check(&row);
        row.reply.sent = 7; /* when in doubt */
        check(&row);
        /* Half of a good answer is no answer. */
        row.reply.sent = SKILLCALL_MAYBE_SENT;
        row.reply.http = 200;
        row.reply.body = PLACED_BODY;
        check(&row);
        row.reply.sent = SKILLCALL_NOT_SENT; /* which an answer belies */
        check(&row);
    }
}

TEST(a_reason_that_no_transport_may_give_counts_as_the_transports_fault)
{
    static const int32_t reasons[] = {SKILLCALL_E_ARGUMENT,
                                      SKILLCALL_E_PENDING,
                                      SKILLCALL_E_BAD_TOKEN,
                                      SKILLCALL_E_UNAVAILABLE,
                                      -5,
                                      1000};
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++) {
        struct row row = {
            {.failure = reasons[i], .sent = SKILLCALL_MAYBE_SENT}, SKILLCALL_E_TRANSPORT, UNKNOWN};
        check(&row);
    }
}

TEST(a_transport_that_takes_nothing_has_sent_nothing)
{
    static const struct row rows[] = {
        {{.not_taken = SKILLCALL_E_NO_MEMORY}, SKILLCALL_E_NO_MEMORY, NOT_PLACED},
        {{.not_taken = SKILLCALL_E_CONNECT}, SKILLCALL_E_TRANSPORT, NOT_PLACED},
        {{.not_taken = -1}, SKILLCALL_E_TRANSPORT, NOT_PLACED},
    };
    check_all(rows, sizeof rows / sizeof *rows);
}

TEST(a_smart_properties_answer_needs_no_session_id)
{
    static const char *const bodies[] = {NULL, "{}", "thanks", PLACED_BODY};
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        struct reply reply = {.http = 200, .body = bodies[i]};
        rig_start(&reply, 1);
        skillcall_session_free(rig.session);
        rig.session = room_session();
        skillcall_call *call = rig_submit();
        assert_ok(skillcall_call_wait(call, -1, rig.error));
        assert_ended(call, SKILLCALL_OK, PLACED);
        const char *id = skillcall_receipt_session_id(skillcall_call_receipt(call));
        assert_int_equal(id != NULL, i == 3);
        skillcall_call_free(call);
        rig_close();
    }
}

/* Only the known form of it does without. */
TEST(any_other_call_of_a_room_needs_one)
{
    OWNED(participant) callee = skillcall_participant_new(NULL, NULL);
    skillcall_participant_set_identity(callee, "SOME_OTHER_TYPE", "4011", NULL);
    skillcall_participant_set_provider_id(callee, SKILLCALL_PROVIDER_SMART_PROPERTIES, NULL);
    OWNED(session_builder) builder = skillcall_session_builder_new(NULL, NULL);
    skillcall_session_builder_allow_unknown(builder, 1, NULL);
    OWNED(participant)
    room = skillcall_participant_new_room(NULL, "the-profile", "the-device", NULL);
    skillcall_session_builder_add(builder, room, NULL);
    skillcall_session_builder_add(builder, callee, NULL);
    rig_start(&(struct reply){.http = 200, .body = "{}"}, 1);
    skillcall_session_free(rig.session);
    rig.session = skillcall_session_builder_build(builder, rig.error);
    assert_non_null(rig.session);
    assert_int_equal(rig_place(), SKILLCALL_E_ANSWER);
    assert_int_equal(skillcall_error_outcome(rig.error), UNKNOWN);
    rig_close();
}

TEST(control_characters_of_a_message_are_not_passed_on)
{
    static const struct reply refused = {.http = 400,
                                         .body = "{\"message\":\"a\x7F b\\u001b c\\n d\"}"};
    rig_start(&refused, 1);
    assert_int_equal(rig_place(), SKILLCALL_E_INPUT_REFUSED);
    assert_string_equal(skillcall_error_service_message(rig.error), "a? b? c? d");
}

TEST(an_earlier_failure_keeps_its_outcome)
{
    rig_start(&(struct reply){.http = 500}, 1);
    assert_int_equal(rig_place(), SKILLCALL_E_SERVICE);
    assert_null(skillcall_client_start(NULL, rig.access, rig.session, 0, rig.error));
    assert_int_equal(skillcall_error_status(rig.error), SKILLCALL_E_SERVICE);
    assert_int_equal(skillcall_error_outcome(rig.error), UNKNOWN);
}

TEST(a_receipt_holds_all_that_is_known)
{
    static const struct reply replies[] = {{.http = 429, .after_ms = 10},
                                           {.http = 200, .body = PLACED_BODY, .after_ms = 20}};
    rig_start(replies, 2);
    OWNED(receipt)
    receipt = skillcall_client_start(rig.client, rig.access, rig.session, 0, rig.error);
    assert_string_equal(skillcall_receipt_session_id(receipt), SESSION_ID);
    assert_string_equal(skillcall_receipt_client_session_id(receipt), CLIENT_SESSION_ID);
    assert_string_equal(skillcall_receipt_request_id(receipt), "the-request-id");
    assert_int_equal(skillcall_receipt_attempts(receipt), 2);
    assert_int_equal(skillcall_receipt_elapsed_ms(receipt), 30);
    assert_ok(skillcall_error_status(rig.error));
    rig_free_client();
    assert_string_equal(skillcall_receipt_session_id(receipt), SESSION_ID);
}

/* What is there is told, be it of one character; what is not is NULL. */
TEST(a_receipt_holds_no_more_than_is_known)
{
    rig_start(&(struct reply){.http = 200, .body = "{\"sessionId\":\"x\"}"}, 1);
    skillcall_session_free(rig.session);
    rig.session = session_with_id("i");
    skillcall_receipt *receipt =
        skillcall_client_start(rig.client, rig.access, rig.session, 0, rig.error);
    assert_string_equal(skillcall_receipt_session_id(receipt), "x");
    assert_string_equal(skillcall_receipt_client_session_id(receipt), "i");
    skillcall_receipt_free(receipt);
    rig_close();

    rig_start(&(struct reply){.http = 200, .request_id = ""}, 1);
    skillcall_session_free(rig.session);
    rig.session = session_without_id(room_session());
    receipt = skillcall_client_start(rig.client, rig.access, rig.session, 0, rig.error);
    assert_non_null(receipt);
    assert_null(skillcall_receipt_session_id(receipt));
    assert_null(skillcall_receipt_client_session_id(receipt));
    assert_null(skillcall_receipt_request_id(receipt));
    skillcall_receipt_free(receipt);
    rig_close();

    rig_start(&(struct reply){.http = 200, .body = PLACED_BODY, .request_id = "r"}, 1);
    receipt = skillcall_client_start(rig.client, rig.access, rig.session, 0, rig.error);
    assert_string_equal(skillcall_receipt_request_id(receipt), "r");
    skillcall_receipt_free(receipt);
}

TEST(a_session_id_is_bounded)
{
    char body[600];
    for (int length = 512; length <= 513; length++) {
        snprintf(body, sizeof body, "{\"sessionId\":\"%0*d\"}", length, 0);
        const struct row row = {{.http = 200, .body = body},
                                length == 512 ? SKILLCALL_OK : SKILLCALL_E_ANSWER,
                                length == 512 ? PLACED : UNKNOWN};
        check(&row);
    }
}

TEST(an_error_holds_all_that_is_known)
{
    static const struct reply replies[] = {
        {.http = 403, .body = JSON_ERROR, .retry_after = "7"},
        {.failure = SKILLCALL_E_NETWORK, .sent = SKILLCALL_MAYBE_SENT},
    };
    rig_start(replies, 2);
    assert_int_equal(rig_place(), SKILLCALL_E_ACCESS_DENIED);
    assert_int_equal(skillcall_error_outcome(rig.error), NOT_PLACED);
    assert_int_equal(skillcall_error_http_status(rig.error), 403);
    assert_string_equal(skillcall_error_service_code(rig.error), "TheCode");
    assert_string_equal(skillcall_error_service_message(rig.error), "the message");
    assert_string_equal(skillcall_error_request_id(rig.error), "the-request-id");
    assert_string_equal(skillcall_error_client_session_id(rig.error), CLIENT_SESSION_ID);
    assert_int_equal(skillcall_error_retry_after_ms(rig.error), 7000);
    assert_int_equal(skillcall_error_attempts(rig.error), 1);
    assert_int_equal(skillcall_error_transport_code(rig.error), 0);
    assert_null(skillcall_error_transport_text(rig.error));

    assert_int_equal(rig_place(), SKILLCALL_E_NETWORK);
    assert_int_equal(skillcall_error_http_status(rig.error), 0);
    assert_null(skillcall_error_service_code(rig.error));
    assert_null(skillcall_error_service_message(rig.error));
    assert_int_equal(skillcall_error_retry_after_ms(rig.error), -1);
    assert_int_equal(skillcall_error_transport_code(rig.error), 42);
    assert_string_equal(skillcall_error_transport_text(rig.error), "the reason");
}

/* The longest message still ends with the longest client session id to look for. */
TEST(an_unknown_outcome_names_the_id_to_look_for)
{
    char id[101], said[1001], body[1100];
    memset(id, 'i', sizeof id - 1);
    memset(said, 's', sizeof said - 1);
    id[sizeof id - 1] = said[sizeof said - 1] = '\0';
    snprintf(body, sizeof body, "{\"message\": \"%s\"}", said);
    rig_start(&(struct reply){.http = 500, .body = body}, 1);
    skillcall_session_free(rig.session);
    rig.session = session_with_id(id);
    assert_int_equal(rig_place(), SKILLCALL_E_SERVICE);
    const char *advice = strstr(skillcall_error_message(rig.error), "; whether");
    assert_non_null(advice);
    assert_non_null(strstr(advice, id));
    assert_non_null(strstr(advice, "before calling again"));
}

TEST(an_unknown_outcome_without_an_id_reports_that)
{
    rig_start(&(struct reply){.http = 500}, 1);
    rig.session = session_without_id(rig.session);
    assert_int_equal(rig_place(), SKILLCALL_E_SERVICE);
    assert_non_null(strstr(skillcall_error_message(rig.error), "has no client session id"));
}
