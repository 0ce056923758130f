/* SPDX-License-Identifier: Apache-2.0 */
/* The service: passes every request to its endpoint. */
#ifndef EMULATOR_SERVICE_H
#define EMULATOR_SERVICE_H

#include "alexa/alexa.h"
#include "api/scenario.h"
#include "http/http_request.h"
#include "http/reply.h"
#include "journal/journal.h"

struct service {
    const struct settings *settings;
    struct journal *journal;
    struct alexa *alexa;
    char *fault;         /* the scenario for tokens that name none, as text */
    struct plan plan;    /* and as it was read */
    struct tries *tries; /* how often each request with first-N was met */
};

struct service *service_open(const struct settings *settings, struct journal *journal,
                             struct alexa *alexa);

/* Sets the fault; false if it names no scenario. */
bool service_set_fault(struct service *service, const char *fault);

/* Resets the counters of first-N. */
void service_forget_tries(struct service *service);

/* Answers a request, adds it to the journal, and lets Alexa call if a session was started. */
void service_answer(struct service *service, const struct request *request, struct reply *reply);

void service_close(struct service *service);

#endif
