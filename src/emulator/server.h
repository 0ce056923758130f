/* HTTP and HTTPS by libmicrohttpd, in one thread. */
#ifndef EMULATOR_SERVER_H
#define EMULATOR_SERVER_H

#include "certificate.h"
#include "endpoint.h"
#include "loop.h"

struct server;

/* Begins to listen; ends the program if it cannot. The certificate is NULL for plain HTTP. */
struct server *server_start(struct service *service, struct loop *loop,
                            const struct certificate *certificate);

/* The URL of the service, without a final "/". */
const char *server_url(const struct server *server);

/* Serves until the loop is to stop. */
void server_run(struct server *server);

/* Takes no more connections, gives open requests and calls a second to end, cuts the others. */
void server_stop(struct server *server);

#endif
