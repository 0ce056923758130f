/* SPDX-License-Identifier: Apache-2.0 */
/* A skill that calls its own support line: the user says "call support", Alexa announces the call,
   and the device calls.

   Configuration, in the environment:
       SKILL_ID            the skill's id, "amzn1.ask.skill.…"
       SUPPORT_NUMBER      the number to ring, in E.164 form
       SUPPORT_EXTENSION   the extension to ring from a room of a property (Smart Properties)
       LWA_TOKEN           with it: a Login with Amazon token that may read the rooms' profiles
       SKILLCALL_HOST      one more host that may see the token; only for tests
       SKILLCALL_CA_FILE   a file of CA certificates instead of the packed ones; only for tests */
#include "calling.h"
#include "runtime.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct skill {
    const char *id;
    struct calling calling;
    skillcall_skill_response *response; /* the answer to the last invocation */
    char error_type[64];
};

static void log_line(void *user_data, int32_t level, const char *message)
{
    (void)user_data;
    (void)level;
    fprintf(stderr, "%s\n", message);
}

static int32_t say(struct skill *skill, const char *text)
{
    return skillcall_skill_response_say(skill->response, text, skill->calling.error);
}

/* The user sees the card in the Alexa app. */
static int32_t ask_for_permission(struct skill *skill, int32_t profile)
{
    skillcall_skill_response_ask_for_permission(skill->response, profile, skill->calling.error);
    return say(skill, "To call, I need your phone number. I have sent a card to the Alexa app, "
                      "where you can allow that.");
}

/* A document that stays on the screen would hide the call. */
static void clear_screen(struct skill *skill, const skillcall_skill_request *request)
{
    const char *token = skillcall_skill_request_apl_token(request);
    if (token)
        skillcall_skill_response_finish_apl(skill->response, token, skill->calling.error);
}

/* There is an answer for each result of a call. */
static int32_t call_support(struct skill *skill, const skillcall_skill_request *request,
                            int64_t time_left_ms)
{
    switch (calling_place(&skill->calling, request, time_left_ms)) {
    case CALLING_PLACED:
        clear_screen(skill, request);
        return say(skill, "Calling support.");
    case CALLING_NO_DEVICE:
        return say(skill, "I can only call from a device. Please ask me on one.");
    case CALLING_NOT_ALLOWED:
        return ask_for_permission(skill, calling_profile(request));
    case CALLING_NO_NUMBER:
        return say(skill, "There is no phone number in your Alexa account. Please add one in the "
                          "Alexa app, with its country code.");
    case CALLING_NO_PROFILE:
        return say(skill, "This room cannot call yet. Please ask at the front desk.");
    case CALLING_UNKNOWN:
        return say(skill, "I cannot tell whether the call was placed. It may still come through, "
                          "so please wait a moment before you ask again.");
    default:
        return say(skill, "Sorry, I could not place the call. Please try again later.");
    }
}

static bool is(const char *text, const char *expected)
{
    return text && strcmp(text, expected) == 0;
}

static int32_t answer_intent(struct skill *skill, const skillcall_skill_request *request,
                             int64_t time_left_ms)
{
    const char *intent = skillcall_skill_request_intent_name(request);
    if (is(intent, "CallSupportIntent"))
        return call_support(skill, request, time_left_ms);
    if (is(intent, "AMAZON.StopIntent") || is(intent, "AMAZON.CancelIntent"))
        return SKILLCALL_OK;
    return say(skill, "I can call support for you. Just say: ask example company to call support.");
}

/* Fills in the response; one that stays empty says nothing and ends the session. */
static int32_t answer_request(struct skill *skill, const skillcall_skill_request *request,
                              int64_t time_left_ms)
{
    const char *type = skillcall_skill_request_type(request);
    if (skillcall_skill_request_is_grant(request))
        return skillcall_skill_response_accept_grant(skill->response, skill->calling.error);
    if (is(type, "LaunchRequest"))
        return say(skill, "Welcome to Example. To talk to us, say: ask example company to call "
                          "support.");
    if (is(type, "IntentRequest"))
        return answer_intent(skill, request, time_left_ms);
    return SKILLCALL_OK;
}

static struct answer failure(struct skill *skill)
{
    snprintf(skill->error_type, sizeof skill->error_type, "Skill.%s",
             skillcall_status_name(skillcall_error_status(skill->calling.error)));
    return (struct answer){NULL, skill->error_type, skillcall_error_message(skill->calling.error)};
}

static struct answer answer(void *user_data, const struct invocation *invocation)
{
    struct skill *skill = user_data;
    skillcall_error *error = skill->calling.error;
    const char *json = NULL;
    skillcall_skill_response_free(skill->response);
    skill->response = skillcall_skill_response_new(NULL, error);
    skillcall_skill_request *request =
        skillcall_skill_request_from_json(NULL, invocation->event, invocation->size, error);
    if (skill->response && request &&
        skillcall_skill_request_check_application_id(request, skill->id, error) == SKILLCALL_OK &&
        answer_request(skill, request, invocation->time_left_ms) == SKILLCALL_OK)
        json = skillcall_skill_response_json(skill->response, error);
    skillcall_skill_request_free(request);
    if (!json)
        return failure(skill);
    return (struct answer){.json = json};
}

/* The certificates that `pack` adds; without them, as before packing, the system's are used. */
static int32_t set_certificates(skillcall_client_options *options, skillcall_error *error)
{
    const char *file = getenv("SKILLCALL_CA_FILE");
    const char *task = getenv("LAMBDA_TASK_ROOT");
    char packed[4096];
    if (file)
        return skillcall_client_options_set_ca_file(options, file, error);
    snprintf(packed, sizeof packed, "%s/certificates", task ? task : ".");
    if (access(packed, R_OK) != 0)
        return SKILLCALL_OK;
    return skillcall_client_options_set_ca_path(options, packed, error);
}

/* One client for the life of the process: its connections serve one invocation after the other. */
static skillcall_client *make_client(skillcall_error *error)
{
    skillcall_client_options *options = skillcall_client_options_new(NULL, error);
    skillcall_client *client = NULL;
    if (options &&
        skillcall_client_options_set_log(options, log_line, NULL, SKILLCALL_LOG_INFO, error) ==
            SKILLCALL_OK &&
        set_certificates(options, error) == SKILLCALL_OK)
        client = skillcall_client_new(NULL, options, error);
    skillcall_client_options_free(options);
    return client;
}

int main(void)
{
    skillcall_error *error = skillcall_error_new(NULL);
    struct skill skill = {
        .id = getenv("SKILL_ID"),
        .calling = {.client = make_client(error),
                    .error = error,
                    .number_to_call = getenv("SUPPORT_NUMBER"),
                    .extension = getenv("SUPPORT_EXTENSION"),
                    .profile_token = getenv("LWA_TOKEN"),
                    .trusted_host = getenv("SKILLCALL_HOST"),
                    .meanwhile = "One moment, I'm calling support."},
    };
    int code;
    if (!skill.calling.client)
        code = runtime_refuse("Skill.NoClient", skillcall_error_message(error));
    else if (!skill.id || !skill.calling.number_to_call)
        code = runtime_refuse("Runtime.ConfigInvalid", "SKILL_ID and SUPPORT_NUMBER must be set");
    else
        code = runtime_run(answer, &skill);
    skillcall_skill_response_free(skill.response);
    skillcall_client_free(skill.calling.client);
    skillcall_error_free(error);
    return code;
}
