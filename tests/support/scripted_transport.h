/* SPDX-License-Identifier: Apache-2.0 */
/* A driven transport that answers as a test tells it to, in fake time: where a real one would
   wait, it moves the clock. */
#ifndef TESTS_SUPPORT_SCRIPTED_TRANSPORT_H
#define TESTS_SUPPORT_SCRIPTED_TRANSPORT_H

#include "support/fake_time.h"

#include <skillcall/transport.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What becomes of one sending. All zero: an answer without status, which no test wants. */
struct reply {
    int32_t http;
    const char *retry_after; /* NULL: no such header */
    const char *body;        /* NULL: none */
    const char *request_id;  /* NULL: "the-request-id" */
    int32_t failure;         /* SKILLCALL_OK for a whole answer */
    int32_t sent;            /* with a failure */
    const char *reason;      /* of a failure; NULL: "the reason" */
    int64_t after_ms;        /* when it comes; 0 for at the next drive */
    bool at_once;            /* comes from within submit */
    bool never;              /* does not come */
    int32_t not_taken;       /* submit returns this status instead of SKILLCALL_OK */
};

enum on_cancel {
    CANCEL_SAYS_NOT_SENT,
    CANCEL_SAYS_MAYBE_SENT,
    CANCEL_SAYS_THE_REPLY, /* it had come already */
    CANCEL_SAYS_NOTHING
};

enum { SENDINGS_MAX = 128 };

struct sending {
    skillcall_exchange *exchange; /* NULL once it is answered */
    const struct reply *reply;
    int64_t at_ms;
    int64_t remaining_ms; /* what the exchange said of its deadline */
    char *url;
    char *body;
};

struct scripted {
    struct fake_time *time;
    const struct reply *replies; /* in turn; the last one for all further sendings */
    size_t reply_count;
    enum on_cancel on_cancel;

    struct sending sendings[SENDINGS_MAX];
    size_t sent;
    size_t drives, wakes, cancels, destroys;
    bool is_woken;
};

int32_t give_reply(skillcall_exchange *exchange, const struct reply *reply);

/* Answers a sending that still waits, late or not. */
int32_t answer_sending(struct scripted *scripted, size_t index);

int32_t scripted_submit(void *user_data, skillcall_exchange *exchange);

int32_t scripted_drive(void *user_data, int32_t timeout_ms);

void scripted_cancel(void *user_data, skillcall_exchange *exchange);

void scripted_destroy(void *user_data);

skillcall_transport scripted_transport(struct scripted *scripted);

#endif
