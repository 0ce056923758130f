#include <skillcall/skill_request.h>

#include "base/error.h"
#include "skill/timestamp.h"
#include "json/json_at.h"

#include <string.h>

enum field {
    TYPE,
    ID,
    INTENT_NAME,
    LOCALE,
    TIMESTAMP,
    DEVICE_ID,
    APPLICATION_ID,
    USER_ID,
    PERSON_ID,
    PERSISTENT_UNIT_ID,
    API_ENDPOINT,
    API_ACCESS_TOKEN,
    USER_ACCESS_TOKEN,
    FIELD_COUNT
};

static const char *const pointers[FIELD_COUNT] = {
    [TYPE] = "/request/type",
    [ID] = "/request/requestId",
    [INTENT_NAME] = "/request/intent/name",
    [LOCALE] = "/request/locale",
    [TIMESTAMP] = "/request/timestamp",
    [DEVICE_ID] = "/context/System/device/deviceId",
    [APPLICATION_ID] = "/context/System/application/applicationId",
    [USER_ID] = "/context/System/user/userId",
    [PERSON_ID] = "/context/System/person/personId",
    [PERSISTENT_UNIT_ID] = "/context/System/unit/persistentUnitId",
    [API_ENDPOINT] = "/context/System/apiEndpoint",
    [API_ACCESS_TOKEN] = "/context/System/apiAccessToken",
    [USER_ACCESS_TOKEN] = "/context/System/user/accessToken",
};

struct skillcall_skill_request {
    skillcall_allocator allocator;
    char *fields[FIELD_COUNT];
    int64_t timestamp_ms;
    int32_t is_new_session;
};

static int32_t read_timestamp(skillcall_skill_request *request, skillcall_error *error)
{
    const char *text = request->fields[TIMESTAMP];
    if (!text || skillcall__parse_timestamp(text, &request->timestamp_ms))
        return SKILLCALL_OK;
    return skillcall__fail(error, SKILLCALL_E_MALFORMED,
                           "in the skill request, %s is not a time of RFC 3339, such as "
                           "\"2026-11-22T10:00:00Z\"",
                           pointers[TIMESTAMP]);
}

static int32_t read_request(const skillcall__json_document *document,
                            skillcall_skill_request *request)
{
    int32_t status = SKILLCALL_OK;
    for (int i = 0; i < FIELD_COUNT && !status; i++)
        status = skillcall__json_copy_at(document, pointers[i], &request->fields[i]);
    if (status)
        return status;
    if (!request->fields[TYPE])
        return skillcall__fail(document->error, SKILLCALL_E_MALFORMED,
                               "%s has no %s: it is no request to an Alexa skill", document->what,
                               pointers[TYPE]);
    skillcall__json is_new;
    status = skillcall__json_at(document, "/session/new", SKILLCALL__JSON_BOOLEAN, &is_new);
    request->is_new_session = skillcall__json_boolean(is_new);
    return status ? status : read_timestamp(request, document->error);
}

skillcall_skill_request *skillcall_skill_request_from_json(const skillcall_allocator *allocator,
                                                           const char *json, size_t size,
                                                           skillcall_error *error)
{
    if (!json) {
        skillcall__fail_null(error, "json");
        return NULL;
    }
    int32_t status;
    skillcall_skill_request *request = skillcall__object_new(allocator, sizeof *request, &status);
    if (!request)
        return skillcall__fail_object(error, status);
    request->timestamp_ms = -1;
    skillcall__json_document document = {.what = "the skill request",
                                         .max_size = SKILLCALL_SKILL_REQUEST_JSON_MAX,
                                         .allocator = &request->allocator,
                                         .error = error};
    if (skillcall__json_parse(&document, json, size) || read_request(&document, request)) {
        skillcall__json_free(&document);
        skillcall_skill_request_free(request);
        return NULL;
    }
    skillcall__json_free(&document);
    return request;
}

void skillcall_skill_request_free(skillcall_skill_request *request)
{
    if (!request)
        return;
    skillcall_allocator allocator = request->allocator;
    for (int i = 0; i < FIELD_COUNT; i++)
        skillcall__free_text(&allocator, request->fields[i]);
    skillcall__deallocate(&allocator, request);
}

