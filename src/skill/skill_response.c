#include <skillcall/skill_response.h>

#include "base/ascii.h"
#include "base/error.h"
#include "json/json_writer.h"

#include <string.h>

enum { NO_CARD = -1 };

struct skillcall_skill_response {
    skillcall_allocator allocator;
    char *announcement;
    bool is_ssml;
    int32_t card; /* whose permission to ask for, or NO_CARD */
    skillcall__text json;
};

skillcall_skill_response *skillcall_skill_response_new(const skillcall_allocator *allocator,
                                                       skillcall_error *error)
{
    int32_t status;
    skillcall_skill_response *response =
        skillcall__object_new(allocator, sizeof *response, &status);
    if (!response)
        return skillcall__fail_object(error, status);
    response->card = NO_CARD;
    skillcall__text_growing(&response->json, &response->allocator);
    return response;
}

void skillcall_skill_response_free(skillcall_skill_response *response)
{
    if (!response)
        return;
    skillcall_allocator allocator = response->allocator;
    skillcall__text_free(&response->json);
    skillcall__free_text(&allocator, response->announcement);
    skillcall__deallocate(&allocator, response);
}

static int32_t check_announcement(const char *text, skillcall_error *error)
{
    size_t characters;
    if (!text[0])
        return skillcall__fail(error, SKILLCALL_E_ARGUMENT,
                               "the announcement is empty: tell the user that a call begins");
    if (!skillcall__utf8_count(text, strlen(text), &characters))
        return skillcall__fail(error, SKILLCALL_E_ARGUMENT, "the announcement is not UTF-8");
    if (characters > SKILLCALL_ANNOUNCEMENT_MAX)
        return skillcall__fail(error, SKILLCALL_E_TOO_LARGE,
                               "the announcement has %zu characters; Alexa says at most %d",
                               characters, SKILLCALL_ANNOUNCEMENT_MAX);
    return SKILLCALL_OK;
}

static int32_t set_announcement(skillcall_skill_response *response, const char *text, bool is_ssml,
                                skillcall_error *error)
{
    int32_t status = check_announcement(text, error);
    if (status)
        return status;
    char *copy = skillcall__duplicate(&response->allocator, text);
    if (!copy)
        return skillcall__fail_no_memory(error);
    skillcall__free_text(&response->allocator, response->announcement);
    response->announcement = copy;
    response->is_ssml = is_ssml;
    return SKILLCALL_OK;
}

int32_t skillcall_skill_response_say(skillcall_skill_response *response, const char *text,
                                     skillcall_error *error)
{
    if (!response)
        return skillcall__fail_null(error, "response");
    return text ? set_announcement(response, text, false, error)
                : skillcall__fail_null(error, "text");
}

static bool is_speak_element(const char *ssml)
{
    static const char start[] = "<speak";
    static const char end[] = "</speak>";
    size_t length = strlen(ssml);
    return strncmp(ssml, start, strlen(start)) == 0 && ssml[strlen(start)] &&
           strchr("> \t\r\n", ssml[strlen(start)]) && length > strlen(end) &&
           strcmp(ssml + length - strlen(end), end) == 0;
}

int32_t skillcall_skill_response_say_ssml(skillcall_skill_response *response, const char *ssml,
                                          skillcall_error *error)
{
    if (!response)
        return skillcall__fail_null(error, "response");
    if (!ssml)
        return skillcall__fail_null(error, "ssml");
    if (ssml[0] && !is_speak_element(ssml))
        return skillcall__fail(error, SKILLCALL_E_ARGUMENT,
                               "SSML begins with <speak> and ends with </speak>: put the "
                               "announcement between them");
    return set_announcement(response, ssml, true, error);
}

int32_t skillcall_skill_response_ask_for_permission(skillcall_skill_response *response,
                                                    int32_t profile, skillcall_error *error)
{
    if (!response)
        return skillcall__fail_null(error, "response");
    if (profile != SKILLCALL_PROFILE_ACCOUNT && profile != SKILLCALL_PROFILE_PERSON)
        return skillcall__fail(error, SKILLCALL_E_ARGUMENT,
                               "the profile is %d: it must be SKILLCALL_PROFILE_ACCOUNT or "
                               "SKILLCALL_PROFILE_PERSON",
                               (int)profile);
    response->card = profile;
    return SKILLCALL_OK;
}

static void write_announcement(const skillcall_skill_response *response,
                               skillcall__json_writer *writer)
{
    if (!response->announcement)
        return;
    skillcall__json_name(writer, "outputSpeech");
    skillcall__json_begin(writer, '{');
    skillcall__json_put_string(writer, "type", response->is_ssml ? "SSML" : "PlainText");
    skillcall__json_put_string(writer, response->is_ssml ? "ssml" : "text", response->announcement);
    skillcall__json_end(writer, '}');
}

static void write_card(const skillcall_skill_response *response, skillcall__json_writer *writer)
{
    if (response->card == NO_CARD)
        return;
    skillcall__json_name(writer, "card");
    skillcall__json_begin(writer, '{');
    skillcall__json_put_string(writer, "type", "AskForPermissionsConsent");
    skillcall__json_name(writer, "permissions");
    skillcall__json_begin(writer, '[');
    skillcall__json_put_string(writer, NULL, "alexa::profile:mobile_number:read");
    if (response->card == SKILLCALL_PROFILE_PERSON)
        skillcall__json_put_string(writer, NULL, "alexa::person_id:read");
    skillcall__json_end(writer, ']');
    skillcall__json_end(writer, '}');
}

const char *skillcall_skill_response_json(skillcall_skill_response *response,
                                          skillcall_error *error)
{
    if (!response) {
        skillcall__fail_null(error, "response");
        return NULL;
    }
    skillcall__text_free(&response->json);
    skillcall__json_writer writer = {.text = &response->json};
    skillcall__json_begin(&writer, '{');
    skillcall__json_put_string(&writer, "version", "1.0");
    skillcall__json_name(&writer, "response");
    skillcall__json_begin(&writer, '{');
    write_announcement(response, &writer);
    write_card(response, &writer);
    skillcall__json_put_boolean(&writer, "shouldEndSession", true);
    skillcall__json_end(&writer, '}');
    skillcall__json_end(&writer, '}');
    if (!response->json.failed)
        return response->json.data;
    skillcall__fail_no_memory(error);
    return NULL;
}
