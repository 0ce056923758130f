/* The service: every request on its way through the endpoints. */
#ifndef EMULATOR_SERVICE_H
#define EMULATOR_SERVICE_H

#include "alexa/alexa.h"
#include "api/scenario.h"
#include "http/http_request.h"
#include "http/reply.h"

struct service {
    const struct settings *settings;
    struct plan plan; /* what tokens meet that name no scenario */
    json_t *tries;    /* how often each request with first-N was met, by token, path and id */
    struct alexa *alexa;
};

struct service *service_open(const struct settings *settings, struct alexa *alexa);

void service_close(struct service *service);

/* Answers a request to the service, and logs both. */
void service_answer(void *service, const struct request *request, struct reply *reply);

#endif
