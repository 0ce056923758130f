/* Sends documents to a URL, by libcurl. */
#ifndef EMULATOR_POSTER_H
#define EMULATOR_POSTER_H

#include <jansson.h>
#include <sofia-sip/su_wait.h>
#include <stdbool.h>

struct poster;

struct poster *poster_open(su_root_t *root, const char *url);

/* Sends an event by POST. The log tells what came of it: `about`, then the answer. */
void poster_send(struct poster *poster, const json_t *event, json_t *about);

/* Whether there are answers to come. */
bool poster_is_busy(const struct poster *poster);

/* Frees all; what has not been answered is given up. */
void poster_close(struct poster *poster);

#endif
