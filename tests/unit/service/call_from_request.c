/* SPDX-License-Identifier: Apache-2.0 */
/* Calls from a skill request in one function: what is sent, within which time, and what is known of
   the call when something fails before it. */
#include "support/owned.h"
#include "support/rig.h"

#include <skillcall/call_from_request.h>

#define SYSTEM(members)                                                                            \
    "{\"version\":\"1.0\",\"context\":{\"System\":{\"application\":{\"applicationId\":\"a\"},"     \
    "\"apiEndpoint\":\"" ENDPOINT "\",\"apiAccessToken\":\"" TOKEN "\"" members "}},"              \
    "\"request\":{\"type\":\"IntentRequest\",\"requestId\":\"r\"}}"
#define DEVICE ",\"device\":{\"deviceId\":\"the-device\"}"
#define UNIT ",\"unit\":{\"unitId\":\"u\",\"persistentUnitId\":\"the-unit\"}"
#define PROFILE_TOKEN "Atza.the-other-token"

#define NUMBER_BODY "{\"countryCode\":\"+1\",\"phoneNumber\":\"204-555-1111\"}"

static const struct reply number = {.http = 200, .body = NUMBER_BODY};
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

static int32_t call(enum form form, const char *json, int64_t deadline_ms)
{
    OWNED(skill_request) request = request_of(json);
    skillcall_error_clear(rig.error);
    OWNED(receipt)
    receipt =
        form == EXTENSION
            ? skillcall_client_call_extension(rig.client, request, "4011", PROFILE_TOKEN,
                                              deadline_ms, rig.error)
            : skillcall_client_call_phone(rig.client, request, CALLEE,
                                          form == PHONE ? CALLER : NULL, deadline_ms, rig.error);
    int32_t status = skillcall_error_status(rig.error);
    assert_int_equal(receipt != NULL, status == SKILLCALL_OK);
    return status;
}

/* The request is gone at once. */
static skillcall_call *submit(enum form form, const char *json, int64_t deadline_ms)
{
    OWNED(skill_request) request = request_of(json);
    skillcall_error_clear(rig.error);
    skillcall_call *submitted =
        form == EXTENSION ? skillcall_client_submit_call_extension(
                                rig.client, request, "4011", PROFILE_TOKEN, deadline_ms, rig.error)
                          : skillcall_client_submit_call_phone(rig.client, request, CALLEE,
                                                               form == PHONE ? CALLER : NULL,
                                                               deadline_ms, rig.error);
    assert_int_equal(submitted != NULL, skillcall_error_status(rig.error) == SKILLCALL_OK);
    return submitted;
}

/* The same as call(), by way of the list of calls that have ended. */
static int32_t call_by_driving(enum form form, const char *json, int64_t deadline_ms)
{
    OWNED(call) submitted = submit(form, json, deadline_ms);
    if (!submitted)
        return skillcall_error_status(rig.error);
    assert_ok(skillcall_client_drive(rig.client, -1, NULL));
    assert_ptr_equal(skillcall_client_take_ended(rig.client), submitted);
    int32_t status = skillcall_call_wait(submitted, 0, rig.error);
    assert_int_equal(status, skillcall_call_status(submitted));
    assert_int_equal(skillcall_call_receipt(submitted) != NULL, status == SKILLCALL_OK);
    assert_null(skillcall_call_found(submitted));
    return status;
}

typedef int32_t (*way)(enum form form, const char *json, int64_t deadline_ms);
static const way ways[] = {call, call_by_driving};

static bool body_holds(size_t index, const char *text)
{
    return strstr(rig.transport.sendings[index].body, text) != NULL;
}

TEST(a_given_number_is_not_looked_up)
{
    rig_start(&placed, 1);
    assert_ok(call(PHONE, SYSTEM(DEVICE), 0));
    assert_int_equal(rig.transport.sent, 1);
    assert_true(body_holds(0, "\"" CALLER "\""));
    assert_true(body_holds(0, "\"" CALLEE "\""));
    assert_true(body_holds(0, "\"the-device\""));
}

