/* SPDX-License-Identifier: Apache-2.0 */
/* An event of a SIP media application. Input: the document. */
#include "lookup_json.h"

#include "support/watching_allocator.h"

#include <skillcall/skillcall.h>
#include <strings.h>

enum { PARTICIPANTS_MAX = 16, DEPTH_MAX = 256 };

static const char skill_client_id[] = "X-Alexa-LWA-ClientId";

static void require_same_reading(const skillcall_inbound_call *call, const json_t *document)
{
    static const struct {
        const char *name;
        const char *(*get)(const skillcall_inbound_call *call, size_t index);
    } texts[] = {
        {"CallId", skillcall_inbound_call_call_id},
        {"From", skillcall_inbound_call_from},
        {"To", skillcall_inbound_call_to},
    };
    const json_t *details = json_object_get(document, "CallDetails");
    const json_t *participants = json_object_get(details, "Participants");
    REQUIRE(same_text(skillcall_inbound_call_event_type(call),
                      text_at(document, "InvocationEventType")));
    REQUIRE(
        same_text(skillcall_inbound_call_transaction_id(call), text_at(details, "TransactionId")));
    REQUIRE(skillcall_inbound_call_participant_count(call) == json_array_size(participants));
    for (size_t i = 0; i < json_array_size(participants); i++)
        for (size_t k = 0; k < sizeof texts / sizeof texts[0]; k++)
            REQUIRE(same_text(texts[k].get(call, i),
                              text_at(json_array_get(participants, i), texts[k].name)));
}

/* An id that an event gives is one that a header can carry. */
static void check_client_session_id(const skillcall_inbound_call *call, size_t index)
{
    skillcall_error *error = skillcall_error_new(NULL);
    const char *id = skillcall_inbound_call_client_session_id(call, index, error);
    int32_t status = skillcall_error_status(error);
    if (id) {
        char value[SKILLCALL_UUI_SIZE];
        REQUIRE(!skillcall_uui_encode(id, value, sizeof value, NULL));
    } else {
        REQUIRE(status == SKILLCALL_E_ABSENT || status == SKILLCALL_E_MALFORMED ||
                status == SKILLCALL_E_TOO_LARGE);
        REQUIRE(skillcall_error_message(error)[0] != '\0');
    }
    skillcall_error_free(error);
}

/* The skill's client id, whatever the case of its header. */
static const char *skill_client_id_of(const json_t *participant)
{
    const char *name;
    json_t *value;
    json_object_foreach(json_object_get(participant, "SipHeaders"), name,
                        value) if (strcasecmp(name, skill_client_id) == 0 &&
                                   json_string_length(value)) return json_string_value(value);
    return NULL;
}

static void check_skill_client_id(const skillcall_inbound_call *call, size_t index,
                                  const json_t *participant)
{
    const char *id = skillcall_inbound_call_skill_client_id(call, index);
    REQUIRE(same_text(id, skill_client_id_of(participant)));
    int32_t status =
        skillcall_inbound_call_check_skill_client_id(call, index, id ? id : "any", NULL);
    REQUIRE(status == (id ? SKILLCALL_OK : SKILLCALL_E_ABSENT));
    if (id)
        REQUIRE(skillcall_inbound_call_check_skill_client_id(call, index, id + 1, NULL) ==
                SKILLCALL_E_MISMATCH);
}

/* The headers that matter are texts, and only one of them names a skill. */
static int are_headers(const json_t *headers)
{
    const char *name;
    json_t *value;
    int has_skill_client_id = 0;
    json_object_foreach((json_t *)headers, name, value)
    {
        int is_skill_client_id = strcasecmp(name, skill_client_id) == 0;
        if (!is_skill_client_id && strcasecmp(name, "User-to-User") != 0)
            continue;
        if ((is_skill_client_id && has_skill_client_id) ||
            !(json_is_string(value) || json_is_null(value)))
            return 0;
        has_skill_client_id |= is_skill_client_id && json_string_length(value);
    }
    return 1;
}

static int is_participant(const json_t *participant)
{
    int is_sound = 1;
    const json_t *headers = member_at(participant, "SipHeaders", &is_sound);
    return may_be_text(participant, "CallId") && may_be_text(participant, "From") &&
           may_be_text(participant, "To") && is_sound && (!headers || json_is_object(headers)) &&
           are_headers(headers);
}

static int32_t expected_status(const json_t *document)
{
    int is_sound = 1;
    const json_t *details = member_at(document, "CallDetails", &is_sound);
    const json_t *participants = member_at(document, "CallDetails/Participants", &is_sound);
    if (!json_is_object(document) || depth_of(document) > DEPTH_MAX || !is_sound ||
        !text_at(document, "InvocationEventType") || !json_is_object(details) ||
        !may_be_text(details, "TransactionId") || (participants && !json_is_array(participants)))
        return SKILLCALL_E_MALFORMED;
    if (json_array_size(participants) > PARTICIPANTS_MAX)
        return SKILLCALL_E_TOO_LARGE;
    for (size_t i = 0; i < json_array_size(participants); i++)
        if (!is_participant(json_array_get(participants, i)))
            return SKILLCALL_E_MALFORMED;
    return SKILLCALL_OK;
}

static void check_call(const skillcall_inbound_call *call, const json_t *document)
{
    const json_t *details = json_object_get(document, "CallDetails");
    const json_t *participants = json_object_get(details, "Participants");
    size_t count = skillcall_inbound_call_participant_count(call);
    require_same_reading(call, document);
    for (size_t i = 0; i < count; i++) {
        check_client_session_id(call, i);
        check_skill_client_id(call, i, json_array_get(participants, i));
    }
    REQUIRE(skillcall_inbound_call_from(call, count) == NULL);
    REQUIRE(skillcall_inbound_call_client_session_id(call, count, NULL) == NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *json = size ? (const char *)data : "";
    struct watch watch = {.live = 0};
    const skillcall_allocator allocator = watching_allocator(&watch);
    int is_undecided;
    json_t *document = read_document(json, size, &is_undecided);
    if (is_undecided)
        return 0;
    skillcall_error *error = skillcall_error_new(&allocator);
    skillcall_inbound_call *call = skillcall_inbound_call_from_json(&allocator, json, size, error);
    REQUIRE(skillcall_error_status(error) == expected_status(document));
    REQUIRE((call != NULL) == (skillcall_error_status(error) == SKILLCALL_OK));
    if (call)
        check_call(call, document);
    else
        REQUIRE(skillcall_error_message(error)[0] != '\0');
    skillcall_inbound_call_free(call);
    skillcall_error_free(error);
    REQUIRE(watch.live == 0);
    json_decref(document);
    return 0;
}
