/* The emulator: a local service that speaks the contract of the Alexa communication API. */
#include "die.h"
#include "log.h"
#include "server.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

static volatile sig_atomic_t stop_requested;

static void request_stop(int signal_number)
{
    (void)signal_number;
    stop_requested = 1;
}

/* Lets the stop signals in while the server waits, and at no other time. */
static void prepare_signals(sigset_t *while_waiting)
{
    struct sigaction action = {.sa_handler = request_stop};
    sigset_t blocked;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGINT);
    sigaddset(&blocked, SIGTERM);
    sigprocmask(SIG_BLOCK, &blocked, while_waiting);
    sigdelset(while_waiting, SIGINT);
    sigdelset(while_waiting, SIGTERM);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    signal(SIGPIPE, SIG_IGN);
}

/* Every connection takes a descriptor. */
static void allow_many_descriptors(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}

int main(int argc, char **argv)
{
    struct options options;
    struct certificate certificate = {0};
    sigset_t while_waiting;
    int exit_code;
    if (!options_parse(argc, argv, &options, &exit_code))
        return exit_code;

    prepare_signals(&while_waiting);
    allow_many_descriptors();
    log_open(options.log);
    if (options.tls) {
        certificate_make(&certificate, options.tls_fault);
        certificate_write_ca(&certificate, options.ca_out);
    }

    struct service service = {.options = &options, .tries = must(json_object())};
    struct server *server = server_start(&service, options.tls ? &certificate : NULL);
    printf("listening on %s\n", server_url(server));
    if (fflush(stdout) != 0)
        die("cannot write to stdout");
    server_run(server, &stop_requested, &while_waiting);
    server_stop(server, &while_waiting);

    certificate_clear(&certificate);
    json_decref(service.tries);
    return 0;
}
