/* SPDX-License-Identifier: Apache-2.0 */
/* Who drives, who sleeps and who is woken, in the moments that matter. A wake-up that is lost shows
   as a wait until the deadline, which is far away. */
#include "support/owned.h"
#include "support/shared_client.h"

static void *drive_for_ever(void *context)
{
    atomic_int *status = context;
    atomic_store(status, skillcall_client_drive(client, -1, NULL));
    return NULL;
}

/* Soon, and not by the deadline. */
static void assert_drive_ends(pthread_t thread, const atomic_int *status)
{
    int64_t began = now_ms();
    while (atomic_load(status) < 0 && now_ms() - began < 10000)
        sleep_ms(1);
    assert_ok(atomic_load(status));
    pthread_join(thread, NULL);
}

TEST(freeing_the_client_ends_a_drive)
{
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

TEST(a_wake_ends_a_drive_of_another_thread)
{
    for (enum kind kind = BLOCKING; kind < KINDS; kind++) {
        open_client(kind, &placed, 1);
        for (int i = 0; i < 50; i++) {
            pthread_t threads[2];
            atomic_int status[2] = {-1, -1};
            for (int j = 0; j < 2; j++)
                pthread_create(&threads[j], NULL, drive_for_ever, &status[j]);
            /* Whoever comes after a wake needs another. */
            while (atomic_load(&status[0]) < 0 || atomic_load(&status[1]) < 0) {
                skillcall_client_wake(client);
                sleep_ms(i % 2);
            }
            for (int j = 0; j < 2; j++) {
                pthread_join(threads[j], NULL);
                assert_ok(atomic_load(&status[j]));
            }
        }
        close_client(kind);
    }
}

enum { DRIVERS = 4, DRIVE_MS = 60000 };

static _Thread_local bool is_entering;
static atomic_size_t inside;

/* A drive with a time limit reads the clock first of all, with the client's lock held. */
static int64_t count_who_enters(void *user_data)
{
    if (is_entering)
        atomic_fetch_add(&inside, 1);
    is_entering = false;
    return now_ms();
}

static int64_t no_date(void *user_data)
{
    return 0;
}

static void *drive_until_woken(void *context)
{
    is_entering = true;
    expect(skillcall_client_drive(client, DRIVE_MS, NULL) == SKILLCALL_OK);
    return context;
}

TEST(one_wake_ends_every_drive)
{
    static const skillcall_clock clock = {
        .struct_size = sizeof clock, .monotonic_ms = count_who_enters, .unix_ms = no_date};
    for (enum kind kind = BLOCKING; kind < KINDS; kind++) {
        open_client_with(kind, &placed, 1, &clock);
        pthread_t threads[DRIVERS];
        atomic_store(&inside, 0);
        for (int i = 0; i < DRIVERS; i++)
            pthread_create(&threads[i], NULL, drive_until_woken, NULL);
        while (atomic_load(&inside) < DRIVERS)
            sleep_ms(1);
        int64_t began = now_ms();
        skillcall_client_wake(client);
        for (int i = 0; i < DRIVERS; i++)
            pthread_join(threads[i], NULL);
        assert_true(now_ms() - began < DRIVE_MS / 2);
        close_client(kind);
        assert_int_equal(atomic_load(&wrong), 0);
    }
}

static void *wait_to_be_cancelled(void *context)
{
    expect(skillcall_call_wait(calls[(uintptr_t)context], -1, NULL) == SKILLCALL_E_CANCELLED);
    return NULL;
}

TEST(a_cancel_of_another_thread_is_prompt)
{
    for (enum kind kind = WORKERS_OWN; kind < KINDS; kind++) {
        open_held(kind, 1);
        pthread_t thread;
        pthread_create(&thread, NULL, wait_to_be_cancelled, NULL);
        await_sent(kind, 1);
        int64_t began = now_ms();
        skillcall_call_cancel(calls[0]);
        pthread_join(thread, NULL);
        assert_true(now_ms() - began < 5000); /* and not the deadline */
        free_calls(1);
        close_client(kind);
    }
}

/* The descriptor is the transport's to give, whose functions are called one at a time. */
TEST(returns_the_descriptor_while_another_thread_waits)
{
    for (int i = 0; i < 20; i++) {
        open_held(DRIVEN, 1);
        pthread_t thread;
        pthread_create(&thread, NULL, wait_to_be_cancelled, NULL);
        while (i % 2 && atomic_load(&events.sent) == 0)
            sleep_ms(1);
        assert_true(skillcall_client_pollable_fd(client, NULL) >= 0);
        skillcall_call_cancel(calls[0]);
        pthread_join(thread, NULL);
        free_calls(1);
        close_client(DRIVEN);
    }
}

/* One thread drives and goes on to; the other is told when its own call ends. */
TEST(a_sleeping_thread_learns_of_its_end)
{
    for (enum kind kind = WORKERS_OWN; kind < KINDS; kind++) {
        open_held(kind, 2);
        pthread_t threads[2];
        pthread_create(&threads[0], NULL, wait_to_be_cancelled, (void *)(uintptr_t)0);
        await_sent(kind, 2);
        pthread_create(&threads[1], NULL, wait_to_be_cancelled, (void *)(uintptr_t)1);
        sleep_ms(20); /* most often it sleeps by now */
        skillcall_call_cancel(calls[1]);
        pthread_join(threads[1], NULL);
        assert_int_equal(skillcall_call_status(calls[0]), SKILLCALL_E_PENDING);
        skillcall_call_cancel(calls[0]);
        pthread_join(threads[0], NULL);
        free_calls(2);
        close_client(kind);
    }
}

/* One thread drives and goes on to; the other one, in drive, returns for the call that ends. */
TEST(a_thread_in_drive_learns_of_an_end)
{
    for (enum kind kind = WORKERS_OWN; kind < KINDS; kind++) {
        open_held(kind, 2);
        pthread_t threads[2];
        atomic_int status = -1;
        pthread_create(&threads[0], NULL, wait_to_be_cancelled, (void *)(uintptr_t)0);
        await_sent(kind, 2);
        pthread_create(&threads[1], NULL, drive_for_ever, &status);
        sleep_ms(20); /* most often it sleeps by now */
        skillcall_call_cancel(calls[1]);
        assert_drive_ends(threads[1], &status);
        assert_int_equal(skillcall_call_status(calls[0]), SKILLCALL_E_PENDING);
        skillcall_call_cancel(calls[0]);
        pthread_join(threads[0], NULL);
        free_calls(2);
        close_client(kind);
    }
}

static atomic_bool is_logging, is_closing;

/* Keeps the thread that logs for as long as another needs to free the client. */
static void log_slowly(void)
{
    atomic_store(&is_logging, true);
    while (!atomic_load(&is_closing))
        sleep_ms(1);
    sleep_ms(20);
}

static void *free_when_the_driver_logs(void *context)
{
    while (!atomic_load(&is_logging))
        sleep_ms(1);
    atomic_store(&is_closing, true);
    close_client(WORKERS_OWN);
    return NULL;
}

/* The driver is awake, but not looking, when the client is freed. */
TEST(a_busy_driver_notices_that_the_client_is_freed)
{
    open_client(WORKERS_OWN, &placed, 1);
    hold(WORKERS_OWN);
    on_log = log_slowly;
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
    on_log = NULL;
    free_calls(2);
}

static atomic_bool is_asking;

static void *ask_for_the_descriptor(void *context)
{
    while (!atomic_load(&is_logging))
        sleep_ms(1);
    OWNED(error) error = skillcall_error_new(NULL);
    atomic_store(&is_asking, true);
    int32_t fd = skillcall_client_pollable_fd(client, error);
    expect(fd >= 0 || skillcall_error_status(error) == SKILLCALL_E_STATE);
    return NULL;
}

static void *free_when_another_asks(void *context)
{
    while (!atomic_load(&is_asking))
        sleep_ms(1);
    sleep_ms(10);
    atomic_store(&is_closing, true);
    close_client(DRIVEN);
    return NULL;
}

/* It waits for the driver, as the thread that frees the client does. */
TEST(the_descriptor_is_asked_for_while_the_client_is_freed)
{
    for (int i = 0; i < 5; i++) {
        atomic_store(&is_logging, false);
        atomic_store(&is_closing, false);
        atomic_store(&is_asking, false);
        open_client(DRIVEN, &placed, 1);
        hold(DRIVEN);
        on_log = log_slowly;
        calls[0] = submit();
        calls[1] = submit();
        skillcall_call_cancel(calls[1]);
        pthread_t threads[5];
        pthread_create(&threads[0], NULL, free_when_another_asks, NULL);
        pthread_create(&threads[1], NULL, wait_to_be_cancelled, (void *)(uintptr_t)0);
        for (int j = 2; j < 5; j++)
            pthread_create(&threads[j], NULL, ask_for_the_descriptor, NULL);
        for (int j = 0; j < 5; j++)
            pthread_join(threads[j], NULL);
        on_log = NULL;
        free_calls(2);
    }
}

static void *wait_for_a_moment(void *context)
{
    expect(skillcall_call_wait(calls[0], 100, NULL) == SKILLCALL_E_PENDING);
    return NULL;
}

/* The thread that drove has waited enough; one that sleeps in drive must go on for all. */
TEST(a_thread_in_drive_takes_over)
{
    for (enum kind kind = WORKERS_OWN; kind < KINDS; kind++) {
        open_held(kind, 1);
        pthread_t threads[2];
        atomic_int status = -1;
        pthread_create(&threads[0], NULL, wait_for_a_moment, NULL);
        await_sent(kind, 1);
        pthread_create(&threads[1], NULL, drive_for_ever, &status);
        pthread_join(threads[0], NULL);
        release(kind);
        assert_drive_ends(threads[1], &status);
        assert_ok(skillcall_call_status(calls[0]));
        free_calls(1);
        close_client(kind);
    }
}

static void *cancel_the_first(void *context)
{
    skillcall_call_cancel(calls[0]);
    return NULL;
}

/* A thread is still inside the transport's wake when everything else has ended. */
TEST(the_transport_outlives_a_wake)
{
    open_held(DRIVEN, 1);
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
    free_calls(1);
}
