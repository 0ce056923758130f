/* SPDX-License-Identifier: Apache-2.0 */
/* What the service says is told without secrets, and else as it is. */
#include "support/owned.h"
#include "support/rig.h"

#include <time.h>

/* A service that throws back what it was sent must not make the library tell it. */
TEST(no_secret_comes_back_from_an_answer)
{
    char long_body[3000];
    snprintf(long_body, sizeof long_body, "{\"message\":\"%s\",\"more\":\"%2000s\"}", TOKEN, "");
    const struct reply replies[] = {
        {.http = 401, .body = "{\"code\":\"" TOKEN "\",\"message\":\"bad " TOKEN ", " CALLER "\"}"},
        {.http = 400, .body = "{\"code\":\"InvalidInput\",\"message\":\"no " CALLEE " here\"}"},
        {.http = 403, .body = long_body},
        {.http = 200, .body = "{\"sessionId\":\"" TOKEN "\"}"},
    };
    rig_start(replies, 4);
    assert_int_equal(rig_place(), SKILLCALL_E_BAD_TOKEN);
    assert_no_secret(skillcall_error_service_code(rig.error));
    assert_no_secret(skillcall_error_service_message(rig.error));
    assert_no_secret(skillcall_error_message(rig.error));
    assert_int_equal(rig_place(), SKILLCALL_E_INPUT_REFUSED);
    assert_no_secret(skillcall_error_service_message(rig.error));
    assert_non_null(strstr(skillcall_error_service_message(rig.error), "1111"));
    assert_int_equal(rig_place(), SKILLCALL_E_ACCESS_DENIED);
    assert_string_equal(skillcall_error_service_message(rig.error), "***");
    OWNED(receipt)
    receipt = skillcall_client_start(rig.client, rig.access, rig.session, 0, rig.error);
    assert_no_secret(skillcall_receipt_session_id(receipt));
}

static void assert_answer_in_text(const struct reply *reply, const char *expected,
                                  const char *(*told)(const skillcall_error *))
{
    rig_start(reply, 1);
    assert_int_not_equal(rig_place(), SKILLCALL_OK);
    assert_string_equal(told(rig.error), expected);
    rig_close();
}

TEST(a_phone_number_in_any_dress_is_masked)
{
    static const char *const said[][2] = {
        {"204/555/1111", "***/***/1111"},
        {"204-555-1111x12", "***-***-1111x12"},
        {"tel204-555-1111", "tel***-***-1111"},
        {"204\\n555\\n1111", "***?***?1111"},
        {"(204) 555 1111", "(***) *** 1111"},
        {"id 66c8c5a5-8804-4924-a76f-9583ed843f89", "id 66c8c5a5-8804-4924-a76f-9583ed843f89"},
        {"code 123456", "code 123456"},
        {"code 1234567", "code ***4567"},
        {"phone204-555-1111", "phone***-***-1111"},
        {"callee204 555 1111", "callee*** *** 1111"},
        {"to=%2B1-204-555-1111a", "to=%2B*-***-***-1111a"},
        {"+1,204,555,1111 or 204_555_1111", "+*,***,***,1111 or ***_***_1111"},
        {"204\xE2\x80\x91"
         "555\xE2\x80\xAF"
         "1111",
         "***\xE2\x80\x91***\xE2\x80\xAF"
         "1111"},
        {"204\u3000555\uFF0D1111", "***\u3000***\uFF0D1111"},
        {"204\u2007555\u22121111", "***\u2007***\u22121111"},
        {"66c8c5a5-8804-4924-a76f-9583ed843f89 555 1111",
         "66c8c5a5-8804-4924-a76f-9583ed843f89 *** 1111"},
        {"204 555 1111 1bc8c5a5-8804-4924-a76f-9583ed843f89",
         "*** *** *111 1bc8c5a*-****-4924-a76f-9583ed843f89"},
        {"g6c8c5a5-8804-4924-a76f-9583ed843f89", "g6c8c5a*-****-4924-a76f-9583ed843f89"},
        {"1x 2345678, 5", "1x ****678, 5"},
        {"a\\u001f b\\u0020 c\\u007f", "a? b  c?"},
        {"a 66c8c5a5-8804-4924-a76f-9583ed843f8 is none",
         "a 66c8c5a*-****-4924-a76f-9583ed843f8 is none"},
    };
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        char body[128];
        snprintf(body, sizeof body, "{\"message\": \"%s\"}", said[i][0]);
        assert_answer_in_text(&(struct reply){.http = 400, .body = body}, said[i][1],
                              skillcall_error_service_message);
    }
}

