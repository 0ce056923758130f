/* SPDX-License-Identifier: Apache-2.0 */
/* How often each request with first-N was met, of the last ones. */
#ifndef EMULATOR_TRIES_H
#define EMULATOR_TRIES_H

#include <stdint.h>

struct tries;

struct tries *tries_new(void);

/* Counts a request of this kind. Returns how many there were, this one among them. */
uint64_t tries_count(struct tries *tries, const char *token, const char *path, const char *id);

/* Forgets them all. */
void tries_clear(struct tries *tries);

void tries_free(struct tries *tries);

#endif
