/* SPDX-License-Identifier: Apache-2.0 */
#include "flags.h"

#include "api/scenario.h"
#include "base/die.h"
#include "cli/flags.h"
#include "help.h"
#include "sip/sip_uri.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#define CALL_MS_MAX 600000
#define SCENARIO_MAX 63

enum emulator_flag {
    PORT,
    ADDRESS,
    TLS,
    CA_OUT,
    TLS_FAULT,
    LOG,
    LOAD,
    KEEP,
    NO_CONTROL,
    CONTROL_HOST,
    IDLE_SECONDS,
    FAULT,
    ALLOW_UNKNOWN,
    INVITE,
    PHONE,
    ANSWER_AFTER,
    REGISTRAR,
    RING_MS,
    TALK_MS,
    EVENT_URL,
    EVENT_FILE,
    LWA_CLIENT_ID,
    VERSION,
    FLAG_COUNT
};

/* In the order of enum tls_fault and enum phone_manner, without the first of each. */
static const char *const tls_faults[] = {"expired",     "not-yet-valid", "wrong-host",
                                         "self-signed", "old-version",   NULL};
static const char *const phone_manners[] = {"answer", "decline", NULL};
static const char *scenario_names[SCENARIO_MAX + 1];

static const struct flag flags[FLAG_COUNT] = {
    [PORT] = {.name = "port",
              .value = "N",
              .help = "the port to listen on; 0, the default, picks a free one"},
    [ADDRESS] = {.name = "address",
                 .value = "IP",
                 .help = "the address to listen on; 127.0.0.1 by default, ::1 for IPv6"},
    [TLS] = {.name = "tls",
             .help = "speak HTTPS, with a certificate for localhost, 127.0.0.1 and ::1"},
    [CA_OUT] = {.name = "ca-out",
                .value = "FILE",
                .help = "where --tls writes the CA certificate that clients must trust"},
    [TLS_FAULT] = {.name = "tls-fault",
                   .value = "KIND",
                   .choices = tls_faults,
                   .help = "a certificate that clients must refuse, or TLS 1.1 and nothing newer"},
    [LOG] = {.name = "log",
             .value = "FILE",
             .help = "write each request to FILE as a line of JSON; - for standard output"},
    [LOAD] = {.name = "load",
              .value = "FILE",
              .help = "start with the requests in the log of an earlier run"},
    [KEEP] = {.name = "keep",
              .value = "N",
              .help = "how many requests the journal keeps; 500 by default"},
    [NO_CONTROL] = {.name = "no-control",
                    .help = "do not serve /_emulator/, the emulator's own API and page"},
    [CONTROL_HOST] = {.name = "control-host",
                      .value = "NAME",
                      .help = "another host name by which clients may call the emulator, in "
                              "addition to localhost and the address"},
    [IDLE_SECONDS] =
        {.name = "idle-seconds",
         .value = "N",
         .help = "how many seconds a connection may be silent; 60 by default, 0 for no limit"},
    [FAULT] = {.name = "fault",
               .value = "SCENARIO",
               .choices = scenario_names,
               .has_modifiers = true,
               .help = "the scenario, with its modifiers after dots, for requests whose token "
                       "does not begin with \"emulator-\""},
    [ALLOW_UNKNOWN] = {.name = "allow-unknown",
                       .help = "accept unknown participant types and providers"},
    [INVITE] = {.name = "invite",
                .value = "URI",
                .help = "call this SIP URI when a session starts, with the User-to-User header"},
    [PHONE] = {.name = "phone",
               .value = "MANNER",
               .choices = phone_manners,
               .is_optional = true,
               .help = "call the built-in phone, which the page and the API control, or which "
                       "acts by itself"},
    [ANSWER_AFTER] = {.name = "answer-after",
                      .value = "N",
                      .help = "how many milliseconds a phone that acts by itself rings first; "
                              "1000 by default"},
    [REGISTRAR] = {.name = "registrar",
                   .value = "PORT",
                   .help = "let a soft phone register at this port, and call it; 0 picks a free "
                           "one"},
    [RING_MS] =
        {.name = "ring-ms",
         .value = "N",
         .help = "how many milliseconds a call may ring before CANCEL is sent; 30000 by default"},
    [TALK_MS] =
        {.name = "talk-ms",
         .value = "N",
         .help =
             "how many milliseconds an answered call lasts before BYE is sent; 1000 by default, "
             "60000 with --phone and --registrar"},
    [EVENT_URL] = {.name = "event-url",
                   .value = "URL",
                   .help = "send a NEW_INBOUND_CALL event there by HTTP POST when a session "
                           "starts"},
    [EVENT_FILE] = {.name = "event-file",
                    .value = "FILE",
                    .help = "write the event to FILE as a line of JSON; - for standard output"},
    [LWA_CLIENT_ID] = {.name = "lwa-client-id",
                       .value = "ID",
                       .help = "the skill's client id in the INVITE and in the event"},
    [VERSION] = {.name = "version", .help = "print the version of the emulator"},
};

