/* SPDX-License-Identifier: Apache-2.0 */
#include "support/each_allocation.h"
#include "support/owned.h"
#include "support/unit.h"
#include "support/watching_allocator.h"

#include <skillcall/skill_response.h>
#include <stdio.h>
#include <string.h>

#define ENDED(members) "{\"version\":\"1.0\",\"response\":{" members "\"shouldEndSession\":true}}"
#define SAID(text) "\"outputSpeech\":{\"type\":\"PlainText\",\"text\":\"" text "\"},"
#define SAID_SSML(ssml) "\"outputSpeech\":{\"type\":\"SSML\",\"ssml\":\"" ssml "\"},"
#define CARD(permissions)                                                                          \
    "\"card\":{\"type\":\"AskForPermissionsConsent\",\"permissions\":[" permissions "]},"
#define MOBILE_NUMBER "\"alexa::profile:mobile_number:read\""
#define PERSON_ID "\"alexa::person_id:read\""

#define assert_json(expected)                                                                      \
    assert_string_equal(skillcall_skill_response_json(response, error), expected)

TEST(prints_nothing_and_ends)
{
    OWNED(skill_response) response = skillcall_skill_response_new(NULL, error);
    assert_json(ENDED(""));
}

TEST(writes_plain_text)
{
    OWNED(skill_response) response = skillcall_skill_response_new(NULL, error);
    assert_ok(
        skillcall_skill_response_say(response, "Calling \"A & B\" \\ caf\xC3\xA9\n\x01", error));
    assert_json(ENDED(SAID("Calling \\\"A & B\\\" \\\\ caf\xC3\xA9\\u000a\\u0001")));
}

TEST(writes_ssml)
{
    OWNED(skill_response) response = skillcall_skill_response_new(NULL, error);
    assert_ok(skillcall_skill_response_say_ssml(
        response, "<speak xml:lang=\"en-US\">Calling.</speak>", error));
    assert_json(ENDED(SAID_SSML("<speak xml:lang=\\\"en-US\\\">Calling.</speak>")));
}

TEST(asks_for_the_permissions_of_each_profile)
{
    OWNED(skill_response) response = skillcall_skill_response_new(NULL, error);
    assert_ok(skillcall_skill_response_say(response, "Please.", error));
    assert_ok(
        skillcall_skill_response_ask_for_permission(response, SKILLCALL_PROFILE_ACCOUNT, error));
    assert_json(ENDED(SAID("Please.") CARD(MOBILE_NUMBER)));
    assert_ok(
        skillcall_skill_response_ask_for_permission(response, SKILLCALL_PROFILE_PERSON, error));
    assert_json(ENDED(SAID("Please.") CARD(MOBILE_NUMBER "," PERSON_ID)));
    assert_int_equal(skillcall_skill_response_ask_for_permission(response, 2, error),
                     SKILLCALL_E_ARGUMENT);
    assert_int_equal(skillcall_skill_response_ask_for_permission(response, -1, error),
                     SKILLCALL_E_ARGUMENT);
    assert_json(ENDED(SAID("Please.") CARD(MOBILE_NUMBER "," PERSON_ID)));
}

TEST(the_last_announcement_counts)
{
    struct watch watch = {0};
    skillcall_allocator allocator = watching_allocator(&watch);
    skillcall_skill_response *response = skillcall_skill_response_new(&allocator, error);
    skillcall_skill_response_say_ssml(response, "<speak>a</speak>", error);
    skillcall_skill_response_say(response, "b", error);
    assert_json(ENDED(SAID("b")));
    assert_json(ENDED(SAID("b")));
    skillcall_skill_response_free(response);
    assert_int_equal(watch.live, 0);
}

