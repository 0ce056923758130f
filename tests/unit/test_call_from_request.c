/* Calls from a skill request in one function: what is sent, within which time, and what is known of
   the call when something fails before it. */
#include "support/rig.h"

#include <skillcall/call_from_request.h>

#define SYSTEM(members)                                                                            \
    "{\"version\":\"1.0\",\"context\":{\"System\":{\"application\":{\"applicationId\":\"a\"},"     \
    "\"apiEndpoint\":\"" ENDPOINT "\",\"apiAccessToken\":\"" TOKEN "\"" members "}},"              \
    "\"request\":{\"type\":\"IntentRequest\",\"requestId\":\"r\"}}"
#define DEVICE ",\"device\":{\"deviceId\":\"the-device\"}"
#define UNIT ",\"unit\":{\"unitId\":\"u\",\"persistentUnitId\":\"the-unit\"}"
#define PROFILE_TOKEN "Atza.the-other-token"

static const struct reply number = {
    .http = 200, .body = "{\"countryCode\":\"+1\",\"phoneNumber\":\"204-555-1111\"}"};
static const struct reply profile = {.http = 200,
                                     .body = "{\"profileId\":{\"profileId\":\"the-profile\"}}"};
static const struct reply placed = {.http = 200, .body = PLACED_BODY};

static skillcall_skill_request *request_of(const char *json)
{
    skillcall_skill_request *request =
        skillcall_skill_request_from_json(NULL, json, strlen(json), NULL);
    assert_non_null(request);
    return request;
}

enum form { PHONE, PHONE_WITHOUT_CALLER, EXTENSION };

static int32_t call(struct rig *rig, enum form form, const char *json, int64_t deadline_ms)
{
    skillcall_skill_request *request = request_of(json);
    skillcall_error_clear(rig->error);
    skillcall_receipt *receipt =
        form == EXTENSION
            ? skillcall_client_call_extension(rig->client, request, "4011", PROFILE_TOKEN,
                                              deadline_ms, rig->error)
            : skillcall_client_call_phone(rig->client, request, CALLEE,
                                          form == PHONE ? CALLER : NULL, deadline_ms, rig->error);
    int32_t status = skillcall_error_status(rig->error);
    assert_int_equal(receipt != NULL, status == SKILLCALL_OK);
    skillcall_receipt_free(receipt);
    skillcall_skill_request_free(request);
    return status;
}

static bool body_holds(const struct rig *rig, size_t index, const char *text)
{
    return strstr(rig->transport.sendings[index].body, text) != NULL;
}

static void a_given_number_is_not_looked_up(void **state)
{
    (void)state;
    struct rig rig;
    rig_start(&rig, &placed, 1);
    assert_int_equal(call(&rig, PHONE, SYSTEM(DEVICE), 0), SKILLCALL_OK);
    assert_int_equal(rig.transport.sent, 1);
    assert_true(body_holds(&rig, 0, "\"" CALLER "\""));
    assert_true(body_holds(&rig, 0, "\"" CALLEE "\""));
    assert_true(body_holds(&rig, 0, "\"the-device\""));
    rig_close(&rig);
}

/* Both are done within one deadline. */
static void a_missing_number_is_looked_up_first(void **state)
{
    (void)state;
    struct rig rig;
    struct reply late = number;
    late.after_ms = 400;
    rig_start(&rig, (const struct reply[]){late, placed}, 2);
    assert_int_equal(call(&rig, PHONE_WITHOUT_CALLER, SYSTEM(DEVICE), 1000), SKILLCALL_OK);
    assert_int_equal(rig.transport.sent, 2);
    assert_string_equal(rig.transport.sendings[0].url,
                        ENDPOINT "/v2/accounts/~current/settings/Profile.mobileNumber");
    assert_int_equal(rig.transport.sendings[0].remaining_ms, 1000);
    assert_int_equal(rig.transport.sendings[1].remaining_ms, 600);
    assert_true(body_holds(&rig, 1, "\"+12045551111\""));
    rig_close(&rig);
}

