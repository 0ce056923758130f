/* SPDX-License-Identifier: Apache-2.0 */
#include "http/server.h"

#include "base/die.h"
#include "http/listener.h"
#include "http/pauses.h"
#include "http/transaction.h"

#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CONNECTION_MEMORY (128 * 1024) /* room for a token of 64 KiB */

struct server {
    struct MHD_Daemon *daemon;
    answer_function *answer;
    void *context; /* of that */
    struct loop *loop;
    struct pauses pauses;
    MHD_socket listener;
    int watch;            /* of libmicrohttpd's descriptor */
    size_t active;        /* transactions */
    uint64_t connections; /* ever made */
    char url[96];
};

static struct transaction *new_transaction(struct server *server, struct MHD_Connection *connection,
                                           const char *path, const char *method)
{
    struct transaction *transaction = must(calloc(1, sizeof *transaction));
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    transaction->pauses = &server->pauses;
    transaction->request.connection = connection;
    transaction->request.connection_number = (uint64_t)(uintptr_t)info->socket_context;
    transaction->request.path = path;
    transaction->request.method = method;
    server->active++;
    return transaction;
}

/* Sends the answer, perhaps after a wait. */
static enum MHD_Result finish(struct transaction *transaction)
{
    struct reply *reply = &transaction->reply;
    if (reply->later.finish)
        reply->later.finish(reply->later.context, reply);
    return deliver(transaction);
}

/* libmicrohttpd calls this when the headers have arrived, for each piece of the body, when the body
 * is complete, and again after a wait. */
static enum MHD_Result handle(void *context, struct MHD_Connection *connection, const char *url,
                              const char *method, const char *version, const char *piece,
                              size_t *size, void **state)
{
    struct server *server = context;
    struct transaction *transaction = *state;
    (void)version;
    if (!transaction) {
        *state = new_transaction(server, connection, url, method);
        return MHD_YES;
    }
    if (*size > 0) {
        request_append(&transaction->request, piece, *size);
        *size = 0;
        return MHD_YES;
    }
    if (transaction->answered)
        return finish(transaction);

    struct reply *reply = &transaction->reply;
    request_complete(&transaction->request);
    server->answer(server->context, &transaction->request, reply);
    transaction->answered = true;
    if (reply->delay_ms == 0)
        return finish(transaction);
    pauses_add(&server->pauses, transaction, 0, reply->delay_ms);
    return MHD_YES;
}

static void end_transaction(void *context, struct MHD_Connection *connection, void **state,
                            enum MHD_RequestTerminationCode how)
{
    struct server *server = context;
    struct transaction *transaction = *state;
    (void)connection;
    (void)how;
    if (!transaction)
        return;
    request_clear(&transaction->request);
    reply_clear(&transaction->reply);
    free(transaction);
    *state = NULL;
    server->active--;
}

static void number_connection(void *context, struct MHD_Connection *connection,
                              void **socket_context, enum MHD_ConnectionNotificationCode code)
{
    struct server *server = context;
    (void)connection;
    if (code == MHD_CONNECTION_NOTIFY_STARTED)
        *socket_context = (void *)(uintptr_t)++server->connections;
}

/* The options of libmicrohttpd that only TLS has. */
static void fill_tls_options(struct MHD_OptionItem *items, const struct certificate *certificate,
                             enum tls_fault fault)
{
    const char *protocols = fault == TLS_OLD_VERSION
                                ? "NORMAL:-VERS-ALL:+VERS-TLS1.1:%VERIFY_ALLOW_SIGN_WITH_SHA1"
                                : "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2";
    items[0] = (struct MHD_OptionItem){MHD_OPTION_HTTPS_MEM_KEY, 0, certificate->key};
    items[1] = (struct MHD_OptionItem){MHD_OPTION_HTTPS_MEM_CERT, 0, certificate->chain};
    items[2] = (struct MHD_OptionItem){MHD_OPTION_HTTPS_PRIORITIES, 0, (void *)protocols};
    items[3] = (struct MHD_OptionItem){MHD_OPTION_END, 0, NULL};
}

/* The loop only has to wake up: the work is done after each wait. */
static int wake_up(su_root_magic_t *magic, su_wait_t *wait, void *context)
{
    (void)magic;
    (void)wait;
    (void)context;
    return 0;
}

static int epoll_fd(const struct server *server)
{
    return MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
}

struct server *server_start(const struct settings *settings, struct loop *loop,
                            const struct certificate *certificate, answer_function *answer,
                            void *context)
{
    struct server *server = must(calloc(1, sizeof *server));
    struct MHD_OptionItem tls_options[4] = {{MHD_OPTION_END, 0, NULL}};
    char authority[80];
    server->listener =
        listener_open(settings->address, (uint16_t)settings->port, authority, sizeof authority);

    server->answer = answer;
    server->context = context;
    server->loop = loop;
    snprintf(server->url, sizeof server->url, "%s://%s", certificate ? "https" : "http", authority);
    if (certificate)
        fill_tls_options(tls_options, certificate, settings->tls_fault);

    unsigned flags = MHD_USE_EPOLL | MHD_USE_SUSPEND_RESUME | (certificate ? MHD_USE_TLS : 0U);
    server->daemon = MHD_start_daemon(
        flags, 0, NULL, NULL, handle, server, MHD_OPTION_LISTEN_SOCKET, server->listener,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY, MHD_OPTION_CONNECTION_LIMIT,
        (unsigned)sysconf(_SC_OPEN_MAX), MHD_OPTION_STRICT_FOR_CLIENT, 1,
        MHD_OPTION_CONNECTION_TIMEOUT, settings->idle_seconds, MHD_OPTION_NOTIFY_COMPLETED,
        end_transaction, server, MHD_OPTION_NOTIFY_CONNECTION, number_connection, server,
        MHD_OPTION_ARRAY, tls_options, MHD_OPTION_END);
    if (!server->daemon)
        die("cannot start the HTTP server");
    server->watch = loop_watch(loop->root, epoll_fd(server), SU_WAIT_IN, wake_up, NULL);
    return server;
}

const char *server_url(const struct server *server)
{
    return server->url;
}

/* How long there is no work if nothing comes in: until a given time at most. */
static int idle_ms(const struct server *server, int64_t until)
{
    MHD_UNSIGNED_LONG_LONG wanted;
    int64_t now = pauses_now();
    int64_t end = pauses_next_end(&server->pauses, until);
    int64_t ms = end > now ? end - now : 0;
    if (MHD_get_timeout(server->daemon, &wanted) == MHD_YES && (int64_t)wanted < ms)
        ms = (int64_t)wanted;
    return ms > 60000 ? 60000 : (int)ms;
}

void server_run_once(struct server *server, int64_t until)
{
    su_root_step(server->loop->root, idle_ms(server, until));
    pauses_end(&server->pauses, pauses_now());
    MHD_run(server->daemon);
}

void server_quiesce(struct server *server)
{
    MHD_quiesce_daemon(server->daemon);
    server->pauses.stopping = true;
}

bool server_is_busy(const struct server *server)
{
    return server->active > 0;
}

void server_stop(struct server *server)
{
    pauses_end(&server->pauses, INT64_MAX); /* libmicrohttpd does not stop while connections wait */
    su_root_deregister(server->loop->root, server->watch);
    MHD_stop_daemon(server->daemon);
    close(server->listener);
    free(server);
}
