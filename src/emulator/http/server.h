/* SPDX-License-Identifier: Apache-2.0 */
/* HTTP and HTTPS with libmicrohttpd, in one thread. */
#ifndef EMULATOR_SERVER_H
#define EMULATOR_SERVER_H

#include "base/loop.h"
#include "base/settings.h"
#include "http/certificate.h"
#include "http/http_request.h"
#include "http/reply.h"

struct server;

/* Decides the answer to a request. */
typedef void answer_function(void *context, const struct request *request, struct reply *reply);

/* Begins to listen; ends the program if it cannot. The certificate is NULL for plain HTTP. */
struct server *server_start(const struct settings *settings, struct loop *loop,
                            const struct certificate *certificate, answer_function *answer,
                            void *context);

/* The URL of the service, without a final "/". */
const char *server_url(const struct server *server);

/* Waits for work, until a given time at most, and does it. */
void server_run_once(struct server *server, int64_t until);

/* Takes no more connections. */
void server_quiesce(struct server *server);

/* Whether there are requests without a complete answer. */
bool server_is_busy(const struct server *server);

/* Closes what is still open, and frees all. */
void server_stop(struct server *server);

#endif
