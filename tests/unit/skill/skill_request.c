/* SPDX-License-Identifier: Apache-2.0 */
#include "support/each_allocation.h"
#include "support/mutations.h"
#include "support/owned.h"
#include "support/unit.h"

#include <skillcall/skill_request.h>
#include <stdio.h>
#include <string.h>

#define TOKEN "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJleGFtcGxlIjp0cnVlfQ.c2lnbmF0dXJl"
#define SKILL "amzn1.ask.skill.00000000-0000-0000-0000-000000000000"
#define NUMBER "+12045551111"

static skillcall_skill_request *read_text(const char *json)
{
    skillcall_error_clear(error);
    return skillcall_skill_request_from_json(NULL, json, strlen(json), error);
}

static skillcall_skill_request *read_vector(void)
{
    char *json = read_text_file(VECTORS "/skill-request.json");
    skillcall_skill_request *request = read_text(json);
    free(json);
    assert_non_null(request);
    return request;
}

TEST(reads_the_documented_request)
{
    OWNED(skill_request) request = read_vector();
    assert_string_equal(skillcall_skill_request_type(request), "IntentRequest");
    assert_string_equal(skillcall_skill_request_id(request),
                        "amzn1.echo-api.request.00000000-0000-0000-0000-000000000000");
    assert_string_equal(skillcall_skill_request_intent_name(request), "CallSupportIntent");
    assert_string_equal(skillcall_skill_request_locale(request), "en-US");
    assert_string_equal(skillcall_skill_request_timestamp(request), "2026-11-22T10:00:00Z");
    assert_int_equal(skillcall_skill_request_timestamp_ms(request), 1795341600000);
    assert_int_equal(skillcall_skill_request_is_new_session(request), 0);
    assert_string_equal(skillcall_skill_request_device_id(request), "amzn1.ask.device.AAAAAAAA");
    assert_string_equal(skillcall_skill_request_application_id(request), SKILL);
    assert_string_equal(skillcall_skill_request_user_id(request), "amzn1.ask.account.AAAAAAAA");
    assert_string_equal(skillcall_skill_request_api_endpoint(request),
                        "https://api.amazonalexa.com");
    assert_null(skillcall_skill_request_user_access_token(request));
    assert_null(skillcall_skill_request_person_id(request));
    assert_null(skillcall_skill_request_persistent_unit_id(request));
}

TEST(reads_what_only_some_requests_have)
{
    OWNED(skill_request)
    request = read_text(
        "{\"session\":{\"new\":true},\"context\":{\"System\":{\"user\":{\"accessToken\":\"linked\"}"
        ","
        "\"person\":{\"personId\":\"somebody\"},\"unit\":{\"persistentUnitId\":\"a room\"},"
        "\"apiEndpoint\":\"\",\"device\":null}},\"request\":{\"type\":\"LaunchRequest\"}}");
    assert_non_null(request);
    assert_string_equal(skillcall_skill_request_user_access_token(request), "linked");
    assert_string_equal(skillcall_skill_request_person_id(request), "somebody");
    assert_string_equal(skillcall_skill_request_persistent_unit_id(request), "a room");
    assert_int_equal(skillcall_skill_request_is_new_session(request), 1);
    assert_null(skillcall_skill_request_api_endpoint(request));
    assert_null(skillcall_skill_request_device_id(request));
    assert_null(skillcall_skill_request_intent_name(request));
}

