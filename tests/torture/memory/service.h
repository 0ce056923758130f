/* SPDX-License-Identifier: Apache-2.0 */
/* The servers that are called, and what they were truly asked. */
#ifndef TESTS_TORTURE_SERVICE_H
#define TESTS_TORTURE_SERVICE_H

#include "trial.h"

#include "support/local_server.h"

/* One call, known to the server by its client session id, or a lookup, known by its token. */
struct attempt {
    char id[16];
    skillcall_access *access;
    skillcall_session *session;
    const char *script; /* what becomes of each request in turn: see reply_to() */
    int32_t outcome;
    atomic_size_t requests; /* that the server has read */
    atomic_size_t taken;    /* of these, how many may have started a call */
};

/* Without TLS, with it, and with HTTP/2; of the stranger only its certificate is used. */
extern struct local_server plain, secure, modern, stranger;
extern char named_endpoint[64]; /* the plain server's, with a name to be resolved */

/* leap is called where a script has the letter l. */
void service_open(void (*leap)(void));
void service_close(void);

struct attempt *new_attempt(const char *endpoint, const char *script);
struct attempt *last_attempt(void);

/* Takes what is said of it: not unknown if libcurl asked for no connection and no transport of the
   application's took it. */
void end_attempt(struct attempt *attempt, int32_t outcome);

/* Once the servers have read all that was sent to them: what was said of each attempt is true. */
void settle_attempts(void);

#endif
