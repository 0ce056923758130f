/* SPDX-License-Identifier: Apache-2.0 */
/* Input that is refused, with secrets in it. */
#include "paths.h"

#include <stdio.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void refuse_one_access(const char *endpoint, const char *token, const char *trusted_host)
{
    skillcall_access_free(skillcall_access_new(allocator, endpoint, token, trusted_host, error));
    tell(error);
}

void refuse_access(void)
{
    static const char *const endpoints[] = {
        "https://$T@api.amazonalexa.com",
        "https://user:$T@api.amazonalexa.com",
        "$T",
        "http://$T",
        "https://$T/",
        "https://api.amazonalexa.com/?token=$T",
        "https://$N.example",
        "https://api.amazonalexa.com:$N",
        "ftp://$T",
        "https://api.amazonalexa.com/$F\r\n",
    };
    static const char *const tokens[] = {
        "$T ", " $T", "Bearer $T", "$T\r\nX-Other: $T", "$T\xFF", "=$T", "$T=$T", "",
    };
    path("endpoint with secrets in it");
    for (size_t i = 0; i < COUNT(endpoints); i++)
        refuse_one_access(fill(endpoints[i]), fill("$T"), NULL);
    path("trusted host with secrets in it");
    refuse_one_access("https://other.example", fill("$T"), fill("$T"));
    path("token that is none");
    for (size_t i = 0; i < COUNT(tokens); i++)
        refuse_one_access("https://api.amazonalexa.com", fill(tokens[i]), NULL);
    refuse_one_access(NULL, fill("$T"), NULL);
    path("token that is too long");
    static char template[SKILLCALL_TOKEN_MAX / 10];
    for (size_t i = 0; i + 2 < sizeof template; i += 2)
        memcpy(template + i, "$T", 3);
    refuse_one_access("https://api.amazonalexa.com", fill(template), NULL);
}

/* Tries a document whole and cut at every few bytes. */
static void cut(const char *template, void (*try)(const char *json, size_t size))
{
    const char *json = fill(template);
    size_t size = strlen(json);
    for (size_t length = 0; length < size; length += 3)
        try(json, length);
    try(json, size);
}

static void try_session(const char *json, size_t size)
{
    skillcall_session_free(skillcall_session_from_json(allocator, json, size, 0, error));
    tell(error);
}

static void build(const char *type, const char *value, const char *endpoint_id,
                  const char *provider_id, const char *id)
{
    skillcall_session_builder *builder = skillcall_session_builder_new(allocator, error);
    for (int i = 0; i < 2; i++) {
        skillcall_participant *participant = skillcall_participant_new(allocator, error);
        skillcall_participant_set_identity(participant, type, value, error);
        skillcall_participant_set_endpoint_id(participant, endpoint_id, error);
        skillcall_participant_set_provider_id(participant, provider_id, error);
        skillcall_participant_set_originator(participant, i, error);
        skillcall_session_builder_add(builder, participant, error);
        skillcall_participant_free(participant);
    }
    skillcall_session_builder_set_client_session_id(builder, id, error);
    skillcall_session_free(skillcall_session_builder_build(builder, error));
    skillcall_session_builder_free(builder);
    tell(error);
}

static int32_t generate_no_id(void *user_data, char *id, size_t size)
{
    snprintf(id, size, "%s\n", secrets.token);
    return 0;
}

static void refuse_generated_id(void)
{
    skillcall_session_builder *builder = skillcall_session_builder_new(allocator, error);
    skillcall_participant *from =
        skillcall_participant_new_phone_caller(allocator, secrets.from, "device", error);
    skillcall_participant *to =
        skillcall_participant_new_phone_callee(allocator, secrets.to, error);
    skillcall_session_builder_add(builder, from, error);
    skillcall_session_builder_add(builder, to, error);
    skillcall_session_builder_set_id_generator(builder, generate_no_id, NULL, error);
    skillcall_session_free(skillcall_session_builder_build(builder, error));
    tell(error);
    skillcall_participant_free(to);
    skillcall_participant_free(from);
    skillcall_session_builder_free(builder);
}

void refuse_sessions(void)
{
    static const char good[] =
        "{\"participants\": [{\"id\": {\"type\": \"PHONE_NUMBER\", \"value\": \"$F\"}, "
        "\"endpointId\": \"$T\", \"isOriginator\": true}, {\"id\": {\"type\": \"PHONE_NUMBER\", "
        "\"value\": \"$G\"}, \"communicationProviderId\": "
        "\"amzn1.alexa.csp.id.82bb98bc-384a-11ed-a261-0242ac120002\"}], "
        "\"clientContext\": {\"clientSessionId\": \"id\"}}";
    static const char *const documents[] = {
        "\"$T\"",
        "[\"$T\", \"$F\"]",
        "{\"participants\": \"$F\"}",
        "{\"participants\": [\"$T\", {\"id\": \"$F\"}]}",
        "{\"participants\": [{\"id\": {\"type\": \"$T\", \"value\": $N}}]}",
        "{\"a\": \"$T\", \"a\": \"$F\"}",
        "{\"clientContext\": {\"clientSessionId\": \"$T$T$T$T$T\"}}",
        "{\"participants\": [{\"id\": {\"type\": \"PHONE_NUMBER\", \"value\": \"$F$N\"}}]}",
    };
    path("session document that is cut");
    cut(good, try_session);
    path("session document that breaks rules");
    for (size_t i = 0; i < COUNT(documents); i++)
        cut(documents[i], try_session);
    path("session that breaks rules");
    build(fill("$T"), fill("$F"), fill("$T"), fill("$T"), "id");
    build("PHONE_NUMBER", fill("$F x"), fill("$T"), fill("$T"), "id");
    build("PHONE_NUMBER", fill("$T"), fill("$T\x01"), fill("$F"), fill("$T$T$T$T$T"));
    build("PHONE_NUMBER", fill("$N"), fill("$T\xFF"), fill("$F\xFF"), fill("$T\n"));
    path("generator that gives no id");
    refuse_generated_id();
}

