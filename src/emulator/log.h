/* The log: what was received and how it was answered, one JSON object a line. */
#ifndef EMULATOR_LOG_H
#define EMULATOR_LOG_H

#include "answer.h"
#include "request.h"

/* Opens the log, empty; "-" is stdout and NULL is no log. Ends the program if it cannot. */
void log_open(const char *file);

/* Writes one line, at once. Ends the program if it cannot: a log with gaps is worth nothing. */
void log_request(const struct request *request, const struct answer *answer);

#endif