static const struct usage usage = {
    .name = "emulate",
    .synopsis = "[FLAG]...",
    .description = HELP_DESCRIPTION,
    .flags = flags,
    .flag_count = FLAG_COUNT,
    .print_more = help_print_scenarios,
};

/* Reports what a flag takes, but not the value, which may be a token. */
static int refuse(enum emulator_flag flag, const char *what)
{
    return wrong_usage(&usage, "--%s takes %s", flags[flag].name, what);
}

static int read_numbers(const struct arguments *given, struct settings *settings)
{
    const struct {
        int flag;
        uint32_t minimum;
        uint32_t maximum;
        uint32_t *number;
    } rows[] = {
        {PORT, 0, UINT16_MAX, &settings->port},
        {REGISTRAR, 0, UINT16_MAX, &settings->registrar_port},
        {KEEP, 1, 1000000, &settings->keep},
        {IDLE_SECONDS, 0, 86400, &settings->idle_seconds},
        {ANSWER_AFTER, 0, CALL_MS_MAX, &settings->answer_after_ms},
        {RING_MS, 0, CALL_MS_MAX, &settings->ring_ms},
        {TALK_MS, 0, CALL_MS_MAX, &settings->talk_ms},
    };
    int code = -1;
    for (size_t i = 0; code < 0 && i < sizeof rows / sizeof *rows; i++)
        if (given->values[rows[i].flag])
            code = parse_number_flag(given, rows[i].flag, rows[i].minimum, rows[i].maximum,
                                     rows[i].number);
    return code;
}

static void name_scenarios(void)
{
    size_t count;
    const struct scenario *table = scenario_table(&count);
    for (size_t i = 0; i < count && i < SCENARIO_MAX; i++)
        scenario_names[i] = table[i].name;
}

static bool is_address(const char *text)
{
    unsigned char parsed[sizeof(struct in6_addr)];
    return inet_pton(AF_INET, text, parsed) == 1 || inet_pton(AF_INET6, text, parsed) == 1;
}

/* A host name or address as a URL has it, without the port. */
static bool is_host(const char *name)
{
    static const char letters[] =
        "-._0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    static const char digits[] = "0123456789abcdefABCDEF:.";
    size_t length = strspn(name, letters);
    if (name[0] != '[')
        return length > 0 && name[length] == '\0';
    length = 1 + strspn(name + 1, digits);
    return length > 1 && strcmp(name + length, "]") == 0;
}

static bool is_plan(const char *text)
{
    struct plan plan;
    return plan_parse(text, &plan);
}

static bool is_http_url(const char *url)
{
    size_t scheme = strncasecmp(url, "http://", 7) == 0    ? 7
                    : strncasecmp(url, "https://", 8) == 0 ? 8
                                                           : 0;
    return scheme > 0 && url[scheme] && !strchr("/?#:", url[scheme]);
}

/* It becomes the value of a header. */
static bool is_client_id(const char *id)
{
    size_t length = strlen(id);
    for (size_t i = 0; i < length; i++)
        if (id[i] <= ' ' || id[i] > '~')
            return false;
    return length > 0 && length <= 256;
}

