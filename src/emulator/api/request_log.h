/* The line of a request in the log. */
#ifndef EMULATOR_REQUEST_LOG_H
#define EMULATOR_REQUEST_LOG_H

#include "http/http_request.h"
#include "http/reply.h"

/* Writes the line of a request. */
void log_request(const struct request *request, const struct reply *reply);

#endif
