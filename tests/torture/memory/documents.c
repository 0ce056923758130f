/* SPDX-License-Identifier: Apache-2.0 */
/* What is read from texts, and written to them. */
#include "scenarios.h"
#include "trial.h"

#include <string.h>

/* Long texts with escapes, and more members than a first table of jansson's holds. */
#define LONG_TEXT "+12345678901234567890 \\u00e9\\ud83d\\ude00\\\" and more than one buffer takes"
#define MANY_MEMBERS                                                                               \
    "\"a\":1,\"b\":[1.5e3,true,false,null,[],{}],\"c\":{\"d\":\"" LONG_TEXT                        \
    "\\n\"},\"e\":0,\"f\":0,\"g\":0,\"h\":0,\"i\":[1,2,3,4,5,6,7,8,9,10],\"j\":0,\"k\":0"

static const char session_json[] =
    "{" MANY_MEMBERS
    ",\"participants\":[{\"id\":{\"type\":\"PHONE_NUMBER\",\"value\":\"+12045551111\"},"
    "\"endpointId\":\"" LONG_TEXT "\",\"isOriginator\":true},"
    "{\"id\":{\"type\":\"PHONE_NUMBER\",\"value\":\"+123456789012345\"},\"isOriginator\":false,"
    "\"communicationProviderId\":\"" SKILLCALL_PROVIDER_PHONE "\"}],"
    "\"clientContext\":{\"clientSessionId\":\"db792233-8df3-416c-8d80-a70038747b74\"}}";

static skillcall_session *read_session(const char *json)
{
    return skillcall_session_from_json(&ours, json, strlen(json), 0, error);
}

static int32_t refused(const skillcall_session *session)
{
    CHECK(session == NULL);
    return skillcall_error_status(error);
}

static void run_session(void)
{
    skillcall_session *session;
    MAKE(session, skillcall_session_from_json(&ours, session_json, strlen(session_json), 1, error));
    tell(skillcall_session_json(session));
    skillcall_session_free(session);
}

static void run_bad_sessions(void)
{
    DO(SKILLCALL_E_INVALID, refused(read_session("{\"participants\":[{\"id\":7},\"x\",null]}")));
    tell_error();
    DO(SKILLCALL_E_MALFORMED, refused(read_session("{\"a\":[{\"b\":\"c\"},\n{\"b\":\"c}]}")));
    tell_error();
    DO(SKILLCALL_E_MALFORMED, refused(read_session("{\"a\":1,\"b\":[{}],\"a\":\"2\"}")));
    tell_error();
}

static const char skill_request_json[] =
    "{" MANY_MEMBERS ",\"session\":{\"new\":true},\"request\":{\"type\":\"IntentRequest\","
    "\"requestId\":\"amzn1.echo-api.request.0\",\"timestamp\":\"2026-11-22T10:00:00Z\","
    "\"locale\":\"en-US\",\"intent\":{\"name\":\"Call\\u0041Intent\"}},\"context\":{\"System\":{"
    "\"application\":{\"applicationId\":\"amzn1.ask.skill.0\"},\"user\":{\"userId\":\"the user\","
    "\"accessToken\":\"a linked account's token\"},\"person\":{\"personId\":\"a "
    "person\"},\"unit\":{"
    "\"persistentUnitId\":\"a unit\",\"unitId\":\"its id\"},\"device\":{\"deviceId\":\"amzn1.ask."
    "device.0123456789\",\"supportedInterfaces\":{\"Alexa.Presentation.APL\":{}}},"
    "\"apiEndpoint\":\"https://api.amazonalexa.com\",\"apiAccessToken\":\"a.long.token.0123456789"
    "012345678901234567890123456789==\"},\"Alexa.Presentation.APL\":{\"token\":\"a document\"}}}";

static const char grant_json[] =
    "{\"request\":{\"type\":\"Alexa.Authorization.Grant\",\"body\":{\"grant\":{"
    "\"type\":\"OAuth2.AuthorizationCode\",\"code\":\"a-code-that-is-secret\"}}}}";

