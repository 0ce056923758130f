/* SPDX-License-Identifier: Apache-2.0 */
/* Lookups: what each answer means, what is sent, and that they repeat where calls do not. */
#include "support/answer_rows.h"
#include "support/failing_jansson.h"

#include <skillcall/lookup.h>

static const char got_number[] = "{\"countryCode\": \"+1\", \"phoneNumber\": \"204-555-1111\"}";
static const char got_both[] = "{\"phoneNumber\": \"+12045551111\","
                               "\"profileId\": {\"profileId\": \"amzn1.comms.id.room\"}}";
static const char got_profile[] = "{\"profileId\": {\"profileId\": \"amzn1.comms.id.room\"}}";

static int32_t find_number(int32_t profile, char *number)
{
    skillcall_error_clear(rig.error);
    return skillcall_client_find_mobile_number(rig.client, rig.access, profile, 0, number,
                                               SKILLCALL_MOBILE_NUMBER_SIZE, rig.error);
}

static int32_t find_number_of_account(void)
{
    char number[SKILLCALL_MOBILE_NUMBER_SIZE] = "as it was";
    int32_t status = find_number(SKILLCALL_PROFILE_ACCOUNT, number);
    assert_string_equal(number, status == SKILLCALL_OK ? "+12045551111" : "as it was");
    return status;
}

static int32_t find_profile(char *profile)
{
    skillcall_error_clear(rig.error);
    return skillcall_client_find_profile_id(rig.client, rig.access, "u", 0, profile,
                                            SKILLCALL_PROFILE_ID_SIZE, rig.error);
}

static int32_t find_profile_of_unit(void)
{
    char profile[SKILLCALL_PROFILE_ID_SIZE] = "as it was";
    int32_t status = find_profile(profile);
    assert_string_equal(profile, status == SKILLCALL_OK ? "amzn1.comms.id.room" : "as it was");
    return status;
}

static const ask_function finds[] = {find_number_of_account, find_profile_of_unit};

TEST(finds_the_number_of_the_account_and_of_the_person)
{
    static const char *const urls[] = {
        [SKILLCALL_PROFILE_ACCOUNT] =
            "https://api.amazonalexa.com/v2/accounts/~current/settings/Profile.mobileNumber",
        [SKILLCALL_PROFILE_PERSON] =
            "https://api.amazonalexa.com/v2/persons/~current/profile/mobileNumber",
    };
    for (int32_t profile = 0; profile < 2; profile++) {
        rig_start(&(struct reply){.http = 200, .body = got_number}, 1);
        char number[SKILLCALL_MOBILE_NUMBER_SIZE] = "";
        assert_ok(find_number(profile, number));
        assert_string_equal(number, "+12045551111");
        assert_string_equal(rig.transport.sendings[0].url, urls[profile]);
        assert_int_equal(rig.transport.sent, 1);
        rig_close();
    }
}

static const struct answer_row rows[] = {
    {{.http = 204}, SKILLCALL_E_ABSENT, 1},
    {{.http = 200, .body = "{}"}, SKILLCALL_E_ABSENT, 1},
    {{.http = 200, .body = "[]"}, SKILLCALL_E_ABSENT, 1},
    {{.http = 200, .body = "<html>"}, SKILLCALL_E_ANSWER, 1},
    {{.http = 200}, SKILLCALL_E_ANSWER, 1},
    {{.http = 202, .body = got_both}, SKILLCALL_E_ANSWER, 1},
};

TEST(each_answer_has_its_status_and_no_outcome)
{
    for (size_t i = 0; i < 2; i++) {
        assert_answers(rows, sizeof rows / sizeof *rows, finds[i]);
        assert_refusals(finds[i]);
        assert_memory_may_run_out(&(struct reply){.http = 200, .body = got_both}, finds[i]);
        assert_advises_a_permission(finds[i]);
    }
}

TEST(not_found_means_a_unit_without_a_profile)
{
    static const int32_t statuses[] = {SKILLCALL_E_REFUSED, SKILLCALL_E_ABSENT};
    for (size_t i = 0; i < 2; i++) {
        rig_start(&(struct reply){.http = 404}, 1);
        assert_int_equal(finds[i](), statuses[i]);
        assert_int_equal(rig.transport.sent, 1);
        rig_close();
    }
}

TEST(a_number_that_cannot_be_called_is_malformed)
{
    rig_start(&(struct reply){.http = 200, .body = "{\"phoneNumber\": \"0204 5551111\"}"}, 1);
    assert_int_equal(find_number_of_account(), SKILLCALL_E_MALFORMED);
    assert_int_equal(skillcall_error_outcome(rig.error), SKILLCALL_OUTCOME_NONE);
}