TEST(everything_but_the_type_may_be_missing)
{
    skillcall_skill_request *request = read_text("{\"request\":{\"type\":\"LaunchRequest\"}}");
    assert_non_null(request);
    assert_null(skillcall_skill_request_timestamp(request));
    assert_int_equal(skillcall_skill_request_timestamp_ms(request), -1);
    assert_true(skillcall_skill_request_age_ms(request, 0) == INT64_MAX);
    assert_int_equal(skillcall_skill_request_is_new_session(request), -1);
    assert_int_equal(skillcall_skill_request_check_application_id(request, SKILL, error),
                     SKILLCALL_E_ABSENT);
    assert_null(skillcall_skill_request_originator(request, NUMBER, error));
    assert_message(
        "this request did not come from a device, so a call cannot start (the skill request "
        "has no /context, which holds endpoint, token and device: test events "
        "written by hand and those of old tools lack it)");
    assert_status(SKILLCALL_E_ABSENT);
    assert_null(skillcall_skill_request_access(request, NULL, error));
    assert_status(SKILLCALL_E_ABSENT);
    skillcall_skill_request_free(request);

    request = read_text("{\"request\":{\"type\":\"X\"},\"context\":{}}");
    assert_null(skillcall_skill_request_originator(request, NUMBER, error));
    assert_message(
        "this request did not come from a device, so a call cannot start (the skill request "
        "has no /context/System/device/deviceId)");
    assert_null(skillcall_skill_request_access(request, NULL, error));
    assert_message("where to place a call is not known (the skill request has no "
                   "/context/System/apiEndpoint)");
    skillcall_skill_request_free(request);

    request = read_text("{\"request\":{\"type\":\"X\"},\"context\":{\"System\":{\"apiEndpoint\":"
                        "\"https://api.amazonalexa.com\"}}}");
    assert_null(skillcall_skill_request_access(request, NULL, error));
    assert_message("the right to place a call is missing (the skill request has no "
                   "/context/System/apiAccessToken)");
    assert_status(SKILLCALL_E_ABSENT);
    skillcall_skill_request_free(request);
}

TEST(makes_the_originator)
{
    skillcall_skill_request *request = read_vector();
    OWNED(participant) caller = skillcall_skill_request_originator(request, NUMBER, error);
    skillcall_skill_request_free(request);
    assert_string_equal(skillcall_participant_type(caller), SKILLCALL_TYPE_PHONE_NUMBER);
    assert_string_equal(skillcall_participant_value(caller), NUMBER);
    assert_string_equal(skillcall_participant_endpoint_id(caller), "amzn1.ask.device.AAAAAAAA");
    assert_int_equal(skillcall_participant_originator(caller), SKILLCALL_ORIGINATOR_YES);
}

TEST(makes_the_access)
{
    skillcall_skill_request *request = read_vector();
    OWNED(access) access = skillcall_skill_request_access(request, NULL, error);
    skillcall_skill_request_free(request);
    assert_string_equal(skillcall_access_endpoint(access), "https://api.amazonalexa.com");
}

TEST(the_token_goes_to_no_foreign_host)
{
    OWNED(skill_request)
    request = read_text("{\"request\":{\"type\":\"X\"},\"context\":{\"System\":{\"apiEndpoint\":"
                        "\"https://skills.example.com\",\"apiAccessToken\":\"" TOKEN "\"}}}");
    assert_null(skillcall_skill_request_access(request, NULL, error));
    assert_status(SKILLCALL_E_ENDPOINT);
    assert_null(strstr(skillcall_error_message(error), TOKEN));
    OWNED(access) access = skillcall_skill_request_access(request, "skills.example.com", error);
    assert_non_null(access);
}

TEST(another_skill_is_a_mismatch)
{
    OWNED(skill_request) request = read_vector();
    assert_int_equal(skillcall_skill_request_check_application_id(request, SKILL, error), 0);
    assert_int_equal(skillcall_skill_request_check_application_id(request, SKILL "0", error),
                     SKILLCALL_E_MISMATCH);
    assert_message("the skill request is meant for another skill: its "
                   "/context/System/application/applicationId is not the expected one");
    assert_int_equal(skillcall_skill_request_check_application_id(request, NULL, error),
                     SKILLCALL_E_ARGUMENT);
}

TEST(the_grant_is_recognised)
{
    skillcall_skill_request *request =
        read_text("{\"context\":{\"System\":{\"apiAccessToken\":\"t\"}},\"request\":{\"type\":"
                  "\"Alexa.Authorization.Grant\",\"body\":{\"grant\":{\"type\":"
                  "\"OAuth2.AuthorizationCode\",\"code\":\"RHj\"}}}}");
    assert_int_equal(skillcall_skill_request_is_grant(request), 1);
    assert_string_equal(skillcall_skill_request_grant_type(request), "OAuth2.AuthorizationCode");
    assert_string_equal(skillcall_skill_request_grant_code(request), "RHj");
    skillcall_skill_request_free(request);
    request = read_text("{\"request\":{\"type\":\"Alexa.Authorization\"}}");
    assert_int_equal(skillcall_skill_request_is_grant(request), 0);
    assert_null(skillcall_skill_request_grant_type(request));
    assert_null(skillcall_skill_request_grant_code(request));
    skillcall_skill_request_free(request);
    assert_int_equal(skillcall_skill_request_is_grant(NULL), 0);
}