static void tell_skill_request(const skillcall_skill_request *request)
{
    tell(skillcall_skill_request_type(request));
    tell(skillcall_skill_request_id(request));
    tell(skillcall_skill_request_intent_name(request));
    tell(skillcall_skill_request_locale(request));
    tell(skillcall_skill_request_timestamp(request));
    tell_number(skillcall_skill_request_timestamp_ms(request));
    tell_number(skillcall_skill_request_age_ms(request, 1795341600000));
    tell_number(skillcall_skill_request_is_new_session(request));
    tell(skillcall_skill_request_device_id(request));
    tell(skillcall_skill_request_application_id(request));
    tell(skillcall_skill_request_user_id(request));
    tell(skillcall_skill_request_user_access_token(request));
    tell(skillcall_skill_request_person_id(request));
    tell(skillcall_skill_request_persistent_unit_id(request));
    tell(skillcall_skill_request_unit_id(request));
    tell(skillcall_skill_request_apl_token(request));
    tell_number(skillcall_skill_request_is_fresh(request, 1795341600000));
    tell_number(skillcall_skill_request_permission(request, "alexa::profile:name:read"));
    tell_number(skillcall_skill_request_supports_interface(request, "Alexa.Presentation.APL"));
    tell(skillcall_skill_request_api_endpoint(request));
}

static const char directive_json[] = "{\"type\":\"Dialog.Delegate\"}";

static void run_skill_request(void)
{
    skillcall_skill_request *request;
    skillcall_access *access;
    skillcall_participant *caller;
    MAKE(request, skillcall_skill_request_from_json(&ours, skill_request_json,
                                                    strlen(skill_request_json), error));
    tell_skill_request(request);
    DO(SKILLCALL_OK,
       skillcall_skill_request_check_application_id(request, "amzn1.ask.skill.0", error));
    DO(SKILLCALL_E_MISMATCH,
       skillcall_skill_request_check_application_id(request, "amzn1.ask.skill.1", error));
    MAKE(access, skillcall_skill_request_access(request, NULL, error));
    tell(skillcall_access_endpoint(access));
    skillcall_access_free(access);
    MAKE(caller, skillcall_skill_request_originator(request, "+12045551111", error));
    tell(skillcall_participant_endpoint_id(caller));
    skillcall_participant_free(caller);
    skillcall_skill_request_free(request);
}

static void run_grant(void)
{
    skillcall_skill_request *request;
    MAKE(request, skillcall_skill_request_from_json(&ours, grant_json, strlen(grant_json), error));
    tell_number(skillcall_skill_request_is_grant(request));
    tell(skillcall_skill_request_grant_type(request));
    tell(skillcall_skill_request_grant_code(request));
    skillcall_skill_request_free(request);
}

/* Its message id differs each time. */
static void accept_grant(void)
{
    skillcall_skill_response *response;
    const char *json;
    MAKE(response, skillcall_skill_response_new(&ours, error));
    DO(SKILLCALL_OK, skillcall_skill_response_accept_grant(response, error));
    MAKE(json, skillcall_skill_response_json(response, error));
    CHECK(strstr(json, "AcceptGrant.Response") != NULL);
    skillcall_skill_response_free(response);
}

