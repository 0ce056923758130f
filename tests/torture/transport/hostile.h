/* SPDX-License-Identifier: Apache-2.0 */
/* A driven transport in fake time that acts as a script says, and remembers what it has told: what
   the client may believe. It touches no exchange that it has answered in an earlier callback. */
#ifndef TESTS_TORTURE_TRANSPORT_HOSTILE_H
#define TESTS_TORTURE_TRANSPORT_HOSTILE_H

#include "support/fake_time.h"
#include "torture/transport/acts.h"

#include <skillcall/transport.h>
#include <stdbool.h>
#include <stdlib.h>

enum step { IN_SUBMIT, IN_DRIVE, LATE, IN_CANCEL, AFTERWARDS, IN_DESTROY, STEPS };

enum drive_fault { DRIVES, FAILS_BEFORE, FAILS_AFTER, OVERSLEEPS };

enum { LATE_MS = 2500, OVERSLEEP_MS = 300, ATTEMPTS_MAX = 3 };

struct script {
    enum step steps[2];
    const struct act *acts[2];
    int32_t submit_returns;
    bool repeats; /* in each attempt; otherwise only in the first, and then the call is placed */
    enum drive_fault drive_fault;
};

/* What the client was told of one sending, and took. */
struct told {
    bool is_refused;  /* submit returned a failure */
    bool is_answered; /* by complete or fail */
    bool is_whole;    /* by complete */
    int32_t http, sent;
    bool has_time; /* a Retry-After that is one */
    size_t bodies;
    bool has_id;
};

struct hostile {
    struct fake_time *time;
    const struct script *script;
    skillcall_exchange *exchange; /* NULL once it is answered */
    bool is_open;                 /* the client waits for its answer */
    bool is_over;                 /* the call has ended; any other is placed at once */
    bool has_answered;
    int64_t taken_ms;
    bool has_driven, has_been_late, has_failed;
    struct told told[ATTEMPTS_MAX];
    size_t attempts;
    size_t destroys;
    const char *wrong; /* the first contradiction */
};

static inline void expect(struct hostile *hostile, bool holds, const char *what)
{
    if (!holds && !hostile->wrong)
        hostile->wrong = what;
}

static inline void tell_parts(struct hostile *hostile, const struct act *act, struct told *told)
{
    skillcall_exchange *exchange = hostile->exchange;
    int32_t taken = hostile->is_open ? SKILLCALL_OK : SKILLCALL_E_STATE;
    if (act->http) {
        bool is_valid = act->http >= 200 && act->http <= 999;
        int32_t status = skillcall_exchange_set_status(exchange, act->http);
        expect(hostile, status == (is_valid ? taken : SKILLCALL_E_ARGUMENT), "set_status");
        told->http = status == SKILLCALL_OK ? act->http : told->http;
    }
    if (act->retry_after) {
        int32_t status = skillcall_exchange_add_header(exchange, "RETRY-after", act->retry_after);
        expect(hostile, status == taken, "add_header");
        if (status == SKILLCALL_OK)
            told->has_time = act->retry_after[0] <= '9';
    }
    if (act->body) {
        bool fits = act->size <= SKILLCALL_ANSWER_MAX;
        int32_t status = skillcall_exchange_add_body(exchange, act->body, act->size);
        expect(hostile, status == (fits || taken ? taken : SKILLCALL_E_TOO_LARGE), "add_body");
        if (status == SKILLCALL_OK)
            told->has_id = ++told->bodies == 1 && act->size == sizeof PLACED_BODY - 1;
    }
    if (act->gives_null) {
        expect(hostile, skillcall_exchange_add_body(exchange, NULL, 1) != 0, "a NULL body");
        expect(hostile, skillcall_exchange_add_header(exchange, NULL, "1") != 0, "a NULL name");
        expect(hostile, skillcall_exchange_add_header(exchange, "a", NULL) != 0, "a NULL value");
        expect(hostile, skillcall_exchange_set_status(NULL, 200) != 0, "a NULL exchange");
        expect(hostile, skillcall_exchange_complete(NULL) != 0, "a NULL exchange");
        expect(hostile, skillcall_exchange_fail(NULL, 0, 0, 0, NULL) != 0, "a NULL exchange");
    }
}

static inline void tell(struct hostile *hostile, const struct act *act)
{
    struct told *told = &hostile->told[hostile->attempts - 1];
    tell_parts(hostile, act, told);
    if (act->then == KEEP)
        return;
    bool is_taken = hostile->is_open && (act->then == FAIL || told->http);
    int32_t status =
        act->then == COMPLETE
            ? skillcall_exchange_complete(hostile->exchange)
            : skillcall_exchange_fail(hostile->exchange, act->failure, act->sent, -7, act->text);
    expect(hostile, status == (is_taken ? SKILLCALL_OK : SKILLCALL_E_STATE), "the answer");
    if (is_taken) {
        told->is_answered = true;
        told->is_whole = act->then == COMPLETE;
        told->sent = act->sent;
    }
    if (is_taken || !hostile->is_open)
        hostile->has_answered = true;
    hostile->is_open = hostile->is_open && !is_taken;
}

