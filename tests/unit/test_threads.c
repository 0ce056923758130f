/* Many threads on one client. Made for ThreadSanitizer; without it, it still finds calls that are
   forgotten: nothing here needs longer than the deadline. */
#define _POSIX_C_SOURCE 200809L

#include "support/event_transport.h"
#include "support/rig.h"
#include "support/worker_transport.h"

#include <time.h>

enum { THREADS = 16, ROUNDS = 300, CALLS = 48 };

static const struct reply placed = {.http = 200, .body = PLACED_BODY};

static const struct reply mixed[] = {
    {.http = 200, .body = PLACED_BODY},
    {.http = 429, .retry_after = "0"},
    {.http = 200, .body = PLACED_BODY},
    {.http = 500},
    {.http = 200, .body = PLACED_BODY},
    {.failure = SKILLCALL_E_CONNECT, .sent = SKILLCALL_NOT_SENT},
    {.http = 401, .body = "{\"code\":\"BadToken\"}"},
    {.failure = SKILLCALL_E_NETWORK, .sent = SKILLCALL_MAYBE_SENT},
};
enum { MIXED = sizeof mixed / sizeof *mixed };

static struct event_transport events;
static struct worker_transport workers;
static atomic_size_t blocking_turn;
static size_t blocking_count;
static const struct reply *blocking_replies;

static int32_t answer_at_once(void *user_data, skillcall_exchange *exchange)
{
    (void)user_data;
    give_reply(exchange, &blocking_replies[atomic_fetch_add(&blocking_turn, 1) % blocking_count]);
    return SKILLCALL_OK;
}

enum kind { BLOCKING, WORKERS_OWN, DRIVEN, KINDS };

static skillcall_transport transport_of(enum kind kind, const struct reply *replies, size_t count)
{
    if (kind == WORKERS_OWN)
        return worker_transport(&workers, replies, count);
    if (kind == DRIVEN)
        return event_transport(&events, replies, count);
    blocking_replies = replies;
    blocking_count = count;
    return (skillcall_transport){.struct_size = sizeof(skillcall_transport),
                                 .submit = answer_at_once};
}

static void sleep_ms(long ms)
{
    nanosleep(&(struct timespec){.tv_nsec = ms * 1000000}, NULL);
}

/* One client in real time, used by all threads of a test. */
static skillcall_client *client;
static skillcall_access *the_one_access;
static skillcall_session *the_one_session;

static atomic_bool slow_log, is_logging, is_closing;

/* Keeps the thread that logs for as long as another needs to free the client. */
static void log_slowly(void)
{
    atomic_store(&is_logging, true);
    while (!atomic_load(&is_closing))
        sleep_ms(1);
    sleep_ms(20);
}

/* Uses the client, whose lock must not be held. */
static void count_lines(void *user_data, int32_t level, const char *message)
{
    (void)user_data;
    (void)level;
    (void)message;
    if (atomic_load(&slow_log))
        log_slowly();
    else
        skillcall_client_calls_in_flight(client);
}

static void open_client(enum kind kind, const struct reply *replies, size_t count)
{
    skillcall_client_options *options = skillcall_client_options_new(NULL, NULL);
    skillcall_transport transport = transport_of(kind, replies, count);
    assert_int_equal(skillcall_client_options_set_transport(options, &transport, NULL), 0);
    skillcall_client_options_set_backoff_ms(options, 1, 2, NULL);
    skillcall_client_options_set_deadline_ms(options, 60000, NULL);
    skillcall_client_options_set_log(options, count_lines, NULL, SKILLCALL_LOG_DEBUG, NULL);
    client = skillcall_client_new(NULL, options, NULL);
    assert_non_null(client);
    skillcall_client_options_free(options);
    the_one_access = the_access();
    the_one_session = the_session();
}

static void close_client(enum kind kind)
{
    skillcall_client_free(client);
    skillcall_access_free(the_one_access);
    skillcall_session_free(the_one_session);
    if (kind == DRIVEN) {
        assert_int_equal(atomic_load(&events.overlaps), 0);
        assert_int_equal(atomic_load(&events.destroys), 1);
    }
}

