/* SPDX-License-Identifier: Apache-2.0 */
/* What a hostile transport may do to an exchange, one act at a time. */
#ifndef TESTS_TORTURE_TRANSPORT_ACTS_H
#define TESTS_TORTURE_TRANSPORT_ACTS_H

#include "support/the_call.h"

#include <skillcall/exchange.h>
#include <stdint.h>

enum then { KEEP, COMPLETE, FAIL };

/* All of it happens in this order; what is zero does not. */
struct act {
    const char *name;
    int32_t http;
    const char *retry_after;
    const char *body;
    size_t size; /* of the body, right or wrong */
    bool gives_null;
    enum then then;
    int32_t failure, sent; /* with FAIL */
    const char *text;
};

#define TEXT(text) text, sizeof(text) - 1

static char too_large[SKILLCALL_ANSWER_MAX + 1];

/* The first does nothing; those with KEEP leave the exchange open. */
static const struct act acts[] = {
    {.name = "nothing"},
    {.name = "status 200", .http = 200},
    {.name = "status 429", .http = 429},
    {.name = "status 503, later", .http = 503, .retry_after = "0"},
    {.name = "status 99", .http = 99},
    {.name = "status INT32_MIN", .http = INT32_MIN},
    {.name = "a session id", .body = PLACED_BODY, .size = sizeof PLACED_BODY - 1},
    {.name = "NULL everywhere", .gives_null = true},
    {.name = "a body of 64 KiB and one", .body = too_large, .size = sizeof too_large},
    {.name = "a body of SIZE_MAX", .body = too_large, .size = SIZE_MAX},

    {.name = "complete", .then = COMPLETE},
    {.name = "placed", 200, NULL, TEXT(PLACED_BODY), .then = COMPLETE},
    {.name = "200 cut short", 200, NULL, PLACED_BODY, 5, .then = COMPLETE},
    {.name = "204", 204, .then = COMPLETE},
    {.name = "302 and placed", 302, NULL, TEXT(PLACED_BODY), .then = COMPLETE},
    {.name = "401", 401, NULL, TEXT("<html>"), .then = COMPLETE},
    {.name = "429 later", 429, "1", .then = COMPLETE},
    {.name = "500 and placed", 500, NULL, TEXT(PLACED_BODY), .then = COMPLETE},
    {.name = "503", 503, .then = COMPLETE},
    {.name = "503 later", 503, "1", .then = COMPLETE},
    {.name = "503 at a wrong time", 503, "soon", .then = COMPLETE},
    {.name = "999", 999, .then = COMPLETE},

    {.name = "not sent", .then = FAIL, .failure = SKILLCALL_E_CONNECT},
    {.name = "perhaps sent", .then = FAIL, .failure = SKILLCALL_E_NETWORK, .sent = 1},
    {.name = "sent seven times", .then = FAIL, .failure = SKILLCALL_E_CONNECT, .sent = 7},
    {.name = "200, not sent",
     200,
     NULL,
     TEXT(PLACED_BODY),
     .then = FAIL,
     .failure = SKILLCALL_E_NETWORK},
    {.name = "429, not sent", 429, .then = FAIL, .failure = SKILLCALL_E_NETWORK},
    {.name = "500, not sent", 500, .then = FAIL, .failure = SKILLCALL_E_NETWORK},
    {.name = "failed with OK, not sent", .then = FAIL, .text = TOKEN},
    {.name = "failed with -1, not sent", .then = FAIL, .failure = -1, .text = "\xFF\x01\n"},
    {.name = "failed with pending", .then = FAIL, .failure = SKILLCALL_E_PENDING, .sent = 1},
    {.name = "cancelled, not sent", .then = FAIL, .failure = SKILLCALL_E_CANCELLED},
    {.name = "timed out, perhaps sent", .then = FAIL, .failure = SKILLCALL_E_TIMEOUT, .sent = 1},
    {.name = "no memory, a long text",
     .then = FAIL,
     .failure = SKILLCALL_E_NO_MEMORY,
     .sent = 1,
     .text = too_large},
};

enum { ACTS = sizeof acts / sizeof *acts };

#endif
