/* The log: what was received, how it was answered and what came of it, one JSON object a line. */
#ifndef EMULATOR_SESSION_LOG_H
#define EMULATOR_SESSION_LOG_H

#include <jansson.h>

/* Opens the log; NULL is no log. */
void log_open(const char *file);

/* The time now, as the log has it. */
json_t *log_time(void);

/* Writes a line, and takes it. */
void log_write(json_t *entry);

/* Writes a line about a session: the time, the members of `about`, then those of `more`, which it
 * takes. */
void log_session(json_t *about, json_t *more);

#endif
