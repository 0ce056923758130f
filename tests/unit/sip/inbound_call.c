/* SPDX-License-Identifier: Apache-2.0 */
#include "support/each_allocation.h"
#include "support/mutations.h"
#include "support/owned.h"
#include "support/unit.h"

#include <skillcall/inbound_call.h>
#include <stdio.h>
#include <string.h>

#define ID "db792233-8df3-416c-8d80-a70038747b74"
#define HEX "6373693d64623739323233332d386466332d343136632d386438302d613730303338373437623734"
#define SKILL "amzn1.application-oa2-client.84ec9912f0be4066be862afaff9d3c48"

static skillcall_inbound_call *read_text(const char *json)
{
    skillcall_error_clear(error);
    return skillcall_inbound_call_from_json(NULL, json, strlen(json), error);
}

/* An event whose one participant has these headers. */
static skillcall_inbound_call *read_with_headers(const char *headers)
{
    char json[8192];
    snprintf(json, sizeof json,
             "{\"InvocationEventType\":\"NEW_INBOUND_CALL\",\"CallDetails\":{\"Participants\":["
             "{\"From\":\"+12045551111\",\"SipHeaders\":%s}]}}",
             headers);
    return read_text(json);
}

static void expect_refused(const char *json, int32_t status, const char *message)
{
    assert_null(read_text(json));
    assert_message(message);
    assert_status(status);
}

TEST(reads_the_documented_event)
{
    char *json = read_text_file(VECTORS "/inbound-call-event.json");
    OWNED(inbound_call) call = read_text(json);
    free(json);
    assert_non_null(call);
    assert_string_equal(skillcall_inbound_call_event_type(call), SKILLCALL_EVENT_NEW_INBOUND_CALL);
    assert_string_equal(skillcall_inbound_call_transaction_id(call),
                        "46e6f593-1f1c-4808-9166-a141624cf145");
    assert_int_equal(skillcall_inbound_call_participant_count(call), 1);
    assert_string_equal(skillcall_inbound_call_call_id(call, 0),
                        "b7b95da2-fe0a-4890-85cc-433cb3931399");
    assert_string_equal(skillcall_inbound_call_from(call, 0), "+12045551111");
    assert_string_equal(skillcall_inbound_call_to(call, 0), "+16073331111");
    assert_string_equal(skillcall_inbound_call_skill_client_id(call, 0), SKILL);
    assert_string_equal(skillcall_inbound_call_client_session_id(call, 0, error), ID);
    assert_int_equal(skillcall_inbound_call_check_skill_client_id(call, 0, SKILL, error), 0);
}

TEST(header_names_come_in_any_case)
{
    OWNED(inbound_call)
    call = read_with_headers("{\"USER-TO-USER\":\"" HEX
                             "\",\"x-alexa-lwa-clientid\":\"me\",\"X-Other\":[1],"
                             "\"User-to-User\\u0000\":\"00\"}");
    assert_string_equal(skillcall_inbound_call_client_session_id(call, 0, error), ID);
    assert_string_equal(skillcall_inbound_call_skill_client_id(call, 0), "me");
}

TEST(headers_whose_names_differ_in_case_only_belong_together)
{
    skillcall_inbound_call *call =
        read_with_headers("{\"User-to-User\":\"00\",\"user-to-user\":\"" HEX "\"}");
    assert_string_equal(skillcall_inbound_call_client_session_id(call, 0, error), ID);
    skillcall_inbound_call_free(call);
    assert_null(
        read_with_headers("{\"X-Alexa-LWA-ClientId\":\"a\",\"x-alexa-lwa-clientid\":\"b\"}"));
    assert_message("in the event, /CallDetails/Participants/0/SipHeaders holds "
                   "X-Alexa-LWA-ClientId twice");
    assert_null(read_with_headers("{\"X-Alexa-LWA-ClientId\":\"a\",\"x-alexa-lwa-clientid\":\"a\","
                                  "\"User-to-User\":\"00\"}"));
}

TEST(headers_come_in_any_order)
{
    static const char *const orders[] = {
        "{\"X-Alexa-LWA-ClientId\":\"me\",\"User-to-User\":\"" HEX "\"}",
        "{\"User-to-User\":\"" HEX "\",\"X-Alexa-LWA-ClientId\":\"me\"}"};
    for (int i = 0; i < 2; i++) {
        OWNED(inbound_call) call = read_with_headers(orders[i]);
        assert_string_equal(skillcall_inbound_call_client_session_id(call, 0, error), ID);
        assert_string_equal(skillcall_inbound_call_skill_client_id(call, 0), "me");
        assert_ok(skillcall_error_status(error));
    }
}