static void an_extension_is_called_from_the_profile_of_the_room(void **state)
{
    (void)state;
    struct rig rig;
    rig_start(&rig, (const struct reply[]){profile, placed}, 2);
    assert_int_equal(call(&rig, EXTENSION, SYSTEM(DEVICE UNIT), 0), SKILLCALL_OK);
    assert_int_equal(rig.transport.sent, 2);
    assert_non_null(strstr(rig.transport.sendings[0].url, "entity.id=the-unit"));
    assert_true(body_holds(&rig, 1, "\"the-profile\""));
    assert_true(body_holds(&rig, 1, "\"4011\""));
    assert_false(body_holds(&rig, 1, PROFILE_TOKEN));
    rig_close(&rig);
}

static const struct row {
    enum form form;
    const char *json;
    struct reply replies[2];
    int32_t status;
    int32_t outcome;
    size_t sendings;
} rows[] = {
    {PHONE, SYSTEM(""), {{0}}, SKILLCALL_E_ABSENT, SKILLCALL_OUTCOME_NOT_PLACED, 0},
    {EXTENSION, SYSTEM(DEVICE), {{0}}, SKILLCALL_E_ABSENT, SKILLCALL_OUTCOME_NOT_PLACED, 0},
    {PHONE_WITHOUT_CALLER,
     SYSTEM(DEVICE),
     {{.http = 204}},
     SKILLCALL_E_ABSENT,
     SKILLCALL_OUTCOME_NOT_PLACED,
     1},
    {PHONE_WITHOUT_CALLER,
     SYSTEM(DEVICE),
     {{.http = 401}},
     SKILLCALL_E_BAD_TOKEN,
     SKILLCALL_OUTCOME_NOT_PLACED,
     1},
    {PHONE_WITHOUT_CALLER,
     SYSTEM(DEVICE),
     {{.never = true}},
     SKILLCALL_E_TIMEOUT,
     SKILLCALL_OUTCOME_NOT_PLACED,
     1},
    {EXTENSION,
     SYSTEM(DEVICE UNIT),
     {{.http = 200, .body = "{}"}},
     SKILLCALL_E_ABSENT,
     SKILLCALL_OUTCOME_NOT_PLACED,
     1},
    {PHONE, SYSTEM(DEVICE), {{.http = 500}}, SKILLCALL_E_SERVICE, SKILLCALL_OUTCOME_UNKNOWN, 1},
    {PHONE,
     SYSTEM(DEVICE),
     {{.http = 401}},
     SKILLCALL_E_BAD_TOKEN,
     SKILLCALL_OUTCOME_NOT_PLACED,
     1},
};

static void every_failure_has_an_outcome(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct rig rig;
        rig_start(&rig, rows[i].replies, 1);
        assert_int_equal(call(&rig, rows[i].form, rows[i].json, 0), rows[i].status);
        assert_int_equal(skillcall_error_outcome(rig.error), rows[i].outcome);
        assert_int_equal(rig.transport.sent, rows[i].sendings);
        rig_close(&rig);
    }
}

/* The clock goes on while the answer is judged: the lookup was in time, the call is too late. */
static int64_t leaping_ms(void *user_data)
{
    struct rig *rig = user_data;
    bool is_answered = rig->transport.sent == 1 && !rig->transport.sendings[0].exchange;
    return rig->time.now_ms + (is_answered ? 2000 : 0);
}

static int64_t unix_ms(void *user_data)
{
    (void)user_data;
    return START_UNIX_MS;
}

