/* SPDX-License-Identifier: Apache-2.0 */
#include <skillcall/skill_request.h>

#include "base/error.h"
#include "skill/timestamp.h"
#include "json/json_at.h"
#include "json/json_keeper.h"

#include <string.h>

enum field {
    TYPE,
    ID,
    INTENT_NAME,
    LOCALE,
    TIMESTAMP,
    DEVICE_ID,
    APPLICATION_ID,
    SESSION_APPLICATION_ID,
    USER_ID,
    PERSON_ID,
    UNIT_ID,
    PERSISTENT_UNIT_ID,
    API_ENDPOINT,
    API_ACCESS_TOKEN,
    USER_ACCESS_TOKEN,
    GRANT_TYPE,
    GRANT_CODE,
    APL_TOKEN,
    FIELD_COUNT
};

/* No call depends on an optional field, so one of another type counts as missing. */
static const struct {
    const char *pointer;
    bool is_optional;
} members[FIELD_COUNT] = {
    [TYPE] = {"/request/type", false},
    [ID] = {"/request/requestId", false},
    [INTENT_NAME] = {"/request/intent/name", false},
    [LOCALE] = {"/request/locale", true},
    [TIMESTAMP] = {"/request/timestamp", true},
    [DEVICE_ID] = {"/context/System/device/deviceId", false},
    [APPLICATION_ID] = {"/context/System/application/applicationId", false},
    [SESSION_APPLICATION_ID] = {"/session/application/applicationId", true},
    [USER_ID] = {"/context/System/user/userId", false},
    [PERSON_ID] = {"/context/System/person/personId", false},
    [UNIT_ID] = {"/context/System/unit/unitId", false},
    [PERSISTENT_UNIT_ID] = {"/context/System/unit/persistentUnitId", false},
    [API_ENDPOINT] = {"/context/System/apiEndpoint", false},
    [API_ACCESS_TOKEN] = {"/context/System/apiAccessToken", false},
    [USER_ACCESS_TOKEN] = {"/context/System/user/accessToken", false},
    [GRANT_TYPE] = {"/request/body/grant/type", false},
    [GRANT_CODE] = {"/request/body/grant/code", false},
    [APL_TOKEN] = {"/context/Alexa.Presentation.APL/token", true},
};

struct skillcall_skill_request {
    struct skillcall__json_keeper keeper;
    const char *fields[FIELD_COUNT];
    int64_t timestamp_ms;
    int32_t is_new_session;
};

/* The value at a pointer; none if anything on the path is wrong. */
static skillcall__json optional_at(const skillcall__json_document *document, const char *pointer,
                                   enum skillcall__json_type type)
{
    skillcall__json_document quiet = *document;
    skillcall__json found;
    quiet.error = NULL;
    skillcall__json_at(&quiet, pointer, type, &found);
    return found;
}

static int32_t read_fields(skillcall_skill_request *request)
{
    for (int i = 0; i < FIELD_COUNT; i++) {
        skillcall__json_document document = request->keeper.document;
        if (members[i].is_optional)
            document.error = NULL;
        int32_t status =
            skillcall__json_text_at(&document, members[i].pointer, &request->fields[i]);
        if (status && !members[i].is_optional)
            return status;
    }
    return SKILLCALL_OK;
}

/* Some tools send a number: the milliseconds themselves. */
static void read_timestamp(skillcall_skill_request *request)
{
    const char **text = &request->fields[TIMESTAMP];
    if (!*text)
        *text = skillcall__json_number(optional_at(
            &request->keeper.document, members[TIMESTAMP].pointer, SKILLCALL__JSON_NUMBER));
    if (!*text || !skillcall__parse_timestamp(*text, &request->timestamp_ms))
        request->timestamp_ms = -1;
}

static int32_t fail_without_type(const skillcall__json_document *document)
{
    const char *source =
        skillcall__json_string(optional_at(document, "/source", SKILLCALL__JSON_STRING));
    if (source)
        return skillcall__fail(document->error, SKILLCALL_E_MALFORMED,
                               "%s has no %s: it is an event of \"%.64s\", not a request to "
                               "an Alexa skill",
                               document->what, members[TYPE].pointer, source);
    return skillcall__fail(document->error, SKILLCALL_E_MALFORMED,
                           "%s has no %s: it is not a request to an Alexa skill", document->what,
                           members[TYPE].pointer);
}

static int32_t read_request(skillcall_skill_request *request)
{
    int32_t status = read_fields(request);
    if (status)
        return status;
    if (!request->fields[TYPE])
        return fail_without_type(&request->keeper.document);
    if (!request->fields[APPLICATION_ID])
        request->fields[APPLICATION_ID] = request->fields[SESSION_APPLICATION_ID];
    request->is_new_session = skillcall__json_boolean(
        optional_at(&request->keeper.document, "/session/new", SKILLCALL__JSON_BOOLEAN));
    read_timestamp(request);
    return SKILLCALL_OK;
}