TEST(a_bad_participant_is_not_made_good_by_the_next)
{
    expect_refused("{\"InvocationEventType\":\"E\",\"CallDetails\":{\"Participants\":["
                   "{\"From\":5},{\"From\":\"x\"}]}}",
                   SKILLCALL_E_MALFORMED,
                   "in the event, /CallDetails/Participants/0/From must be a string");
}

TEST(participants_are_bounded)
{
    char json[400] = "{\"InvocationEventType\":\"E\",\"CallDetails\":{\"Participants\":[{}";
    for (int i = 1; i < 16; i++)
        strcat(json, ",{}");
    char *end = json + strlen(json);
    strcpy(end, "]}}");
    skillcall_inbound_call *call = read_text(json);
    assert_int_equal(skillcall_inbound_call_participant_count(call), 16);
    skillcall_inbound_call_free(call);
    strcpy(end, ",{}]}}");
    expect_refused(json, SKILLCALL_E_TOO_LARGE,
                   "the event lists 17 participants; at most 16 are read");
}

TEST(a_malformed_header_leaves_the_rest_readable)
{
    OWNED(inbound_call)
    call =
        read_with_headers("{\"user-to-user\":\"csi=abc\",\"X-Alexa-LWA-ClientId\":\"" SKILL "\"}");
    assert_non_null(call);
    assert_ok(skillcall_error_status(error));
    assert_string_equal(skillcall_inbound_call_from(call, 0), "+12045551111");
    assert_string_equal(skillcall_inbound_call_skill_client_id(call, 0), SKILL);
    assert_null(skillcall_inbound_call_client_session_id(call, 0, error));
    assert_status(SKILLCALL_E_MALFORMED);
    assert_message(
        "the User-to-User header is malformed at octet 4: \";\", \",\" or the end is expected");
}

TEST(a_call_from_elsewhere_has_no_id)
{
    static const char *const headers[] = {"{}", "null", "{\"user-to-user\":null}",
                                          "{\"user-to-user\":\"00c8;encoding=hex\"}"};
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
        OWNED(inbound_call) call = read_with_headers(headers[i]);
        assert_null(skillcall_inbound_call_client_session_id(call, 0, error));
        assert_status(SKILLCALL_E_ABSENT);
        assert_null(skillcall_inbound_call_skill_client_id(call, 0));
        assert_int_equal(skillcall_inbound_call_check_skill_client_id(call, 0, SKILL, error),
                         SKILLCALL_E_ABSENT);
    }
}

TEST(another_skill_is_a_mismatch)
{
    OWNED(inbound_call) call = read_with_headers("{\"X-Alexa-LWA-ClientId\":\"" SKILL "\"}");
    assert_int_equal(skillcall_inbound_call_check_skill_client_id(call, 0, SKILL "9", error),
                     SKILLCALL_E_MISMATCH);
    assert_message("the call was placed by another skill: its X-Alexa-LWA-ClientId is not "
                   "the expected one");
    assert_int_equal(skillcall_inbound_call_check_skill_client_id(call, 0, "", error),
                     SKILLCALL_E_MISMATCH);
    assert_int_equal(skillcall_inbound_call_check_skill_client_id(call, 0, NULL, error),
                     SKILLCALL_E_ARGUMENT);
}

TEST(each_leg_is_a_participant)
{
    OWNED(inbound_call)
    call = read_text("{\"InvocationEventType\":\"HANGUP\",\"CallDetails\":{\"Participants\":["
                     "{\"From\":\"+12045551111\"},{\"From\":\"+16073331111\",\"To\":\"+1800\"}]}}");
    assert_int_equal(skillcall_inbound_call_participant_count(call), 2);
    assert_string_equal(skillcall_inbound_call_from(call, 1), "+16073331111");
    assert_string_equal(skillcall_inbound_call_to(call, 1), "+1800");
    assert_null(skillcall_inbound_call_to(call, 0));
    assert_null(skillcall_inbound_call_transaction_id(call));
    assert_null(skillcall_inbound_call_from(call, 2));
    assert_null(skillcall_inbound_call_client_session_id(call, 2, error));
    assert_message("the event has 2 participants, but none with the index 2");
    assert_int_equal(skillcall_inbound_call_check_skill_client_id(call, 2, SKILL, error),
                     SKILLCALL_E_ARGUMENT);
}

