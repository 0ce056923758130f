/* The built-in transport over real sockets: what is said of an answer that breaks off or is too
   long, and that nothing is sent twice. */
#include "support/local_server.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <skillcall/client.h>
#include <skillcall/look_up.h>

#define UNKNOWN SKILLCALL_OUTCOME_UNKNOWN
#define NOT_PLACED SKILLCALL_OUTCOME_NOT_PLACED
#define PLACED_HEAD "HTTP/1.1 200 OK\r\nContent-Length: 30\r\n"

static const char *answer;
static char request_head[4096];

static const char *give_answer(const char *head, const char *body)
{
    snprintf(request_head, sizeof request_head, "%.*s", (int)(body - head), head);
    return answer;
}

struct stage {
    struct local_server server;
    skillcall_client_options *options;
    skillcall_client *client;
    skillcall_error *error;
};

/* The server closes the connection that brings it a request of this number, 0 for none. */
static void open_stage(struct stage *stage, const char *first_answer, size_t closes_at)
{
    answer = first_answer;
    *stage = (struct stage){.server = {.reply = give_answer, .closes_at = closes_at}};
    launch_server(&stage->server);
    stage->error = skillcall_error_new(NULL);
    stage->options = skillcall_client_options_new(NULL, NULL);
    skillcall_client_options_set_max_attempts(stage->options, 1, NULL);
    skillcall_client_options_set_deadline_ms(stage->options, 60000, NULL);
}

static void close_stage(struct stage *stage)
{
    skillcall_client_free(stage->client);
    skillcall_client_options_free(stage->options);
    skillcall_error_free(stage->error);
    stop_server(&stage->server);
}

static int32_t place_at(struct stage *stage, const char *endpoint)
{
    skillcall_access *access = skillcall_access_new(NULL, endpoint, TOKEN, NULL, NULL);
    skillcall_session *session = the_session();
    if (!stage->client)
        stage->client = skillcall_client_new(NULL, stage->options, NULL);
    skillcall_error_clear(stage->error);
    skillcall_receipt *receipt =
        skillcall_client_start(stage->client, access, session, 0, stage->error);
    skillcall_receipt_free(receipt);
    skillcall_session_free(session);
    skillcall_access_free(access);
    return skillcall_error_status(stage->error);
}

static int32_t place(struct stage *stage)
{
    return place_at(stage, stage->server.endpoint);
}

static void assert_said(const struct stage *stage, int32_t outcome, int32_t http_status,
                        const char *text)
{
    assert_int_equal(skillcall_error_outcome(stage->error), outcome);
    assert_int_equal(skillcall_error_http_status(stage->error), http_status);
    if (!strstr(skillcall_error_message(stage->error), text))
        fail_msg("%s", skillcall_error_message(stage->error));
}

static const struct {
    const char *answer; /* and then the connection is closed */
    int32_t status;
    int32_t outcome;
    int32_t http_status;
    const char *text;
} broken[] = {
    {NULL, SKILLCALL_E_NETWORK, UNKNOWN, 0, "Empty reply"},
    {"HTTP/1.1 200 OK\r\nContent-Le", SKILLCALL_E_NETWORK, UNKNOWN, 200, "among its headers"},
    {PLACED_HEAD "\r\n{\"sess", SKILLCALL_E_NETWORK, UNKNOWN, 200, ""},
    {"HTTP/1.1 429 Slow\r\nContent-Length: 9\r\n\r\n{", SKILLCALL_E_THROTTLED, NOT_PLACED, 429, ""},
    {"HTTP/1.1 403 No\r\nContent-Le", SKILLCALL_E_ACCESS_DENIED, NOT_PLACED, 403, ""},
    {"HTTP/1.1 100 Continue\r\n\r\n", SKILLCALL_E_NETWORK, UNKNOWN, 0, ""},
};

static void what_was_said_before_an_answer_broke_off_counts(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        struct stage stage;
        open_stage(&stage, broken[i].answer, 1);
        assert_int_equal(place(&stage), broken[i].status);
        assert_said(&stage, broken[i].outcome, broken[i].http_status, broken[i].text);
        assert_int_equal(atomic_load(&stage.server.requests), 1);
        close_stage(&stage);
    }
}