skillcall_skill_request *skillcall_skill_request_from_json(const skillcall_allocator *allocator,
                                                           const char *json, size_t size,
                                                           skillcall_error *error)
{
    const skillcall__json_document settings = {
        .what = "the skill request", .max_size = SKILLCALL_SKILL_REQUEST_JSON_MAX, .error = error};
    skillcall_skill_request *request =
        skillcall__json_keeper_new(allocator, sizeof *request, &settings, json, size);
    if (!request || read_request(request) == SKILLCALL_OK)
        return request;
    skillcall_skill_request_free(request);
    return NULL;
}

void skillcall_skill_request_free(skillcall_skill_request *request)
{
    if (request)
        skillcall__json_keeper_free(&request->keeper);
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
                               "the skill request has no %s: it does not name the skill that it "
                               "is meant for",
                               members[APPLICATION_ID].pointer);
    if (strcmp(request->fields[APPLICATION_ID], expected) != 0)
        return skillcall__fail(error, SKILLCALL_E_MISMATCH,
                               "the skill request is meant for another skill: its %s is not the "
                               "expected one",
                               members[APPLICATION_ID].pointer);
    return SKILLCALL_OK;
}

/* Reports what a missing field means, for objects that are made from a request. */
static bool has_field(const skillcall_skill_request *request, enum field field, const char *meaning,
                      skillcall_error *error)
{
    if (request->fields[field])
        return true;
    if (optional_at(&request->keeper.document, "/context", SKILLCALL__JSON_OBJECT).node)
        skillcall__fail(error, SKILLCALL_E_ABSENT, "%s (the skill request has no %s)", meaning,
                        members[field].pointer);
    else
        skillcall__fail(error, SKILLCALL_E_ABSENT,
                        "%s (the skill request has no /context, which holds endpoint, token and "
                        "device: test events written by hand and those of old tools lack it)",
                        meaning);
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
    return skillcall_access_new(&request->keeper.allocator, request->fields[API_ENDPOINT],
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
    if (!has_field(request, DEVICE_ID,
                   "this request did not come from a device, so a call cannot start", error))
        return NULL;
    return skillcall_participant_new_phone_caller(&request->keeper.allocator, number,
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

const char *skillcall_skill_request_unit_id(const skillcall_skill_request *request)
{
    return field_of(request, UNIT_ID);
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

/* Skill events may be delivered late. */
static int64_t tolerance_ms(const skillcall_skill_request *request)
{
    static const char events[] = "AlexaSkillEvent.";
    return strncmp(request->fields[TYPE], events, strlen(events)) == 0
               ? SKILLCALL_SKILL_EVENT_TOLERANCE_MS
               : SKILLCALL_SKILL_REQUEST_TOLERANCE_MS;
}

int32_t skillcall_skill_request_is_fresh(const skillcall_skill_request *request,
                                         int64_t now_unix_ms)
{
    if (skillcall_skill_request_timestamp_ms(request) < 0)
        return -1;
    int64_t age_ms = skillcall_skill_request_age_ms(request, now_unix_ms);
    return age_ms >= -SKILLCALL_SKILL_REQUEST_TOLERANCE_MS && age_ms <= tolerance_ms(request);
}

int32_t skillcall_skill_request_is_new_session(const skillcall_skill_request *request)
{
    return request ? request->is_new_session : -1;
}

int32_t skillcall_skill_request_is_grant(const skillcall_skill_request *request)
{
    return request && strcmp(request->fields[TYPE], "Alexa.Authorization.Grant") == 0;
}

const char *skillcall_skill_request_grant_type(const skillcall_skill_request *request)
{
    return field_of(request, GRANT_TYPE);
}

const char *skillcall_skill_request_grant_code(const skillcall_skill_request *request)
{
    return field_of(request, GRANT_CODE);
}

const char *skillcall_skill_request_apl_token(const skillcall_skill_request *request)
{
    return field_of(request, APL_TOKEN);
}

/* The member with this name of the object at a pointer. */
static skillcall__json member_of(const skillcall_skill_request *request, const char *pointer,
                                 const char *name)
{
    if (!request || !name)
        return (skillcall__json){0};
    return skillcall__json_member(
        optional_at(&request->keeper.document, pointer, SKILLCALL__JSON_OBJECT), name);
}

int32_t skillcall_skill_request_supports_interface(const skillcall_skill_request *request,
                                                   const char *name)
{
    return skillcall__json_is_object(
        member_of(request, "/context/System/device/supportedInterfaces", name));
}

int32_t skillcall_skill_request_permission(const skillcall_skill_request *request,
                                           const char *scope)
{
    skillcall__json granted = member_of(request, "/context/System/user/permissions/scopes", scope);
    const char *status = skillcall__json_string(skillcall__json_member(granted, "status"));
    if (status && strcmp(status, "GRANTED") == 0)
        return SKILLCALL_PERMISSION_GRANTED;
    if (status && strcmp(status, "DENIED") == 0)
        return SKILLCALL_PERMISSION_DENIED;
    return SKILLCALL_PERMISSION_NOT_ASKED;
}