static int check_texts(const struct arguments *given)
{
    static const struct {
        enum emulator_flag flag;
        bool (*is_good)(const char *value);
        const char *what;
    } rows[] = {
        {ADDRESS, is_address, "an IP address such as 127.0.0.1 or ::1"},
        {CONTROL_HOST, is_host, "a host name without scheme and port, such as emulator.test"},
        {FAULT, is_plan, "one of the scenarios in --help, such as denied or throttled.first-1"},
        {INVITE, sip_uri_is_good,
         "a SIP URI such as sip:127.0.0.1:5060 or \"sip:pbx.example;transport=tcp\" (udp or tcp)"},
        {EVENT_URL, is_http_url, "a URL that begins with http:// or https:// and has a host"},
        {LWA_CLIENT_ID, is_client_id, "1 to 256 printable ASCII characters without blanks"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *value = given->values[rows[i].flag];
        if (value && !rows[i].is_good(value))
            return refuse(rows[i].flag, rows[i].what);
    }
    return -1;
}

static int index_of(const char *value, const char *const *choices)
{
    int i = 0;
    while (choices[i + 1] && strcmp(choices[i], value) != 0)
        i++;
    return i;
}

static enum phone_manner phone_manner(const char *value)
{
    if (!value)
        return PHONE_NONE;
    return *value ? (enum phone_manner)(PHONE_ANSWERS + index_of(value, phone_manners))
                  : PHONE_BY_HAND;
}

static enum tls_fault tls_fault(const char *value)
{
    return value ? (enum tls_fault)(TLS_EXPIRED + index_of(value, tls_faults)) : TLS_SOUND;
}

static int check_needs(const struct arguments *given)
{
    static const struct {
        enum emulator_flag flag;
        enum emulator_flag needs[6];
        const char *names;
    } rows[] = {
        {CA_OUT, {TLS, FLAG_COUNT}, "--tls"},
        {TLS_FAULT, {TLS, FLAG_COUNT}, "--tls"},
        {RING_MS, {INVITE, PHONE, REGISTRAR, FLAG_COUNT}, "--invite, --phone or --registrar"},
        {TALK_MS, {INVITE, PHONE, REGISTRAR, FLAG_COUNT}, "--invite, --phone or --registrar"},
        {LWA_CLIENT_ID,
         {INVITE, PHONE, REGISTRAR, EVENT_URL, EVENT_FILE, FLAG_COUNT},
         "--invite, --phone, --registrar, --event-url or --event-file"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const enum emulator_flag *need = rows[i].needs;
        while (*need != FLAG_COUNT && !given->values[*need])
            need++;
        if (given->values[rows[i].flag] && *need == FLAG_COUNT)
            return wrong_usage(&usage, "--%s needs %s", flags[rows[i].flag].name, rows[i].names);
    }
    if (given->values[INVITE] && (given->values[PHONE] || given->values[REGISTRAR]))
        return wrong_usage(&usage, "--invite cannot be used with --phone or --registrar");
    if (given->values[ANSWER_AFTER] && phone_manner(given->values[PHONE]) < PHONE_ANSWERS)
        return wrong_usage(&usage, "--answer-after needs --phone=answer or --phone=decline");
    return -1;
}

static const char *text_or(const char *value, const char *otherwise)
{
    return value ? value : otherwise;
}

static void fill(struct settings *settings, const struct arguments *given)
{
    const char *const *values = given->values;
    enum phone_manner phone = phone_manner(values[PHONE]);
    bool a_person_may_answer = phone == PHONE_BY_HAND || values[REGISTRAR];
    *settings = (struct settings){
        .address = text_or(values[ADDRESS], "127.0.0.1"),
        .tls = values[TLS] != NULL,
        .ca_out = values[CA_OUT],
        .tls_fault = tls_fault(values[TLS_FAULT]),
        .log = values[LOG],
        .load = values[LOAD],
        .keep = 500,
        .control = !values[NO_CONTROL],
        .control_host = values[CONTROL_HOST],
        .idle_seconds = 60,
        .fault = text_or(values[FAULT], "ok"),
        .allow_unknown = values[ALLOW_UNKNOWN] != NULL,
        .invite = values[INVITE],
        .phone = phone,
        .answer_after_ms = 1000,
        .registrar = values[REGISTRAR] != NULL,
        .ring_ms = 30000,
        .talk_ms = a_person_may_answer ? 60000 : 1000,
        .event_url = values[EVENT_URL],
        .event_file = values[EVENT_FILE],
        .lwa_client_id = text_or(values[LWA_CLIENT_ID],
                                 "amzn1.application-oa2-client.00112233445566778899aabbccddeeff"),
    };
}

bool flags_parse(int argc, char **argv, struct settings *settings, int *exit_code)
{
    struct arguments given;
    name_scenarios();
    int code = parse_flags(&usage, argc, argv, &given);
    if (code < 0 && given.values[VERSION]) {
        if (puts("skillcall-emulator " EMULATOR_VERSION) < 0 || fflush(stdout) != 0)
            die("cannot write to stdout");
        code = 0;
    }
    if (code < 0)
        code = check_texts(&given);
    if (code < 0)
        code = check_needs(&given);
    if (code < 0) {
        fill(settings, &given);
        code = read_numbers(&given, settings);
    }
    *exit_code = code;
    return code < 0;
}
