/* The log: what was received, how it was answered and what came of it, one JSON object a line. */
#ifndef EMULATOR_LOG_H
#define EMULATOR_LOG_H

#include "answer.h"
#include "request.h"

/* Opens the log; NULL is no log. */
void log_open(const char *file);

/* Writes the line of a request. */
void log_request(const struct request *request, const struct answer *answer);

/* Writes a line about a session: the time, the members of `about`, then those of `more`, which it
 * takes. */
void log_session(json_t *about, json_t *more);

#endif
