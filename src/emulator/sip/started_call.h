/* A session that was started, as its SIP side hears of it. */
#ifndef EMULATOR_STARTED_CALL_H
#define EMULATOR_STARTED_CALL_H

#include <jansson.h>
#include <stdbool.h>

struct started_call {
    const char *from;
    const char *to;
    bool to_phone;      /* called is a phone number, not an extension */
    char *user_to_user; /* the header's value; NULL if the session has no client session id */
    const char *lwa_client_id;
    json_t *ids; /* of the session, for the log */
};

/* Reads an accepted body of StartCommunicationSession. What is read lives as long as the body. */
void call_read(struct started_call *call, const json_t *body, const char *session_id,
               const char *lwa_client_id);

void call_clear(struct started_call *call);

#endif
