/* SPDX-License-Identifier: Apache-2.0 */
#include "skill/skill_response.h"

#include "base/ascii.h"
#include "base/error.h"
#include "session/client_session_id.h"
#include "json/json_at.h"
#include "json/json_writer.h"

#include <string.h>

skillcall_skill_response *skillcall_skill_response_new(const skillcall_allocator *allocator,
                                                       skillcall_error *error)
{
    skillcall_skill_response *response = skillcall__make_object(allocator, sizeof *response, error);
    if (!response)
        return NULL;
    skillcall__text_growing(&response->directives, &response->allocator);
    skillcall__text_growing(&response->json, &response->allocator);
    return response;
}

void skillcall_skill_response_free(skillcall_skill_response *response)
{
    if (!response)
        return;
    skillcall_allocator allocator = response->allocator;
    skillcall__text_free(&response->json);
    skillcall__text_free(&response->directives);
    skillcall__free_text(&allocator, response->session_attributes);
    skillcall__free_text(&allocator, response->reprompt.text);
    skillcall__free_text(&allocator, response->announcement.text);
    skillcall__deallocate(&allocator, response);
}

static int32_t check_speech(const char *text, const char *what, skillcall_error *error)
{
    size_t characters;
    if (!text[0])
        return skillcall__fail(error, SKILLCALL_E_ARGUMENT,
                               "the %s is empty: tell the user what happens", what);
    if (!skillcall__utf8_count(text, strlen(text), &characters))
        return skillcall__fail(error, SKILLCALL_E_ARGUMENT, "the %s is not UTF-8", what);
    if (characters > SKILLCALL_ANNOUNCEMENT_MAX)
        return skillcall__fail(error, SKILLCALL_E_TOO_LARGE,
                               "the %s has %zu characters; Alexa says at most %d", what, characters,
                               SKILLCALL_ANNOUNCEMENT_MAX);
    return SKILLCALL_OK;
}