/* libcurl would send it again by itself. */
static void a_request_is_not_sent_again_when_a_kept_connection_dies(void **state)
{
    (void)state;
    struct stage stage;
    open_stage(&stage, PLACED_HEAD "\r\n" PLACED_BODY, 2);
    assert_int_equal(place(&stage), SKILLCALL_OK);
    answer = NULL;
    assert_int_equal(place(&stage), SKILLCALL_E_NETWORK);
    assert_said(&stage, UNKNOWN, 0, "the request is not sent twice");
    assert_int_equal(atomic_load(&stage.server.requests), 2);
    close_stage(&stage);
}

static void headers_are_bounded_together(void **state)
{
    (void)state;
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
        struct stage stage;
        open_stage(&stage, text, 0);
        assert_int_equal(place(&stage), over ? SKILLCALL_E_TOO_LARGE : SKILLCALL_OK);
        if (over)
            assert_said(&stage, UNKNOWN, 200, "its headers or its body exceed 64 KiB");
        else /* the next answer has room of its own */
            assert_int_equal(place(&stage), SKILLCALL_OK);
        close_stage(&stage);
    }
}

static void a_header_is_read_without_the_blanks_around_it(void **state)
{
    (void)state;
    struct stage stage;
    open_stage(&stage,
               "HTTP/1.1 103 Early\r\nx-amzn-RequestId: too-early\r\n\r\n"
               "HTTP/1.1 429 Slow\r\nRetry-After: \t7 \t\r\nx-amzn-RequestId:the-id\r\n"
               "Content-Length: 0\r\n\r\n",
               0);
    assert_int_equal(place(&stage), SKILLCALL_E_THROTTLED);
    assert_int_equal(skillcall_error_retry_after_ms(stage.error), 7000);
    assert_string_equal(skillcall_error_request_id(stage.error), "the-id");
    close_stage(&stage);
}

/* What a proxy says is not the service's word. */
static void a_proxy_that_refuses_has_sent_nothing(void **state)
{
    (void)state;
    struct stage stage;
    open_stage(&stage, "HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n", 0);
    skillcall_client_options_set_proxy(stage.options, stage.server.endpoint, NULL);
    assert_int_equal(place_at(&stage, ENDPOINT), SKILLCALL_E_CONNECT);
    assert_said(&stage, NOT_PLACED, 0, "403");
    close_stage(&stage);
}

static void a_closed_port_has_been_sent_nothing(void **state)
{
    (void)state;
    struct stage stage;
    open_stage(&stage, NULL, 0);
    shutdown(stage.server.listener, SHUT_RDWR);
    assert_int_equal(place(&stage), SKILLCALL_E_CONNECT);
    assert_said(&stage, NOT_PLACED, 0, "");
    close_stage(&stage);
}

static void a_look_up_after_a_call_asks_for_what_it_wants(void **state)
{
    (void)state;
    struct stage stage;
    char number[SKILLCALL_MOBILE_NUMBER_SIZE];
    open_stage(&stage, PLACED_HEAD "\r\n" PLACED_BODY, 0);
    skillcall_access *access = skillcall_access_new(NULL, stage.server.endpoint, TOKEN, NULL, NULL);
    for (int i = 0; i < 2; i++) {
        answer = PLACED_HEAD "\r\n" PLACED_BODY;
        assert_int_equal(place(&stage), SKILLCALL_OK);
        assert_memory_equal(request_head, "POST /v1/communications/session HTTP/1.1\r\n", 42);
        assert_non_null(strstr(request_head, "\r\nContent-Type: application/json\r\n"));
        assert_null(strstr(request_head, "\r\nAccept:"));
        answer = "HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\n{\"phoneNumber\":\"+12045551111\"}";
        assert_int_equal(skillcall_client_find_mobile_number(stage.client, access,
                                                             SKILLCALL_PROFILE_PERSON, 0, number,
                                                             sizeof number, stage.error),
                         SKILLCALL_OK);
        assert_string_equal(number, "+12045551111");
        assert_memory_equal(request_head, "GET /v2/persons/", 16);
        assert_non_null(strstr(request_head, "\r\nAuthorization: Bearer " TOKEN "\r\n"));
    }
    skillcall_access_free(access);
    close_stage(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_said_before_an_answer_broke_off_counts),
        cmocka_unit_test(a_request_is_not_sent_again_when_a_kept_connection_dies),
        cmocka_unit_test(headers_are_bounded_together),
        cmocka_unit_test(a_header_is_read_without_the_blanks_around_it),
        cmocka_unit_test(a_proxy_that_refuses_has_sent_nothing),
        cmocka_unit_test(a_closed_port_has_been_sent_nothing),
        cmocka_unit_test(a_look_up_after_a_call_asks_for_what_it_wants),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