TEST(limits_announcements)
{
    static char text[4 * 8001 + 1];
    OWNED(skill_response) response = skillcall_skill_response_new(NULL, error);
    for (int i = 0; i < 8001; i++)
        memcpy(text + 4 * i, "\xF0\x9F\x93\x9E", 4);
    assert_int_equal(skillcall_skill_response_say(response, text, error), SKILLCALL_E_TOO_LARGE);
    assert_message("the announcement has 8001 characters; Alexa says at most 8000");
    text[4 * 8000] = '\0';
    assert_ok(skillcall_skill_response_say(response, text, error));
    assert_non_null(strstr(skillcall_skill_response_json(response, error), text));

    assert_int_equal(skillcall_skill_response_say(response, "", error), SKILLCALL_E_ARGUMENT);
    assert_message("the announcement is empty: tell the user what happens");
    assert_int_equal(skillcall_skill_response_say_ssml(response, "", error), SKILLCALL_E_ARGUMENT);
    assert_int_equal(skillcall_skill_response_say(response, "caf\xE9", error),
                     SKILLCALL_E_ARGUMENT);
    assert_message("the announcement is not UTF-8");
    assert_non_null(strstr(skillcall_skill_response_json(response, error), text));
}

TEST(what_is_no_speak_element_is_refused)
{
    static const char *const bad[] = {"Calling.",          "<speak>Calling.", "Calling.</speak>",
                                      "<speaker></speak>", "<speak",          "<speak>",
                                      "</speak>",          " <speak></speak>"};
    OWNED(skill_response) response = skillcall_skill_response_new(NULL, error);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(skillcall_skill_response_say_ssml(response, bad[i], error),
                         SKILLCALL_E_ARGUMENT);
    assert_json(ENDED(""));
}

TEST(text_is_escaped_for_ssml)
{
    static const char expected[] = "Tom &amp; &lt;J&gt; &quot;caf\xC3\xA9&quot; &apos;x&apos;  ";
    char buffer[64] = "";
    size_t length = skillcall_skill_response_escape_ssml("Tom & <J> \"caf\xC3\xA9\" 'x'\t\x7F",
                                                         buffer, sizeof buffer);
    assert_string_equal(buffer, expected);
    assert_int_equal(length, strlen(expected));
    for (char c = 1; c < ' '; c++) {
        skillcall_skill_response_escape_ssml((char[]){c, '\0'}, buffer, sizeof buffer);
        assert_string_equal(buffer, " ");
    }
    assert_int_equal(skillcall_skill_response_escape_ssml("a&b", NULL, 0), 7);
    assert_int_equal(skillcall_skill_response_escape_ssml("a&b", buffer, 4), 7);
    assert_string_equal(buffer, "a&a");
    assert_int_equal(skillcall_skill_response_escape_ssml(NULL, buffer, sizeof buffer), 0);
    assert_string_equal(buffer, "");
}

TEST(a_reprompt_keeps_the_session_open)
{
    OWNED(skill_response) response = skillcall_skill_response_new(NULL, error);
    assert_ok(skillcall_skill_response_reprompt(response, "Whom?", error));
    assert_json("{\"version\":\"1.0\",\"response\":{\"reprompt\":{\"outputSpeech\":{\"type\":"
                "\"PlainText\",\"text\":\"Whom?\"}},\"shouldEndSession\":false}}");
    assert_ok(skillcall_skill_response_reprompt_ssml(response, "<speak>Who?</speak>", error));
    assert_json("{\"version\":\"1.0\",\"response\":{\"reprompt\":{\"outputSpeech\":{\"type\":"
                "\"SSML\",\"ssml\":\"<speak>Who?</speak>\"}},\"shouldEndSession\":false}}");
    assert_int_equal(skillcall_skill_response_reprompt(response, "", error), SKILLCALL_E_ARGUMENT);
    assert_message("the reprompt is empty: tell the user what happens");
    assert_int_equal(skillcall_skill_response_reprompt_ssml(response, "x", error),
                     SKILLCALL_E_ARGUMENT);
}

TEST(a_response_has_one_card)
{
    OWNED(skill_response) response = skillcall_skill_response_new(NULL, error);
    skillcall_skill_response_ask_for_permission(response, SKILLCALL_PROFILE_ACCOUNT, error);
    assert_ok(skillcall_skill_response_link_account(response, error));
    assert_json(ENDED("\"card\":{\"type\":\"LinkAccount\"},"));
}

static int32_t add_directive(skillcall_skill_response *response, const char *json)
{
    return skillcall_skill_response_add_directive_json(response, json, strlen(json), error);
}

