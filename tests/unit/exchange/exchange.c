/* SPDX-License-Identifier: Apache-2.0 */
/* The exchange as a transport sees it: what it is given, and what it may answer. */
#include "support/rig.h"

static void (*answer)(skillcall_exchange *exchange);

static int32_t submit(void *user_data, skillcall_exchange *exchange)
{
    assert_ptr_equal(user_data, &rig);
    answer(exchange);
    return SKILLCALL_OK;
}

static void count_destroy(void *user_data)
{
    rig.transport.destroys++;
}

/* One call over a transport that blocks; the status it ends with. */
static int32_t place_in(int32_t attempts, void (*function)(skillcall_exchange *))
{
    static const struct reply none;
    rig_prepare(&none, 1);
    skillcall_transport transport = {
        .struct_size = sizeof transport,
        .user_data = &rig,
        .submit = submit,
        .destroy = count_destroy,
    };
    answer = function;
    skillcall_client_options_set_max_attempts(rig.options, attempts, NULL);
    rig_open_with(&transport);
    return rig_place();
}

static int32_t place_with(void (*function)(skillcall_exchange *))
{
    return place_in(1, function);
}

static void assert_is_placed_with(void (*function)(skillcall_exchange *))
{
    assert_ok(place_with(function));
    rig_close();
}

static void place(skillcall_exchange *exchange)
{
    assert_ok(skillcall_exchange_set_status(exchange, 200));
    assert_ok(skillcall_exchange_add_body(exchange, PLACED_BODY, strlen(PLACED_BODY)));
    assert_ok(skillcall_exchange_complete(exchange));
}

static void look_at_the_request(skillcall_exchange *exchange)
{
    assert_string_equal(skillcall_exchange_method(exchange), "POST");
    assert_string_equal(skillcall_exchange_url(exchange), ENDPOINT "/v1/communications/session");
    assert_int_equal(skillcall_exchange_header_count(exchange), 2);
    assert_string_equal(skillcall_exchange_header(exchange, 0), "Authorization: Bearer " TOKEN);
    assert_string_equal(skillcall_exchange_header(exchange, 1), "Content-Type: application/json");
    assert_null(skillcall_exchange_header(exchange, 2));
    assert_null(skillcall_exchange_header(exchange, SIZE_MAX));
    const char *body = skillcall_session_json(rig.session);
    assert_string_equal(skillcall_exchange_body(exchange), body);
    assert_int_equal(skillcall_exchange_body_size(exchange), strlen(body));
    place(exchange);
}

TEST(gives_the_documented_request)
{
    assert_is_placed_with(look_at_the_request);
}

static void look_at_the_time(skillcall_exchange *exchange)
{
    assert_int_equal(skillcall_exchange_remaining_ms(exchange), 6000);
    rig.time.now_ms += 5999;
    assert_int_equal(skillcall_exchange_remaining_ms(exchange), 1);
    rig.time.now_ms += 1;
    assert_int_equal(skillcall_exchange_remaining_ms(exchange), 0);
    rig.time.now_ms += 1000;
    assert_int_equal(skillcall_exchange_remaining_ms(exchange), 0);
    place(exchange);
}

/* And an answer counts, however late a transport that blocks gives it. */
TEST(returns_how_long_it_may_take)
{
    assert_is_placed_with(look_at_the_time);
}

static void keep_a_pointer(skillcall_exchange *exchange)
{
    assert_null(skillcall_exchange_user_data(exchange));
    skillcall_exchange_set_user_data(exchange, &rig);
    assert_ptr_equal(skillcall_exchange_user_data(exchange), &rig);
    place(exchange);
}

TEST(keeps_the_transports_pointer)
{
    assert_is_placed_with(keep_a_pointer);
}

TEST(without_an_exchange_there_is_nothing)
{
    assert_null(skillcall_exchange_method(NULL));
    assert_null(skillcall_exchange_url(NULL));
    assert_int_equal(skillcall_exchange_header_count(NULL), 0);
    assert_null(skillcall_exchange_header(NULL, 0));
    assert_null(skillcall_exchange_body(NULL));
    assert_int_equal(skillcall_exchange_body_size(NULL), 0);
    assert_int_equal(skillcall_exchange_remaining_ms(NULL), 0);
    skillcall_exchange_set_user_data(NULL, &(int){0});
    assert_null(skillcall_exchange_user_data(NULL));
}

