/* SPDX-License-Identifier: Apache-2.0 */
/* How a program that places calls is tested: what it makes of each answer, and what it sent. */
#include "skillcall_emulator.h"

#include <skillcall/skillcall.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const char request[] =
    "{\"participants\": ["
    "{\"id\": {\"type\": \"PHONE_NUMBER\", \"value\": \"+12045551111\"},"
    " \"endpointId\": \"a-device\", \"isOriginator\": true},"
    "{\"id\": {\"type\": \"PHONE_NUMBER\", \"value\": \"+16073331111\"},"
    " \"communicationProviderId\": \"amzn1.alexa.csp.id.82bb98bc-384a-11ed-a261-0242ac120002\"}],"
    "\"clientContext\": {\"clientSessionId\": \"the-call\"}}";

/* What is tested: a program places this call with its own client. */
static int32_t place_call(const struct emulator *emulator)
{
    skillcall_client_options *options = skillcall_client_options_new(NULL, NULL);
    skillcall_client_options_set_ca_file(options, emulator->ca_file, NULL);
    skillcall_client *client = skillcall_client_new(NULL, options, NULL);
    skillcall_access *access = skillcall_access_new(NULL, emulator->url, "any-token", NULL, NULL);
    skillcall_session *session =
        skillcall_session_from_json(NULL, request, sizeof request - 1, 0, NULL);
    skillcall_error *error = skillcall_error_new(NULL);
    skillcall_receipt *receipt = skillcall_client_start(client, access, session, 0, error);
    int32_t outcome = receipt ? SKILLCALL_OUTCOME_PLACED : skillcall_error_outcome(error);

    skillcall_receipt_free(receipt);
    skillcall_error_free(error);
    skillcall_session_free(session);
    skillcall_access_free(access);
    skillcall_client_free(client);
    skillcall_client_options_free(options);
    return outcome;
}

/* How many requests of the call the emulator read, and answered with this HTTP status. */
static size_t requests(const struct emulator *emulator, int status)
{
    json_t *calls = emulator_calls(
        emulator, json_pack("{ss, si}", "clientSessionId", "the-call", "status", status));
    assert_non_null(calls);
    size_t count = json_array_size(calls);
    json_decref(calls);
    return count;
}

static int begin(void **state)
{
    return emulator_clear(*state) || emulator_fault(*state, "ok");
}

static void test_placed(void **state)
{
    assert_int_equal(place_call(*state), SKILLCALL_OUTCOME_PLACED);
    assert_int_equal(requests(*state, 200), 1);
}

static void test_tried_again(void **state)
{
    assert_int_equal(emulator_fault(*state, "throttled.first-1"), 0);
    assert_int_equal(place_call(*state), SKILLCALL_OUTCOME_PLACED);
    assert_int_equal(requests(*state, 429), 1);
    assert_int_equal(requests(*state, 200), 1);
}

static void test_never_placed_twice(void **state)
{
    assert_int_equal(emulator_fault(*state, "error"), 0);
    assert_int_equal(place_call(*state), SKILLCALL_OUTCOME_UNKNOWN);
    assert_int_equal(requests(*state, 500), 1);
}

static void test_wrong_fault(void **state)
{
    assert_int_equal(emulator_fault(*state, "none-such"), -1);
}

static void test_waiting(void **state)
{
    assert_int_equal(place_call(*state), SKILLCALL_OUTCOME_PLACED);
    json_t *calls =
        emulator_calls(*state, json_pack("{ss, si}", "from", "+12045551111", "wait", 20000));
    const char *id =
        json_string_value(json_object_get(json_array_get(calls, 0), "clientSessionId"));
    assert_string_equal(id, "the-call");
    json_decref(calls);
}

static void test_no_start(void **state)
{
    (void)state;
    const char *flags[] = {"--no-such-flag", NULL};
    assert_null(emulator_start(flags));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_placed, begin),
        cmocka_unit_test_setup(test_tried_again, begin),
        cmocka_unit_test_setup(test_never_placed_twice, begin),
        cmocka_unit_test_setup(test_wrong_fault, begin),
        cmocka_unit_test_setup(test_waiting, begin),
        cmocka_unit_test(test_no_start),
    };
    return cmocka_run_group_tests(tests, emulator_setup, emulator_teardown);
}