static int32_t replace_text(const skillcall_skill_response *response, char **text, const char *with,
                            skillcall_error *error)
{
    char *copy = skillcall__duplicate(&response->allocator, with);
    if (!copy)
        return skillcall__fail_no_memory(error);
    skillcall__free_text(&response->allocator, *text);
    *text = copy;
    return SKILLCALL_OK;
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

static int32_t set_speech(skillcall_skill_response *response, bool is_reprompt, const char *text,
                          bool is_ssml, skillcall_error *error)
{
    if (!response)
        return skillcall__fail_null(error, "response");
    struct skillcall__speech *speech = is_reprompt ? &response->reprompt : &response->announcement;
    const char *what = is_reprompt ? "reprompt" : "announcement";
    if (!text)
        return skillcall__fail_null(error, is_ssml ? "ssml" : "text");
    if (is_ssml && text[0] && !is_speak_element(text))
        return skillcall__fail(error, SKILLCALL_E_ARGUMENT,
                               "SSML begins with <speak> and ends with </speak>: put the %s "
                               "between them",
                               what);
    int32_t status = check_speech(text, what, error);
    if (!status)
        status = replace_text(response, &speech->text, text, error);
    if (!status)
        speech->is_ssml = is_ssml;
    return status;
}

int32_t skillcall_skill_response_say(skillcall_skill_response *response, const char *text,
                                     skillcall_error *error)
{
    return set_speech(response, false, text, false, error);
}

int32_t skillcall_skill_response_say_ssml(skillcall_skill_response *response, const char *ssml,
                                          skillcall_error *error)
{
    return set_speech(response, false, ssml, true, error);
}

int32_t skillcall_skill_response_reprompt(skillcall_skill_response *response, const char *text,
                                          skillcall_error *error)
{
    return set_speech(response, true, text, false, error);
}

int32_t skillcall_skill_response_reprompt_ssml(skillcall_skill_response *response, const char *ssml,
                                               skillcall_error *error)
{
    return set_speech(response, true, ssml, true, error);
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
    response->card = profile == SKILLCALL_PROFILE_PERSON ? SKILLCALL__PERSON_PERMISSION_CARD
                                                         : SKILLCALL__ACCOUNT_PERMISSION_CARD;
    return SKILLCALL_OK;
}

int32_t skillcall_skill_response_link_account(skillcall_skill_response *response,
                                              skillcall_error *error)
{
    if (!response)
        return skillcall__fail_null(error, "response");
    response->card = SKILLCALL__LINK_ACCOUNT_CARD;
    return SKILLCALL_OK;
}

/* Checks that the text is one JSON object, and has this string member, unless that is NULL. Without
   a member it holds what a request sent, which need not be strict. */
static int32_t check_object(const skillcall_skill_response *response, const char *what,
                            const char *json, size_t size, const char *member,
                            skillcall_error *error)
{
    skillcall__json_document document = {.what = what,
                                         .max_size = SKILLCALL_SKILL_RESPONSE_JSON_MAX,
                                         .is_strict = member != NULL,
                                         .allocator = &response->allocator,
                                         .error = error};
    skillcall__json found;
    const char *text = "";
    int32_t status = skillcall__json_parse(&document, json, size);
    if (!status)
        status = skillcall__json_at(&document, "", SKILLCALL__JSON_OBJECT, &found);
    if (!status && member)
        status = skillcall__json_text_at(&document, member, &text);
    skillcall__json_free(&document);
    if (!status && !text)
        status = skillcall__fail(error, SKILLCALL_E_MALFORMED, "%s has no %s", what, member);
    return status;
}

static void add_directive(skillcall__text *directives, const char *json, size_t size)
{
    if (directives->length)
        skillcall__text_add(directives, ",", 1);
    skillcall__text_add(directives, json, size);
}

int32_t skillcall_skill_response_add_directive_json(skillcall_skill_response *response,
                                                    const char *json, size_t size,
                                                    skillcall_error *error)
{
    if (!response)
        return skillcall__fail_null(error, "response");
    if (!json)
        return skillcall__fail_null(error, "json");
    int32_t status = check_object(response, "the directive", json, size, "/type", error);
    if (status)
        return status;
    if (response->directives.length + size > SKILLCALL_SKILL_RESPONSE_JSON_MAX)
        return skillcall__fail(error, SKILLCALL_E_TOO_LARGE,
                               "the directives have more than %d bytes together",
                               SKILLCALL_SKILL_RESPONSE_JSON_MAX);
    skillcall__text longer;
    skillcall__text_growing(&longer, &response->allocator);
    skillcall__text_add(&longer, response->directives.data, response->directives.length);
    add_directive(&longer, json, size);
    if (longer.failed) {
        skillcall__text_free(&longer);
        return skillcall__fail_no_memory(error);
    }
    skillcall__text_free(&response->directives);
    response->directives = longer;
    return SKILLCALL_OK;
}

int32_t skillcall_skill_response_finish_apl(skillcall_skill_response *response, const char *token,
                                            skillcall_error *error)
{
    if (!response)
        return skillcall__fail_null(error, "response");
    if (!token)
        return skillcall__fail_null(error, "token");
    size_t characters;
    if (!token[0] || !skillcall__utf8_count(token, strlen(token), &characters))
        return skillcall__fail(error, SKILLCALL_E_ARGUMENT,
                               "the token of the APL document is empty or not UTF-8");
    skillcall__text directive;
    skillcall__text_growing(&directive, &response->allocator);
    skillcall__json_writer writer = {.text = &directive};
    skillcall__json_begin(&writer, '{');
    skillcall__json_put_string(&writer, "type", "Alexa.Presentation.APL.ExecuteCommands");
    skillcall__json_put_string(&writer, "token", token);
    skillcall__json_name(&writer, "commands");
    skillcall__text_puts(&directive, "[{\"type\":\"Finish\"}]}");
    int32_t status = directive.failed ? skillcall__fail_no_memory(error)
                                      : skillcall_skill_response_add_directive_json(
                                            response, directive.data, directive.length, error);
    skillcall__text_free(&directive);
    return status;
}

int32_t skillcall_skill_response_set_session_attributes_json(skillcall_skill_response *response,
                                                             const char *json, size_t size,
                                                             skillcall_error *error)
{
    if (!response)
        return skillcall__fail_null(error, "response");
    if (!json)
        return skillcall__fail_null(error, "json");
    if (size && json[0] == '\xEF')
        return skillcall__fail(error, SKILLCALL_E_MALFORMED,
                               "the session attributes begin with a byte order mark: leave it out");
    int32_t status =
        check_object(response, "the document of session attributes", json, size, NULL, error);
    if (status)
        return status;
    skillcall__text copy;
    skillcall__text_growing(&copy, &response->allocator);
    skillcall__text_add(&copy, json, size);
    if (copy.failed)
        return skillcall__fail_no_memory(error);
    skillcall__free_text(&response->allocator, response->session_attributes);
    response->session_attributes = copy.data;
    return SKILLCALL_OK;
}

int32_t skillcall_skill_response_accept_grant(skillcall_skill_response *response,
                                              skillcall_error *error)
{
    if (!response)
        return skillcall__fail_null(error, "response");
    return skillcall__client_session_id_generate(NULL, NULL, response->grant_id, error);
}