/* Both are done within one deadline. */
TEST(a_missing_number_is_looked_up_first)
{
    struct reply late = number;
    late.after_ms = 400;
    rig_start((const struct reply[]){late, placed}, 2);
    assert_ok(call(PHONE_WITHOUT_CALLER, SYSTEM(DEVICE), 1000));
    assert_int_equal(rig.transport.sent, 2);
    assert_string_equal(rig.transport.sendings[0].url,
                        ENDPOINT "/v2/accounts/~current/settings/Profile.mobileNumber");
    assert_int_equal(rig.transport.sendings[0].remaining_ms, 1000);
    assert_int_equal(rig.transport.sendings[1].remaining_ms, 600);
    assert_true(body_holds(1, "\"+12045551111\""));
}

TEST(an_extension_is_called_from_the_profile_of_the_room)
{
    rig_start((const struct reply[]){profile, placed}, 2);
    assert_ok(call(EXTENSION, SYSTEM(DEVICE UNIT), 0));
    assert_int_equal(rig.transport.sent, 2);
    assert_non_null(strstr(rig.transport.sendings[0].url, "entity.id=the-unit"));
    assert_true(body_holds(1, "\"the-profile\""));
    assert_true(body_holds(1, "\"4011\""));
    assert_false(body_holds(1, PROFILE_TOKEN));
}

#define FIFTY "01234567890123456789012345678901234567890123456789"
#define TOO_LONG FIFTY FIFTY FIFTY

static const struct row {
    enum form form;
    const char *json;
    struct reply replies[2];
    int32_t status;
    int32_t outcome;
    size_t sendings;
} rows[] = {
    {PHONE, SYSTEM(""), {{0}}, SKILLCALL_E_ABSENT, NOT_PLACED, 0},
    {EXTENSION, SYSTEM(DEVICE), {{0}}, SKILLCALL_E_ABSENT, NOT_PLACED, 0},
    {PHONE_WITHOUT_CALLER, SYSTEM(DEVICE), {{.http = 204}}, SKILLCALL_E_ABSENT, NOT_PLACED, 1},
    {PHONE_WITHOUT_CALLER, SYSTEM(DEVICE), {{.http = 401}}, SKILLCALL_E_BAD_TOKEN, NOT_PLACED, 1},
    {PHONE_WITHOUT_CALLER, SYSTEM(DEVICE), {{.never = true}}, SKILLCALL_E_TIMEOUT, NOT_PLACED, 1},
    {EXTENSION,
     SYSTEM(DEVICE UNIT),
     {{.http = 200, .body = "{}"}},
     SKILLCALL_E_ABSENT,
     NOT_PLACED,
     1},
    {PHONE, SYSTEM(DEVICE), {{.http = 500}}, SKILLCALL_E_SERVICE, UNKNOWN, 1},
    {PHONE, SYSTEM(DEVICE), {{.http = 401}}, SKILLCALL_E_BAD_TOKEN, NOT_PLACED, 1},
    {PHONE_WITHOUT_CALLER,
     SYSTEM(DEVICE),
     {{.http = 200, .body = NUMBER_BODY}, {.http = 500}},
     SKILLCALL_E_SERVICE,
     UNKNOWN,
     2},
    {PHONE_WITHOUT_CALLER,
     SYSTEM(DEVICE),
     {{.http = 200, .body = NUMBER_BODY},
      {.failure = SKILLCALL_E_NETWORK, .sent = SKILLCALL_MAYBE_SENT}},
     SKILLCALL_E_NETWORK,
     UNKNOWN,
     2},
    {EXTENSION,
     SYSTEM(DEVICE UNIT),
     {{.http = 200, .body = "{\"profileId\":{\"profileId\":\"" TOO_LONG "\"}}"}, {.http = 200}},
     SKILLCALL_E_INVALID,
     NOT_PLACED,
     1},
};

TEST(every_failure_has_an_outcome)
{
    for (size_t i = 0; i < 2 * sizeof rows / sizeof *rows; i++) {
        const struct row *row = &rows[i / 2];
        rig_start(row->replies, 2);
        assert_int_equal(ways[i % 2](row->form, row->json, 0), row->status);
        assert_int_equal(skillcall_error_outcome(rig.error), row->outcome);
        assert_int_equal(rig.transport.sent, row->sendings);
        rig_close();
    }
}

/* The clock goes on while the answer is judged: the lookup was in time, the call is too late. */
static int64_t leaping_ms(void *user_data)
{
    bool is_answered = rig.transport.sent == 1 && !rig.transport.sendings[0].exchange;
    return rig.time.now_ms + (is_answered ? 2000 : 0);
}

