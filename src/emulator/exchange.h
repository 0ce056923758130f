/* One HTTP request and its answer, while libmicrohttpd works on them. */
#ifndef EMULATOR_EXCHANGE_H
#define EMULATOR_EXCHANGE_H

#include "answer.h"
#include "pauses.h"
#include "request.h"

#include <microhttpd.h>

struct exchange {
    struct request request;
    struct answer answer;
    bool answered; /* the answer is decided, perhaps not yet sent */
    bool stalled;  /* the silence in the middle of the body has begun */
    struct pauses *pauses;
    int64_t due_ms;        /* when its pause ends */
    struct exchange *next; /* of those that pause */
};

/* Sends the answer, or breaks the connection if that is what the scenario wants. */
enum MHD_Result deliver(struct exchange *exchange);

#endif
