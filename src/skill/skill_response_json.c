/* SPDX-License-Identifier: Apache-2.0 */
#include "base/error.h"
#include "skill/skill_response.h"
#include "json/json_writer.h"

static void write_speech(const struct skillcall__speech *speech, skillcall__json_writer *writer)
{
    if (!speech->text)
        return;
    skillcall__json_name(writer, "outputSpeech");
    skillcall__json_begin(writer, '{');
    skillcall__json_put_string(writer, "type", speech->is_ssml ? "SSML" : "PlainText");
    skillcall__json_put_string(writer, speech->is_ssml ? "ssml" : "text", speech->text);
    skillcall__json_end(writer, '}');
}

static void write_reprompt(const skillcall_skill_response *response, skillcall__json_writer *writer)
{
    if (!response->reprompt.text)
        return;
    skillcall__json_name(writer, "reprompt");
    skillcall__json_begin(writer, '{');
    write_speech(&response->reprompt, writer);
    skillcall__json_end(writer, '}');
}

static void write_permission_card(const skillcall_skill_response *response,
                                  skillcall__json_writer *writer)
{
    skillcall__json_put_string(writer, "type", "AskForPermissionsConsent");
    skillcall__json_name(writer, "permissions");
    skillcall__json_begin(writer, '[');
    skillcall__json_put_string(writer, NULL, "alexa::profile:mobile_number:read");
    if (response->card == SKILLCALL__PERSON_PERMISSION_CARD)
        skillcall__json_put_string(writer, NULL, "alexa::person_id:read");
    skillcall__json_end(writer, ']');
}

static void write_card(const skillcall_skill_response *response, skillcall__json_writer *writer)
{
    if (response->card == SKILLCALL__NO_CARD)
        return;
    skillcall__json_name(writer, "card");
    skillcall__json_begin(writer, '{');
    if (response->card == SKILLCALL__LINK_ACCOUNT_CARD)
        skillcall__json_put_string(writer, "type", "LinkAccount");
    else
        write_permission_card(response, writer);
    skillcall__json_end(writer, '}');
}

static void write_directives(const skillcall_skill_response *response,
                             skillcall__json_writer *writer)
{
    if (!response->directives.length)
        return;
    skillcall__json_name(writer, "directives");
    skillcall__json_begin(writer, '[');
    skillcall__text_add(writer->text, response->directives.data, response->directives.length);
    skillcall__json_end(writer, ']');
}

/* Without a reprompt the session ends, as a call requires. */
static void write_response(const skillcall_skill_response *response, skillcall__json_writer *writer)
{
    skillcall__json_put_string(writer, "version", "1.0");
    if (response->session_attributes) {
        skillcall__json_name(writer, "sessionAttributes");
        skillcall__text_puts(writer->text, response->session_attributes);
    }
    skillcall__json_name(writer, "response");
    skillcall__json_begin(writer, '{');
    write_speech(&response->announcement, writer);
    write_reprompt(response, writer);
    write_card(response, writer);
    write_directives(response, writer);
    skillcall__json_put_boolean(writer, "shouldEndSession", !response->reprompt.text);
    skillcall__json_end(writer, '}');
}

static void write_grant(const skillcall_skill_response *response, skillcall__json_writer *writer)
{
    skillcall__json_name(writer, "event");
    skillcall__json_begin(writer, '{');
    skillcall__json_name(writer, "header");
    skillcall__json_begin(writer, '{');
    skillcall__json_put_string(writer, "namespace", "Alexa.Authorization");
    skillcall__json_put_string(writer, "name", "AcceptGrant.Response");
    skillcall__json_put_string(writer, "messageId", response->grant_id);
    skillcall__json_put_string(writer, "payloadVersion", "3");
    skillcall__json_end(writer, '}');
    skillcall__json_name(writer, "payload");
    skillcall__text_puts(writer->text, "{}");
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
    if (response->grant_id[0])
        write_grant(response, &writer);
    else
        write_response(response, &writer);
    skillcall__json_end(&writer, '}');
    if (!response->json.failed)
        return response->json.data;
    skillcall__fail_no_memory(error);
    return NULL;
}