static void a_lookup_that_leaves_no_time_places_nothing(void **state)
{
    (void)state;
    struct rig rig;
    rig_prepare(&rig, &number, 1);
    const skillcall_clock clock = {.struct_size = sizeof clock,
                                   .user_data = &rig,
                                   .monotonic_ms = leaping_ms,
                                   .unix_ms = unix_ms};
    skillcall_client_options_set_clock(rig.options, &clock, NULL);
    rig_open(&rig);
    assert_int_equal(call(&rig, PHONE_WITHOUT_CALLER, SYSTEM(DEVICE), 1000), SKILLCALL_E_TIMEOUT);
    assert_int_equal(skillcall_error_outcome(rig.error), SKILLCALL_OUTCOME_NOT_PLACED);
    assert_int_equal(rig.transport.sent, 1);
    rig_close(&rig);
}

static void nothing_is_sent_for_wrong_arguments(void **state)
{
    (void)state;
    struct rig rig;
    rig_start(&rig, &placed, 1);
    skillcall_skill_request *request = request_of(SYSTEM(DEVICE UNIT));
    skillcall_error *error = rig.error;
    assert_null(skillcall_client_call_phone(NULL, request, CALLEE, CALLER, 0, error));
    assert_int_equal(skillcall_error_status(error), SKILLCALL_E_ARGUMENT);
    assert_int_equal(skillcall_error_outcome(error), SKILLCALL_OUTCOME_NOT_PLACED);
    assert_null(skillcall_client_call_phone(rig.client, NULL, CALLEE, CALLER, 0, NULL));
    assert_null(skillcall_client_call_phone(rig.client, request, NULL, CALLER, 0, NULL));
    assert_null(skillcall_client_call_phone(rig.client, request, "5551111", CALLER, 0, error));
    assert_int_equal(skillcall_error_status(error), SKILLCALL_E_INVALID);
    assert_int_equal(skillcall_error_outcome(error), SKILLCALL_OUTCOME_NOT_PLACED);
    assert_null(skillcall_client_call_phone(rig.client, request, CALLEE, CALLER, -1, NULL));
    assert_null(skillcall_client_call_extension(rig.client, request, NULL, PROFILE_TOKEN, 0, NULL));
    assert_null(skillcall_client_call_extension(rig.client, request, "4011", NULL, 0, NULL));
    assert_null(skillcall_client_call_extension(rig.client, request, "4011", "a b", 0, NULL));
    assert_int_equal(rig.transport.sent, 0);
    skillcall_skill_request_free(request);
    rig_close(&rig);
}

static void memory_may_run_out_at_any_moment(void **state)
{
    (void)state;
    for (enum form form = PHONE_WITHOUT_CALLER; form <= EXTENSION; form++) {
        int32_t status = SKILLCALL_E_NO_MEMORY;
        const struct reply replies[] = {form == EXTENSION ? profile : number, placed};
        for (size_t fail_at = 1; status != SKILLCALL_OK; fail_at++) {
            struct rig rig;
            rig_start(&rig, replies, 2);
            rig.watch.calls = 0;
            rig.watch.fail_at = fail_at;
            status = call(&rig, form, SYSTEM(DEVICE UNIT), 0);
            assert_true(status == SKILLCALL_OK ? fail_at > 1 : status == SKILLCALL_E_NO_MEMORY);
            if (status != SKILLCALL_OK)
                assert_int_equal(skillcall_error_outcome(rig.error),
                                 rig.transport.sent == 2 ? SKILLCALL_OUTCOME_UNKNOWN
                                                         : SKILLCALL_OUTCOME_NOT_PLACED);
            rig_close(&rig);
            assert_true(fail_at < 100);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_given_number_is_not_looked_up),
        cmocka_unit_test(a_missing_number_is_looked_up_first),
        cmocka_unit_test(an_extension_is_called_from_the_profile_of_the_room),
        cmocka_unit_test(every_failure_has_an_outcome),
        cmocka_unit_test(a_lookup_that_leaves_no_time_places_nothing),
        cmocka_unit_test(nothing_is_sent_for_wrong_arguments),
        cmocka_unit_test(memory_may_run_out_at_any_moment),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
