#include "flags.h"

#include "api/scenario.h"
#include "base/parse_number.h"
#include "sip/sip_uri.h"

#include <arpa/inet.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#define CALL_MS_MAX 600000
#define NOT_SAID UINT32_MAX

static const struct option flags[] = {
    {"port", required_argument, NULL, 'p'},
    {"address", required_argument, NULL, 'a'},
    {"tls", no_argument, NULL, 't'},
    {"ca-out", required_argument, NULL, 'c'},
    {"tls-fault", required_argument, NULL, 'T'},
    {"log", required_argument, NULL, 'l'},
    {"load", required_argument, NULL, 'L'},
    {"keep", required_argument, NULL, 'K'},
    {"idle-seconds", required_argument, NULL, 's'},
    {"no-control", no_argument, NULL, 'n'},
    {"control-host", required_argument, NULL, 'H'},
    {"fault", required_argument, NULL, 'f'},
    {"allow-unknown", no_argument, NULL, 'u'},
    {"invite", required_argument, NULL, 'i'},
    {"phone", optional_argument, NULL, 'P'},
    {"answer-after", required_argument, NULL, 'A'},
    {"registrar", required_argument, NULL, 'R'},
    {"ring-ms", required_argument, NULL, 'r'},
    {"talk-ms", required_argument, NULL, 'k'},
    {"event-url", required_argument, NULL, 'e'},
    {"event-file", required_argument, NULL, 'E'},
    {"lwa-client-id", required_argument, NULL, 'w'},
    {"help", no_argument, NULL, 'h'},
    {"version", no_argument, NULL, 'V'},
    {NULL, 0, NULL, 0},
};

/* Says what is wrong on stderr, but not the value: a token may have been put there. Returns false.
 */
static bool wrong(const char *message, const char *what)
{
    fprintf(stderr, "skillcall emulate: ");
    fprintf(stderr, message, what);
    fprintf(stderr, "\nTry: skillcall emulate --help\n");
    return false;
}

static bool read_port(const char *text, const char *flag, uint16_t *port)
{
    uint32_t number;
    if (!parse_number(text, UINT16_MAX, &number))
        return wrong("%s takes a number from 0 to 65535", flag);
    *port = (uint16_t)number;
    return true;
}

static bool read_address(const char *text, struct settings *settings)
{
    unsigned char parsed[sizeof(struct in6_addr)];
    if (inet_pton(AF_INET, text, parsed) != 1 && inet_pton(AF_INET6, text, parsed) != 1)
        return wrong("%s takes an IP address such as 127.0.0.1 or ::1", "--address");
    settings->address = text;
    return true;
}

static bool read_tls_fault(const char *name, struct settings *settings)
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
            settings->tls_fault = faults[i].fault;
            return true;
        }
    }
    return wrong("%s takes expired, not-yet-valid, wrong-host, self-signed or old-version",
                 "--tls-fault");
}

static bool read_keep(const char *text, struct settings *settings)
{
    return (parse_number(text, 1000000, &settings->keep) && settings->keep > 0) ||
           wrong("%s takes a number of records from 1 to 1000000", "--keep");
}

/* A host name or address as a URL has it, without the port. */
static bool read_control_host(const char *name, struct settings *settings)
{
    settings->control_host = name;
    return (*name && strcspn(name, "/:@ ") == strlen(name)) || *name == '[' ||
           wrong("%s takes a host name without scheme and port, such as emulator.test",
                 "--control-host");
}

static bool read_invite(const char *uri, struct settings *settings)
{
    if (!sip_uri_is_good(uri))
        return wrong("%s takes a SIP URI such as sip:127.0.0.1:5060 or "
                     "\"sip:pbx.example;transport=tcp\" (udp or tcp)",
                     "--invite");
    settings->invite = uri;
    return true;
}

static bool read_phone(const char *manner, struct settings *settings)
{
    if (!manner)
        settings->phone = PHONE_BY_HAND;
    else if (strcmp(manner, "answer") == 0)
        settings->phone = PHONE_ANSWERS;
    else if (strcmp(manner, "decline") == 0)
        settings->phone = PHONE_DECLINES;
    else
        return wrong("%s takes =answer, =decline or nothing", "--phone");
    return true;
}

static bool read_ms(const char *text, const char *flag, uint32_t *ms)
{
    return parse_number(text, CALL_MS_MAX, ms) ||
           wrong("%s takes a number of milliseconds from 0 to 600000", flag);
}

static bool read_event_url(const char *url, struct settings *settings)
{
    if (strncasecmp(url, "http://", 7) != 0 && strncasecmp(url, "https://", 8) != 0)
        return wrong("%s takes a URL that begins with http:// or https://", "--event-url");
    settings->event_url = url;
    return true;
}

/* It becomes the value of a header. */
static bool read_lwa_client_id(const char *id, struct settings *settings)
{
    size_t length = strlen(id);
    for (size_t i = 0; i < length; i++)
        if (id[i] <= ' ' || id[i] > '~')
            length = 0;
    if (length == 0 || length > 256)
        return wrong("%s takes 1 to 256 printable ASCII characters without blanks",
                     "--lwa-client-id");
    settings->lwa_client_id = id;
    return true;
}

