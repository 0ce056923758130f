/* SPDX-License-Identifier: Apache-2.0 */
/* The built-in transport over real sockets: what is said of an answer that breaks off or is too
   long, and that nothing is sent twice. */
#include "support/owned.h"
#include "support/stage.h"

#include <skillcall/lookup.h>
#include <skillcall/version.h>

static const struct broken {
    const char *answer; /* and then the connection is closed */
    int32_t status;
    int32_t outcome;
    int32_t http_status;
    const char *text;
} broken[] = {
    {NULL, SKILLCALL_E_NETWORK, UNKNOWN, 0, "Empty reply"},
    {"HTTP/1.1 200 OK\r\nContent-Le", SKILLCALL_E_NETWORK, UNKNOWN, 200, "inside its headers"},
    {PLACED_HEAD "\r\n{\"sess", SKILLCALL_E_NETWORK, UNKNOWN, 200, ""},
    {"HTTP/1.1 429 Slow\r\nContent-Length: 9\r\n\r\n{", SKILLCALL_E_THROTTLED, NOT_PLACED, 429, ""},
    {"HTTP/1.1 403 No\r\nContent-Le", SKILLCALL_E_ACCESS_DENIED, NOT_PLACED, 403, ""},
    {"HTTP/1.1 100 Continue\r\n\r\n", SKILLCALL_E_NETWORK, UNKNOWN, 0, ""},
};

TEST(the_status_of_an_answer_that_breaks_off_counts)
{
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        open_stage(broken[i].answer, 1);
        assert_int_equal(place(), broken[i].status);
        assert_error(broken[i].outcome, broken[i].http_status, broken[i].text);
        assert_int_equal(atomic_load(&stage.server.requests), 1);
        close_stage();
    }
}

static size_t bodies_read;

static const char *count_bodies(const char *head, const char *body)
{
    bodies_read++;
    return answer;
}

static int last_listener;

static const char *refuse_and_listen_no_more(const char *head, const char *body)
{
    if (!answer[0])
        shutdown(last_listener, SHUT_RDWR);
    return count_bodies(head, body);
}

/* libcurl would send it again by itself, on another connection. It does not even try to make one,
   which would fail here, and might take long elsewhere. */
TEST(a_refused_stream_is_not_sent_again)
{
    open_stage_over_h2(PLACED_HEAD "\r\n" PLACED_BODY, refuse_and_listen_no_more);
    last_listener = stage.server.listener;
    bodies_read = 0;
    assert_ok(place());
    answer = "";
    assert_int_equal(place(), SKILLCALL_E_NETWORK);
    assert_error(UNKNOWN, 0, "the request is not sent twice");
    assert_int_equal(bodies_read, 2);
}

/* libcurl counts the times that it sent again over all requests of a handle. */
TEST(a_refused_stream_ends_alike_however_often)
{
    open_stage_over_h2(NULL, count_bodies);
    for (int i = 0; i < 8; i++) {
        answer = PLACED_HEAD "\r\n" PLACED_BODY;
        assert_ok(place());
        answer = "";
        assert_int_equal(place(), SKILLCALL_E_NETWORK);
        assert_error(UNKNOWN, 0, "the request is not sent twice");
    }
}

TEST(headers_are_bounded_together)
{
    enum { BOUND = 65536, LINE = 1000 };
    static char text[BOUND + 2 * LINE];
    for (size_t over = 0; over < 2; over++) {
        size_t length = (size_t)snprintf(text, sizeof text, "%s", PLACED_HEAD);
        while (length < BOUND + over - 2) {
            size_t rest = BOUND + over - 2 - length;
            size_t line = rest < 2 * LINE ? rest : LINE;
            length += (size_t)snprintf(text + length, sizeof text - length, "X: %0*d\r\n",
                                       (int)line - 5, 0);
        }
        snprintf(text + length, sizeof text - length, "\r\n%s", PLACED_BODY);
        open_stage(text, 0);
        assert_int_equal(place(), over ? SKILLCALL_E_TOO_LARGE : SKILLCALL_OK);
        if (over)
            assert_error(UNKNOWN, 200, "its headers or its body exceed 64 KiB");
        else /* the next answer has room of its own */
            assert_ok(place());
        close_stage();
    }
}

