/* SPDX-License-Identifier: Apache-2.0 */
/* What programs do with a client. */
#include "run.h"

#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

enum { SHORT_MS = 20, HANG_MS = 5000 };

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static bool open_client(struct run *run)
{
    run->client = skillcall_client_new(&run->allocator, run->options, run->error);
    if (!run->client)
        run_expect(run, skillcall_error_status(run->error), run->error);
    return run->client != NULL;
}

/* A blocking call; any thread. */
static void start_to(struct run *run, const skillcall_access *access, size_t index)
{
    struct run_call *call = &run->calls[index];
    skillcall_error *error = skillcall_error_new(NULL);
    skillcall_receipt *receipt =
        skillcall_client_start(run->client, access, call->session, run->deadline_ms, error);
    run_expect(run, skillcall_error_status(error), error);
    call->outcome = receipt ? SKILLCALL_OUTCOME_PLACED : skillcall_error_outcome(error);
    skillcall_receipt_free(receipt);
    skillcall_error_free(error);
}

static void start(struct run *run, size_t index)
{
    start_to(run, run->access, index);
}

/* NULL where the system refuses what a call needs. */
static skillcall_call *submit(struct run *run, size_t index)
{
    struct run_call *made = &run->calls[index];
    skillcall_call *call = skillcall_client_submit(run->client, run->access, made->session,
                                                   run->deadline_ms, run->error);
    if (!call) {
        run_expect(run, skillcall_error_status(run->error), run->error);
        made->outcome = skillcall_error_outcome(run->error);
    }
    skillcall_call_set_user_data(call, made);
    return call;
}

static void take(struct run *run, skillcall_call *call)
{
    if (!call)
        return;
    struct run_call *made = skillcall_call_user_data(call);
    made->outcome = skillcall_call_outcome(call);
    run_expect(run, skillcall_call_status(call), skillcall_call_error(call));
    skillcall_call_free(call);
}

static void wait_and_take(struct run *run, skillcall_call *call)
{
    skillcall_call_wait(call, -1, NULL);
    take(run, call);
}

static void drive(struct run *run, int64_t timeout_ms)
{
    int32_t status = skillcall_client_drive(run->client, timeout_ms, run->error);
    if (status != SKILLCALL_OK)
        run_expect(run, status, run->error);
}

static void play_start(struct run *run)
{
    if (open_client(run))
        start(run, 0);
}

static void play_start_secure(struct run *run)
{
    if (open_client(run))
        start_to(run, run->secure, 0);
}

static void play_two_in_turn(struct run *run)
{
    if (!open_client(run))
        return;
    start(run, 0);
    start(run, 1);
}

static void play_several(struct run *run)
{
    if (!open_client(run))
        return;
    size_t count = 0;
    for (size_t i = 0; i < RUN_CALLS_MAX; i++)
        count += submit(run, i) != NULL;
    for (size_t taken = 0; taken < count;) {
        drive(run, HANG_MS);
        skillcall_call *call;
        for (; (call = skillcall_client_take_ended(run->client)); taken++)
            take(run, call);
    }
}

/* What an event loop does with the descriptor; it never blocks but in poll. */
static void loop(struct run *run, int32_t fd, size_t count)
{
    for (size_t taken = 0; taken < count;) {
        struct pollfd pollable = {.fd = fd, .events = POLLIN};
        if (poll(&pollable, 1, HANG_MS) != 1)
            run_fail("the descriptor of the event loop is never readable");
        drive(run, 0);
        skillcall_call *call;
        for (; (call = skillcall_client_take_ended(run->client)); taken++)
            take(run, call);
    }
}

static void play_event_loop(struct run *run)
{
    if (!open_client(run))
        return;
    int32_t fd = skillcall_client_pollable_fd(run->client, run->error);
    skillcall_call *calls[] = {submit(run, 0), submit(run, 1)};
    if (fd >= 0) {
        loop(run, fd, (size_t)(calls[0] != NULL) + (calls[1] != NULL));
        return;
    }
    run_expect(run, skillcall_error_status(run->error), run->error);
    wait_and_take(run, calls[0]);
    wait_and_take(run, calls[1]);
}