static skillcall_call *submit(void)
{
    skillcall_call *call =
        skillcall_client_submit(client, the_one_access, the_one_session, 0, NULL);
    assert_non_null(call);
    return call;
}

static void run_threads(void *(*function)(void *), size_t count)
{
    pthread_t threads[THREADS];
    for (size_t i = 0; i < count; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, function, (void *)(uintptr_t)i), 0);
    for (size_t i = 0; i < count; i++)
        pthread_join(threads[i], NULL);
}

static atomic_size_t wrong;

/* cmocka's assertions are for its own thread only. */
static void expect(bool holds)
{
    if (!holds)
        atomic_fetch_add(&wrong, 1);
}

static void expect_an_end(int32_t status, int32_t outcome)
{
    expect(status != SKILLCALL_E_PENDING && status != SKILLCALL_E_TIMEOUT);
    expect((status == SKILLCALL_OK) == (outcome == SKILLCALL_OUTCOME_PLACED));
    expect(outcome != SKILLCALL_OUTCOME_NONE);
}

static void start_one(skillcall_error *error)
{
    skillcall_error_clear(error);
    skillcall_receipt *receipt =
        skillcall_client_start(client, the_one_access, the_one_session, 0, error);
    expect_an_end(skillcall_error_status(error),
                  receipt ? SKILLCALL_OUTCOME_PLACED : skillcall_error_outcome(error));
    skillcall_receipt_free(receipt);
}

static void wait_and_free(skillcall_call *call, skillcall_error *error)
{
    skillcall_call_wait(call, -1, error);
    expect_an_end(skillcall_call_status(call), skillcall_call_outcome(call));
    skillcall_call_free(call);
}

static void do_one_thing(size_t turn, skillcall_error *error)
{
    switch (turn % 7) {
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
    default:
        skillcall_client_wake(client);
        expect(skillcall_client_drive(client, turn % 2, error) == SKILLCALL_OK);
    }
}

static void *do_everything(void *context)
{
    skillcall_error *error = skillcall_error_new(NULL);
    for (size_t i = 0; i < ROUNDS; i++)
        do_one_thing(i * 5 + (uintptr_t)context, error);
    skillcall_error_free(error);
    return NULL;
}

static void every_thread_may_do_everything(void **state)
{
    (void)state;
    for (int kind = BLOCKING; kind < KINDS; kind++) {
        open_client((enum kind)kind, mixed, MIXED);
        run_threads(do_everything, THREADS);
        while (skillcall_client_calls_in_flight(client) > 0) /* those that were freed */
            skillcall_client_drive(client, 10, NULL);
        assert_null(skillcall_client_take_ended(client));
        close_client((enum kind)kind);
        assert_int_equal(atomic_load(&wrong), 0);
    }
}

static skillcall_call *calls[CALLS];

static void *use_each_call(void *context)
{
    skillcall_error *error = skillcall_error_new(NULL);
    for (size_t i = 0; i < CALLS; i++) {
        skillcall_call *call = calls[(i + 3 * (uintptr_t)context) % CALLS];
        if ((i + (uintptr_t)context) % 16 == 0)
            skillcall_call_cancel(call);
        skillcall_call_wait(call, (int64_t)(i % 3) - 1, error);
        int32_t status = skillcall_call_status(call);
        const skillcall_error *told = skillcall_call_error(call);
        if (status != SKILLCALL_E_PENDING)
            expect(skillcall_error_status(told) == status);
    }
    skillcall_error_free(error);
    return NULL;
}

static void every_thread_may_use_the_same_calls(void **state)
{
    (void)state;
    for (int kind = BLOCKING; kind < KINDS; kind++) {
        open_client((enum kind)kind, mixed, MIXED);
        for (size_t i = 0; i < CALLS; i++)
            calls[i] = submit();
        run_threads(use_each_call, THREADS);
        for (size_t i = 0; i < CALLS; i++)
            wait_and_free(calls[i], NULL);
        close_client((enum kind)kind);
        assert_int_equal(atomic_load(&wrong), 0);
    }
}