static void answer_wrongly_first(skillcall_exchange *exchange)
{
    static const int32_t refused[] = {INT32_MIN, -200, 0, 100, 199, 1000, INT32_MAX};
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        assert_int_equal(skillcall_exchange_set_status(exchange, refused[i]), SKILLCALL_E_ARGUMENT);
    assert_int_equal(skillcall_exchange_complete(exchange), SKILLCALL_E_STATE);
    assert_int_equal(skillcall_exchange_add_header(exchange, NULL, "x"), SKILLCALL_E_ARGUMENT);
    assert_int_equal(skillcall_exchange_add_header(exchange, "x", NULL), SKILLCALL_E_ARGUMENT);
    assert_int_equal(skillcall_exchange_add_body(exchange, NULL, 1), SKILLCALL_E_ARGUMENT);
    assert_ok(skillcall_exchange_add_body(exchange, NULL, 0));
    assert_int_equal(skillcall_exchange_set_status(NULL, 200), SKILLCALL_E_ARGUMENT);
    assert_int_equal(skillcall_exchange_add_header(NULL, "x", "y"), SKILLCALL_E_ARGUMENT);
    assert_int_equal(skillcall_exchange_add_body(NULL, "x", 1), SKILLCALL_E_ARGUMENT);
    assert_int_equal(skillcall_exchange_complete(NULL), SKILLCALL_E_ARGUMENT);
    assert_int_equal(skillcall_exchange_fail(NULL, SKILLCALL_E_NETWORK, 0, 0, NULL),
                     SKILLCALL_E_ARGUMENT);
    place(exchange);
}

TEST(refuses_what_is_no_answer)
{
    assert_is_placed_with(answer_wrongly_first);
}

static void answer_and_go_on(skillcall_exchange *exchange)
{
    place(exchange);
    assert_int_equal(skillcall_exchange_set_status(exchange, 401), SKILLCALL_E_STATE);
    assert_int_equal(skillcall_exchange_add_header(exchange, "Retry-After", "5"),
                     SKILLCALL_E_STATE);
    assert_int_equal(skillcall_exchange_add_body(exchange, "x", 1), SKILLCALL_E_STATE);
    assert_int_equal(skillcall_exchange_complete(exchange), SKILLCALL_E_STATE);
    assert_int_equal(skillcall_exchange_fail(exchange, SKILLCALL_E_NETWORK, 1, 0, "late"),
                     SKILLCALL_E_STATE);
}

static void fail_and_go_on(skillcall_exchange *exchange)
{
    assert_ok(skillcall_exchange_fail(exchange, SKILLCALL_E_TLS, 0, 1, NULL));
    assert_int_equal(skillcall_exchange_fail(exchange, SKILLCALL_E_NETWORK, 1, 2, "late"),
                     SKILLCALL_E_STATE);
    assert_int_equal(skillcall_exchange_complete(exchange), SKILLCALL_E_STATE);
}

TEST(of_several_answers_the_first_counts)
{
    assert_is_placed_with(answer_and_go_on);
    assert_int_equal(place_with(fail_and_go_on), SKILLCALL_E_TLS);
    assert_int_equal(skillcall_error_outcome(rig.error), NOT_PLACED);
    assert_int_equal(skillcall_error_transport_code(rig.error), 1);
}

static const char filler[SKILLCALL_ANSWER_MAX + 1] = "{\"sessionId\":\"x\"}";

static void answer_as_much_as_fits(skillcall_exchange *exchange)
{
    static char body[SKILLCALL_ANSWER_MAX];
    memset(body, ' ', sizeof body);
    memcpy(body, PLACED_BODY, strlen(PLACED_BODY));
    skillcall_exchange_set_status(exchange, 200);
    for (size_t at = 0; at < sizeof body; at += 4096)
        assert_ok(skillcall_exchange_add_body(exchange, body + at, 4096));
    assert_ok(skillcall_exchange_add_body(exchange, "", 0));
    assert_int_equal(skillcall_exchange_add_body(exchange, " ", 1), SKILLCALL_E_TOO_LARGE);
    assert_int_equal(skillcall_exchange_add_body(exchange, " ", SIZE_MAX), SKILLCALL_E_TOO_LARGE);
    skillcall_exchange_complete(exchange);
}

static void answer_too_much(skillcall_exchange *exchange)
{
    skillcall_exchange_set_status(exchange, 200);
    int32_t status = skillcall_exchange_add_body(exchange, filler, sizeof filler);
    assert_int_equal(status, SKILLCALL_E_TOO_LARGE);
    skillcall_exchange_fail(exchange, status, SKILLCALL_MAYBE_SENT, 0, NULL);
}

