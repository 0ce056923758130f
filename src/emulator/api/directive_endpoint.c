/* SPDX-License-Identifier: Apache-2.0 */
/* The progressive response: what Alexa says while the skill is still at work. */
#include "api/endpoint.h"
#include "api/violations.h"
#include "base/characters.h"

#include <string.h>

#define SPEECH_MAX 600

static bool is_text(const json_t *value)
{
    return json_string_length(value) > 0;
}

void check_directive(struct turn *turn)
{
    if (!check_json_body(turn))
        return;
    const json_t *body = turn->request->document;
    const json_t *directive = json_object_get(body, "directive");
    const char *type = json_string_value(json_object_get(directive, "type"));
    const json_t *speech = json_object_get(directive, "speech");
    if (!is_text(json_object_get(json_object_get(body, "header"), "requestId")))
        add_violation(turn->violations, "/header/requestId",
                      "is required: request.requestId of the skill request");
    if (!type || strcmp(type, "VoicePlayer.Speak") != 0)
        add_violation(turn->violations, "/directive/type", "must be VoicePlayer.Speak");
    if (!is_text(speech) || count_characters(json_string_value(speech)) > SPEECH_MAX)
        add_violation(turn->violations, "/directive/speech",
                      "must be a string of 1 to 600 characters");
}

json_t *serve_directive(struct turn *turn)
{
    (void)turn;
    return NULL;
}
