/* An event of a SIP media application. Input: the document. */
#include "fuzz.h"
#include "look_up_json.h"

#include <skillcall/skillcall.h>

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
        char value[SKILLCALL_USER_TO_USER_SIZE];
        REQUIRE(!skillcall_user_to_user_encode(id, value, sizeof value, NULL));
    } else {
        REQUIRE(status == SKILLCALL_E_ABSENT || status == SKILLCALL_E_MALFORMED ||
                status == SKILLCALL_E_TOO_LARGE);
        REQUIRE(skillcall_error_message(error)[0] != '\0');
    }
    skillcall_error_free(error);
}

static void check_skill_client_id(const skillcall_inbound_call *call, size_t index)
{
    const char *id = skillcall_inbound_call_skill_client_id(call, index);
    int32_t status =
        skillcall_inbound_call_check_skill_client_id(call, index, id ? id : "any", NULL);
    REQUIRE(status == (id ? SKILLCALL_OK : SKILLCALL_E_ABSENT));
}

static void check_call(const skillcall_inbound_call *call, const json_t *document)
{
    size_t count = skillcall_inbound_call_participant_count(call);
    require_same_reading(call, document);
    for (size_t i = 0; i < count; i++) {
        check_client_session_id(call, i);
        check_skill_client_id(call, i);
    }
    REQUIRE(skillcall_inbound_call_from(call, count) == NULL);
    REQUIRE(skillcall_inbound_call_client_session_id(call, count, NULL) == NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *json = size ? (const char *)data : "";
    skillcall_error *error = skillcall_error_new(NULL);
    skillcall_inbound_call *call = skillcall_inbound_call_from_json(NULL, json, size, error);
    if (call) {
        json_t *document = json_loadb(json, size, 0, NULL);
        REQUIRE(document != NULL);
        check_call(call, document);
        json_decref(document);
    } else {
        int32_t status = skillcall_error_status(error);
        REQUIRE(status == SKILLCALL_E_MALFORMED || status == SKILLCALL_E_TOO_LARGE);
        REQUIRE(skillcall_error_message(error)[0] != '\0');
    }
    skillcall_inbound_call_free(call);
    skillcall_error_free(error);
    return 0;
}