TEST(directives_are_passed_on)
{
    OWNED(skill_response) response = skillcall_skill_response_new(NULL, error);
    assert_ok(add_directive(response, "{\"type\": \"A\", \"n\": [1.5]}"));
    assert_ok(skillcall_skill_response_finish_apl(response, "a \"token\"", error));
    assert_json(ENDED("\"directives\":[{\"type\": \"A\", \"n\": [1.5]},{\"type\":"
                      "\"Alexa.Presentation.APL.ExecuteCommands\",\"token\":\"a \\\"token\\\"\","
                      "\"commands\":[{\"type\":\"Finish\"}]}],"));
}

TEST(what_is_no_directive_is_refused)
{
    static const struct {
        const char *json;
        const char *message;
    } bad[] = {
        {"", "the directive is not a well-formed JSON object (line 1, column 1)"},
        {"[]", "the directive must be an object"},
        {"{}", "the directive has no /type"},
        {"{\"type\":\"\"}", "the directive has no /type"},
        {"{\"type\":1}", "in the directive, /type must be a string"},
        {"{\"type\":\"A\"},{\"type\":\"B\"}",
         "the directive is not a well-formed JSON object (line 1, column 13)"},
        {"{\"type\":\"A\",\"x\":\"\\ud800\"}",
         "the directive is not a well-formed JSON object (line 1, column 18)"},
        {"\xEF\xBB\xBF{\"type\":\"A\"}",
         "the directive is not a well-formed JSON object (line 1, column 1)"},
    };
    OWNED(skill_response) response = skillcall_skill_response_new(NULL, error);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(add_directive(response, bad[i].json), SKILLCALL_E_MALFORMED);
        assert_message(bad[i].message);
    }
    assert_int_equal(skillcall_skill_response_finish_apl(response, "", error),
                     SKILLCALL_E_ARGUMENT);
    assert_int_equal(skillcall_skill_response_finish_apl(response, "\xFF", error),
                     SKILLCALL_E_ARGUMENT);
    assert_json(ENDED(""));
}

TEST(directives_have_limits)
{
    static char large[SKILLCALL_SKILL_RESPONSE_JSON_MAX + 2];
    memset(large, ' ', sizeof large);
    memcpy(large, "{\"type\":\"A\"}", 12);
    OWNED(skill_response) response = skillcall_skill_response_new(NULL, error);
    assert_int_equal(skillcall_skill_response_add_directive_json(
                         response, large, SKILLCALL_SKILL_RESPONSE_JSON_MAX + 1, error),
                     SKILLCALL_E_TOO_LARGE);
    assert_ok(skillcall_skill_response_add_directive_json(
        response, large, SKILLCALL_SKILL_RESPONSE_JSON_MAX, error));
    assert_int_equal(skillcall_skill_response_add_directive_json(response, large, 12, error),
                     SKILLCALL_E_TOO_LARGE);
    assert_message("the directives have more than 122880 bytes together");
}

TEST(session_attributes_are_passed_on)
{
    OWNED(skill_response) response = skillcall_skill_response_new(NULL, error);
    assert_ok(
        skillcall_skill_response_set_session_attributes_json(response, "{\"a\":1}", 7, error));
    assert_ok(skillcall_skill_response_set_session_attributes_json(response, "{\"b\":1e400}xx", 11,
                                                                   error));
    assert_json("{\"version\":\"1.0\",\"sessionAttributes\":{\"b\":1e400},\"response\":{"
                "\"shouldEndSession\":true}}");
    assert_int_equal(skillcall_skill_response_set_session_attributes_json(response, "[]", 2, error),
                     SKILLCALL_E_MALFORMED);
    assert_message("the document of session attributes must be an object");
}

TEST(session_attributes_go_back_with_what_a_request_may_hold)
{
    static const char json[] = "{\"a\":[\"\\u0000\",\"\\ud83c\",1e400],\"b\":1,\"b\":2}";
    static const char marked[] = "\xEF\xBB\xBF{}";
    OWNED(skill_response) response = skillcall_skill_response_new(NULL, error);
    assert_ok(
        skillcall_skill_response_set_session_attributes_json(response, json, strlen(json), error));
    assert_non_null(strstr(skillcall_skill_response_json(response, error), json));
    assert_int_equal(skillcall_skill_response_set_session_attributes_json(response, marked,
                                                                          strlen(marked), error),
                     SKILLCALL_E_MALFORMED);
    assert_message("the session attributes begin with a byte order mark: leave it out");
}