static void run_skill_response(void)
{
    skillcall_skill_response *response;
    const char *json;
    char ssml[64];
    tell_number((int64_t)skillcall_skill_response_escape_ssml("Fish & chips", ssml, sizeof ssml));
    tell(ssml);
    MAKE(response, skillcall_skill_response_new(&ours, error));
    DO(SKILLCALL_OK, skillcall_skill_response_say(response, "I am calling \"support\" now", error));
    MAKE(json, skillcall_skill_response_json(response, error));
    tell(json);
    DO(SKILLCALL_OK, skillcall_skill_response_say_ssml(response, "<speak>Hello</speak>", error));
    DO(SKILLCALL_OK,
       skillcall_skill_response_ask_for_permission(response, SKILLCALL_PROFILE_PERSON, error));
    DO(SKILLCALL_OK, skillcall_skill_response_reprompt(response, "Are you there?", error));
    DO(SKILLCALL_OK,
       skillcall_skill_response_reprompt_ssml(response, "<speak>Hello?</speak>", error));
    DO(SKILLCALL_OK, skillcall_skill_response_link_account(response, error));
    DO(SKILLCALL_OK, skillcall_skill_response_add_directive_json(response, directive_json,
                                                                 strlen(directive_json), error));
    DO(SKILLCALL_OK, skillcall_skill_response_finish_apl(response, "a document", error));
    DO(SKILLCALL_OK,
       skillcall_skill_response_set_session_attributes_json(response, "{\"a\":1}", 7, error));
    MAKE(json, skillcall_skill_response_json(response, error));
    tell(json);
    skillcall_skill_response_free(response);
    accept_grant();
}

#define UUI "6373693d64623739323233332d386466332d343136632d386438302d613730303338373437623734"

static const char event_json[] =
    "{" MANY_MEMBERS ",\"InvocationEventType\":\"NEW_INBOUND_CALL\",\"CallDetails\":{"
    "\"TransactionId\":\"46e6f593-1f1c-4808-9166-a141624cf145\",\"Participants\":[{"
    "\"CallId\":\"b7b95da2-fe0a-4890-85cc-433cb3931399\",\"To\":\"+16073331111\","
    "\"From\":\"+12045551111\",\"SipHeaders\":{\"a\":\"1\",\"b\":\"2\",\"user-to-user\":\"" UUI
    ";encoding=hex\",\"X-Alexa-LWA-ClientId\":\"amzn1.application-oa2-client.84ec\"}},"
    "{\"CallId\":\"a second leg\",\"From\":\"+12045552222\"}]}}";

static void run_inbound_call(void)
{
    skillcall_inbound_call *call;
    const char *id;
    MAKE(call, skillcall_inbound_call_from_json(&ours, event_json, strlen(event_json), error));
    tell(skillcall_inbound_call_event_type(call));
    tell(skillcall_inbound_call_transaction_id(call));
    for (size_t i = 0; i < skillcall_inbound_call_participant_count(call); i++) {
        tell(skillcall_inbound_call_call_id(call, i));
        tell(skillcall_inbound_call_from(call, i));
        tell(skillcall_inbound_call_to(call, i));
        tell(skillcall_inbound_call_skill_client_id(call, i));
    }
    DO(SKILLCALL_OK, skillcall_inbound_call_check_skill_client_id(
                         call, 0, "amzn1.application-oa2-client.84ec", error));
    MAKE(id, skillcall_inbound_call_client_session_id(call, 0, error));
    tell(id);
    skillcall_inbound_call_free(call);
}

static void run_user_to_user(void)
{
    skillcall_uui_decoder *decoder;
    const char *id;
    char value[SKILLCALL_UUI_SIZE];
    DO(SKILLCALL_OK, skillcall_uui_encode("an id", value, sizeof value, error));
    tell(value);
    MAKE(decoder, skillcall_uui_decoder_new(&ours, error));
    DO(SKILLCALL_OK, skillcall_uui_decoder_add(decoder, "other;encoding=other", 20, error));
    DO(SKILLCALL_OK, skillcall_uui_decoder_add(decoder, UUI, strlen(UUI), error));
    MAKE(id, skillcall_uui_decoder_client_session_id(decoder, error));
    tell(id);
    skillcall_uui_decoder_free(decoder);
}

const struct scenario document_scenarios[] = {
    {"session from JSON", run_session},     {"sessions refused", run_bad_sessions},
    {"skill request", run_skill_request},   {"Grant", run_grant},
    {"skill response", run_skill_response}, {"inbound call", run_inbound_call},
    {"User-to-User", run_user_to_user},
};
const size_t document_scenario_count = sizeof document_scenarios / sizeof *document_scenarios;
