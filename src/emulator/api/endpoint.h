/* The endpoints of the service, and the way of a request through them. */
#ifndef EMULATOR_ENDPOINT_H
#define EMULATOR_ENDPOINT_H

#include "api/service.h"
#include "http/http_request.h"
#include "http/reply.h"

/* One request on its way to its answer. */
struct turn {
    struct service *service;
    const struct request *request;
    const struct scenario *scenario;
    struct reply *reply;
};

struct endpoint {
    const char *path;
    const char *method;
    enum endpoint_bit bit;
    const char *denied_code; /* the code with which this API says 403 */

    /* Adds everything that is wrong with the request to the answer's violations. */
    void (*check)(const struct turn *turn);

    /* Does what was asked for and gives the document that answers it, NULL for an empty answer. */
    json_t *(*serve)(const struct turn *turn);
};

void check_session(const struct turn *turn);
json_t *serve_session(const struct turn *turn);

void check_number(const struct turn *turn);
json_t *serve_number(const struct turn *turn);

void check_profile(const struct turn *turn);
json_t *serve_profile(const struct turn *turn);

#endif