TEST(a_grant_is_accepted_and_nothing_else)
{
    static const char start[] = "{\"event\":{\"header\":{\"namespace\":\"Alexa.Authorization\","
                                "\"name\":\"AcceptGrant.Response\",\"messageId\":\"";
    static const char end[] = "\",\"payloadVersion\":\"3\"},\"payload\":{}}}";
    OWNED(skill_response) response = skillcall_skill_response_new(NULL, error);
    skillcall_skill_response_say(response, "Hello.", error);
    assert_ok(skillcall_skill_response_accept_grant(response, error));
    skillcall_skill_response_reprompt(response, "Hello?", error);
    char first[256];
    snprintf(first, sizeof first, "%s", skillcall_skill_response_json(response, error));
    assert_int_equal(strncmp(first, start, sizeof start - 1), 0);
    assert_string_equal(first + sizeof start - 1 + 36, end);
    assert_json(first);
    skillcall_skill_response_accept_grant(response, error);
    assert_string_not_equal(skillcall_skill_response_json(response, error), first);
}

/* Written straight down and checked once at the end, as error.h promises. */
static bool fill(const skillcall_allocator *allocator)
{
    OWNED(skill_response) response = skillcall_skill_response_new(allocator, error);
    return !skillcall_skill_response_say(response, "Calling.", error) &&
           !skillcall_skill_response_reprompt(response, "Still there?", error) &&
           !skillcall_skill_response_ask_for_permission(response, 1, error) &&
           !skillcall_skill_response_finish_apl(response, "token", error) &&
           !add_directive(response, "{\"type\":\"A\"}") &&
           !skillcall_skill_response_set_session_attributes_json(response, "{}", 2, error) &&
           skillcall_skill_response_json(response, error);
}

TEST(memory_that_runs_out_is_reported)
{
    assert_each_allocation_may_fail(fill, 10, NULL);
}

TEST(null_is_answered)
{
    skillcall_skill_response_free(NULL);
    assert_null(skillcall_skill_response_json(NULL, NULL));
    assert_int_equal(skillcall_skill_response_say(NULL, "a", NULL), SKILLCALL_E_ARGUMENT);
    assert_int_equal(skillcall_skill_response_say_ssml(NULL, "a", NULL), SKILLCALL_E_ARGUMENT);
    assert_int_equal(skillcall_skill_response_ask_for_permission(NULL, 0, NULL),
                     SKILLCALL_E_ARGUMENT);
    assert_int_equal(skillcall_skill_response_reprompt(NULL, "a", NULL), SKILLCALL_E_ARGUMENT);
    assert_int_equal(skillcall_skill_response_reprompt_ssml(NULL, "a", NULL), SKILLCALL_E_ARGUMENT);
    assert_int_equal(skillcall_skill_response_link_account(NULL, NULL), SKILLCALL_E_ARGUMENT);
    assert_int_equal(skillcall_skill_response_finish_apl(NULL, "a", NULL), SKILLCALL_E_ARGUMENT);
    assert_int_equal(skillcall_skill_response_accept_grant(NULL, NULL), SKILLCALL_E_ARGUMENT);
    assert_int_equal(skillcall_skill_response_add_directive_json(NULL, "{}", 2, NULL),
                     SKILLCALL_E_ARGUMENT);
    assert_int_equal(skillcall_skill_response_set_session_attributes_json(NULL, "{}", 2, NULL),
                     SKILLCALL_E_ARGUMENT);
    OWNED(skill_response) response = skillcall_skill_response_new(NULL, NULL);
    assert_int_equal(skillcall_skill_response_add_directive_json(response, NULL, 0, NULL),
                     SKILLCALL_E_ARGUMENT);
    assert_int_equal(skillcall_skill_response_set_session_attributes_json(response, NULL, 0, NULL),
                     SKILLCALL_E_ARGUMENT);
    assert_int_equal(skillcall_skill_response_finish_apl(response, NULL, NULL),
                     SKILLCALL_E_ARGUMENT);
    assert_int_equal(skillcall_skill_response_reprompt(response, NULL, NULL), SKILLCALL_E_ARGUMENT);
    assert_int_equal(skillcall_skill_response_say(response, NULL, NULL), SKILLCALL_E_ARGUMENT);
    assert_int_equal(skillcall_skill_response_say_ssml(response, NULL, error),
                     SKILLCALL_E_ARGUMENT);
}