TEST(reports_an_answer_that_is_not_json)
{
    rig_start(&(struct reply){.http = 200, .body = "<html>"}, 1);
    char profile[SKILLCALL_PROFILE_ID_SIZE];
    assert_int_equal(find_profile(profile), SKILLCALL_E_ANSWER);
    assert_string_equal(skillcall_error_message(rig.error),
                        "HTTP 200: the answer is not a well-formed JSON object");
}

TEST(an_answer_that_no_memory_is_left_for_is_not_called_bad)
{
    bool is_done = false;
    for (size_t i = 0; !is_done; i++) {
        char profile[SKILLCALL_PROFILE_ID_SIZE];
        rig_start(&(struct reply){.http = 200, .body = got_profile}, 1);
        jansson_fail_after(i);
        is_done = find_profile(profile) == SKILLCALL_OK;
        jansson_relent();
        if (!is_done) {
            assert_int_equal(skillcall_error_status(rig.error), SKILLCALL_E_NO_MEMORY);
            assert_non_null(strstr(skillcall_error_message(rig.error), "out of memory"));
        }
        rig_close();
        assert_true(is_done ? i > 0 : i < 100);
    }
}

static skillcall_call *submit_number(void)
{
    return skillcall_client_submit_mobile_number_lookup(rig.client, rig.access,
                                                        SKILLCALL_PROFILE_ACCOUNT, 0, rig.error);
}

static skillcall_call *submit_profile(void)
{
    return skillcall_client_submit_profile_id_lookup(rig.client, rig.access, "unit", 0, rig.error);
}

TEST(a_submitted_lookup_holds_what_it_found)
{
    static skillcall_call *(*const submits[])(void) = {submit_number, submit_profile};
    static const char *const founds[] = {"+12045551111", "amzn1.comms.id.room"};
    for (size_t i = 0; i < 2; i++) {
        rig_start(&(struct reply){.http = 200, .body = got_both}, 1);
        skillcall_call *call = submits[i]();
        assert_non_null(call);
        assert_null(skillcall_call_found(call));
        assert_ok(skillcall_client_drive(rig.client, -1, rig.error));
        assert_ptr_equal(skillcall_client_take_ended(rig.client), call);
        assert_ok(skillcall_call_status(call));
        assert_int_equal(skillcall_call_outcome(call), SKILLCALL_OUTCOME_NONE);
        assert_string_equal(skillcall_call_found(call), founds[i]);
        assert_null(skillcall_call_receipt(call));
        assert_null(skillcall_call_error(call));
        skillcall_call_free(call);
        rig_close();
    }
}

TEST(memory_given_back_holds_no_number_that_was_found)
{
    rig_start(&(struct reply){.http = 200, .body = got_number}, 1);
    rig.watch.secret = "+12045551111";
    assert_ok(find_number_of_account());
}

TEST(finds_a_profile_id_and_encodes_the_unit)
{
    rig_start(&(struct reply){.http = 200, .body = got_profile}, 1);
    char profile[SKILLCALL_PROFILE_ID_SIZE] = "";
    assert_ok(skillcall_client_find_profile_id(rig.client, rig.access, "amzn1.unit/a b&c\xC3\xA9",
                                               0, profile, sizeof profile, rig.error));
    assert_string_equal(profile, "amzn1.comms.id.room");
    assert_string_equal(rig.transport.sendings[0].url,
                        "https://api.amazonalexa.com/v1/communications/profile?entity.type=UNIT&"
                        "entity.id=amzn1.unit%2Fa%20b%26c%C3%A9");
}

TEST(the_longest_unit_is_encoded_whole)
{
    rig_start(&(struct reply){.http = 200, .body = got_profile}, 1);
    char unit[513], profile[SKILLCALL_PROFILE_ID_SIZE];
    memset(unit, '/', 512);
    unit[512] = '\0';
    assert_ok(skillcall_client_find_profile_id(rig.client, rig.access, unit, 0, profile,
                                               sizeof profile, rig.error));
    assert_int_equal(strspn(strstr(rig.transport.sendings[0].url, "%2F"), "%2F"), 3 * 512);
}

TEST(a_lookup_that_is_refused_has_no_outcome)
{
    rig_prepare(&(struct reply){.http = 200}, 1);
    skillcall_client_options_set_max_calls(rig.options, 1, NULL);
    rig_open();
    skillcall_call *call = submit_number();
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(finds[i](), SKILLCALL_E_BUSY);
        assert_int_equal(skillcall_error_outcome(rig.error), SKILLCALL_OUTCOME_NONE);
    }
    assert_null(
        skillcall_client_submit_profile_id_lookup(rig.client, rig.access, "unit", -1, rig.error));
    assert_int_equal(skillcall_error_status(rig.error), SKILLCALL_E_ARGUMENT);
    assert_int_equal(skillcall_error_outcome(rig.error), SKILLCALL_OUTCOME_NONE);
    skillcall_call_free(call);
}

