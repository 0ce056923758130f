/* SPDX-License-Identifier: Apache-2.0 */
#include "service/lookup.h"

#include "base/ascii.h"
#include "base/redact.h"
#include "base/text.h"
#include "service/answer.h"
#include "json/json_writer.h"

#include <skillcall/lookup.h>
#include <string.h>

#define NOT_PERMITTED                                                                              \
    "the token lacks the permission for this; if the user can grant it, answer with a permission " \
    "card"

#define NO_PROFILE                                                                                 \
    "the unit has no communication profile; an administrator of the property must create one"

#define DENIED(code)                                                                               \
    {                                                                                              \
        403, code, SKILLCALL_E_ACCESS_DENIED, NOT_PERMITTED                                        \
    }

/* What refusals mean here (contract: the skill's side; the Smart Properties form). */
static const struct skillcall__refusal number_refusals[] = {
    DENIED("ACCESS_DENIED"),
    DENIED("AccessDenied"),
    {0},
};
static const struct skillcall__refusal profile_refusals[] = {
    DENIED("ACCESS_DENIED"),
    DENIED("AccessDenied"),
    {404, NULL, SKILLCALL_E_ABSENT, NO_PROFILE},
    {0},
};
static const struct skillcall__refusal creation_refusals[] = {
    DENIED("ACCESS_DENIED"),
    DENIED("AccessDenied"),
    {404, NULL, SKILLCALL_E_ABSENT, "there is no such unit"},
    {0},
};

static const char *string_member(skillcall__json json, const char *name)
{
    return skillcall__json_string(skillcall__json_member(json, name));
}

/* Parses a complete answer; false if it is wrong, as the call's error reports. Then there is
   nothing to free. */
static bool take_document(skillcall_call *call, const struct skillcall__refusal *refusals,
                          int32_t success, skillcall__json_document *answer)
{
    if (!skillcall__judge_answer(call, refusals))
        return false;
    int32_t http_status = call->driver.exchange->http_status;
    if (http_status == 204)
        skillcall__judge_fail(call, SKILLCALL_E_ABSENT, SKILLCALL_OUTCOME_NONE,
                              "nothing is on file");
    else if (http_status != success)
        skillcall__judge_undocumented(call);
    if (call->result.error.status != SKILLCALL_OK)
        return false;
    int32_t status = skillcall__answer_json(call, answer);
    if (!status)
        return true;
    skillcall__json_free(answer);
    skillcall__judge_unreadable(call, status);
    return false;
}

static void judge_mobile_number(skillcall_call *call)
{
    skillcall__json_document answer;
    if (!take_document(call, number_refusals, 200, &answer))
        return;
    skillcall_error error;
    skillcall__error_init(&error, &call->allocator);
    int32_t status = skillcall_mobile_number_join(string_member(answer.root, "countryCode"),
                                                  string_member(answer.root, "phoneNumber"),
                                                  call->result.found, call->found_size, &error);
    if (status != SKILLCALL_OK)
        skillcall__fail_with_facts(&call->result.error, status, "%s", error.message);
    skillcall__json_free(&answer);
}

/* The id is nested: {"profileId": {"profileId": "..."}}. */
static void take_profile_id(skillcall_call *call, const struct skillcall__refusal *refusals,
                            int32_t success)
{
    skillcall__json_document answer;
    if (!take_document(call, refusals, success, &answer))
        return;
    const char *id = string_member(skillcall__json_member(answer.root, "profileId"), "profileId");
    size_t length = id ? strlen(id) : 0;
    if (length == 0 || length >= call->found_size)
        skillcall__judge_fail(call, SKILLCALL_E_ABSENT, SKILLCALL_OUTCOME_NONE, NO_PROFILE);
    else if (skillcall__holds_token(id, call->driver.exchange->token))
        skillcall__judge_fail(call, SKILLCALL_E_ANSWER, SKILLCALL_OUTCOME_NONE,
                              "the profileId of the answer holds the token");
    else
        memcpy(call->result.found, id, length + 1);
    skillcall__json_free(&answer);
}

static void judge_profile_id(skillcall_call *call)
{
    take_profile_id(call, profile_refusals, 200);
}

static void judge_creation(skillcall_call *call)
{
    take_profile_id(call, creation_refusals, 201);
}

