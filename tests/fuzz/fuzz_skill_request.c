/* A skill request. Input: the document. What is read is compared with jansson's own reading. */
#include "fuzz.h"
#include "look_up_json.h"

#include <skillcall/skillcall.h>

static void require_same_reading(const skillcall_skill_request *request, const json_t *document)
{
    static const struct {
        const char *path;
        const char *(*get)(const skillcall_skill_request *request);
    } texts[] = {
        {"request/type", skillcall_skill_request_type},
        {"request/requestId", skillcall_skill_request_id},
        {"request/locale", skillcall_skill_request_locale},
        {"request/timestamp", skillcall_skill_request_timestamp},
        {"context/System/device/deviceId", skillcall_skill_request_device_id},
        {"context/System/application/applicationId", skillcall_skill_request_application_id},
        {"context/System/user/userId", skillcall_skill_request_user_id},
        {"context/System/user/accessToken", skillcall_skill_request_user_access_token},
        {"context/System/person/personId", skillcall_skill_request_person_id},
        {"context/System/unit/persistentUnitId", skillcall_skill_request_persistent_unit_id},
        {"context/System/apiEndpoint", skillcall_skill_request_api_endpoint},
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        REQUIRE(same_text(texts[i].get(request), text_at(document, texts[i].path)));
}

static void check_time(const skillcall_skill_request *request)
{
    int64_t time_ms = skillcall_skill_request_timestamp_ms(request);
    REQUIRE((skillcall_skill_request_timestamp(request) == NULL) == (time_ms == -1));
    REQUIRE(skillcall_skill_request_age_ms(request, 1700000000000) ==
            (time_ms == -1 ? INT64_MAX : 1700000000000 - time_ms));
}

static void check_application(const skillcall_skill_request *request)
{
    const char *id = skillcall_skill_request_application_id(request);
    int32_t other = skillcall_skill_request_check_application_id(request, "another", NULL);
    if (id)
        REQUIRE(!skillcall_skill_request_check_application_id(request, id, NULL));
    if (!id || strcmp(id, "another") != 0)
        REQUIRE(other == (id ? SKILLCALL_E_MISMATCH : SKILLCALL_E_ABSENT));
}

/* Access is had for what skillcall_access_new() accepts and for nothing else. */
static void check_access(const skillcall_skill_request *request, const json_t *document)
{
    const char *endpoint = skillcall_skill_request_api_endpoint(request);
    const char *token = text_at(document, "context/System/apiAccessToken");
    skillcall_access *access = skillcall_skill_request_access(request, NULL, NULL);
    skillcall_access *same =
        endpoint && token ? skillcall_access_new(NULL, endpoint, token, NULL, NULL) : NULL;
    REQUIRE(same_text(skillcall_access_endpoint(access), skillcall_access_endpoint(same)));
    skillcall_access_free(same);
    skillcall_access_free(access);
}

static void check_originator(const skillcall_skill_request *request)
{
    skillcall_participant *caller =
        skillcall_skill_request_originator(request, "+12045551111", NULL);
    REQUIRE(same_text(skillcall_participant_endpoint_id(caller),
                      skillcall_skill_request_device_id(request)));
    skillcall_participant_free(caller);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *json = size ? (const char *)data : "";
    skillcall_error *error = skillcall_error_new(NULL);
    skillcall_skill_request *request = skillcall_skill_request_from_json(NULL, json, size, error);
    if (request) {
        json_t *document = json_loadb(json, size, 0, NULL);
        REQUIRE(document != NULL && skillcall_skill_request_type(request) != NULL);
        require_same_reading(request, document);
        check_time(request);
        check_application(request);
        check_access(request, document);
        check_originator(request);
        REQUIRE(skillcall_skill_request_is_new_session(request) >= -1);
        json_decref(document);
    } else {
        int32_t status = skillcall_error_status(error);
        REQUIRE(status == SKILLCALL_E_MALFORMED || status == SKILLCALL_E_TOO_LARGE);
        REQUIRE(skillcall_error_message(error)[0] != '\0');
    }
    skillcall_skill_request_free(request);
    skillcall_error_free(error);
    return 0;
}