TEST(a_header_is_read_without_the_blanks_around_it)
{
    open_stage("HTTP/1.1 103 Early\r\nx-amzn-RequestId: too-early\r\n\r\n"
               "HTTP/1.1 199 Early\r\nx-amzn-RequestId: too-early\r\n\r\n"
               "HTTP/1.1 429 Slow\r\nRetry-After: \t7 \t\r\nx-amzn-RequestId:the-id\r\n"
               "Content-Length: 0\r\n\r\n",
               0);
    assert_int_equal(place(), SKILLCALL_E_THROTTLED);
    assert_int_equal(skillcall_error_retry_after_ms(stage.error), 7000);
    assert_string_equal(skillcall_error_request_id(stage.error), "the-id");
}

TEST(a_header_of_more_than_511_bytes_is_none)
{
    for (int length = 511; length <= 512; length++) {
        char text[600];
        snprintf(text, sizeof text,
                 "HTTP/1.1 429 Slow\r\nRetry-After:%*d\r\nContent-Length: 0\r\n\r\n", length - 12,
                 7);
        open_stage(text, 0);
        assert_int_equal(place(), SKILLCALL_E_THROTTLED);
        assert_int_equal(skillcall_error_retry_after_ms(stage.error), length < 512 ? 7000 : -1);
        close_stage();
    }
}

TEST(a_line_feed_alone_ends_a_line)
{
    open_stage("HTTP/1.1 200 OK\nContent-Length: 30\n\n" PLACED_BODY, 0);
    assert_ok(place());
}

/* The last byte of the body is one too many, and comes alone. */
static const char *large_answer(void)
{
    enum { BOUND = 65536 };
    static char text[BOUND + 200];
    snprintf(text, sizeof text,
             "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10000\r\n%-*s\r\n%s", BOUND,
             PLACED_BODY, "1\r\n \r\n0\r\n\r\n");
    return text;
}