/* Which digits of an id are a number without '+', nobody can tell. */
TEST(a_phone_number_in_an_id_is_masked)
{
    static const char *const ids[][2] = {
        {"for +12045551111", "for +*******1111"},
        {"+1 204-555-1111/+16073331111", "+* ***-***-1111/+*******1111"},
        {"a+12045551111b", "a+*******1111b"},
        {"+123456", "+123456"},
        {"+1234567", "+***4567"},
        {"a+b+", "a+b+"},
        {"+(1) 204-555-1111", "+(*) ***-***-1111"},
        {"10987654321", "10987654321"},
        {"66c8c5a5-8804-4924-a76f-12345678901f", "66c8c5a5-8804-4924-a76f-12345678901f"},
    };
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        char body[128];
        assert_answer_in_text(&(struct reply){.http = 500, .request_id = ids[i][0]}, ids[i][1],
                              skillcall_error_request_id);
        snprintf(body, sizeof body, "{\"sessionId\": \"%s\"}", ids[i][0]);
        rig_start(&(struct reply){.http = 200, .body = body}, 1);
        skillcall_receipt *receipt =
            skillcall_client_start(rig.client, rig.access, rig.session, 0, rig.error);
        assert_string_equal(skillcall_receipt_session_id(receipt), ids[i][1]);
        skillcall_receipt_free(receipt);
        rig_close();
    }
}

/* Of each length, and where its first character is like what stands before it. */
TEST(a_token_is_hidden_wherever_it_begins)
{
    static const char token[] = "9f86d081884c7d659a2feaa0c55ad015";
    static const char *const said[][3] = {
        {token, "error 401 9f86d081884c7d659a2feaa0c55ad015", "error 401 ***"},
        {token, "1-9f86d081884c7d659a2feaa0c55ad015-1", "1-***-1"},
        {token, "204 555 11119f86d081884c7d659a2feaa0c55ad015", "*** *** 1111***"},
        {token, "19f86d081884c7d659a2feaa0c55ad015", "1***"},
        {token, "ab66c8c5a5-8804-4924-a76f-9f86d081884c7d659a2feaa0c55ad015",
         "ab66c8c5a*-****-4924-a76f-***"},
        {token, "xf86d081884c7d659a2f", "x***"},
        {token, "f86d081884c7d659a2feaa0c55ad015 lacks its start", "*** lacks its start"},
        {token, "its middle: 081884c7d659.", "its middle: ***."},
        {token, "too short: x81884c7d659x", "too short: x81884c7d659x"},
        {token, "9f86d081\\r\\n 884c7d65\\r\\n 9a2feaa0c55ad015", "***"},
        {token, "9f86d081\\u001f884c7d65", "***"},
        {token, "9f86d081\\u007f884c7d65", "***"},
        {token, "9f86d081884c7d65 ", "*** "},
        {token, "9f86d081884c7d659a2feaa0c55ad015%00x", "***%00x"},
        {"a-plain-token-16", "a-%70lain-token-16", "***"},
        {token, "%39f86d081%38%384c7d659a2feaa0c55ad015", "***"},
        {"sixteen/letters+", "sixteen/lett", "***"},
        {"sixteen/letters+", "a sixteen%2Fletters%2B b", "a *** b"},
        {"fifteen-letters", "a fifteen-letters", "a fifteen-letters"},
        {"x", "x or y", "x or y"},
        {"e", "66c8c5a5-8804-4924-a76e-9583ed843f89", "66c8c5a5-8804-4924-a76e-9583ed843f89"},
    };
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        char body[128];
        snprintf(body, sizeof body, "{\"message\": \"%s\"}", said[i][1]);
        rig_start(&(struct reply){.http = 400, .body = body}, 1);
        skillcall_access_free(rig.access);
        rig.access = skillcall_access_new(NULL, ENDPOINT, said[i][0], NULL, NULL);
        rig_place();
        assert_string_equal(skillcall_error_service_message(rig.error), said[i][2]);
        rig_close();
    }
}

