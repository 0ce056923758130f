/* SPDX-License-Identifier: Apache-2.0 */
/* The exchange, as the engine sees it. */
#ifndef SKILLCALL_EXCHANGE_EXCHANGE_H
#define SKILLCALL_EXCHANGE_EXCHANGE_H

#include "base/list.h"
#include "base/text.h"

#include <skillcall/clock.h>
#include <skillcall/exchange.h>
#include <stdatomic.h>

/* Who owns an exchange. */
enum skillcall__exchange_state {
    SKILLCALL__EXCHANGE_CLOSED,   /* the engine: it is not sent yet, or answered */
    SKILLCALL__EXCHANGE_OPEN,     /* the transport */
    SKILLCALL__EXCHANGE_ABANDONED /* still the transport; the engine needs no answer */
};

/* Takes an answer. It moves the exchange out of SKILLCALL__EXCHANGE_OPEN and returns SKILLCALL_OK,
   or SKILLCALL_E_STATE if it was not open. */
typedef int32_t (*skillcall__answered_function)(skillcall_exchange *exchange);

struct skillcall_exchange {
    skillcall_allocator allocator;
    skillcall__link link; /* in the client's list answered or abandoned */
    struct skillcall_client *client;
    struct skillcall_call *call; /* NULL once it is abandoned */
    skillcall__answered_function answered;
    atomic_int state;
    skillcall_clock clock;
    int64_t deadline_ms;
    void *user_data;

    const char *method;
    const char *url;
    const char *headers[2];
    size_t header_count;
    const char *token; /* inside the first header */
    const char *body;  /* NULL for none */
    size_t body_size;
    size_t text_size; /* of all these texts, which follow the struct */

    int32_t http_status; /* 0 until an answer came */
    int32_t failure;     /* SKILLCALL_OK for a complete answer */
    int32_t sent;        /* of a failure */
    int32_t transport_code;
    char transport_text[256]; /* redacted, as is the request id: before it is cut */
    char retry_after[64];
    char request_id[128];
    skillcall__text answer;
};

/* The request to the service. All texts are copied; body may be NULL. */
struct skillcall__request {
    const char *method;
    const char *endpoint;
    const char *path;
    const char *token;
    const char *body;
    size_t body_size;
};

/* NULL when out of memory. */
skillcall_exchange *skillcall__exchange_new(const skillcall_allocator *allocator,
                                            const struct skillcall__request *request);

/* Also wipes the token. */
void skillcall__exchange_free(skillcall_exchange *exchange);

/* Forgets an earlier attempt's answer and opens the exchange for the next. */
void skillcall__exchange_open(skillcall_exchange *exchange);

#endif