int32_t skillcall_skill_request_check_application_id(const skillcall_skill_request *request,
                                                     const char *expected, skillcall_error *error)
{
    if (!request)
        return skillcall__fail_null(error, "request");
    if (!expected)
        return skillcall__fail_null(error, "expected");
    if (!request->fields[APPLICATION_ID])
        return skillcall__fail(error, SKILLCALL_E_ABSENT,
                               "the skill request has no %s: it does not say which skill it is "
                               "meant for",
                               pointers[APPLICATION_ID]);
    if (strcmp(request->fields[APPLICATION_ID], expected) != 0)
        return skillcall__fail(error, SKILLCALL_E_MISMATCH,
                               "the skill request is meant for another skill: its %s is not the "
                               "expected one",
                               pointers[APPLICATION_ID]);
    return SKILLCALL_OK;
}

/* For what is made from a request: if a field is missing, says what that means. */
static bool has_field(const skillcall_skill_request *request, enum field field, const char *meaning,
                      skillcall_error *error)
{
    if (request->fields[field])
        return true;
    skillcall__fail(error, SKILLCALL_E_ABSENT, "%s (the skill request has no %s)", meaning,
                    pointers[field]);
    return false;
}

skillcall_access *skillcall_skill_request_access(const skillcall_skill_request *request,
                                                 const char *trusted_host, skillcall_error *error)
{
    if (!request) {
        skillcall__fail_null(error, "request");
        return NULL;
    }
    if (!has_field(request, API_ENDPOINT, "where to place a call is not known", error) ||
        !has_field(request, API_ACCESS_TOKEN, "the right to place a call is missing", error))
        return NULL;
    return skillcall_access_new(&request->allocator, request->fields[API_ENDPOINT],
                                request->fields[API_ACCESS_TOKEN], trusted_host, error);
}

skillcall_participant *skillcall_skill_request_originator(const skillcall_skill_request *request,
                                                          const char *number,
                                                          skillcall_error *error)
{
    if (!request) {
        skillcall__fail_null(error, "request");
        return NULL;
    }
    if (!number) {
        skillcall__fail_null(error, "number");
        return NULL;
    }
    if (!has_field(request, DEVICE_ID, "this request came from no device: a call cannot start",
                   error))
        return NULL;
    return skillcall_participant_new_phone_caller(&request->allocator, number,
                                                  request->fields[DEVICE_ID], error);
}

static const char *field_of(const skillcall_skill_request *request, enum field field)
{
    return request ? request->fields[field] : NULL;
}

const char *skillcall_skill_request_type(const skillcall_skill_request *request)
{
    return field_of(request, TYPE);
}

const char *skillcall_skill_request_id(const skillcall_skill_request *request)
{
    return field_of(request, ID);
}

const char *skillcall_skill_request_intent_name(const skillcall_skill_request *request)
{
    return field_of(request, INTENT_NAME);
}

const char *skillcall_skill_request_locale(const skillcall_skill_request *request)
{
    return field_of(request, LOCALE);
}

const char *skillcall_skill_request_timestamp(const skillcall_skill_request *request)
{
    return field_of(request, TIMESTAMP);
}

const char *skillcall_skill_request_device_id(const skillcall_skill_request *request)
{
    return field_of(request, DEVICE_ID);
}

const char *skillcall_skill_request_application_id(const skillcall_skill_request *request)
{
    return field_of(request, APPLICATION_ID);
}

const char *skillcall_skill_request_user_id(const skillcall_skill_request *request)
{
    return field_of(request, USER_ID);
}

const char *skillcall_skill_request_user_access_token(const skillcall_skill_request *request)
{
    return field_of(request, USER_ACCESS_TOKEN);
}

const char *skillcall_skill_request_person_id(const skillcall_skill_request *request)
{
    return field_of(request, PERSON_ID);
}

const char *skillcall_skill_request_persistent_unit_id(const skillcall_skill_request *request)
{
    return field_of(request, PERSISTENT_UNIT_ID);
}

const char *skillcall_skill_request_api_endpoint(const skillcall_skill_request *request)
{
    return field_of(request, API_ENDPOINT);
}

int64_t skillcall_skill_request_timestamp_ms(const skillcall_skill_request *request)
{
    return request ? request->timestamp_ms : -1;
}

int64_t skillcall_skill_request_age_ms(const skillcall_skill_request *request, int64_t now_unix_ms)
{
    int64_t timestamp_ms = skillcall_skill_request_timestamp_ms(request);
    if (timestamp_ms < 0)
        return INT64_MAX;
    if (now_unix_ms < INT64_MIN + timestamp_ms)
        return INT64_MIN;
    return now_unix_ms - timestamp_ms;
}

int32_t skillcall_skill_request_is_new_session(const skillcall_skill_request *request)
{
    return request ? request->is_new_session : -1;
}