int32_t skillcall__plan_mobile_number(int32_t profile, struct skillcall__plan *plan,
                                      skillcall_error *error)
{
    if (profile != SKILLCALL_PROFILE_ACCOUNT && profile != SKILLCALL_PROFILE_PERSON)
        return skillcall__fail(error, SKILLCALL_E_ARGUMENT,
                               "the profile is %d: it must be SKILLCALL_PROFILE_ACCOUNT or "
                               "SKILLCALL_PROFILE_PERSON",
                               (int)profile);
    *plan = (struct skillcall__plan){
        .method = "GET",
        .path = profile == SKILLCALL_PROFILE_PERSON
                    ? "/v2/persons/~current/profile/mobileNumber"
                    : "/v2/accounts/~current/settings/Profile.mobileNumber",
        .judge = judge_mobile_number,
        .places_nothing = true,
        .found_size = SKILLCALL_MOBILE_NUMBER_SIZE,
    };
    return SKILLCALL_OK;
}

/* Percent-encodes all but unreserved characters (RFC 3986 §2.3). */
static void add_encoded(skillcall__text *text, const char *value)
{
    static const char digits[] = "0123456789ABCDEF";
    for (; *value; value++) {
        unsigned char byte = (unsigned char)*value;
        char escape[3] = {'%', digits[byte >> 4], digits[byte & 15]};
        if (skillcall__is_alpha(*value) || skillcall__is_digit(*value) || strchr("-._~", *value))
            skillcall__text_add(text, value, 1);
        else
            skillcall__text_add(text, escape, sizeof escape);
    }
}

static int32_t check_unit_id(const char *unit_id, skillcall_error *error)
{
    if (!unit_id)
        return skillcall__fail_null(error, "unit_id");
    size_t length = strlen(unit_id);
    if (length > 0 && length <= SKILLCALL__UNIT_ID_MAX)
        return SKILLCALL_OK;
    return skillcall__fail(error, SKILLCALL_E_ARGUMENT,
                           "the unit id must have 1 to %d bytes "
                           "(context.System.unit.persistentUnitId of the skill request)",
                           SKILLCALL__UNIT_ID_MAX);
}

int32_t skillcall__plan_profile_id(const char *unit_id, char path[SKILLCALL__LOOKUP_PATH_SIZE],
                                   struct skillcall__plan *plan, skillcall_error *error)
{
    int32_t status = check_unit_id(unit_id, error);
    if (status != SKILLCALL_OK)
        return status;
    skillcall__text text;
    skillcall__text_fixed(&text, path, SKILLCALL__LOOKUP_PATH_SIZE);
    skillcall__text_puts(&text, "/v1/communications/profile?entity.type=UNIT&entity.id=");
    add_encoded(&text, unit_id);
    *plan = (struct skillcall__plan){
        .method = "GET",
        .path = path,
        .judge = judge_profile_id,
        .places_nothing = true,
        .found_size = SKILLCALL_PROFILE_ID_SIZE,
    };
    return SKILLCALL_OK;
}

static int32_t submit_number(skillcall_client *client, const skillcall_access *access,
                             int32_t profile, int64_t deadline_ms, bool is_listed,
                             skillcall_call **call, skillcall_error *error)
{
    *call = NULL;
    struct skillcall__plan plan;
    int32_t status = skillcall__plan_mobile_number(profile, &plan, error);
    if (status != SKILLCALL_OK)
        return status;
    plan.is_listed = is_listed;
    return skillcall__submit(client, access, &plan, deadline_ms, call, error);
}

static int32_t submit_profile(skillcall_client *client, const skillcall_access *access,
                              const char *unit_id, int64_t deadline_ms, bool is_listed,
                              skillcall_call **call, skillcall_error *error)
{
    *call = NULL;
    char path[SKILLCALL__LOOKUP_PATH_SIZE];
    struct skillcall__plan plan;
    int32_t status = skillcall__plan_profile_id(unit_id, path, &plan, error);
    if (status != SKILLCALL_OK)
        return status;
    plan.is_listed = is_listed;
    return skillcall__submit(client, access, &plan, deadline_ms, call, error);
}

static void write_profile(skillcall__text *body, const char *unit_id, const char *name)
{
    skillcall__json_writer writer = {.text = body};
    skillcall__json_begin(&writer, '{');
    skillcall__json_name(&writer, "entity");
    skillcall__json_begin(&writer, '{');
    skillcall__json_put_string(&writer, "type", "UNIT");
    skillcall__json_put_string(&writer, "id", unit_id);
    skillcall__json_end(&writer, '}');
    skillcall__json_put_string(&writer, "name", name);
    skillcall__json_end(&writer, '}');
}

