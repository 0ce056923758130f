/* SPDX-License-Identifier: Apache-2.0 */
/* The transactions that pause. */
#ifndef EMULATOR_PAUSES_H
#define EMULATOR_PAUSES_H

#include <stdbool.h>
#include <stdint.h>

struct transaction;

struct pauses {
    struct transaction *first;
    bool stopping; /* what waits for something to happen waits no longer */
};

/* Milliseconds on the clock by which they end. */
int64_t pauses_now(void);

/* Pauses the transaction: for the minimum, if what it waits for has happened by then. */
void pauses_add(struct pauses *pauses, struct transaction *transaction, uint32_t least_ms,
                uint32_t most_ms);

/* Continues the transactions whose pause ends by then. */
void pauses_end(struct pauses *pauses, int64_t then);

/* When the first pause ends; the given time if that is earlier. */
int64_t pauses_next_end(const struct pauses *pauses, int64_t until);

#endif