TEST(limits_the_answer)
{
    assert_is_placed_with(answer_as_much_as_fits);
    assert_int_equal(place_with(answer_too_much), SKILLCALL_E_TOO_LARGE);
    assert_non_null(strstr(skillcall_error_message(rig.error), "the answer is too large;"));
    assert_int_equal(skillcall_error_outcome(rig.error), UNKNOWN);
}

/* What came before stays, and what comes again goes on from there. */
static void answer_with_a_part_that_finds_no_memory(skillcall_exchange *exchange)
{
    static char spaces[4096];
    memset(spaces, ' ', sizeof spaces);
    skillcall_exchange_set_status(exchange, 200);
    skillcall_exchange_add_body(exchange, PLACED_BODY, strlen(PLACED_BODY));
    rig.watch.fail_at = rig.watch.calls + 1;
    assert_int_equal(skillcall_exchange_add_body(exchange, spaces, sizeof spaces),
                     SKILLCALL_E_NO_MEMORY);
    assert_ok(skillcall_exchange_add_body(exchange, spaces, sizeof spaces));
    skillcall_exchange_complete(exchange);
}

TEST(a_part_may_be_added_again)
{
    assert_is_placed_with(answer_with_a_part_that_finds_no_memory);
}

static void answer_with_strange_headers(skillcall_exchange *exchange)
{
    char value[5000];
    memset(value, 'i', sizeof value - 1);
    value[sizeof value - 1] = '\0';
    skillcall_exchange_set_status(exchange, 403);
    skillcall_exchange_add_header(exchange, "", "");
    skillcall_exchange_add_header(exchange, "RETRY-after", "9");
    skillcall_exchange_add_header(exchange, "Retry-After-Not", "10");
    skillcall_exchange_add_header(exchange, "X-AMZN-REQUESTID", value);
    skillcall_exchange_add_header(exchange, "x-amzn-RequestId", "the second");
    skillcall_exchange_complete(exchange);
}

TEST(reads_headers_in_any_case_and_limits_them)
{
    assert_int_equal(place_with(answer_with_strange_headers), SKILLCALL_E_ACCESS_DENIED);
    assert_int_equal(skillcall_error_retry_after_ms(rig.error), 9000);
    const char *id = skillcall_error_request_id(rig.error);
    assert_int_equal(strspn(id, "i"), strlen(id));
    assert_true(strlen(id) >= 100 && strlen(id) <= 200);
}

static const char *request_id_name;

static void answer_with_a_request_id(skillcall_exchange *exchange)
{
    skillcall_exchange_set_status(exchange, 403);
    skillcall_exchange_add_header(exchange, request_id_name, "the-id");
    skillcall_exchange_complete(exchange);
}

TEST(knows_each_name_of_a_request_id)
{
    static const char *const names[] = {"X-Amzn-RequestId", "x-amz-request-id", "X-Amz-Cf-Id",
                                        "X-Request-Id"};
    for (size_t i = 0; i < 4; i++) {
        request_id_name = names[i];
        assert_int_equal(place_with(answer_with_a_request_id), SKILLCALL_E_ACCESS_DENIED);
        const char *id = skillcall_error_request_id(rig.error);
        if (i < 3)
            assert_string_equal(id, "the-id");
        else
            assert_null(id);
        rig_close();
    }
}

static void fail_with_a_long_text(skillcall_exchange *exchange)
{
    char text[2000];
    memset(text, 'w', sizeof text - 1);
    memcpy(text, "line\r\nbreak " TOKEN, strlen("line\r\nbreak " TOKEN));
    text[sizeof text - 1] = '\0';
    skillcall_exchange_fail(exchange, SKILLCALL_E_CONNECT, SKILLCALL_NOT_SENT, -7, text);
}

TEST(keeps_the_transports_words_clean_and_short)
{
    assert_int_equal(place_with(fail_with_a_long_text), SKILLCALL_E_CONNECT);
    const char *text = skillcall_error_transport_text(rig.error);
    assert_null(strpbrk(text, "\r\n"));
    assert_no_secret(text);
    assert_true(strlen(text) >= 100 && strlen(text) <= 300);
    assert_int_equal(skillcall_error_transport_code(rig.error), -7);
}

