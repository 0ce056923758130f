/* SPDX-License-Identifier: Apache-2.0 */
/* The emulator of the Alexa communication API. */
#include "alexa/alexa.h"
#include "base/die.h"
#include "base/loop.h"
#include "flags.h"
#include "front.h"
#include "http/pauses.h"
#include "http/server.h"

#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>

#define GRACE_MS 1000

/* Every connection takes a descriptor. */
static void allow_many_descriptors(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}

static void run_once(struct server *server, struct alexa *alexa, int64_t until)
{
    server_run_once(server, until);
    alexa_catch_up(alexa);
}

/* Serves until the loop is to stop. Then it accepts no more connections, gives open requests and
 * calls a second to end, and cuts off the rest. */
static void serve(struct server *server, struct alexa *alexa, const struct loop *loop)
{
    while (!loop->stop)
        run_once(server, alexa, INT64_MAX);

    int64_t end = pauses_now() + GRACE_MS;
    server_quiesce(server);
    alexa_stop(alexa);
    while ((server_is_busy(server) || alexa_is_stopping(alexa)) && pauses_now() < end)
        run_once(server, alexa, end);
    server_stop(server);
}

int main(int argc, char **argv)
{
    struct settings settings;
    struct certificate certificate = {0};
    struct loop loop;
    int exit_code;
    if (!flags_parse(argc, argv, &settings, &exit_code))
        return exit_code;

    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
    loop_open(&loop);
    allow_many_descriptors();
    if (settings.tls) {
        certificate_make(&certificate, &settings);
        if (settings.ca_out)
            certificate_write_ca(&certificate, settings.ca_out);
    }

    struct journal *journal = journal_open(&settings);
    struct alexa *alexa = alexa_open(loop.root, &settings, journal);
    struct service *service = service_open(&settings, journal, alexa);
    struct server *server =
        server_start(&settings, &loop, settings.tls ? &certificate : NULL, front_answer, service);
    printf("listening on %s\n", server_url(server));
    if (alexa_registrar(alexa))
        printf("registrar at %s\n", alexa_registrar(alexa));
    if (fflush(stdout) != 0)
        die("cannot write to stdout");
    serve(server, alexa, &loop);

    service_close(service);
    alexa_close(alexa);
    journal_close(journal);
    certificate_clear(&certificate);
    loop_close(&loop);
    return 0;
}
