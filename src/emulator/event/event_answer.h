/* SPDX-License-Identifier: Apache-2.0 */
/* What the receiver of an event answers. */
#ifndef EMULATOR_EVENT_ANSWER_H
#define EMULATOR_EVENT_ANSWER_H

#include <jansson.h>
#include <stdbool.h>

struct event_answer {
    char *bytes; /* NULL if there are none */
    size_t size;
};

/* Appends a piece; false if the answer would be longer than 64 KiB. */
bool event_answer_add(struct event_answer *answer, const char *piece, size_t size);

/* The answer as JSON; as text if it is not JSON; null if there is none. */
json_t *event_answer_shown(const struct event_answer *answer);

void event_answer_clear(struct event_answer *answer);

#endif