static int64_t unix_ms(void *user_data)
{
    return START_UNIX_MS;
}

TEST(a_lookup_that_leaves_no_time_places_nothing)
{
    rig_prepare(&number, 1);
    const skillcall_clock clock = {.struct_size = sizeof clock,
                                   .user_data = &rig,
                                   .monotonic_ms = leaping_ms,
                                   .unix_ms = unix_ms};
    skillcall_client_options_set_clock(rig.options, &clock, NULL);
    rig_open();
    assert_int_equal(call(PHONE_WITHOUT_CALLER, SYSTEM(DEVICE), 1000), SKILLCALL_E_TIMEOUT);
    assert_int_equal(skillcall_error_outcome(rig.error), NOT_PLACED);
    assert_int_equal(rig.transport.sent, 1);
}

/* A call is harmed by no failure that the lookup has survived: each has its own attempts. */
TEST(each_request_has_its_own_attempts)
{
    const struct reply throttled = {.http = 429}, broken = {.http = 500};
    rig_start((const struct reply[]){throttled, broken, number, throttled, throttled, placed}, 6);
    OWNED(call) submitted = submit(PHONE_WITHOUT_CALLER, SYSTEM(DEVICE), 0);
    assert_ok(skillcall_call_wait(submitted, -1, rig.error));
    assert_int_equal(rig.transport.sent, 6);
    assert_int_equal(skillcall_receipt_attempts(skillcall_call_receipt(submitted)), 3);
}

/* Whatever the call is doing when it is given up, the other request is not sent. */
TEST(a_call_can_be_cancelled_at_any_time)
{
    static const struct {
        size_t sent; /* when it is cancelled */
        enum on_cancel on_cancel;
        int32_t outcome;
    } cases[] = {{0, CANCEL_SAYS_NOT_SENT, NOT_PLACED},   {1, CANCEL_SAYS_NOT_SENT, NOT_PLACED},
                 {1, CANCEL_SAYS_MAYBE_SENT, NOT_PLACED}, {1, CANCEL_SAYS_THE_REPLY, NOT_PLACED},
                 {1, CANCEL_SAYS_NOTHING, NOT_PLACED},    {2, CANCEL_SAYS_NOT_SENT, NOT_PLACED},
                 {2, CANCEL_SAYS_MAYBE_SENT, UNKNOWN},    {2, CANCEL_SAYS_NOTHING, UNKNOWN}};
    for (size_t i = 0; i < 2 * sizeof cases / sizeof *cases; i++) {
        bool frees_client = i % 2;
        struct reply late = number;
        late.after_ms = 100;
        const struct reply never = {.never = true};
        rig_start((const struct reply[]){late, never}, 2);
        rig.transport.on_cancel = cases[i / 2].on_cancel;
        skillcall_call *submitted = submit(PHONE_WITHOUT_CALLER, SYSTEM(DEVICE), 0);
        while (rig.transport.sent < cases[i / 2].sent)
            skillcall_client_drive(rig.client, rig.transport.sent == 0 ? 0 : 200, NULL);
        if (frees_client) {
            rig_free_client();
        } else {
            skillcall_call_cancel(submitted);
            skillcall_call_wait(submitted, -1, NULL);
        }
        assert_int_equal(skillcall_call_status(submitted), SKILLCALL_E_CANCELLED);
        assert_int_equal(skillcall_call_outcome(submitted), cases[i / 2].outcome);
        assert_no_secret(skillcall_error_message(skillcall_call_error(submitted)));
        skillcall_call_free(submitted);
        rig_close();
        assert_int_equal(rig.transport.sent, cases[i / 2].sent);
    }
}

/* One whose lookup is answered while the client is being freed for the sake of another. */
TEST(a_client_that_is_freed_sends_nothing_more)
{
    struct reply late = number;
    late.after_ms = 100;
    rig_start(&late, 1);
    rig.transport.on_cancel = CANCEL_SAYS_THE_REPLY;
    skillcall_call *calls[3];
    for (size_t i = 0; i < 3; i++)
        calls[i] = submit(PHONE_WITHOUT_CALLER, SYSTEM(DEVICE), 0);
    skillcall_client_drive(rig.client, 0, NULL);
    for (size_t i = 0; i < 3; i++)
        answer_sending(&rig.transport, i);
    rig_free_client();
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(skillcall_call_status(calls[i]), SKILLCALL_E_CANCELLED);
        assert_int_equal(skillcall_call_outcome(calls[i]), NOT_PLACED);
        skillcall_call_free(calls[i]);
    }
    rig_close();
    assert_int_equal(rig.transport.sent, 3);
}