TEST(reads_the_users_permissions)
{
    skillcall_skill_request *request = read_text(
        "{\"request\":{\"type\":\"X\"},\"context\":{\"System\":{\"user\":{\"permissions\":{"
        "\"scopes\":{\"a::b:read\":{\"status\":\"GRANTED\"},\"c\":{\"status\":\"DENIED\"},"
        "\"d\":{\"status\":\"LATER\"},\"e\":\"GRANTED\",\"f\":{\"status\":\"GRANTED\"},"
        "\"f\":{\"status\":\"DENIED\"}}}}}}}");
    static const struct {
        const char *scope;
        int32_t expected;
    } table[] = {
        {"a::b:read", SKILLCALL_PERMISSION_GRANTED}, {"c", SKILLCALL_PERMISSION_DENIED},
        {"d", SKILLCALL_PERMISSION_NOT_ASKED},       {"e", SKILLCALL_PERMISSION_NOT_ASKED},
        {"f", SKILLCALL_PERMISSION_NOT_ASKED},       {"g", SKILLCALL_PERMISSION_NOT_ASKED},
        {NULL, SKILLCALL_PERMISSION_NOT_ASKED},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        assert_int_equal(skillcall_skill_request_permission(request, table[i].scope),
                         table[i].expected);
    skillcall_skill_request_free(request);
    assert_int_equal(skillcall_skill_request_permission(NULL, "c"), SKILLCALL_PERMISSION_NOT_ASKED);
}

TEST(device_and_room_are_described)
{
    OWNED(skill_request)
    request = read_text(
        "{\"request\":{\"type\":\"X\"},\"context\":{\"Alexa.Presentation.APL\":{\"token\":\"doc\"},"
        "\"System\":{\"unit\":{\"unitId\":\"u\",\"persistentUnitId\":\"p\"},\"device\":{"
        "\"supportedInterfaces\":{\"Alexa.Presentation.APL\":{},\"AudioPlayer\":null}}}}}");
    assert_string_equal(skillcall_skill_request_apl_token(request), "doc");
    assert_string_equal(skillcall_skill_request_unit_id(request), "u");
    assert_string_equal(skillcall_skill_request_persistent_unit_id(request), "p");
    assert_int_equal(skillcall_skill_request_supports_interface(request, "Alexa.Presentation.APL"),
                     1);
    assert_int_equal(skillcall_skill_request_supports_interface(request, "AudioPlayer"), 0);
    assert_int_equal(skillcall_skill_request_supports_interface(request, NULL), 0);
    assert_int_equal(skillcall_skill_request_supports_interface(NULL, "AudioPlayer"), 0);
}

TEST(the_session_may_name_the_skill)
{
    skillcall_skill_request *request =
        read_text("{\"session\":{\"application\":{\"applicationId\":\"" SKILL "\"}},"
                  "\"request\":{\"type\":\"X\"}}");
    assert_int_equal(skillcall_skill_request_check_application_id(request, SKILL, error), 0);
    skillcall_skill_request_free(request);
    request = read_text("{\"session\":{\"application\":{\"applicationId\":\"" SKILL "\"}},"
                        "\"context\":{\"System\":{\"application\":{\"applicationId\":\"other\"}}},"
                        "\"request\":{\"type\":\"X\"}}");
    assert_string_equal(skillcall_skill_request_application_id(request), "other");
    skillcall_skill_request_free(request);
}

TEST(what_no_call_needs_may_be_anything)
{
    OWNED(skill_request)
    request = read_text("{\"session\":[],\"context\":{\"Alexa.Presentation.APL\":7},"
                        "\"request\":{\"type\":\"X\",\"locale\":5,\"timestamp\":[]}}");
    assert_non_null(request);
    assert_null(skillcall_skill_request_locale(request));
    assert_null(skillcall_skill_request_timestamp(request));
    assert_null(skillcall_skill_request_apl_token(request));
    assert_int_equal(skillcall_skill_request_is_new_session(request), -1);
}

static void expect_refused(const char *json, const char *message)
{
    assert_null(read_text(json));
    assert_message(message);
    assert_status(SKILLCALL_E_MALFORMED);
}

TEST(what_is_no_request_is_named)
{
    expect_refused("{}",
                   "the skill request has no /request/type: it is not a request to an Alexa skill");
    expect_refused("[{}]", "the skill request must be an object");
    expect_refused("{\"request\":[{\"type\":\"X\"}]}",
                   "in the skill request, /request must be an object");
    expect_refused("{\"request\":{\"type\":7}}",
                   "in the skill request, /request/type must be a string");
    expect_refused("{\"request\":{\"type\":\"X\"},\"context\":{\"System\":\"\"}}",
                   "in the skill request, /context/System must be an object");
    expect_refused("{\"source\":\"serverless-plugin-warmup\"}",
                   "the skill request has no /request/type: it is an event of "
                   "\"serverless-plugin-warmup\", not a request to an Alexa skill");
    expect_refused("{\"request\":{\"type\":\"X\",\"type\":\"Y\"}}",
                   "in the skill request, /request/type appears twice: keep one");
}

static void check_one(const char *json, size_t size, bool is_broken)
{
    OWNED(skill_request) request = skillcall_skill_request_from_json(NULL, json, size, error);
    if (request) {
        assert_false(is_broken);
        skillcall_access_free(skillcall_skill_request_access(request, NULL, error));
        skillcall_participant_free(skillcall_skill_request_originator(request, NUMBER, error));
    } else {
        assert_status(SKILLCALL_E_MALFORMED);
        assert_string_not_equal(skillcall_error_message(error), "");
    }
    assert_null(strstr(skillcall_error_message(error), "c2lnbmF0dXJl"));
}

/* A field that is not optional may be missing, but not be of another type. */
TEST(fields_of_another_type_are_refused_or_missing)
{
#define SYSTEM(members) "{\"request\":{\"type\":\"X\"},\"context\":{\"System\":{" members "}}}"
    static const struct {
        const char *pointer; /* NULL if it counts as missing */
        const char *json;
    } table[] = {
        {"/request/requestId", "{\"request\":{\"type\":\"X\",\"requestId\":5}}"},
        {"/request/intent/name", "{\"request\":{\"type\":\"X\",\"intent\":{\"name\":5}}}"},
        {"/request/body/grant/type",
         "{\"request\":{\"type\":\"X\",\"body\":{\"grant\":{\"type\":5}}}}"},
        {"/request/body/grant/code",
         "{\"request\":{\"type\":\"X\",\"body\":{\"grant\":{\"code\":5}}}}"},
        {"/context/System/device/deviceId", SYSTEM("\"device\":{\"deviceId\":5}")},
        {"/context/System/application/applicationId",
         SYSTEM("\"application\":{\"applicationId\":5}")},
        {"/context/System/user/userId", SYSTEM("\"user\":{\"userId\":5}")},
        {"/context/System/user/accessToken", SYSTEM("\"user\":{\"accessToken\":5}")},
        {"/context/System/person/personId", SYSTEM("\"person\":{\"personId\":5}")},
        {"/context/System/unit/unitId", SYSTEM("\"unit\":{\"unitId\":5}")},
        {"/context/System/unit/persistentUnitId", SYSTEM("\"unit\":{\"persistentUnitId\":5}")},
        {"/context/System/apiEndpoint", SYSTEM("\"apiEndpoint\":5")},
        {"/context/System/apiAccessToken", SYSTEM("\"apiAccessToken\":5")},
        {NULL, "{\"request\":{\"type\":\"X\",\"locale\":5}}"},
        {NULL, "{\"request\":{\"type\":\"X\",\"timestamp\":{}}}"},
        {NULL, "{\"request\":{\"type\":\"X\"},\"session\":{\"new\":5}}"},
    };
#undef SYSTEM
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        char expected[128] = "";
        if (table[i].pointer)
            snprintf(expected, sizeof expected, "in the skill request, %s must be a string",
                     table[i].pointer);
        OWNED(skill_request) request = read_text(table[i].json);
        assert_int_equal(request != NULL, table[i].pointer == NULL);
        assert_message(expected);
    }
}

