/* SPDX-License-Identifier: Apache-2.0 */
/* Which records a query asks for. */
#ifndef EMULATOR_FILTER_H
#define EMULATOR_FILTER_H

#include "journal/record.h"

#include <stdbool.h>

struct filter {
    json_t *values; /* members of a record, and the values that they must have */
    uint64_t after; /* only records with a number above this */
    uint64_t limit; /* at most so many; UINT64_MAX if the query sets no limit */
    uint32_t min;   /* wait until there are so many */
    uint32_t wait_ms;
};

/* Reads a query. Returns what is wrong with it, NULL if nothing is. */
const char *filter_read(struct filter *filter, const json_t *query);

/* Whether a record matches, whatever its number is. */
bool filter_matches(const struct filter *filter, const struct record *record);

void filter_clear(struct filter *filter);

#endif
