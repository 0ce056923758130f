/* The answer to a request. */
#ifndef EMULATOR_ANSWER_H
#define EMULATOR_ANSWER_H

#include "scenario.h"

#include <jansson.h>

#define UUID_TEXT_SIZE 37

struct answer {
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

/* Writes a random UUID of RFC 9562. */
void new_uuid(char text[UUID_TEXT_SIZE]);

/* Makes the answer {"code", "message"}; the code may be NULL. */
void answer_error(struct answer *answer, int status, const char *code, const char *message);

/* Makes the answer to an accepted request as the scenario will have it; takes the result. */
void answer_result(struct answer *answer, const struct scenario *scenario, json_t *result);

/* Makes the answer that has an HTML page for its body. */
void answer_html(struct answer *answer, int status);

/* Sets Retry-After as the plan and the status will have it. */
void answer_set_retry_after(struct answer *answer, const struct plan *plan);

/* Frees what the answer owns. */
void answer_clear(struct answer *answer);

#endif