TEST(a_call_knows_nothing_of_the_one_before)
{
    const struct {
        const char *answer;
        int32_t status;
        size_t next; /* of those above */
    } rows[] = {
        {large_answer(), SKILLCALL_E_TOO_LARGE, 0},
        {PLACED_HEAD "\r\n" PLACED_BODY, SKILLCALL_OK, 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        open_stage(rows[i].answer, 2);
        assert_int_equal(place(), rows[i].status);
        const struct broken *next = &broken[rows[i].next];
        answer = next->answer;
        assert_int_equal(place(), next->status);
        assert_error(next->outcome, next->http_status, next->text);
        close_stage();
    }
}

TEST(a_lookup_after_a_call_asks_for_what_it_wants)
{
    char number[SKILLCALL_MOBILE_NUMBER_SIZE];
    open_stage(PLACED_HEAD "\r\n" PLACED_BODY, 0);
    OWNED(access) access = skillcall_access_new(NULL, stage.server.endpoint, TOKEN, NULL, NULL);
    for (int i = 0; i < 2; i++) {
        answer = PLACED_HEAD "\r\n" PLACED_BODY;
        assert_ok(place());
        assert_memory_equal(request_head, "POST /v1/communications/session HTTP/1.1\r\n", 42);
        assert_non_null(strstr(request_head, "\r\nContent-Type: application/json\r\n"));
        assert_null(strstr(request_head, "\r\nAccept:"));
        answer = "HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\n{\"phoneNumber\":\"+12045551111\"}";
        assert_ok(skillcall_client_find_mobile_number(
            stage.client, access, SKILLCALL_PROFILE_PERSON, 0, number, sizeof number, stage.error));
        assert_string_equal(number, "+12045551111");
        assert_memory_equal(request_head, "GET /v2/persons/", 16);
        assert_non_null(strstr(request_head, "\r\nAuthorization: Bearer " TOKEN "\r\n"));
    }
}

TEST(each_call_goes_to_its_own_endpoint)
{
    char other[64];
    open_stage(PLACED_HEAD "\r\n" PLACED_BODY, 0);
    snprintf(other, sizeof other, "http://localhost%s", strrchr(stage.server.endpoint, ':'));
    for (int i = 0; i < 2; i++) {
        assert_int_equal(place(), SKILLCALL_OK);
        assert_int_equal(place(), SKILLCALL_OK);
        assert_non_null(strstr(request_head, "\r\nHost: 127.0.0.1:"));
        assert_int_equal(place_at(other), SKILLCALL_OK);
        assert_non_null(strstr(request_head, "\r\nHost: localhost:"));
    }
}

/* Only libcurl finds out that it is no address. */
TEST(an_endpoint_that_libcurl_cannot_read_places_nothing)
{
    open_stage(PLACED_HEAD "\r\n" PLACED_BODY, 0);
    skillcall_access *access = skillcall_access_new(NULL, "https://[:::]", TOKEN, "[:::]", NULL);
    skillcall_session *session = the_session();
    assert_int_equal(place(), SKILLCALL_OK);
    assert_null(skillcall_client_start(stage.client, access, session, 0, stage.error));
    assert_int_equal(skillcall_error_status(stage.error), SKILLCALL_E_CONNECT);
    assert_error(NOT_PLACED, 0, "URL");
    assert_int_equal(place(), SKILLCALL_OK);
    skillcall_session_free(session);
    skillcall_access_free(access);
}

static void assert_agent(const char *text)
{
    assert_ok(place());
    char line[128];
    snprintf(line, sizeof line, "\r\nUser-Agent: %s", text);
    if (!strstr(request_head, line))
        fail_msg("%s", request_head);
}

TEST(the_library_names_itself_unless_set_otherwise)
{
    open_stage(PLACED_HEAD "\r\n" PLACED_BODY, 0);
    char ours[64];
    snprintf(ours, sizeof ours, "skillcall/%s libcurl/", skillcall_version());
    assert_agent(ours);
    skillcall_client_free(stage.client);
    stage.client = NULL;
    skillcall_client_options_set_user_agent(stage.options, "my-skill/1.0", NULL);
    assert_agent("my-skill/1.0\r\n");
    skillcall_client_free(stage.client);
    stage.client = NULL;
    skillcall_client_options_set_user_agent(stage.options, "", NULL);
    assert_ok(place());
    assert_null(strstr(request_head, "User-Agent"));
}

enum { CONNECT_MS = 1000 };

static const char *answer_the_first_late(const char *head, const char *body)
{
    if (atomic_load(&stage.server.requests) == 1)
        nanosleep(&(struct timespec){.tv_sec = 2 * CONNECT_MS / 1000}, NULL);
    return answer;
}

/* The second call has no connection as long as the first waits for its answer. */
TEST(to_wait_for_a_connection_takes_no_time_to_connect)
{
    open_stage(PLACED_HEAD "\r\n" PLACED_BODY, 0);
    stage.server.reply = answer_the_first_late;
    skillcall_client_options_set_max_connections(stage.options, 1, NULL);
    skillcall_client_options_set_connect_timeout_ms(stage.options, CONNECT_MS, NULL);
    stage.client = skillcall_client_new(NULL, stage.options, NULL);
    OWNED(access) access = skillcall_access_new(NULL, stage.server.endpoint, TOKEN, NULL, NULL);
    OWNED(session) session = the_session();
    skillcall_call *calls[2];
    for (size_t i = 0; i < 2; i++)
        calls[i] = skillcall_client_submit(stage.client, access, session, 0, NULL);
    for (size_t i = 0; i < 2; i++) {
        skillcall_call_wait(calls[i], -1, stage.error);
        assert_string_equal(skillcall_error_message(stage.error), "");
        assert_ok(skillcall_call_status(calls[i]));
        skillcall_call_free(calls[i]);
    }
}
