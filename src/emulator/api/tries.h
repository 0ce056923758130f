/* SPDX-License-Identifier: Apache-2.0 */
/* The counters of first-N, for the latest requests. */
#ifndef EMULATOR_TRIES_H
#define EMULATOR_TRIES_H

#include <stdint.h>

struct tries;

struct tries *tries_new(void);

/* Counts a request of this kind. Returns how many there were, this one included. */
uint64_t tries_count(struct tries *tries, const char *token, const char *path, const char *id);

/* Drops all counters. */
void tries_clear(struct tries *tries);

void tries_free(struct tries *tries);

#endif
