/* SPDX-License-Identifier: Apache-2.0 */
/* A small HTTP/1.1 server in a thread, plain or with TLS, that places every call, or replies as it
   is told to. */
#ifndef TESTS_SUPPORT_LOCAL_SERVER_H
#define TESTS_SUPPORT_LOCAL_SERVER_H

#include "support/h2_peer.h"
#include "support/the_call.h"

#include <arpa/inet.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define LOCAL_SERVER_NAME "a-local-server.test" /* also in its certificate */

struct local_server {
    bool has_tls;
    bool has_h2; /* with TLS and reply */
    /* Gives the whole answer to a request, or NULL to stay silent. The head is NULL with HTTP/2.
       NULL: every call is placed. */
    const char *(*reply)(const char *head, const char *body);
    size_t closes_at; /* the connection of this request, the first being 1, after its answer */
    int listener;
    char endpoint[64];
    gnutls_datum_t certificate; /* PEM, which is its own CA */
    char ca_file[32];           /* holds it: not every libcurl takes one from memory */
    gnutls_certificate_credentials_t credentials;
    pthread_t thread;
    atomic_size_t requests;
};

void must(bool holds, const char *what);

void add_certificate(const char *path, const gnutls_datum_t *certificate);

void make_certificate(struct local_server *server);

void free_certificate(struct local_server *server);

void listen_locally(struct local_server *server);

/* Starts a server that is set up as wanted, all else zero. */
void launch_server(struct local_server *server);

void start_server(struct local_server *server, bool has_tls);

/* Returns when the server has read all that was sent to it before. */
void drain_server(const struct local_server *server);

/* All its clients must be gone. */
void stop_server(struct local_server *server);

#endif