static int32_t submit_creation(skillcall_client *client, const skillcall_access *access,
                               const char *unit_id, const char *name, int64_t deadline_ms,
                               bool is_listed, skillcall_call **call, skillcall_error *error)
{
    *call = NULL;
    if (!client)
        return skillcall__fail_null(error, "client");
    int32_t status = check_unit_id(unit_id, error);
    if (status == SKILLCALL_OK)
        status = skillcall__check_text(unit_id, "unit_id", error);
    if (status == SKILLCALL_OK && name)
        status = skillcall__check_text(name, "name", error);
    if (status != SKILLCALL_OK)
        return status;
    skillcall__text body;
    skillcall__text_growing(&body, &client->allocator);
    write_profile(&body, unit_id, name);
    const struct skillcall__plan plan = {
        .method = "POST",
        .path = "/v1/communications/profile",
        .body = body.data,
        .body_size = body.length,
        .judge = judge_creation,
        .places_nothing = true,
        .found_size = SKILLCALL_PROFILE_ID_SIZE,
        .is_listed = is_listed,
    };
    status = body.failed ? skillcall__fail_no_memory(error)
                         : skillcall__submit(client, access, &plan, deadline_ms, call, error);
    skillcall__text_free(&body);
    return status;
}

/* Waits for a lookup, copies what it found and frees it. */
static int32_t collect(skillcall_call *call, char *buffer, skillcall_error *error)
{
    int32_t status = skillcall_call_wait(call, -1, error);
    if (status == SKILLCALL_OK)
        strcpy(buffer, skillcall_call_found(call));
    skillcall_call_free(call);
    return status;
}

static int32_t check_buffer(const char *buffer, size_t size, size_t needed, skillcall_error *error)
{
    if (buffer && size >= needed)
        return SKILLCALL_OK;
    return skillcall__fail(error, SKILLCALL_E_ARGUMENT, "the buffer must have %zu bytes", needed);
}

int32_t skillcall_client_find_mobile_number(skillcall_client *client,
                                            const skillcall_access *access, int32_t profile,
                                            int64_t deadline_ms, char *number, size_t size,
                                            skillcall_error *error)
{
    int32_t status = check_buffer(number, size, SKILLCALL_MOBILE_NUMBER_SIZE, error);
    if (status != SKILLCALL_OK)
        return status;
    skillcall_call *call;
    status = submit_number(client, access, profile, deadline_ms, false, &call, error);
    return call ? collect(call, number, error) : status;
}

skillcall_call *skillcall_client_submit_mobile_number_lookup(skillcall_client *client,
                                                             const skillcall_access *access,
                                                             int32_t profile, int64_t deadline_ms,
                                                             skillcall_error *error)
{
    skillcall_call *call;
    submit_number(client, access, profile, deadline_ms, true, &call, error);
    return call;
}

int32_t skillcall_client_find_profile_id(skillcall_client *client, const skillcall_access *access,
                                         const char *unit_id, int64_t deadline_ms, char *profile_id,
                                         size_t size, skillcall_error *error)
{
    int32_t status = check_buffer(profile_id, size, SKILLCALL_PROFILE_ID_SIZE, error);
    if (status != SKILLCALL_OK)
        return status;
    skillcall_call *call;
    status = submit_profile(client, access, unit_id, deadline_ms, false, &call, error);
    return call ? collect(call, profile_id, error) : status;
}

skillcall_call *skillcall_client_submit_profile_id_lookup(skillcall_client *client,
                                                          const skillcall_access *access,
                                                          const char *unit_id, int64_t deadline_ms,
                                                          skillcall_error *error)
{
    skillcall_call *call;
    submit_profile(client, access, unit_id, deadline_ms, true, &call, error);
    return call;
}

int32_t skillcall_client_create_profile(skillcall_client *client, const skillcall_access *access,
                                        const char *unit_id, const char *name, int64_t deadline_ms,
                                        char *profile_id, size_t size, skillcall_error *error)
{
    int32_t status = check_buffer(profile_id, size, SKILLCALL_PROFILE_ID_SIZE, error);
    if (status != SKILLCALL_OK)
        return status;
    skillcall_call *call;
    status = submit_creation(client, access, unit_id, name, deadline_ms, false, &call, error);
    return call ? collect(call, profile_id, error) : status;
}

skillcall_call *skillcall_client_submit_profile_creation(skillcall_client *client,
                                                         const skillcall_access *access,
                                                         const char *unit_id, const char *name,
                                                         int64_t deadline_ms,
                                                         skillcall_error *error)
{
    skillcall_call *call;
    submit_creation(client, access, unit_id, name, deadline_ms, true, &call, error);
    return call;
}
