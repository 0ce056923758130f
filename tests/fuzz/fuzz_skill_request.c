/* SPDX-License-Identifier: Apache-2.0 */
/* A skill request. Input: the document. What is read is compared with jansson's own reading. */
#include "calendar.h"
#include "lookup_json.h"
#include "pattern.h"

#include "support/watching_allocator.h"

#include <skillcall/skillcall.h>

enum { DEPTH_MAX = 256, SECRET_MIN = 16 };

static void require_same_reading(const skillcall_skill_request *request, const json_t *document)
{
    static const struct {
        const char *path;
        const char *(*get)(const skillcall_skill_request *request);
    } texts[] = {
        {"request/type", skillcall_skill_request_type},
        {"request/requestId", skillcall_skill_request_id},
        {"request/intent/name", skillcall_skill_request_intent_name},
        {"request/locale", skillcall_skill_request_locale},
        {"context/System/device/deviceId", skillcall_skill_request_device_id},
        {"context/System/user/userId", skillcall_skill_request_user_id},
        {"context/System/user/accessToken", skillcall_skill_request_user_access_token},
        {"context/System/person/personId", skillcall_skill_request_person_id},
        {"context/System/unit/unitId", skillcall_skill_request_unit_id},
        {"context/System/unit/persistentUnitId", skillcall_skill_request_persistent_unit_id},
        {"context/Alexa.Presentation.APL/token", skillcall_skill_request_apl_token},
        {"request/body/grant/type", skillcall_skill_request_grant_type},
        {"request/body/grant/code", skillcall_skill_request_grant_code},
        {"context/System/apiEndpoint", skillcall_skill_request_api_endpoint},
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        REQUIRE(same_text(texts[i].get(request), text_at(document, texts[i].path)));
}

static const char *application_of(const json_t *document)
{
    const char *id = text_at(document, "context/System/application/applicationId");
    return id ? id : text_at(document, "session/application/applicationId");
}

/* Milliseconds since 1970; below 0 for what is no time, or one before 1970. */
static int64_t time_reading(const char *text)
{
    static struct pattern milliseconds = {.expression = "^([0-9]{13,14})$"};
    regmatch_t digits[2];
    if (matches(&milliseconds, text, digits, 2))
        return atoll(text);
    static struct pattern time = {
        .expression = "^([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt]([01][0-9]|2[0-3]):([0-5][0-9]):"
                      "([0-5][0-9]|60)([.]([0-9]+))?([Zz]|[+-]([01][0-9]|2[0-3]):?([0-5][0-9]))?$"};
    regmatch_t parts[12];
    if (!matches(&time, text, parts, 12))
        return -1;
    int year = number_at(text, parts[1]), month = number_at(text, parts[2]) - 1;
    int day = number_at(text, parts[3]);
    if (!is_day(year, month, day))
        return -1;
    int64_t minutes =
        minutes_to(year, month, day, number_at(text, parts[4]), number_at(text, parts[5]));
    if (parts[10].rm_so >= 0) {
        int offset = number_at(text, parts[10]) * 60 + number_at(text, parts[11]);
        minutes += text[parts[9].rm_so] == '-' ? offset : -offset;
    }
    char ms[] = "000";
    for (int i = 0; parts[8].rm_so >= 0 && i < 3 && parts[8].rm_so + i < parts[8].rm_eo; i++)
        ms[i] = text[parts[8].rm_so + i];
    return (minutes * 60 + number_at(text, parts[6])) * 1000 + atoi(ms);
}

static void check_time(const skillcall_skill_request *request, const json_t *document)
{
    const char *timestamp = skillcall_skill_request_timestamp(request);
    int is_sound = 1;
    if (!json_is_number(member_at(document, "request/timestamp", &is_sound)))
        REQUIRE(same_text(timestamp, text_at(document, "request/timestamp")));
    int64_t time_ms = skillcall_skill_request_timestamp_ms(request);
    int64_t expected = timestamp ? time_reading(timestamp) : -1;
    REQUIRE(time_ms == (expected < 0 ? -1 : expected));
    REQUIRE(skillcall_skill_request_age_ms(request, 1700000000000) ==
            (time_ms == -1 ? INT64_MAX : 1700000000000 - time_ms));
}

static void check_application(const skillcall_skill_request *request, const json_t *document)
{
    const char *id = skillcall_skill_request_application_id(request);
    REQUIRE(same_text(id, application_of(document)));
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

static void check_request(const skillcall_skill_request *request, const json_t *document)
{
    int is_sound = 1;
    const json_t *is_new = member_at(document, "session/new", &is_sound);
    require_same_reading(request, document);
    check_time(request, document);
    check_application(request, document);
    check_access(request, document);
    check_originator(request);
    REQUIRE(skillcall_skill_request_is_new_session(request) ==
            (json_is_boolean(is_new) ? json_is_true(is_new) : -1));
}

/* Whether each member is of its type, and those that must be there are. */
static int is_skill_request(const json_t *document)
{
    static const char *const paths[] = {"request/type",
                                        "request/requestId",
                                        "request/intent/name",
                                        "context/System/device/deviceId",
                                        "context/System/application/applicationId",
                                        "context/System/user/userId",
                                        "context/System/user/accessToken",
                                        "context/System/person/personId",
                                        "context/System/unit/unitId",
                                        "context/System/unit/persistentUnitId",
                                        "request/body/grant/type",
                                        "request/body/grant/code",
                                        "context/System/apiEndpoint",
                                        "context/System/apiAccessToken"};
    if (!json_is_object(document) || depth_of(document) > DEPTH_MAX)
        return 0;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        if (!may_be_text(document, paths[i]))
            return 0;
    return text_at(document, "request/type") != NULL;
}

/* A token that is long and stands nowhere else in the document. */
static const char *secret_of(const json_t *document, const char *json, size_t size)
{
    const char *token = text_at(document, "context/System/apiAccessToken");
    size_t length = token ? strlen(token) : 0, count = 0;
    for (size_t i = 0; length >= SECRET_MIN && i + length <= size; i++)
        count += memcmp(json + i, token, length) == 0;
    return count == 1 ? token : NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *json = size ? (const char *)data : "";
    int is_undecided;
    json_t *document = read_document(json, size, &is_undecided);
    if (is_undecided)
        return 0;
    struct watch watch = {.secret = secret_of(document, json, size)};
    const skillcall_allocator allocator = watching_allocator(&watch);
    skillcall_error *error = skillcall_error_new(&allocator);
    skillcall_skill_request *request =
        skillcall_skill_request_from_json(&allocator, json, size, error);
    REQUIRE((request != NULL) == is_skill_request(document));
    if (request) {
        check_request(request, document);
    } else {
        REQUIRE(skillcall_error_status(error) == SKILLCALL_E_MALFORMED);
        REQUIRE(skillcall_error_message(error)[0] != '\0');
    }
    skillcall_skill_request_free(request);
    skillcall_error_free(error);
    REQUIRE(watch.live == 0 && !watch.secret_seen);
    json_decref(document);
    return 0;
}
