/* The exchanges that are left alone for some time. */
#ifndef EMULATOR_PAUSES_H
#define EMULATOR_PAUSES_H

#include <stdint.h>

struct transaction;

struct pauses {
    struct transaction *first;
};

/* Milliseconds on the clock by which they end. */
int64_t pauses_now(void);

/* Leaves the exchange alone for some time. */
void pauses_add(struct pauses *pauses, struct transaction *transaction, uint32_t ms);

/* Goes on with the exchanges whose pause ends by then. */
void pauses_end(struct pauses *pauses, int64_t then);

/* When the first of them ends; the given time if none does before. */
int64_t pauses_next_end(const struct pauses *pauses, int64_t until);

#endif
