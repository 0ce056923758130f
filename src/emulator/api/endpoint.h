/* SPDX-License-Identifier: Apache-2.0 */
/* The endpoints of the service. */
#ifndef EMULATOR_ENDPOINT_H
#define EMULATOR_ENDPOINT_H

#include "api/scenario.h"
#include "base/settings.h"
#include "base/texts.h"
#include "http/http_request.h"
#include "http/reply.h"

/* One request on its way to its answer, and the facts for the journal. */
struct turn {
    const struct settings *settings;
    const struct request *request;
    const struct endpoint *endpoint; /* NULL if the path is unknown */
    struct reply *reply;
    const struct scenario *scenario;
    const char *fault;               /* the scenario's name, NULL for ok */
    const char *code;                /* the error's code, NULL for none */
    char *message;                   /* the error's message, NULL for none */
    json_t *violations;              /* what is wrong with the request */
    char session_id[UUID_TEXT_SIZE]; /* of the session that was started, "" for none */
    char request_id[UUID_TEXT_SIZE];
};

struct endpoint {
    const char *path;
    const char *method;
    enum endpoint_bit bit;
    const char *kind;        /* the kind of its records */
    int status;              /* of its answer where nothing is wrong */
    const char *denied_code; /* the code in this API's 403 */

    /* Adds everything that is wrong with the request to the turn's violations. */
    void (*check)(struct turn *turn);

    /* Handles the request and returns the answer's document, NULL for an empty answer. */
    json_t *(*serve)(struct turn *turn);
};

/* The endpoint of a path and a method; otherwise any with the path, NULL if there is none. */
const struct endpoint *find_endpoint(const char *path, const char *method);

/* The methods of a path, as the header Allow lists them. */
void list_methods(const char *path, char *methods, size_t size);

/* Adds what is wrong with the body as JSON. Returns whether it is a JSON document. */
bool check_json_body(struct turn *turn);

/* Adds a violation if there is a body. */
void check_no_body(struct turn *turn);

void check_session(struct turn *turn);
json_t *serve_session(struct turn *turn);

void check_number(struct turn *turn);
json_t *serve_number(struct turn *turn);

void check_profile(struct turn *turn);
json_t *serve_profile(struct turn *turn);

void check_new_profile(struct turn *turn);
json_t *serve_new_profile(struct turn *turn);

void check_directive(struct turn *turn);
json_t *serve_directive(struct turn *turn);

#endif
