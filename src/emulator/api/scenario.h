/* SPDX-License-Identifier: Apache-2.0 */
/* What the service does with a request: the scenario that the request's token names. */
#ifndef EMULATOR_SCENARIO_H
#define EMULATOR_SCENARIO_H

#include "http/reply.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What the body of the answer holds. */
enum content {
    CONTENT_RESULT,     /* what the endpoint answers */
    CONTENT_NUMBER,     /* the scenario's detail at the number endpoints, else as CONTENT_RESULT */
    CONTENT_ERROR,      /* {"code", "message"} */
    CONTENT_HTML,       /* a page, as a proxy in front of the service sends it */
    CONTENT_NONE,       /* nothing */
    CONTENT_MISSING,    /* {} */
    CONTENT_BLANK,      /* the result with every string empty */
    CONTENT_WRONG_TYPE, /* the result with a number for every string */
    CONTENT_NOT_JSON,   /* the result without its last character */
    CONTENT_HUGE        /* the result and 4 MiB more */
};

enum retry_after { RETRY_AS_USUAL, RETRY_NEVER_SAID, RETRY_IN_SECONDS, RETRY_AT_DATE };

enum endpoint_bit { AT_SESSION = 1, AT_NUMBER = 2, AT_PROFILE = 4, AT_DIRECTIVE = 8, AT_ALL = 15 };

struct scenario {
    const char *name;
    int status; /* 0 if no answer is sent */
    enum content content;
    enum delivery delivery;
    unsigned endpoints; /* the endpoints that know it; at the others it is ok */
    const char *detail; /* the error's code, or the body of a number endpoint */
    const char *text;   /* the error's message, also printed by --help */
};

/* A scenario with its modifiers. */
struct plan {
    const struct scenario *scenario;
    uint32_t delay_ms;
    uint32_t first; /* how many requests meet the scenario, 0 for all */
    enum retry_after retry;
    uint32_t retry_seconds;
    unsigned endpoints; /* where it applies: bits of endpoint_bit */
};

/* All scenarios, for --help. */
const struct scenario *scenario_table(size_t *count);

/* The scenario of a plain success. */
const struct scenario *scenario_ok(void);

/* Reads "SCENARIO[.MODIFIER]..."; false if it names none, or a modifier is not known. */
bool plan_parse(const char *specification, struct plan *plan);

#endif