/* 100 characters and a token, which is cut off where the room ends. */
static void echo_the_token(skillcall_exchange *exchange)
{
    char echo[256];
    memset(echo, '-', 100);
    memcpy(echo + 100, TOKEN, sizeof TOKEN);
    assert_int_equal(skillcall_exchange_add_header(exchange, "x-amzn-RequestId", echo), 0);
    memset(echo, '-', 230);
    memcpy(echo + 230, TOKEN, 25);
    echo[255] = '\0';
    skillcall_exchange_fail(exchange, SKILLCALL_E_NETWORK, SKILLCALL_MAYBE_SENT, 0, echo);
}

TEST(hides_a_token_that_is_cut_off)
{
    char start[13] = "";
    memcpy(start, TOKEN, 12);
    assert_int_equal(place_with(echo_the_token), SKILLCALL_E_NETWORK);
    const char *request_id = skillcall_error_request_id(rig.error);
    const char *text = skillcall_error_transport_text(rig.error);
    assert_int_equal(strlen(request_id), 103);
    assert_int_equal(strlen(text), 233);
    assert_string_equal(request_id + 100, "***");
    assert_string_equal(text + 230, "***");
    assert_null(strstr(skillcall_error_message(rig.error), start));
}

/* A number and a token that begin where the room for a transport's words is nearly used up. */
static void fail_at_the_end_of_the_room(skillcall_exchange *exchange)
{
    char text[512];
    memset(text, '-', 249);
    strcpy(text + 249, CALLER);
    skillcall_exchange_fail(exchange, SKILLCALL_E_CONNECT, SKILLCALL_NOT_SENT, 0, text);
}

static void name_it_at_the_end_of_the_room(skillcall_exchange *exchange)
{
    char id[512];
    memset(id, '-', 120);
    strcpy(id + 120, TOKEN);
    skillcall_exchange_add_header(exchange, "x-amzn-RequestId", id);
    skillcall_exchange_fail(exchange, SKILLCALL_E_NETWORK, SKILLCALL_MAYBE_SENT, 0, NULL);
}

/* Fewer characters than tell a secret by themselves remain of one that is cut after its start. */
TEST(hides_a_secret_that_the_room_would_cut)
{
    assert_int_equal(place_with(fail_at_the_end_of_the_room), SKILLCALL_E_CONNECT);
    assert_string_equal(skillcall_error_transport_text(rig.error) + 249, "+*****");
    rig_close();
    assert_int_equal(place_with(name_it_at_the_end_of_the_room), SKILLCALL_E_NETWORK);
    assert_string_equal(skillcall_error_request_id(rig.error) + 120, "***");
}

static const char *words;

static void fail_with_the_words(skillcall_exchange *exchange)
{
    skillcall_exchange_fail(exchange, SKILLCALL_E_CONNECT, SKILLCALL_NOT_SENT, 0, words);
}

TEST(what_is_not_utf8_costs_no_more_than_itself)
{
    static const char *const said[][2] = {
        {"caf\xE9 closed", "caf? closed"},
        {"caf\xC3\xA9 closed", "caf\xC3\xA9 closed"},
        {"\x80\xE2\x82|\xE2\x82\xAC|\xED\xA0\x80|\xF5|", "???|\xE2\x82\xAC|???|?|"},
        {"broken off \xE2\x82", "broken off "},
    };
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        words = said[i][0];
        assert_int_equal(place_with(fail_with_the_words), SKILLCALL_E_CONNECT);
        assert_string_equal(skillcall_error_transport_text(rig.error), said[i][1]);
        rig_close();
    }
}

static void refuse_then_refuse_plainly(skillcall_exchange *exchange)
{
    bool is_first = rig.transport.sent++ == 0;
    assert_null(skillcall_exchange_user_data(exchange));
    skillcall_exchange_set_user_data(exchange, &rig);
    skillcall_exchange_set_status(exchange, is_first ? 429 : 400);
    if (is_first)
        skillcall_exchange_fail(exchange, SKILLCALL_E_NETWORK, SKILLCALL_MAYBE_SENT, 56, "broke");
    else
        skillcall_exchange_complete(exchange);
}

TEST(an_attempt_knows_nothing_of_those_before)
{
    assert_int_equal(place_in(2, refuse_then_refuse_plainly), SKILLCALL_E_INPUT_REFUSED);
    assert_int_equal(rig.transport.sent, 2);
    assert_int_equal(skillcall_error_transport_code(rig.error), 0);
    assert_null(skillcall_error_transport_text(rig.error));
    assert_null(strstr(skillcall_error_message(rig.error), "broke"));
}
