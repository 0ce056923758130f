/* SPDX-License-Identifier: Apache-2.0 */
/* One call on a hostile transport, from its submission to the end of its client, and what must
   hold whatever the transport does. */
#ifndef TESTS_TORTURE_TRANSPORT_RUN_H
#define TESTS_TORTURE_TRANSPORT_RUN_H

#include "support/watching_allocator.h"
#include "torture/transport/hostile.h"

#include <skillcall/client.h>

enum { DEADLINE_MS = SKILLCALL_DEFAULT_DEADLINE_MS, TRIGGER_MS = 1000, POLL_MS = 250 };

enum use { BLOCKING, DRIVEN, POLLED, USES };

enum trigger { DEADLINE, CANCEL, FREE_CALL, FREE_CLIENT, TRIGGERS };

struct trial {
    struct script script;
    enum use use;
    enum trigger trigger;
    int32_t max_attempts;
    bool can_cancel;
};

struct run {
    const struct trial *trial;
    struct fake_time time;
    struct hostile hostile;
    struct watch watch;
    skillcall_client *client;
    skillcall_call *call; /* NULL for a blocking one, and once it is freed */
    int64_t started_ms;
    int32_t status, outcome;
};

/* Made once for all runs. */
struct bench {
    skillcall_client_options *options;
    skillcall_access *access;
    skillcall_session *session;
    skillcall_error *error;
};

static inline uint32_t middling(void *user_data)
{
    return UINT32_MAX / 2;
}

static inline void open_client(struct run *run, const struct bench *bench)
{
    skillcall_transport transport = hostile_transport(&run->hostile, run->trial->can_cancel);
    skillcall_clock clock = fake_clock(&run->time);
    skillcall_allocator allocator = watching_allocator(&run->watch);
    skillcall_client_options_set_transport(bench->options, &transport, NULL);
    skillcall_client_options_set_clock(bench->options, &clock, NULL);
    skillcall_client_options_set_random(bench->options, middling, NULL, NULL);
    skillcall_client_options_set_max_attempts(bench->options, run->trial->max_attempts, NULL);
    run->client = skillcall_client_new(&allocator, bench->options, NULL);
}

static inline void free_client(struct run *run)
{
    skillcall_client_free(run->client);
    run->client = NULL;
    expect(&run->hostile, run->hostile.destroys == 1, "one destroy");
}

static inline void pull_trigger(struct run *run)
{
    if (run->trial->trigger == CANCEL)
        skillcall_call_cancel(run->call);
    if (run->trial->trigger == FREE_CLIENT)
        free_client(run);
    if (run->trial->trigger != FREE_CALL)
        return;
    skillcall_call_free(run->call);
    run->call = NULL;
    run->hostile.is_over = true;
    run->hostile.is_open = run->hostile.is_open && run->trial->can_cancel;
}

static inline bool is_pending(const struct run *run)
{
    return run->call && skillcall_call_status(run->call) == SKILLCALL_E_PENDING;
}

/* As a program with a loop of its own does. */
static inline void drive_to_end(struct run *run)
{
    bool polls = run->trial->use == POLLED;
    bool was_triggered = false;
    for (int turn = 0; run->client && is_pending(run); turn++) {
        if (turn * POLL_MS > 2 * DEADLINE_MS) {
            expect(&run->hostile, false, "an end");
            return;
        }
        run->time.now_ms += polls && turn ? POLL_MS : 0;
        if (run->time.now_ms >= run->started_ms + TRIGGER_MS && !was_triggered) {
            was_triggered = true;
            pull_trigger(run);
        }
        if (run->client)
            skillcall_client_drive(run->client, polls ? 0 : TRIGGER_MS, NULL);
    }
}

static inline void submit_and_drive(struct run *run, const struct bench *bench)
{
    if (run->trial->use == POLLED)
        skillcall_client_pollable_fd(run->client, NULL);
    run->call = skillcall_client_submit(run->client, bench->access, bench->session, 0, NULL);
    drive_to_end(run);
    if (run->client) {
        expect(&run->hostile, skillcall_client_take_ended(run->client) == run->call, "given");
        expect(&run->hostile, !skillcall_client_take_ended(run->client), "given once only");
    }
    run->status = skillcall_call_status(run->call);
    run->outcome = skillcall_call_outcome(run->call);
    skillcall_error_clear(bench->error);
    if (run->call)
        skillcall_call_wait(run->call, 0, bench->error);
}

