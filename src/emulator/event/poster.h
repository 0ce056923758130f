/* SPDX-License-Identifier: Apache-2.0 */
/* Sends documents to a URL with libcurl. */
#ifndef EMULATOR_POSTER_H
#define EMULATOR_POSTER_H

#include "journal/journal.h"

#include <jansson.h>
#include <sofia-sip/su_wait.h>
#include <stdbool.h>

struct poster;

struct poster *poster_open(su_root_t *root, const char *url, struct journal *journal);

/* Sends the event of the record with a number by POST. The journal shows the result: `about`, then
 * the answer. */
void poster_send(struct poster *poster, uint64_t number, const json_t *event, json_t *about);

/* Whether answers are still to come. */
bool poster_is_busy(const struct poster *poster);

/* Frees all; what has not been answered is given up. */
void poster_close(struct poster *poster);

#endif