static bool read_flag(int flag, struct settings *settings)
{
    struct plan plan;
    switch (flag) {
    case 'p':
        return read_port(optarg, "--port", &settings->port);
    case 'a':
        return read_address(optarg, settings);
    case 't':
        settings->tls = true;
        return true;
    case 'c':
        settings->ca_out = optarg;
        return true;
    case 'T':
        return read_tls_fault(optarg, settings);
    case 'l':
        settings->log = optarg;
        return true;
    case 'L':
        settings->load = optarg;
        return true;
    case 'K':
        return read_keep(optarg, settings);
    case 's':
        return parse_number(optarg, 86400, &settings->idle_seconds) ||
               wrong("%s takes a number of seconds from 0 (for ever) to 86400", "--idle-seconds");
    case 'n':
        settings->control = false;
        return true;
    case 'H':
        return read_control_host(optarg, settings);
    case 'f':
        settings->fault = optarg;
        return plan_parse(optarg, &plan) ||
               wrong("%s takes SCENARIO[.MODIFIER]... of those in --help", "--fault");
    case 'u':
        settings->allow_unknown = true;
        return true;
    case 'i':
        return read_invite(optarg, settings);
    case 'P':
        return read_phone(optarg, settings);
    case 'A':
        return read_ms(optarg, "--answer-after", &settings->answer_after_ms);
    case 'R':
        settings->registrar = true;
        return read_port(optarg, "--registrar", &settings->registrar_port);
    case 'r':
        return read_ms(optarg, "--ring-ms", &settings->ring_ms);
    case 'k':
        return read_ms(optarg, "--talk-ms", &settings->talk_ms);
    case 'e':
        return read_event_url(optarg, settings);
    case 'E':
        settings->event_file = optarg;
        return true;
    case 'w':
        return read_lwa_client_id(optarg, settings);
    default:
        return false;
    }
}

/* What getopt_long cannot read: the argument before optind, or a letter. */
static bool refuse_flag(int flag, const char *argument)
{
    char name[64] = {'-', (char)optopt};
    if (strncmp(argument, "--", 2) == 0)
        snprintf(name, sizeof name, "%.*s", (int)strspn(argument, "-abcdefghijklmnopqrstuvwxyz"),
                 argument);
    if (flag == ':')
        return wrong("%s needs a value", name);
    return wrong(optopt && argument[1] == '-' ? "%s takes no value" : "there is no flag %s", name);
}

static bool check_together(const struct settings *settings)
{
    if (!settings->tls && settings->ca_out)
        return wrong("%s goes with --tls", "--ca-out");
    if (!settings->tls && settings->tls_fault != TLS_SOUND)
        return wrong("%s goes with --tls", "--tls-fault");
    bool phone = settings->phone || settings->registrar;
    if (settings->invite && phone)
        return wrong("%s does not go with --phone and --registrar", "--invite");
    if (settings->answer_after_ms != NOT_SAID && settings->phone < PHONE_ANSWERS)
        return wrong("%s goes with --phone=answer or --phone=decline", "--answer-after");
    if (!settings->invite && !phone && settings->ring_ms != NOT_SAID)
        return wrong("%s goes with --invite, --phone or --registrar", "--ring-ms");
    if (!settings->invite && !phone && settings->talk_ms != NOT_SAID)
        return wrong("%s goes with --invite, --phone or --registrar", "--talk-ms");
    if (settings->lwa_client_id && !settings->invite && !phone && !settings->event_url &&
        !settings->event_file)
        return wrong("%s goes with --invite, --phone, --registrar, --event-url or --event-file",
                     "--lwa-client-id");
    return true;
}

/* Whether a person may answer the calls. */
static bool is_for_people(const struct settings *settings)
{
    return settings->phone == PHONE_BY_HAND || settings->registrar;
}

/* Of what was not said. */
static void set_defaults(struct settings *settings)
{
    if (settings->ring_ms == NOT_SAID)
        settings->ring_ms = 30000;
    if (settings->talk_ms == NOT_SAID)
        settings->talk_ms = is_for_people(settings) ? 60000 : 1000;
    if (settings->answer_after_ms == NOT_SAID)
        settings->answer_after_ms = 1000;
    if (!settings->lwa_client_id)
        settings->lwa_client_id = "amzn1.application-oa2-client.00112233445566778899aabbccddeeff";
}

bool flags_parse(int argc, char **argv, struct settings *settings, int *exit_code)
{
    *settings = (struct settings){.address = "127.0.0.1",
                                  .keep = 500,
                                  .idle_seconds = 60,
                                  .control = true,
                                  .fault = "ok",
                                  .answer_after_ms = NOT_SAID,
                                  .ring_ms = NOT_SAID,
                                  .talk_ms = NOT_SAID};

    bool is_given[sizeof flags / sizeof *flags] = {false};
    *exit_code = 2;
    for (int flag, at = 0; (flag = getopt_long(argc, argv, ":h", flags, &at)) != -1;) {
        if (flag == 'h' || flag == 'V') {
            if (flag == 'h')
                help_print();
            else
                puts("skillcall-emulator " EMULATOR_VERSION);
            *exit_code = 0;
            return false;
        }
        if (flag == '?' || flag == ':')
            return refuse_flag(flag, argv[optind - 1]);
        if (is_given[at])
            return wrong("--%s is given twice", flags[at].name);
        is_given[at] = true;
        if (!read_flag(flag, settings))
            return false;
    }
    if (optind < argc)
        return wrong("it takes only %s, but one of the arguments is none", "flags");
    if (!check_together(settings))
        return false;
    set_defaults(settings);
    return true;
}
