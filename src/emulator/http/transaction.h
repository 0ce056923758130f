/* SPDX-License-Identifier: Apache-2.0 */
/* One HTTP request and its answer, while libmicrohttpd works on them. */
#ifndef EMULATOR_TRANSACTION_H
#define EMULATOR_TRANSACTION_H

#include "http/http_request.h"
#include "http/reply.h"

#include <microhttpd.h>

struct pauses;

struct transaction {
    struct request request;
    struct reply reply;
    bool answered; /* the answer is decided, perhaps not yet sent */
    bool stalled;  /* the silence in the middle of the body has begun */
    bool rested;   /* a stream had nothing to give */
    struct pauses *pauses;
    int64_t earliest_ms;      /* when its pause may end, if what it waits for has happened */
    int64_t due_ms;           /* when its pause ends */
    struct transaction *next; /* of those that pause */
};

/* Sends the answer, or breaks the connection if the scenario requires that. */
enum MHD_Result deliver(struct transaction *transaction);

#endif