static void try_skill_request(const char *json, size_t size)
{
    skillcall_skill_request *request =
        skillcall_skill_request_from_json(allocator, json, size, error);
    if (request) {
        skillcall_access_free(skillcall_skill_request_access(request, secrets.token, error));
        tell(error);
        skillcall_participant_free(
            skillcall_skill_request_originator(request, secrets.from, error));
        tell(error);
        skillcall_skill_request_check_application_id(request, secrets.token, error);
    }
    tell(error);
    skillcall_skill_request_free(request);
}

void refuse_skill_requests(void)
{
    static const char good[] =
        "{\"context\": {\"System\": {\"apiEndpoint\": \"https://$T.example\", \"apiAccessToken\": "
        "\"$T\", \"user\": {\"userId\": \"$F\", \"accessToken\": \"$T\"}, \"application\": "
        "{\"applicationId\": \"$F\"}}}, \"session\": {\"new\": true, \"user\": {\"accessToken\": "
        "\"$T\"}}, \"request\": {\"type\": \"LaunchRequest\", \"requestId\": \"$T\"}}";
    static const char *const documents[] = {
        "\"$T\"",
        "{\"context\": \"$T\"}",
        "{\"request\": {\"type\": \"$T\", \"timestamp\": \"$T $F\"}}",
        "{\"context\": {\"System\": {\"apiAccessToken\": [\"$T\"]}}, \"request\": {\"type\": "
        "\"x\"}}",
        "{\"context\": {\"System\": {\"apiAccessToken\": \"$T\", \"apiAccessToken\": \"$T\"}}}",
        "{\"context\": {\"System\": {\"apiAccessToken\": \"$T\xFF\"}}}",
        "{\"context\": {\"System\": {\"apiEndpoint\": \"https://api.amazonalexa.com\", "
        "\"apiAccessToken\": \"$T $F\"}}, \"request\": {\"type\": \"x\"}}",
    };
    path("skill request that is cut");
    cut(good, try_skill_request);
    path("skill request that holds what it must not");
    for (size_t i = 0; i < COUNT(documents); i++)
        cut(documents[i], try_skill_request);
}

static void try_inbound_call(const char *json, size_t size)
{
    skillcall_inbound_call *call = skillcall_inbound_call_from_json(allocator, json, size, error);
    if (call) {
        skillcall_inbound_call_check_skill_client_id(call, 0, secrets.token, error);
        tell(error);
        skillcall_inbound_call_client_session_id(call, 0, error);
    }
    tell(error);
    skillcall_inbound_call_free(call);
}

void refuse_inbound_calls(void)
{
    static const char good[] =
        "{\"InvocationEventType\": \"NEW_INBOUND_CALL\", \"CallDetails\": {\"TransactionId\": "
        "\"$T\", \"Participants\": [{\"CallId\": \"$T\", \"From\": \"$F\", \"To\": \"$G\", "
        "\"SipHeaders\": {\"user-to-user\": \"$T;encoding=hex\", \"X-Alexa-LWA-ClientId\": "
        "\"$T.$F\"}}]}}";
    static const char *const values[] = {"$T", "$F;encoding=hex", "$N;encoding=hex", "\"$T",
                                         "6373693d;$T=$F"};
    path("inbound event that is cut or holds no id");
    cut(good, try_inbound_call);
    path("User-to-User value that holds no id");
    for (size_t i = 0; i < COUNT(values); i++) {
        skillcall_uui_decoder *decoder = skillcall_uui_decoder_new(allocator, error);
        const char *value = fill(values[i]);
        skillcall_uui_decoder_add(decoder, value, strlen(value), error);
        tell(error);
        skillcall_uui_decoder_client_session_id(decoder, error);
        tell(error);
        skillcall_uui_decoder_free(decoder);
    }
}

void refuse_numbers(void)
{
    static const char *const codes[] = {"", "1", "+44", "$N", "$T", "US"};
    static const char *const numbers[] = {"$F",      "$N", "0$N",    "+$N$N",
                                          "($N) $M", "$T", "tel:$F", "1$N"};
    path("mobile number that cannot be used");
    for (size_t i = 0; i < COUNT(codes) * COUNT(numbers); i++) {
        const char *code = fill(codes[i / COUNT(numbers)]);
        skillcall_mobile_number_join(code, fill(numbers[i % COUNT(numbers)]), secrets.found,
                                     sizeof secrets.found, error);
        tell(error);
    }
}