static inline void place_and_wait(struct run *run, const struct bench *bench)
{
    skillcall_error_clear(bench->error);
    skillcall_receipt *receipt =
        skillcall_client_start(run->client, bench->access, bench->session, 0, bench->error);
    run->status = skillcall_error_status(bench->error);
    run->outcome = receipt ? SKILLCALL_OUTCOME_PLACED : skillcall_error_outcome(bench->error);
    skillcall_receipt_free(receipt);
}

/* What may be said of an attempt after which the client was told this. */
static inline int32_t truth_of(const struct told *told)
{
    bool is_refusal = told->http == 401 || told->http == 403 || told->http == 429;
    if (!told->is_answered && !told->is_refused)
        return SKILLCALL_OUTCOME_UNKNOWN;
    if (is_refusal)
        return SKILLCALL_OUTCOME_NOT_PLACED;
    if (told->is_whole)
        return told->http == 200 && told->has_id ? SKILLCALL_OUTCOME_PLACED
                                                 : SKILLCALL_OUTCOME_UNKNOWN;
    bool was_sent = told->http || (told->is_answered && told->sent);
    return was_sent ? SKILLCALL_OUTCOME_UNKNOWN : SKILLCALL_OUTCOME_NOT_PLACED;
}

static inline void check_result(struct run *run, const struct bench *bench)
{
    struct hostile *hostile = &run->hostile;
    size_t attempts = hostile->attempts;
    int32_t truth = SKILLCALL_OUTCOME_NOT_PLACED;
    for (size_t i = 0; i < attempts; i++) {
        expect(hostile, truth == SKILLCALL_OUTCOME_NOT_PLACED, "no attempt after a doubtful one");
        truth = truth_of(&hostile->told[i]);
    }
    expect(hostile, attempts <= (size_t)run->trial->max_attempts, "the bound on attempts");
    int64_t late_ms = run->time.now_ms - run->started_ms - DEADLINE_MS;
    expect(hostile, late_ms <= (hostile->script->drive_fault == OVERSLEEPS ? OVERSLEEP_MS : 0),
           "the deadline");
    if (run->trial->use != BLOCKING && !run->call)
        return; /* freed before anybody looked */
    expect(hostile, run->outcome == truth, "the outcome");
    expect(hostile, (run->status == SKILLCALL_OK) == (truth == SKILLCALL_OUTCOME_PLACED),
           "the status");
    const char *message = skillcall_error_message(bench->error);
    expect(hostile, (run->status == SKILLCALL_OK) == !message[0], "a message");
    expect(hostile, !strstr(message, TOKEN), "no secret");
}

static inline const char *run_trial(const struct trial *trial, const struct bench *bench)
{
    struct run run = {.trial = trial, .time.now_ms = 1000, .started_ms = 1000};
    struct hostile *hostile = &run.hostile;
    hostile->time = &run.time;
    hostile->script = &trial->script;
    run.watch.secret = TOKEN;
    open_client(&run, bench);
    if (trial->use == BLOCKING)
        place_and_wait(&run, bench);
    else
        submit_and_drive(&run, bench);
    check_result(&run, bench);
    hostile->is_over = true;
    hostile->is_open = false;
    if (run.client) {
        expect(hostile, skillcall_client_calls_in_flight(run.client) == 0, "none in flight");
        skillcall_client_drive(run.client, 0, NULL);
        int32_t status = run.status, outcome = run.outcome;
        place_and_wait(&run, bench);
        expect(hostile, run.status == SKILLCALL_OK, "a client that goes on");
        free_client(&run);
        run.status = status;
        run.outcome = outcome;
    }
    if (run.call)
        expect(hostile,
               skillcall_call_status(run.call) == run.status &&
                   skillcall_call_outcome(run.call) == run.outcome,
               "a result that stays");
    skillcall_call_free(run.call);
    expect(hostile, run.watch.live == 0, "no leak");
    expect(hostile, !run.watch.secret_seen, "no secret left");
    return hostile->wrong;
}

#endif