TEST(a_unit_without_a_profile_has_none)
{
    static const char *const bodies[] = {"{}", "{\"profileId\": \"flat\"}",
                                         "{\"profileId\": {\"profileId\": \"\"}}",
                                         "{\"profileId\": {\"profileId\": 7}}"};
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        rig_start(&(struct reply){.http = 200, .body = bodies[i]}, 1);
        char profile[SKILLCALL_PROFILE_ID_SIZE];
        assert_int_equal(find_profile(profile), SKILLCALL_E_ABSENT);
        rig_close();
    }
}

/* Programs print what was looked up. */
TEST(a_profile_id_that_holds_the_whole_token_is_none)
{
    static const struct {
        const char *token, *id;
        int32_t status;
    } answers[] = {
        {TOKEN, "an id " TOKEN, SKILLCALL_E_ANSWER},
        {TOKEN, "id Atza.the-tok", SKILLCALL_OK},
        {"t", "it", SKILLCALL_OK},
    };
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        char body[128], profile[SKILLCALL_PROFILE_ID_SIZE] = "as it was";
        snprintf(body, sizeof body, "{\"profileId\": {\"profileId\": \"%s\"}}", answers[i].id);
        rig_start(&(struct reply){.http = 200, .body = body}, 1);
        skillcall_access_free(rig.access);
        rig.access = skillcall_access_new(NULL, ENDPOINT, answers[i].token, NULL, NULL);
        assert_int_equal(skillcall_client_find_profile_id(rig.client, rig.access, "unit", 0,
                                                          profile, sizeof profile, rig.error),
                         answers[i].status);
        assert_string_equal(profile,
                            answers[i].status == SKILLCALL_OK ? answers[i].id : "as it was");
        rig_close();
    }
}

TEST(a_profile_id_is_bounded)
{
    static const int lengths[] = {1, 512, 513};
    for (size_t i = 0; i < 3; i++) {
        int length = lengths[i];
        char body[600], profile[SKILLCALL_PROFILE_ID_SIZE];
        snprintf(body, sizeof body, "{\"profileId\":{\"profileId\":\"%0*d\"}}", length, 0);
        rig_start(&(struct reply){.http = 200, .body = body}, 1);
        int32_t status = find_profile(profile);
        assert_int_equal(status, length <= 512 ? SKILLCALL_OK : SKILLCALL_E_ABSENT);
        if (status == SKILLCALL_OK)
            assert_int_equal(strlen(profile), length);
        rig_close();
    }
}

TEST(refuses_what_cannot_be_asked)
{
    rig_start(&(struct reply){.http = 200}, 1);
    char text[SKILLCALL_PROFILE_ID_SIZE], unit[514];
    memset(unit, 'u', sizeof unit);
    unit[513] = '\0';
    assert_int_equal(find_number(2, text), SKILLCALL_E_ARGUMENT);
    assert_int_equal(
        skillcall_client_find_mobile_number(rig.client, rig.access, 0, 0, text, 16, rig.error),
        SKILLCALL_E_ARGUMENT);
    assert_int_equal(skillcall_client_find_mobile_number(NULL, rig.access, 0, 0, text, 17, NULL),
                     SKILLCALL_E_ARGUMENT);
    assert_int_equal(skillcall_client_find_mobile_number(rig.client, NULL, 0, 0, text, 17, NULL),
                     SKILLCALL_E_ARGUMENT);
    assert_int_equal(
        skillcall_client_find_mobile_number(rig.client, rig.access, 0, 0, NULL, 17, rig.error),
        SKILLCALL_E_ARGUMENT);
    assert_int_equal(skillcall_client_find_profile_id(rig.client, rig.access, "unit", 0, text,
                                                      sizeof text - 1, rig.error),
                     SKILLCALL_E_ARGUMENT);
    const char *const units[] = {NULL, "", unit};
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(skillcall_client_find_profile_id(rig.client, rig.access, units[i], 0, text,
                                                          sizeof text, rig.error),
                         SKILLCALL_E_ARGUMENT);
    assert_null(
        skillcall_client_submit_mobile_number_lookup(rig.client, rig.access, -1, 0, rig.error));
    assert_null(
        skillcall_client_submit_profile_id_lookup(rig.client, rig.access, "", 0, rig.error));
    assert_int_equal(rig.transport.sent, 0);
}