TEST(spoilt_requests_are_survived)
{
    check_every_mutation(VECTORS "/skill-request.json", false, check_one);
}

/* A request whose session attributes nest so many levels; the document has three more around. */
static skillcall_skill_request *read_nested(size_t levels)
{
    char json[8192] = "{\"request\":{\"type\":\"X\"},\"session\":{\"attributes\":";
    for (size_t i = 0; i < levels; i++)
        strcat(json, "[");
    for (size_t i = 0; i < levels; i++)
        strcat(json, "]");
    strcat(json, "}}");
    return read_text(json);
}

TEST(limits_the_size_and_depth_of_requests)
{
    skillcall_skill_request *request = read_nested(254);
    assert_non_null(request);
    skillcall_skill_request_free(request);
    assert_null(read_nested(255));
    assert_message("the skill request is nested deeper than 256 levels (line 1, column 303)");

    size_t size = 10u << 20;
    char *json = malloc(size);
    assert_non_null(json);
    memset(json, ' ', size);
    static const char text[] = "{\"request\":{\"type\":\"X\"}}";
    memcpy(json, text, sizeof text - 1);
    request =
        skillcall_skill_request_from_json(NULL, json, SKILLCALL_SKILL_REQUEST_JSON_MAX, error);
    assert_non_null(request);
    skillcall_skill_request_free(request);
    assert_null(
        skillcall_skill_request_from_json(NULL, json, SKILLCALL_SKILL_REQUEST_JSON_MAX + 1, error));
    assert_status(SKILLCALL_E_TOO_LARGE);
    memset(json, '{', size);
    assert_null(skillcall_skill_request_from_json(NULL, json, 10000, error));
    assert_status(SKILLCALL_E_MALFORMED);
    free(json);
}

