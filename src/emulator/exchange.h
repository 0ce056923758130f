/* One HTTP request and its answer, while libmicrohttpd works on them. */
#ifndef EMULATOR_EXCHANGE_H
#define EMULATOR_EXCHANGE_H

#include "answer.h"
#include "request.h"

#include <microhttpd.h>

struct server;

struct exchange {
    struct request request;
    struct answer answer;
    bool answered; /* the answer is decided, perhaps not yet sent */
    bool stalled;  /* the silence in the middle of the body has begun */
    struct server *server;
    int64_t due_ms;        /* when the wait ends */
    struct exchange *next; /* of those that wait */
};

/* Leaves the exchange alone for some time. */
void server_wait(struct server *server, struct exchange *exchange, uint32_t ms);

/* Sends the answer, or breaks the connection if that is what the scenario wants. */
enum MHD_Result deliver(struct exchange *exchange);

#endif
