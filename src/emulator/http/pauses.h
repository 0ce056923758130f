/* SPDX-License-Identifier: Apache-2.0 */
/* The transactions that are left alone for some time. */
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

/* Leaves the transaction alone for some time: the least, if what it waits for has happened then. */
void pauses_add(struct pauses *pauses, struct transaction *transaction, uint32_t least_ms,
                uint32_t most_ms);

/* Goes on with the transactions whose pause ends by then. */
void pauses_end(struct pauses *pauses, int64_t then);

/* When the first of them is over; the given time if none is before. */
int64_t pauses_next_end(const struct pauses *pauses, int64_t until);

#endif
