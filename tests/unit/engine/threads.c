/* SPDX-License-Identifier: Apache-2.0 */
/* Many threads on one client do everything at once. Made for ThreadSanitizer; without it, it still
   finds calls that are forgotten: nothing here needs longer than the deadline. */
#include "support/owned.h"
#include "support/shared_client.h"

#include <skillcall/call_from_request.h>

enum { ROUNDS = 300 };

/* What a lookup finds its number in, and a call its session id. */
#define NUMBER_OR_PLACED_BODY                                                                      \
    "{\"countryCode\":\"+1\",\"phoneNumber\":\"204-555-1111\",\"sessionId\":\"" SESSION_ID "\"}"

static const struct reply mixed[] = {
    {.http = 200, .body = NUMBER_OR_PLACED_BODY},
    {.http = 429, .retry_after = "0"},
    {.http = 200, .body = NUMBER_OR_PLACED_BODY},
    {.http = 500},
    {.http = 200, .body = NUMBER_OR_PLACED_BODY},
    {.failure = SKILLCALL_E_CONNECT, .sent = SKILLCALL_NOT_SENT},
    {.http = 401, .body = "{\"code\":\"BadToken\"}"},
    {.failure = SKILLCALL_E_NETWORK, .sent = SKILLCALL_MAYBE_SENT},
};
enum { MIXED = sizeof mixed / sizeof *mixed };

static void run_threads(void *(*function)(void *), size_t count)
{
    pthread_t threads[THREADS];
    for (size_t i = 0; i < count; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, function, (void *)(uintptr_t)i), 0);
    for (size_t i = 0; i < count; i++)
        pthread_join(threads[i], NULL);
}

static void expect_an_end(int32_t status, int32_t outcome)
{
    expect(status != SKILLCALL_E_PENDING && status != SKILLCALL_E_TIMEOUT);
    expect((status == SKILLCALL_OK) == (outcome == PLACED));
    expect(outcome != SKILLCALL_OUTCOME_NONE);
}

static void start_one(skillcall_error *error)
{
    skillcall_error_clear(error);
    OWNED(receipt)
    receipt = skillcall_client_start(client, the_one_access, the_one_session, 0, error);
    expect_an_end(skillcall_error_status(error), receipt ? PLACED : skillcall_error_outcome(error));
}

static void wait_and_free(skillcall_call *call, skillcall_error *error)
{
    skillcall_call_wait(call, -1, error);
    expect_an_end(skillcall_call_status(call), skillcall_call_outcome(call));
    skillcall_call_free(call);
}

static skillcall_skill_request *the_one_request;

static const char request_json[] =
    "{\"version\":\"1.0\",\"context\":{\"System\":{\"application\":{\"applicationId\":\"a\"},"
    "\"apiEndpoint\":\"" ENDPOINT "\",\"apiAccessToken\":\"" TOKEN
    "\",\"device\":{\"deviceId\":\"d\"}}},"
    "\"request\":{\"type\":\"LaunchRequest\",\"requestId\":\"r\"}}";

/* A call that looks up its number first. */
static skillcall_call *submit_from_request(void)
{
    skillcall_call *call =
        skillcall_client_submit_call_phone(client, the_one_request, CALLEE, NULL, 0, NULL);
    expect(call != NULL);
    return call;
}

static void do_one_thing(size_t turn, skillcall_error *error)
{
    switch (turn % 9) {
    case 0:
    case 1:
        start_one(error);
        break;
    case 2:
        wait_and_free(submit(), error);
        break;
    case 3: {
        skillcall_call *call = submit();
        skillcall_call_cancel(call);
        wait_and_free(call, error);
        break;
    }
    case 4:
        skillcall_call_free(submit());
        break;
    case 5: {
        skillcall_call *call = submit();
        skillcall_call_wait(call, 0, error);
        skillcall_call_wait(call, 1, error);
        skillcall_call_cancel(call);
        wait_and_free(call, error);
        break;
    }
    case 6:
        wait_and_free(submit_from_request(), error);
        break;
    case 7: {
        skillcall_call *call = submit_from_request();
        skillcall_call_wait(call, 0, error);
        skillcall_call_cancel(call);
        wait_and_free(call, error);
        break;
    }
    default:
        skillcall_client_wake(client);
        expect(skillcall_client_drive(client, turn % 2, error) == SKILLCALL_OK);
    }
}

