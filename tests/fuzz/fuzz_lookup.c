/* SPDX-License-Identifier: Apache-2.0 */
/* What a lookup finds in what its transport answers. Input: that of given_answer.h; its kind
   decides whether the account's or the person's mobile number, or a unit's profile id is looked
   up. */
#include "given_answer.h"
#include "lookup_json.h"
#include "mobile_number_reading.h"

enum { PERSON = 1, UNIT = 2, DEADLINE_MS = 6000 };

/* 0 for a status that proves no refusal. */
static int32_t status_of_refusal(int32_t http_status)
{
    switch (http_status) {
    case 400:
        return SKILLCALL_E_INPUT_REFUSED;
    case 401:
        return SKILLCALL_E_BAD_TOKEN;
    case 403:
        return SKILLCALL_E_ACCESS_DENIED;
    case 429:
        return SKILLCALL_E_THROTTLED;
    default:
        return proves_refusal(http_status) ? SKILLCALL_E_REFUSED : 0;
    }
}

static int32_t status_of_failure(int32_t failure)
{
    static const int32_t known[] = {
        SKILLCALL_E_RESOLVE,   SKILLCALL_E_CONNECT,   SKILLCALL_E_TLS,       SKILLCALL_E_NETWORK,
        SKILLCALL_E_TIMEOUT,   SKILLCALL_E_CANCELLED, SKILLCALL_E_TOO_LARGE, SKILLCALL_E_ANSWER,
        SKILLCALL_E_NO_MEMORY, SKILLCALL_E_SYSTEM};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (known[i] == failure)
            return failure;
    return SKILLCALL_E_TRANSPORT;
}

/* What is in a document, and the status that goes with it. */
static int32_t read_found(int kind, const json_t *document, char found[SKILLCALL_PROFILE_ID_SIZE])
{
    if (!document || depth_of(document) > ANSWER_DEPTH_MAX)
        return SKILLCALL_E_ANSWER;
    if (kind != UNIT) {
        const char *code = text_at(document, "countryCode");
        const char *phone = text_at(document, "phoneNumber");
        return number_reading(code ? code : "", phone ? phone : "", found);
    }
    const char *id = text_at(document, "profileId/profileId");
    if (!id || strlen(id) >= SKILLCALL_PROFILE_ID_SIZE)
        return SKILLCALL_E_ABSENT;
    if (strstr(id, "a.token.that.nobody.else.may.see"))
        return SKILLCALL_E_ANSWER;
    strcpy(found, id);
    return SKILLCALL_OK;
}

/* What a lookup ends with (docs/reference/outcomes.md). */
static int32_t expected_status(const struct answer *answer, const json_t *document,
                               char found[SKILLCALL_PROFILE_ID_SIZE])
{
    int32_t http_status = answer->http_status;
    if (status_of_refusal(http_status))
        return status_of_refusal(http_status);
    if (answer->failure)
        return status_of_failure(answer->failure);
    if (http_status >= 500 && http_status <= 599)
        return http_status == 503 ? SKILLCALL_E_UNAVAILABLE : SKILLCALL_E_SERVICE;
    if (http_status == 204)
        return SKILLCALL_E_ABSENT;
    return http_status == 200 ? read_found(answer->kind, document, found) : SKILLCALL_E_ANSWER;
}

static int may_pass(int32_t status)
{
    return status == SKILLCALL_E_THROTTLED || status == SKILLCALL_E_UNAVAILABLE ||
           status == SKILLCALL_E_SERVICE || status == SKILLCALL_E_SYSTEM ||
           status == SKILLCALL_E_RESOLVE || status == SKILLCALL_E_CONNECT ||
           status == SKILLCALL_E_NETWORK;
}

/* As many as the pauses between them leave time for. */
static int32_t expected_attempts(int32_t status, int64_t pause_ms)
{
    int32_t attempts = 1;
    while (may_pass(status) && attempts < MAX_ATTEMPTS && attempts * pause_ms < DEADLINE_MS)
        attempts++;
    return attempts;
}

static int32_t lookup(int kind, skillcall_client *client, const skillcall_access *access,
                      char found[SKILLCALL_PROFILE_ID_SIZE], skillcall_error *error)
{
    if (kind == UNIT)
        return skillcall_client_find_profile_id(client, access, "unit", DEADLINE_MS, found,
                                                SKILLCALL_PROFILE_ID_SIZE, error);
    int32_t profile = kind == PERSON ? SKILLCALL_PROFILE_PERSON : SKILLCALL_PROFILE_ACCOUNT;
    return skillcall_client_find_mobile_number(client, access, profile, DEADLINE_MS, found,
                                               SKILLCALL_MOBILE_NUMBER_SIZE, error);
}

static void check_lookup(const struct answer *answer, const json_t *document, int32_t status,
                         const char *found, const skillcall_error *error)
{
    static const char untouched[] = "as it was";
    char expected[SKILLCALL_PROFILE_ID_SIZE];
    int64_t pause_ms = skillcall_error_retry_after_ms(error);
    REQUIRE(status == expected_status(answer, document, expected));
    REQUIRE(status == skillcall_error_status(error));
    REQUIRE(same_text(found, status == SKILLCALL_OK ? expected : untouched));
    REQUIRE(skillcall_error_outcome(error) == SKILLCALL_OUTCOME_NONE);
    REQUIRE(answer->attempts == expected_attempts(status, pause_ms));
    if (status != SKILLCALL_OK)
        check_error(answer, error);
    if (status == SKILLCALL_E_MALFORMED)
        require_masked(skillcall_error_message(error));
}

static void find(struct answer *answer, skillcall_client *client, const skillcall_access *access,
                 skillcall_error *error)
{
    char found[SKILLCALL_PROFILE_ID_SIZE] = "as it was";
    int32_t status = lookup(answer->kind, client, access, found, error);
    int is_undecided;
    json_t *document = read_document(answer->body, answer->body_size, &is_undecided);
    if (!is_undecided)
        check_lookup(answer, document, status, found, error);
    json_decref(document);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return try_answer(data, size, find);
}