static char seen[256];

static void note(void *user_data, const skillcall_event *event)
{
    assert_int_equal(skillcall_event_call_id(event), 1);
    strcat(seen, (const char *)user_data);
    strcat(seen, skillcall_event_method(event));
}

TEST(both_requests_are_one_call_to_an_observer)
{
    const struct reply replies[] = {number, placed};
    rig_prepare(replies, 2);
    char mark[] = ", ";
    const skillcall_observer observer = observer_of_all(note, mark);
    skillcall_client_options_set_observer(rig.options, &observer, NULL);
    rig_open();
    seen[0] = '\0';
    assert_ok(call(PHONE_WITHOUT_CALLER, SYSTEM(DEVICE), 0));
    assert_string_equal(seen, ", GET, GET, GET, POST, POST, POST");
}

TEST(nothing_is_sent_for_wrong_arguments)
{
    rig_start(&placed, 1);
    OWNED(skill_request) request = request_of(SYSTEM(DEVICE UNIT));
    skillcall_error *error = rig.error;
    assert_null(skillcall_client_call_phone(NULL, request, CALLEE, CALLER, 0, error));
    assert_int_equal(skillcall_error_status(error), SKILLCALL_E_ARGUMENT);
    assert_int_equal(skillcall_error_outcome(error), NOT_PLACED);
    assert_null(skillcall_client_call_phone(rig.client, NULL, CALLEE, CALLER, 0, NULL));
    assert_null(skillcall_client_call_phone(rig.client, request, NULL, CALLER, 0, NULL));
    assert_null(skillcall_client_call_phone(rig.client, request, "5551111", CALLER, 0, error));
    assert_int_equal(skillcall_error_status(error), SKILLCALL_E_INVALID);
    assert_int_equal(skillcall_error_outcome(error), NOT_PLACED);
    assert_null(skillcall_client_call_phone(rig.client, request, CALLEE, CALLER, -1, NULL));
    assert_null(skillcall_client_call_extension(rig.client, request, NULL, PROFILE_TOKEN, 0, NULL));
    assert_null(skillcall_client_call_extension(rig.client, request, "4011", NULL, 0, NULL));
    assert_null(skillcall_client_call_extension(rig.client, request, "4011", "a b", 0, NULL));
    assert_null(skillcall_client_submit_call_phone(NULL, request, CALLEE, NULL, 0, NULL));
    assert_null(skillcall_client_submit_call_phone(rig.client, request, CALLEE, NULL, -1, NULL));
    assert_null(skillcall_client_submit_call_phone(rig.client, request, "5551111", NULL, 0, error));
    assert_int_equal(skillcall_error_status(error), SKILLCALL_E_INVALID);
    assert_int_equal(skillcall_error_violation_count(error), 1);
    assert_null(skillcall_client_submit_call_extension(rig.client, request, "4011", NULL, 0, NULL));
    assert_int_equal(rig.transport.sent, 0);
}

TEST(memory_may_run_out_at_any_moment)
{
    for (int i = 0; i < 4; i++) {
        enum form form = i < 2 ? PHONE_WITHOUT_CALLER : EXTENSION;
        int32_t status = SKILLCALL_E_NO_MEMORY;
        const struct reply replies[] = {form == EXTENSION ? profile : number, placed};
        for (size_t fail_at = 1; status != SKILLCALL_OK; fail_at++) {
            rig_start(replies, 2);
            rig.watch.calls = 0;
            rig.watch.fail_at = fail_at;
            status = ways[i % 2](form, SYSTEM(DEVICE UNIT), 0);
            assert_true(status == SKILLCALL_OK ? fail_at > 1 : status == SKILLCALL_E_NO_MEMORY);
            if (status != SKILLCALL_OK)
                assert_int_equal(skillcall_error_outcome(rig.error),
                                 rig.transport.sent == 2 ? UNKNOWN : NOT_PLACED);
            rig_close();
            assert_true(fail_at < 100);
        }
    }
}