/* The code has room for 63 bytes. */
TEST(a_character_that_is_cut_off_goes)
{
    for (int length = 58; length <= 63; length++) {
        char code[80], body[128];
        snprintf(code, sizeof code, "%0*d\xF0\x9F\x99\x81", length, 0);
        memset(code, 'a', (size_t)length);
        snprintf(body, sizeof body, "{\"code\": \"%s\"}", code);
        if (length > 59)
            code[length] = '\0';
        assert_answer_in_text(&(struct reply){.http = 400, .body = body}, code,
                              skillcall_error_service_code);
    }
}

TEST(what_no_text_may_hold_is_mended)
{
    static const char *const ids[][2] = {
        {"a\xFFz", "a?z"},
        {"a\x80\x80z", "a??z"},
        {"\xC3\xA9\x81z", "\xC3\xA9?z"},
        {"\xE5\xADz", "??z"},
        {"a\xE5\xAD", "a"},
        {"a\xC3", "a"},
        {"\xED\xA0\x80z", "???z"},
        {"a\n1234567", "a?1234567"},
        {"a\xC2\x9Bz", "a?z"},
        {"a\xC2\xA0z", "a\xC2\xA0z"},
        {"a\xE2\x80\xAEz", "a?z"},
        {"a\xE2\x81\xA6z", "a?z"},
        {"a\xE2\x80\xA8z", "a?z"},
        {"a\xD8\x9Cz", "a?z"},
        {"a\xE2\x80\x8Ez", "a?z"},
        {"a\xE2\x80\x93z", "a\xE2\x80\x93z"},
        {"a\xC2\x9Fz", "a?z"},
        {"a\xC3\x80z", "a\xC3\x80z"},
        {"a\xD8\x9Bz", "a\xD8\x9Bz"},
        {"a\xD8\x9Dz", "a\xD8\x9Dz"},
        {"a\xD9\x9Cz", "a\xD9\x9Cz"},
        {"a\xE2\x80\x8Dz", "a\xE2\x80\x8Dz"},
        {"a\xE2\x80\x8Fz", "a?z"},
        {"a\xE2\x80\x90z", "a\xE2\x80\x90z"},
        {"a\xE2\x80\xA7z", "a\xE2\x80\xA7z"},
        {"a\xE2\x80\xAFz", "a\xE2\x80\xAFz"},
        {"a\xE2\x81\xA5z", "a\xE2\x81\xA5z"},
        {"a\xE2\x81\xA9z", "a?z"},
        {"a\xE2\x81\xAAz", "a\xE2\x81\xAAz"},
        {"a\xE2\x82\xA6z", "a\xE2\x82\xA6z"},
        {"a\xE3\x80\x8Ez", "a\xE3\x80\x8Ez"},
        {"a\xF0\x9F\x98\x80z", "a\xF0\x9F\x98\x80z"},
    };
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
        assert_answer_in_text(&(struct reply){.http = 500, .request_id = ids[i][0]}, ids[i][1],
                              skillcall_error_request_id);
}

