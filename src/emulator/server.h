/* HTTP and HTTPS by libmicrohttpd, in one thread. */
#ifndef EMULATOR_SERVER_H
#define EMULATOR_SERVER_H

#include "certificate.h"
#include "endpoint.h"

#include <signal.h>

struct server;

/* Begins to listen; ends the program if it cannot. The certificate is NULL for plain HTTP. */
struct server *server_start(struct service *service, const struct certificate *certificate);

/* The URL of the service, without a final "/". */
const char *server_url(const struct server *server);

/* Serves until *stop is set by a signal, which is let in by the mask while waiting only. */
void server_run(struct server *server, const volatile sig_atomic_t *stop, const sigset_t *mask);

/* Takes no more connections, gives open requests a second to end, cuts the others. */
void server_stop(struct server *server, const sigset_t *mask);

#endif
