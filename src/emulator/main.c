/* The emulator: a local service that speaks the contract of the Alexa communication API. */
#include "alexa.h"
#include "die.h"
#include "log.h"
#include "loop.h"
#include "server.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

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
    struct loop loop;
    int exit_code;
    if (!options_parse(argc, argv, &options, &exit_code))
        return exit_code;

    signal(SIGPIPE, SIG_IGN);
    loop_open(&loop);
    allow_many_descriptors();
    log_open(options.log);
    if (options.tls) {
        certificate_make(&certificate, options.tls_fault);
        if (options.ca_out)
            certificate_write_ca(&certificate, options.ca_out);
    }

    struct service service = {.options = &options,
                              .tries = must(json_object()),
                              .alexa = alexa_open(loop.root, &options)};
    struct server *server = server_start(&service, &loop, options.tls ? &certificate : NULL);
    printf("listening on %s\n", server_url(server));
    if (fflush(stdout) != 0)
        die("cannot write to stdout");
    server_run(server);
    server_stop(server);

    alexa_close(service.alexa);
    certificate_clear(&certificate);
    json_decref(service.tries);
    loop_close(&loop);
    return 0;
}
