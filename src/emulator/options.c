#include "options.h"

#include <arpa/inet.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>

static const struct option flags[] = {
    {"port", required_argument, NULL, 'p'},
    {"address", required_argument, NULL, 'a'},
    {"tls", no_argument, NULL, 't'},
    {"ca-out", required_argument, NULL, 'c'},
    {"tls-fault", required_argument, NULL, 'T'},
    {"log", required_argument, NULL, 'l'},
    {"fault", required_argument, NULL, 'f'},
    {"allow-unknown", no_argument, NULL, 'u'},
    {"help", no_argument, NULL, 'h'},
    {"version", no_argument, NULL, 'V'},
    {NULL, 0, NULL, 0},
};

/* Says what is wrong on stderr. Returns false. */
static bool wrong(const char *message, const char *what)
{
    fprintf(stderr, "skillcall emulate: ");
    fprintf(stderr, message, what);
    fprintf(stderr, "\nTry 'skillcall emulate --help'.\n");
    return false;
}

static bool read_port(const char *text, struct options *options)
{
    uint32_t port;
    if (!parse_number(text, UINT16_MAX, &port))
        return wrong("--port takes a number from 0 to 65535, not '%s'", text);
    options->port = (uint16_t)port;
    return true;
}

static bool read_address(const char *text, struct options *options)
{
    unsigned char parsed[sizeof(struct in6_addr)];
    if (inet_pton(AF_INET, text, parsed) != 1 && inet_pton(AF_INET6, text, parsed) != 1)
        return wrong("--address takes an IP address such as 127.0.0.1 or ::1, not '%s'", text);
    options->address = text;
    return true;
}

static bool read_tls_fault(const char *name, struct options *options)
{
    static const struct {
        const char *name;
        enum tls_fault fault;
    } faults[] = {
        {"expired", TLS_EXPIRED},         {"not-yet-valid", TLS_NOT_YET_VALID},
        {"wrong-host", TLS_WRONG_HOST},   {"self-signed", TLS_SELF_SIGNED},
        {"old-version", TLS_OLD_VERSION},
    };
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        if (strcmp(faults[i].name, name) == 0) {
            options->tls_fault = faults[i].fault;
            return true;
        }
    }
    return wrong("--tls-fault takes expired, not-yet-valid, wrong-host, self-signed or "
                 "old-version, not '%s'",
                 name);
}

static bool read_flag(int flag, struct options *options)
{
    switch (flag) {
    case 'p':
        return read_port(optarg, options);
    case 'a':
        return read_address(optarg, options);
    case 't':
        options->tls = true;
        return true;
    case 'c':
        options->ca_out = optarg;
        return true;
    case 'T':
        return read_tls_fault(optarg, options);
    case 'l':
        options->log = optarg;
        return true;
    case 'f':
        return plan_parse(optarg, &options->plan) ||
               wrong("--fault takes SCENARIO[.MODIFIER]... of those in --help, not '%s'", optarg);
    case 'u':
        options->allow_unknown = true;
        return true;
    default: /* getopt_long has said what is wrong */
        fputs("Try 'skillcall emulate --help'.\n", stderr);
        return false;
    }
}

static bool check_together(const struct options *options)
{
    if (options->tls && !options->ca_out)
        return wrong("--tls needs %s, where to put the certificate for clients to trust",
                     "--ca-out FILE");
    if (!options->tls && options->ca_out)
        return wrong("%s goes with --tls", "--ca-out");
    if (!options->tls && options->tls_fault != TLS_SOUND)
        return wrong("%s goes with --tls", "--tls-fault");
    return true;
}

bool options_parse(int argc, char **argv, struct options *options, int *exit_code)
{
    *options = (struct options){.address = "127.0.0.1"};
    options->plan = (struct plan){.scenario = scenario_ok(), .endpoints = AT_ALL};

    static char name[] = "skillcall emulate";
    argv[0] = name; /* getopt_long begins its messages with it */
    *exit_code = 2;
    for (int flag; (flag = getopt_long(argc, argv, "", flags, NULL)) != -1;) {
        if (flag == 'h' || flag == 'V') {
            if (flag == 'h')
                help_print();
            else
                puts("skillcall-emulator " EMULATOR_VERSION);
            *exit_code = 0;
            return false;
        }
        if (!read_flag(flag, options))
            return false;
    }
    if (optind < argc)
        return wrong("there is no argument such as '%s'", argv[optind]);
    return check_together(options);
}
