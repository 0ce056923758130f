/* SPDX-License-Identifier: Apache-2.0 */
/* A session that was started, as its SIP side sees it. */
#ifndef EMULATOR_STARTED_CALL_H
#define EMULATOR_STARTED_CALL_H

#include "base/ends.h"

#include <jansson.h>
#include <stdint.h>

struct started_call {
    uint64_t number;    /* of its record in the journal */
    struct ends ends;   /* both identities are there */
    char *user_to_user; /* the header's value; NULL if the session has no client session id */
    const char *lwa_client_id;
    json_t *ids; /* of the session, for the journal */
};

/* Reads an accepted body of StartCommunicationSession. What is read lives as long as the body. */
void call_read(struct started_call *call, uint64_t number, const json_t *body,
               const char *session_id, const char *lwa_client_id);

void call_clear(struct started_call *call);

#endif