static void *do_everything(void *context)
{
    OWNED(error) error = skillcall_error_new(NULL);
    for (size_t i = 0; i < ROUNDS; i++)
        do_one_thing(i * 5 + (uintptr_t)context, error);
    return NULL;
}

TEST(every_thread_may_do_everything)
{
    the_one_request =
        skillcall_skill_request_from_json(NULL, request_json, strlen(request_json), NULL);
    assert_non_null(the_one_request);
    for (enum kind kind = BLOCKING; kind < KINDS; kind++) {
        open_client(kind, mixed, MIXED);
        run_threads(do_everything, THREADS);
        while (skillcall_client_calls_in_flight(client) > 0) /* those that were freed */
            skillcall_client_drive(client, 10, NULL);
        assert_null(skillcall_client_take_ended(client));
        close_client(kind);
        assert_int_equal(atomic_load(&wrong), 0);
    }
    skillcall_skill_request_free(the_one_request);
}

static void *use_each_call(void *context)
{
    OWNED(error) error = skillcall_error_new(NULL);
    for (size_t i = 0; i < CALLS; i++) {
        skillcall_call *call = calls[(i + 3 * (uintptr_t)context) % CALLS];
        if ((i + (uintptr_t)context) % 16 == 0)
            skillcall_call_cancel(call);
        skillcall_call_set_user_data(call, call);
        expect(skillcall_call_user_data(call) == call);
        skillcall_call_wait(call, (int64_t)(i % 3) - 1, error);
        int32_t status = skillcall_call_status(call);
        const skillcall_error *told = skillcall_call_error(call);
        if (status != SKILLCALL_E_PENDING)
            expect(skillcall_error_status(told) == status);
    }
    return NULL;
}

TEST(every_thread_may_use_the_same_calls)
{
    for (enum kind kind = BLOCKING; kind < KINDS; kind++) {
        open_client(kind, mixed, MIXED);
        for (size_t i = 0; i < CALLS; i++)
            calls[i] = submit();
        run_threads(use_each_call, THREADS);
        for (size_t i = 0; i < CALLS; i++)
            wait_and_free(calls[i], NULL);
        close_client(kind);
        assert_int_equal(atomic_load(&wrong), 0);
    }
}

static atomic_size_t begun;

static void *wait_for_an_end(void *context)
{
    skillcall_call *call = calls[(uintptr_t)context];
    atomic_fetch_add(&begun, 1);
    if ((uintptr_t)context % 4 == 3)
        skillcall_call_cancel(call);
    int32_t status = skillcall_call_wait(call, -1, NULL);
    expect(status == SKILLCALL_E_CANCELLED);
    return NULL;
}

TEST(freeing_the_client_ends_every_wait)
{
    for (int round = 0; round < 20; round++) {
        enum kind kind = round % 2 ? WORKERS_OWN : DRIVEN;
        open_held(kind, THREADS);
        pthread_t threads[THREADS];
        atomic_store(&begun, 0);
        for (size_t i = 0; i < THREADS; i++)
            pthread_create(&threads[i], NULL, wait_for_an_end, (void *)(uintptr_t)i);
        while (atomic_load(&begun) < THREADS / 2 + (size_t)round % 8)
            sleep_ms(1);
        close_client(kind); /* the calls keep what the threads need */
        for (size_t i = 0; i < THREADS; i++)
            pthread_join(threads[i], NULL);
        free_calls(THREADS);
    }
}

static void *wait_for_my_own(void *context)
{
    expect(skillcall_call_wait(calls[(uintptr_t)context], -1, NULL) == SKILLCALL_OK);
    return NULL;
}

/* All wait, one drives for all; whoever is done hands over. */
TEST(one_thread_drives_for_all_and_hands_over)
{
    for (enum kind kind = WORKERS_OWN; kind < KINDS; kind++) {
        open_held(kind, THREADS);
        pthread_t threads[THREADS];
        for (size_t i = 0; i < THREADS; i++)
            pthread_create(&threads[i], NULL, wait_for_my_own, (void *)(uintptr_t)i);
        await_sent(kind, THREADS);
        release(kind);
        for (size_t i = 0; i < THREADS; i++)
            pthread_join(threads[i], NULL);
        free_calls(THREADS);
        close_client(kind);
    }
}