/* Holds all answers back, as long as the transport can. */
static void hold(enum kind kind)
{
    if (kind == WORKERS_OWN)
        hold_workers(&workers, true);
    else
        atomic_store(&events.holds, true);
}

static void release(enum kind kind)
{
    if (kind == WORKERS_OWN)
        hold_workers(&workers, false);
    else
        event_release(&events);
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

static void freeing_the_client_ends_every_wait(void **state)
{
    (void)state;
    for (int round = 0; round < 20; round++) {
        enum kind kind = round % 2 ? WORKERS_OWN : DRIVEN;
        open_client(kind, &placed, 1);
        hold(kind);
        pthread_t threads[THREADS];
        atomic_store(&begun, 0);
        for (size_t i = 0; i < THREADS; i++)
            calls[i] = submit();
        for (size_t i = 0; i < THREADS; i++)
            pthread_create(&threads[i], NULL, wait_for_an_end, (void *)(uintptr_t)i);
        while (atomic_load(&begun) < THREADS / 2 + (size_t)round % 8)
            sleep_ms(1);
        close_client(kind); /* the calls keep what the threads need */
        for (size_t i = 0; i < THREADS; i++)
            pthread_join(threads[i], NULL);
        for (size_t i = 0; i < THREADS; i++)
            skillcall_call_free(calls[i]);
        assert_int_equal(atomic_load(&wrong), 0);
    }
}

static void *drive_for_ever(void *context)
{
    atomic_int *status = context;
    atomic_store(status, skillcall_client_drive(client, -1, NULL));
    return NULL;
}

static void freeing_the_client_ends_a_drive(void **state)
{
    (void)state;
    open_client(DRIVEN, &placed, 1);
    pthread_t thread;
    atomic_int status = SKILLCALL_OK;
    pthread_create(&thread, NULL, drive_for_ever, &status);
    while (atomic_load(&events.drives) == 0)
        sleep_ms(1);
    close_client(DRIVEN);
    pthread_join(thread, NULL);
    assert_int_equal(atomic_load(&status), SKILLCALL_E_STATE);
}

static void a_wake_ends_a_drive_of_another_thread(void **state)
{
    (void)state;
    for (int kind = BLOCKING; kind < KINDS; kind++) {
        open_client((enum kind)kind, &placed, 1);
        for (int i = 0; i < 50; i++) {
            pthread_t threads[2];
            atomic_int status[2] = {-1, -1};
            for (int j = 0; j < 2; j++)
                pthread_create(&threads[j], NULL, drive_for_ever, &status[j]);
            /* One wake ends one drive at least. */
            while (atomic_load(&status[0]) < 0 || atomic_load(&status[1]) < 0) {
                skillcall_client_wake(client);
                sleep_ms(i % 2);
            }
            for (int j = 0; j < 2; j++) {
                pthread_join(threads[j], NULL);
                assert_int_equal(atomic_load(&status[j]), SKILLCALL_OK);
            }
        }
        close_client((enum kind)kind);
    }
}

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void *wait_to_be_cancelled(void *context)
{
    expect(skillcall_call_wait(calls[(uintptr_t)context], -1, NULL) == SKILLCALL_E_CANCELLED);
    return NULL;
}

static void a_cancel_of_another_thread_is_prompt(void **state)
{
    (void)state;
    for (int kind = WORKERS_OWN; kind < KINDS; kind++) {
        open_client((enum kind)kind, &placed, 1);
        hold((enum kind)kind);
        calls[0] = submit();
        pthread_t thread;
        pthread_create(&thread, NULL, wait_to_be_cancelled, NULL);
        while (atomic_load(kind == DRIVEN ? &events.sent : &workers.sent) == 0)
            sleep_ms(1);
        int64_t began = now_ms();
        skillcall_call_cancel(calls[0]);
        pthread_join(thread, NULL);
        assert_true(now_ms() - began < 5000); /* and not the deadline */
        skillcall_call_free(calls[0]);
        close_client((enum kind)kind);
        assert_int_equal(atomic_load(&wrong), 0);
    }
}

/* The descriptor is the transport's to give, whose functions are called one at a time. */
static void the_descriptor_can_be_had_while_another_thread_waits(void **state)
{
    (void)state;
    for (int i = 0; i < 20; i++) {
        open_client(DRIVEN, &placed, 1);
        hold(DRIVEN);
        calls[0] = submit();
        pthread_t thread;
        pthread_create(&thread, NULL, wait_to_be_cancelled, NULL);
        while (i % 2 && atomic_load(&events.sent) == 0)
            sleep_ms(1);
        assert_true(skillcall_client_pollable_fd(client, NULL) >= 0);
        skillcall_call_cancel(calls[0]);
        pthread_join(thread, NULL);
        skillcall_call_free(calls[0]);
        close_client(DRIVEN);
        assert_int_equal(atomic_load(&wrong), 0);
    }
}

/* One thread drives and goes on to; the other is told when its own call ends. */
static void a_thread_that_sleeps_is_told_of_its_end(void **state)
{
    (void)state;
    for (int kind = WORKERS_OWN; kind < KINDS; kind++) {
        open_client((enum kind)kind, &placed, 1);
        hold((enum kind)kind);
        calls[0] = submit();
        calls[1] = submit();
        pthread_t threads[2];
        pthread_create(&threads[0], NULL, wait_to_be_cancelled, (void *)(uintptr_t)0);
        while (atomic_load(kind == DRIVEN ? &events.sent : &workers.sent) < 2)
            sleep_ms(1);
        pthread_create(&threads[1], NULL, wait_to_be_cancelled, (void *)(uintptr_t)1);
        sleep_ms(20); /* most often it sleeps by now */
        skillcall_call_cancel(calls[1]);
        pthread_join(threads[1], NULL);
        assert_int_equal(skillcall_call_status(calls[0]), SKILLCALL_E_PENDING);
        skillcall_call_cancel(calls[0]);
        pthread_join(threads[0], NULL);
        skillcall_call_free(calls[0]);
        skillcall_call_free(calls[1]);
        close_client((enum kind)kind);
        assert_int_equal(atomic_load(&wrong), 0);
    }
}

static void *free_when_the_driver_logs(void *context)
{
    (void)context;
    while (!atomic_load(&is_logging))
        sleep_ms(1);
    atomic_store(&is_closing, true);
    close_client(WORKERS_OWN);
    return NULL;
}

/* The driver is awake, but not looking, when the client is freed. */
static void a_busy_driver_notices_that_the_client_is_freed(void **state)
{
    (void)state;
    open_client(WORKERS_OWN, &placed, 1);
    hold(WORKERS_OWN);
    atomic_store(&slow_log, true);
    calls[0] = submit();
    calls[1] = submit();
    skillcall_call_cancel(calls[1]);
    pthread_t threads[2];
    pthread_create(&threads[0], NULL, free_when_the_driver_logs, NULL);
    pthread_create(&threads[1], NULL, wait_to_be_cancelled, (void *)(uintptr_t)0);
    int64_t began = now_ms();
    pthread_join(threads[0], NULL);
    pthread_join(threads[1], NULL);
    assert_true(now_ms() - began < 10000); /* and not the deadline */
    atomic_store(&slow_log, false);
    skillcall_call_free(calls[0]);
    skillcall_call_free(calls[1]);
    assert_int_equal(atomic_load(&wrong), 0);
}

static void *wait_for_a_moment(void *context)
{
    (void)context;
    expect(skillcall_call_wait(calls[0], 100, NULL) == SKILLCALL_E_PENDING);
    return NULL;
}

/* The thread that drove has waited enough; one that sleeps in drive must go on for all. */
static void a_thread_in_drive_takes_over(void **state)
{
    (void)state;
    for (int kind = WORKERS_OWN; kind < KINDS; kind++) {
        open_client((enum kind)kind, &placed, 1);
        hold((enum kind)kind);
        calls[0] = submit();
        pthread_t threads[2];
        atomic_int status = -1;
        pthread_create(&threads[0], NULL, wait_for_a_moment, NULL);
        while (atomic_load(kind == DRIVEN ? &events.sent : &workers.sent) < 1)
            sleep_ms(1);
        pthread_create(&threads[1], NULL, drive_for_ever, &status);
        pthread_join(threads[0], NULL);
        release((enum kind)kind);
        int64_t began = now_ms();
        while (atomic_load(&status) < 0 && now_ms() - began < 10000)
            sleep_ms(1);
        assert_int_equal(atomic_load(&status), SKILLCALL_OK);
        pthread_join(threads[1], NULL);
        assert_int_equal(skillcall_call_status(calls[0]), SKILLCALL_OK);
        skillcall_call_free(calls[0]);
        close_client((enum kind)kind);
        assert_int_equal(atomic_load(&wrong), 0);
    }
}

static void *cancel_the_first(void *context)
{
    (void)context;
    skillcall_call_cancel(calls[0]);
    return NULL;
}

/* A thread is still inside the transport's wake when everything else has ended. */
static void the_transport_outlives_a_wake(void **state)
{
    (void)state;
    open_client(DRIVEN, &placed, 1);
    hold(DRIVEN);
    calls[0] = submit();
    pthread_t threads[2];
    pthread_create(&threads[0], NULL, wait_to_be_cancelled, (void *)(uintptr_t)0);
    while (atomic_load(&events.drives) < 2) /* the first one saw the submission */
        sleep_ms(1);
    atomic_store(&events.next_wake_is_slow, true);
    pthread_create(&threads[1], NULL, cancel_the_first, NULL);
    while (atomic_load(&events.next_wake_is_slow))
        sleep_ms(1);
    close_client(DRIVEN);
    pthread_join(threads[0], NULL);
    pthread_join(threads[1], NULL);
    skillcall_call_free(calls[0]);
    assert_int_equal(atomic_load(&wrong), 0);
}

static void *wait_for_my_own(void *context)
{
    expect(skillcall_call_wait(calls[(uintptr_t)context], -1, NULL) == SKILLCALL_OK);
    return NULL;
}

/* All wait, one drives for all; whoever is done hands over. */
static void one_thread_drives_for_all_and_hands_over(void **state)
{
    (void)state;
    for (int kind = WORKERS_OWN; kind < KINDS; kind++) {
        open_client((enum kind)kind, &placed, 1);
        hold((enum kind)kind);
        pthread_t threads[THREADS];
        for (size_t i = 0; i < THREADS; i++) {
            calls[i] = submit();
            pthread_create(&threads[i], NULL, wait_for_my_own, (void *)(uintptr_t)i);
        }
        while (atomic_load(kind == DRIVEN ? &events.sent : &workers.sent) < THREADS)
            sleep_ms(1);
        release((enum kind)kind);
        for (size_t i = 0; i < THREADS; i++) {
            pthread_join(threads[i], NULL);
            skillcall_call_free(calls[i]);
        }
        close_client((enum kind)kind);
        assert_int_equal(atomic_load(&wrong), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_thread_may_do_everything),
        cmocka_unit_test(every_thread_may_use_the_same_calls),
        cmocka_unit_test(freeing_the_client_ends_every_wait),
        cmocka_unit_test(freeing_the_client_ends_a_drive),
        cmocka_unit_test(a_wake_ends_a_drive_of_another_thread),
        cmocka_unit_test(a_cancel_of_another_thread_is_prompt),
        cmocka_unit_test(the_descriptor_can_be_had_while_another_thread_waits),
        cmocka_unit_test(a_thread_that_sleeps_is_told_of_its_end),
        cmocka_unit_test(a_busy_driver_notices_that_the_client_is_freed),
        cmocka_unit_test(a_thread_in_drive_takes_over),
        cmocka_unit_test(the_transport_outlives_a_wake),
        cmocka_unit_test(one_thread_drives_for_all_and_hands_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