static inline void perform(struct hostile *hostile, enum step step)
{
    for (int i = 0; i < 2 && hostile->exchange; i++)
        if (hostile->script->steps[i] == step)
            tell(hostile, hostile->script->acts[i]);
    if (hostile->has_answered)
        hostile->exchange = NULL;
}

static inline void place_at_once(skillcall_exchange *exchange)
{
    skillcall_exchange_set_status(exchange, 200);
    skillcall_exchange_add_body(exchange, TEXT(PLACED_BODY));
    skillcall_exchange_complete(exchange);
}

static inline int32_t hostile_submit(void *user_data, skillcall_exchange *exchange)
{
    struct hostile *hostile = user_data;
    if (hostile->is_over) {
        place_at_once(exchange);
        return SKILLCALL_OK;
    }
    expect(hostile, hostile->attempts < ATTEMPTS_MAX, "too many attempts");
    if (hostile->attempts == ATTEMPTS_MAX)
        return SKILLCALL_E_TRANSPORT;
    struct told *told = &hostile->told[hostile->attempts++];
    if (hostile->attempts > 1 && !hostile->script->repeats) {
        place_at_once(exchange);
        *told = (struct told){.is_answered = true, .is_whole = true, .http = 200, .has_id = true};
        return SKILLCALL_OK;
    }
    hostile->exchange = exchange;
    hostile->is_open = true;
    hostile->has_answered = hostile->has_driven = hostile->has_been_late = false;
    hostile->taken_ms = hostile->time->now_ms;
    perform(hostile, IN_SUBMIT);
    told->is_refused = hostile->script->submit_returns != SKILLCALL_OK;
    if (told->is_refused)
        hostile->exchange = NULL;
    return hostile->script->submit_returns;
}

/* Moves the clock as far as a transport may, or a little further. */
static inline void pass_time(struct hostile *hostile, int32_t timeout_ms)
{
    int64_t until = hostile->time->now_ms + timeout_ms;
    int64_t late = hostile->taken_ms + LATE_MS;
    bool waits = hostile->exchange && !hostile->has_been_late && !hostile->is_over;
    if (waits && until > late)
        until = late;
    else if (timeout_ms == INT32_MAX)
        abort(); /* it would wait for ever */
    if (timeout_ms && hostile->script->drive_fault == OVERSLEEPS)
        until += OVERSLEEP_MS;
    if (until > hostile->time->now_ms)
        hostile->time->now_ms = until;
}

static inline void act_in_drive(struct hostile *hostile)
{
    if (hostile->is_over) {
        perform(hostile, AFTERWARDS);
        return;
    }
    if (!hostile->has_driven)
        perform(hostile, IN_DRIVE);
    hostile->has_driven = true;
    if (hostile->has_been_late || hostile->time->now_ms < hostile->taken_ms + LATE_MS)
        return;
    hostile->has_been_late = true;
    perform(hostile, LATE);
}

static inline int32_t hostile_drive(void *user_data, int32_t timeout_ms)
{
    struct hostile *hostile = user_data;
    enum drive_fault fault = hostile->script->drive_fault;
    bool fails = (fault == FAILS_BEFORE || fault == FAILS_AFTER) && !hostile->has_failed &&
                 hostile->exchange && !hostile->is_over;
    hostile->has_failed |= fails;
    if (fails && fault == FAILS_BEFORE)
        return -1;
    if (hostile->exchange && !hostile->has_driven)
        timeout_ms = 0;
    pass_time(hostile, timeout_ms);
    act_in_drive(hostile);
    return fails ? SKILLCALL_E_PENDING : SKILLCALL_OK;
}

static inline void hostile_wake(void *user_data)
{
}

static inline void hostile_cancel(void *user_data, skillcall_exchange *exchange)
{
    struct hostile *hostile = user_data;
    expect(hostile, exchange == hostile->exchange, "a cancel of what was answered");
    perform(hostile, IN_CANCEL);
    hostile->is_open = false;
}

static inline int32_t hostile_pollable_fd(void *user_data)
{
    return 0; /* any descriptor: nobody polls it */
}

static inline void hostile_destroy(void *user_data)
{
    struct hostile *hostile = user_data;
    hostile->destroys++;
    hostile->is_open = false;
    perform(hostile, IN_DESTROY);
}

static inline skillcall_transport hostile_transport(struct hostile *hostile, bool can_cancel)
{
    return (skillcall_transport){
        .struct_size = sizeof(skillcall_transport),
        .user_data = hostile,
        .submit = hostile_submit,
        .drive = hostile_drive,
        .wake = hostile_wake,
        .cancel = can_cancel ? hostile_cancel : NULL,
        .pollable_fd = hostile_pollable_fd,
        .destroy = hostile_destroy,
    };
}

#endif