TEST(what_is_no_event_is_named)
{
    expect_refused(
        "{}", SKILLCALL_E_MALFORMED,
        "the event has no /InvocationEventType: it is not an event of a SIP media application");
    expect_refused("{\"InvocationEventType\":\"X\"}", SKILLCALL_E_MALFORMED,
                   "the event has no /CallDetails: it is not an event of a SIP media application");
    expect_refused("[]", SKILLCALL_E_MALFORMED, "the event must be an object");
    expect_refused("{\"InvocationEventType\":\"X\",\"CallDetails\":[{}]}", SKILLCALL_E_MALFORMED,
                   "in the event, /CallDetails must be an object");
    expect_refused("{\"InvocationEventType\":\"X\",\"CallDetails\":{\"TransactionId\":1}}",
                   SKILLCALL_E_MALFORMED,
                   "in the event, /CallDetails/TransactionId must be a string");
    expect_refused("{\"InvocationEventType\":\"X\",\"CallDetails\":{\"Participants\":{}}}",
                   SKILLCALL_E_MALFORMED,
                   "in the event, /CallDetails/Participants must be an array");
    expect_refused("{\"InvocationEventType\":\"X\",\"CallDetails\":{\"Participants\":[{},5]}}",
                   SKILLCALL_E_MALFORMED,
                   "in the event, /CallDetails/Participants/1 must be an object");
    assert_null(read_with_headers("{\"User-To-User\":[\"00\"]}"));
    assert_message("in the event, /CallDetails/Participants/0/SipHeaders/User-To-User must "
                   "be a string");
}

static void check_one(const char *json, size_t size, bool is_broken)
{
    OWNED(inbound_call) call = skillcall_inbound_call_from_json(NULL, json, size, error);
    if (call) {
        assert_false(is_broken);
        skillcall_inbound_call_client_session_id(call, 0, error);
    } else {
        assert_status(SKILLCALL_E_MALFORMED);
        assert_string_not_equal(skillcall_error_message(error), "");
        assert_null(strstr(skillcall_error_message(error), "12045551111"));
    }
}

TEST(spoilt_events_are_survived)
{
    check_every_mutation(VECTORS "/inbound-call-event.json", false, check_one);
}

TEST(huge_and_deep_events_are_refused)
{
    size_t size = 10u << 20;
    char *json = malloc(size);
    assert_non_null(json);
    memset(json, '[', size);
    assert_null(skillcall_inbound_call_from_json(NULL, json, size, error));
    assert_status(SKILLCALL_E_TOO_LARGE);
    assert_null(skillcall_inbound_call_from_json(NULL, json, 10000, error));
    assert_status(SKILLCALL_E_MALFORMED);
    free(json);
}

static bool read_vector(const skillcall_allocator *allocator)
{
    char *json = read_text_file(VECTORS "/inbound-call-event.json");
    OWNED(inbound_call)
    call = skillcall_inbound_call_from_json(allocator, json, strlen(json), error);
    free(json);
    return call != NULL;
}

TEST(memory_that_runs_out_is_reported)
{
    assert_each_allocation_may_fail(read_vector, 4, NULL);
}

TEST(null_is_answered)
{
    skillcall_error_clear(error);
    assert_null(skillcall_inbound_call_from_json(NULL, NULL, 0, error));
    assert_status(SKILLCALL_E_ARGUMENT);
    skillcall_inbound_call_free(NULL);
    assert_null(skillcall_inbound_call_event_type(NULL));
    assert_null(skillcall_inbound_call_transaction_id(NULL));
    assert_int_equal(skillcall_inbound_call_participant_count(NULL), 0);
    assert_null(skillcall_inbound_call_call_id(NULL, 0));
    assert_null(skillcall_inbound_call_from(NULL, 0));
    assert_null(skillcall_inbound_call_to(NULL, 0));
    assert_null(skillcall_inbound_call_skill_client_id(NULL, 0));
    assert_null(skillcall_inbound_call_client_session_id(NULL, 0, NULL));
    skillcall_error_clear(error);
    assert_null(skillcall_inbound_call_client_session_id(NULL, 0, error));
    assert_message("the argument \"call\" is NULL");
    assert_int_equal(skillcall_inbound_call_check_skill_client_id(NULL, 0, SKILL, NULL),
                     SKILLCALL_E_ARGUMENT);
}
