/* SPDX-License-Identifier: Apache-2.0 */
/* The answer to a request. */
#ifndef EMULATOR_REPLY_H
#define EMULATOR_REPLY_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define REPLY_HEADERS_MAX 8

/* How the answer is sent. */
enum delivery {
    DELIVER_WHOLE,
    DELIVER_TRUNCATED, /* half of the body, then the connection is closed */
    DELIVER_STALLED,   /* half of the body, then silence */
    DELIVER_CLOSE,     /* nothing: the connection is closed */
    DELIVER_RESET,     /* nothing: the connection is reset */
    DELIVER_STREAM     /* what `later` reads, until the client goes */
};

struct reply;

/* An answer, or the next part of its body, that comes later. */
struct later {
    void *context; /* NULL if nothing is to come later */
    bool (*is_ready)(void *context);

    /* One of these. The first makes the answer, once it is ready or reply.delay_ms have passed. The
     * second writes the next part of the body; 0 bytes mean that there is none yet. */
    void (*finish)(void *context, struct reply *reply);
    size_t (*read)(void *context, char *buffer, size_t size);

    void (*free_context)(void *context);
};

struct reply {
    int status; /* 0 if none is sent */
    enum delivery delivery;
    uint32_t delay_ms;
    struct later later;
    char *body; /* NULL if there is none */
    size_t body_size;
    const char *content_type; /* of the body */
    struct {
        const char *name;
        char *value;
    } headers[REPLY_HEADERS_MAX];
    size_t header_count;
};

/* Adds a header; its name lives as long as the program. */
void reply_header(struct reply *reply, const char *name, const char *value);

/* Sets the body, which the reply takes over; its type lives as long as the program. */
void reply_body(struct reply *reply, const char *content_type, char *body, size_t size);

/* Makes the answer with a document as its body. */
void reply_json(struct reply *reply, int status, const json_t *document);

/* Makes the answer {"code", "message"}; the code may be NULL. */
void reply_error(struct reply *reply, int status, const char *code, const char *message);

/* Makes the answer with an HTML page as its body. */
void reply_html(struct reply *reply, int status);

/* Frees what the answer owns. */
void reply_clear(struct reply *reply);

#endif
