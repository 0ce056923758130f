/* The answer to a request. */
#ifndef EMULATOR_REPLY_H
#define EMULATOR_REPLY_H

#include "base/texts.h"

#include <jansson.h>
#include <stddef.h>
#include <stdint.h>

/* How the answer is sent. */
enum delivery {
    DELIVER_WHOLE,
    DELIVER_TRUNCATED, /* half of the body, then the connection is closed */
    DELIVER_STALLED,   /* half of the body, then silence */
    DELIVER_CLOSE,     /* nothing: the connection is closed */
    DELIVER_RESET      /* nothing: the connection is reset */
};

struct reply {
    int status; /* 0 if none is sent */
    enum delivery delivery;
    uint32_t delay_ms;
    char *body; /* NULL if there is none */
    size_t body_size;
    const char *content_type;
    const char *allow;    /* the header Allow, NULL for none */
    const char *location; /* the header Location, NULL for none */
    char retry_after[40]; /* the header Retry-After, "" for none */
    char request_id[UUID_TEXT_SIZE];

    /* What the log tells besides. */
    const char *fault;               /* the scenario's name, NULL for ok */
    const char *code;                /* the error's code, NULL for none */
    char *message;                   /* the error's message, NULL for none */
    json_t *violations;              /* what the request breaks, NULL if it was not checked */
    char session_id[UUID_TEXT_SIZE]; /* of the session that was started, "" for none */
};

/* Makes the answer {"code", "message"}; the code may be NULL. */
void reply_error(struct reply *reply, int status, const char *code, const char *message);

/* Makes the answer that has a document for its body. */
void reply_json(struct reply *reply, const json_t *document);

/* Makes the answer that has an HTML page for its body. */
void reply_html(struct reply *reply, int status);

/* Frees what the answer owns. */
void reply_clear(struct reply *reply);

#endif