/* A silent service: only the deadline ends the call. */
static void play_deadline_in_event_loop(struct run *run)
{
    service_be_silent(true);
    run->deadline_ms = SHORT_MS;
    play_event_loop(run);
}

static void play_deadline(struct run *run)
{
    service_be_silent(true);
    run->deadline_ms = SHORT_MS;
    if (open_client(run))
        wait_and_take(run, submit(run, 0));
}

/* Drives for a while, so that the request goes out. */
static void send_request(struct run *run, const skillcall_call *call)
{
    int64_t end_ms = now_ms() + SHORT_MS / 2;
    while (skillcall_call_status(call) == SKILLCALL_E_PENDING && now_ms() < end_ms)
        drive(run, 5);
}

static void play_cancel(struct run *run)
{
    service_be_silent(true);
    if (!open_client(run))
        return;
    skillcall_call *call = submit(run, 0);
    send_request(run, call);
    skillcall_call_cancel(call);
    wait_and_take(run, call);
}

static void play_free_in_flight(struct run *run)
{
    service_be_silent(true);
    if (!open_client(run))
        return;
    skillcall_call *calls[] = {submit(run, 0), NULL};
    send_request(run, calls[0]);
    calls[1] = submit(run, 1);
    skillcall_client_free(run->client);
    run->client = NULL;
    take(run, calls[0]);
    take(run, calls[1]);
}

struct starter {
    struct run *run;
    size_t index;
    pthread_t thread;
};

static void *start_in_thread(void *context)
{
    struct starter *starter = context;
    start(starter->run, starter->index);
    return NULL;
}

/* One of the threads drives for all. */
static void play_threads(struct run *run)
{
    struct starter starters[RUN_CALLS_MAX];
    if (!open_client(run))
        return;
    for (size_t i = 0; i < RUN_CALLS_MAX; i++) {
        starters[i] = (struct starter){.run = run, .index = i};
        pthread_create(&starters[i].thread, NULL, start_in_thread, &starters[i]);
    }
    for (size_t i = 0; i < RUN_CALLS_MAX; i++)
        pthread_join(starters[i].thread, NULL);
}

struct driver {
    struct run *run;
    atomic_bool is_over;
};

static void *drive_in_thread(void *context)
{
    struct driver *driver = context;
    while (!atomic_load(&driver->is_over))
        skillcall_client_drive(driver->run->client, HANG_MS, NULL);
    return NULL;
}

/* Calls have to wake the thread that drives. */
static void play_driving_thread(struct run *run)
{
    struct driver driver = {.run = run};
    pthread_t thread;
    if (!open_client(run))
        return;
    pthread_create(&thread, NULL, drive_in_thread, &driver);
    wait_and_take(run, submit(run, 0));
    nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    wait_and_take(run, submit(run, 1));
    atomic_store(&driver.is_over, true);
    skillcall_client_wake(run->client);
    pthread_join(thread, NULL);
}

const struct scenario scenarios[] = {
    {"a call", play_start, SKILLCALL_OK, false},
    {"a call over TLS to a host by its name", play_start_secure, SKILLCALL_OK, true},
    {"two calls in turn", play_two_in_turn, SKILLCALL_OK, false},
    {"several calls at once", play_several, SKILLCALL_OK, false},
    {"an event loop", play_event_loop, SKILLCALL_OK, false},
    {"deadlines in an event loop", play_deadline_in_event_loop, SKILLCALL_E_TIMEOUT, false},
    {"a deadline", play_deadline, SKILLCALL_E_TIMEOUT, false},
    {"a cancelled call", play_cancel, SKILLCALL_E_CANCELLED, false},
    {"a client freed with calls in flight", play_free_in_flight, SKILLCALL_E_CANCELLED, false},
    {"several threads", play_threads, SKILLCALL_OK, false},
    {"a thread that drives", play_driving_thread, SKILLCALL_OK, false},
};

const size_t scenario_count = sizeof scenarios / sizeof scenarios[0];
