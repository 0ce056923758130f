/* SPDX-License-Identifier: Apache-2.0 */
/* A request that was read completely. */
#ifndef EMULATOR_HTTP_REQUEST_H
#define EMULATOR_HTTP_REQUEST_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

/* The longest body that is kept; longer ones are read to their end and refused. */
#define REQUEST_BODY_MAX (256 * 1024)

struct MHD_Connection;

struct request {
    struct MHD_Connection *connection;
    uint64_t connection_number; /* counted from 1 in the order of connecting */
    const char *method;
    const char *path;
    json_t *query;        /* an object */
    json_t *headers;      /* an object; credentials are masked */
    char *body;           /* NUL-terminated */
    size_t body_size;     /* what was received, kept or not */
    json_t *document;     /* the body as JSON, NULL if it is not */
    json_error_t no_json; /* why it is not */
};

/* Appends a piece of the body. */
void request_append(struct request *request, const char *piece, size_t size);

/* Reads query, headers and document, when the body is complete. */
void request_complete(struct request *request);

/* Frees what the request owns. */
void request_clear(struct request *request);

/* Writes the address that the client connected to, "" if that is not known. */
void request_own_address(const struct request *request, char *address, size_t size);

/* Whether a header is there, once or more often. */
bool request_has_header(const struct request *request, const char *name);

/* The value of a header that must occur once, NULL if it is absent or repeated. */
const char *request_header(const struct request *request, const char *name);

/* clientContext.clientSessionId, NULL if it is absent or not a string. */
const char *request_client_session_id(const struct request *request);

#endif