static bool read_and_use(const skillcall_allocator *allocator)
{
    char *json = read_text_file(VECTORS "/skill-request.json");
    OWNED(skill_request)
    request = skillcall_skill_request_from_json(allocator, json, strlen(json), error);
    OWNED(access) access = skillcall_skill_request_access(request, NULL, error);
    OWNED(participant)
    caller = access ? skillcall_skill_request_originator(request, NUMBER, error) : NULL;
    free(json);
    return caller != NULL;
}

TEST(memory_that_runs_out_is_reported)
{
    assert_each_allocation_may_fail(read_and_use, 6, TOKEN);
}

TEST(null_is_answered)
{
    skillcall_error_clear(error);
    assert_null(skillcall_skill_request_from_json(NULL, NULL, 0, error));
    assert_status(SKILLCALL_E_ARGUMENT);
    skillcall_skill_request_free(NULL);
    assert_null(skillcall_skill_request_type(NULL));
    assert_int_equal(skillcall_skill_request_timestamp_ms(NULL), -1);
    assert_true(skillcall_skill_request_age_ms(NULL, 0) == INT64_MAX);
    assert_int_equal(skillcall_skill_request_is_new_session(NULL), -1);
    assert_null(skillcall_skill_request_access(NULL, NULL, NULL));
    assert_null(skillcall_skill_request_originator(NULL, NUMBER, NULL));
    skillcall_error_clear(error);
    assert_null(skillcall_skill_request_access(NULL, NULL, error));
    assert_message("the argument \"request\" is NULL");
    skillcall_error_clear(error);
    assert_null(skillcall_skill_request_originator(NULL, NUMBER, error));
    assert_message("the argument \"request\" is NULL");
    assert_int_equal(skillcall_skill_request_check_application_id(NULL, SKILL, NULL),
                     SKILLCALL_E_ARGUMENT);
    OWNED(skill_request) request = read_vector();
    skillcall_error_clear(error);
    assert_null(skillcall_skill_request_originator(request, NULL, error));
    assert_status(SKILLCALL_E_ARGUMENT);
}