static void assert_proxy_in_text(const char *proxy, const char *expected)
{
    rig_prepare(NULL, 0);
    skillcall_client_options_set_transport(rig.options, NULL, NULL);
    skillcall_client_options_set_clock(rig.options, NULL, NULL);
    skillcall_client_options_set_max_attempts(rig.options, 1, NULL);
    /* What the options refuse, the environment can have. */
    if (skillcall_client_options_set_proxy(rig.options, proxy, NULL) != SKILLCALL_OK)
        setenv("https_proxy", proxy, 1);
    rig_open();
    assert_int_not_equal(rig_place(), SKILLCALL_OK);
    assert_int_equal(skillcall_error_outcome(rig.error), NOT_PLACED);
    const char *text = skillcall_error_transport_text(rig.error);
    const char *quote = strchr(text, '\'');
    assert_int_equal(strncmp(quote ? quote : text, expected, strlen(expected)), 0);
    assert_null(strstr(text, "ssword"));
    assert_true(!quote || strchr(quote + 1, '\'') == strrchr(quote + 1, '\''));
    assert_non_null(strstr(skillcall_error_message(rig.error), text));
    unsetenv("https_proxy");
    skillcall_client_free(rig.client);
    rig.client = NULL;
    rig_close();
}

/* libcurl quotes the URL of a proxy that it does not understand, up to 255 bytes of its text; later
   versions add why. */
TEST(hides_a_proxys_password)
{
    static const char *const proxies[][2] = {
        {"htpp://user:a-password@proxy.example:1", "'htpp://@proxy.example:1'"},
        {"http://user:a-password@proxy.example:x", "'http://@proxy.example:x'"},
        {"user:a-password@proxy.example:x", "'@proxy.example:x'"},
        {"user:a-p@ssword@proxy.example:x", "'@proxy.example:x'"},
        {"user:/a-password@proxy .example", "'@proxy .example'"},
        {"user:a://password@proxy.example:x", "'@proxy.example:x'"},
        {"http://proxy.example:x", "'http://proxy.example:x'"},
    };
    for (size_t i = 0; i < sizeof proxies / sizeof *proxies; i++)
        assert_proxy_in_text(proxies[i][0], proxies[i][1]);
}

TEST(hides_a_long_password)
{
    char proxy[400] = "htpp://user:";
    while (strlen(proxy) < 300)
        strcat(proxy, "password");
    strcat(proxy, "@proxy.example:1");
    assert_proxy_in_text(proxy, "'htpp://");
}

TEST(a_piece_of_twelve_characters_of_a_token_is_hidden)
{
    char text[64], body[128];
    for (int start = 0; start <= 2; start++) {
        for (int length = 11; length <= 13; length++) {
            snprintf(text, sizeof text, "its %.*s", length, &TOKEN[start]);
            snprintf(body, sizeof body, "{\"message\": \"%s\"}", text);
            assert_answer_in_text(&(struct reply){.http = 400, .body = body},
                                  length < 12 ? text : "its ***", skillcall_error_service_message);
        }
    }
}

TEST(an_id_is_given_whole_but_for_a_whole_token)
{
    char id[128];
    snprintf(id, sizeof id, "id %.*s", (int)strlen(TOKEN) - 1, TOKEN);
    assert_answer_in_text(&(struct reply){.http = 500, .request_id = id}, id,
                          skillcall_error_request_id);
    assert_answer_in_text(&(struct reply){.http = 500, .request_id = "id " TOKEN}, "id ***",
                          skillcall_error_request_id);
}

/* Longer than a call, a server must not keep a thread at work: the default deadline. */
TEST(a_long_answer_and_a_long_token_take_no_time)
{
    enum { LENGTH = 65000, SECONDS_MAX = 6 };
    static char token[SKILLCALL_TOKEN_MAX + 1], body[SKILLCALL_ANSWER_MAX];
    memset(token, 't', SKILLCALL_TOKEN_MAX);
    snprintf(body, sizeof body, "{\"message\":\"%*s\"}", LENGTH, "");
    memset(strchr(body, ' '), 'm', LENGTH);
    rig_start(&(struct reply){.http = 400, .body = body}, 1);
    skillcall_access *access =
        skillcall_access_new(NULL, "https://api.amazonalexa.com", token, NULL, rig.error);
    clock_t start = clock();
    assert_null(skillcall_client_start(rig.client, access, rig.session, 0, rig.error));
    assert_true(clock() - start < (clock_t)SECONDS_MAX * CLOCKS_PER_SEC);
    assert_int_equal(strspn(skillcall_error_service_message(rig.error), "m"), 383);
    skillcall_access_free(access);
}
