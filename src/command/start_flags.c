/* SPDX-License-Identifier: Apache-2.0 */
#define _POSIX_C_SOURCE 200809L

#include "command/start_flags.h"

#include "command/defaults.h"
#include "command/report.h"

#include <skillcall/client_options.h>
#include <stdlib.h>
#include <string.h>

enum start_flag {
    ENDPOINT,
    FROM,
    TO,
    PROFILE_ID,
    EXTENSION,
    ENDPOINT_ID,
    SESSION,
    SKILL_REQUEST,
    CLIENT_SESSION_ID,
    NO_CLIENT_SESSION_ID,
    ALLOW_UNKNOWN,
    TOKEN_FILE,
    TOKEN,
    ALLOW_HOST,
    CACERT,
    DEADLINE_MS,
    DRY_RUN,
    JSON,
    VERBOSE,
    FLAG_COUNT
};

static const struct flag flags[FLAG_COUNT] = {
    [ENDPOINT] = {.name = "endpoint",
                  .value = "URL",
                  .variable = "SKILLCALL_ENDPOINT",
                  .is_setting = true,
                  .help = "where to place the call: apiEndpoint of the skill request; https on one "
                          "of Alexa's hosts or on the host of --allow-host, https or http on "
                          "this machine"},
    [FROM] = {.name = "from",
              .value = "NUMBER",
              .help = "the caller's phone number in E.164 form, for example +12045551111"},
    [TO] = {.name = "to",
            .value = "NUMBER",
            .help = "the callee's phone number in E.164 form, for example +16073331111"},
    [PROFILE_ID] = {.name = "profile-id",
                    .value = "ID",
                    .help = "instead of --from: the communication profile of the room that calls "
                            "(Smart Properties)"},
    [EXTENSION] = {.name = "extension",
                   .value = "N",
                   .help = "instead of --to: the extension to ring (Smart Properties)"},
    [ENDPOINT_ID] = {.name = "endpoint-id",
                     .value = "ID",
                     .variable = "SKILLCALL_ENDPOINT_ID",
                     .is_setting = true,
                     .help = "the caller's device: deviceId of the skill request"},
    [SESSION] = {.name = "session",
                 .value = "FILE",
                 .help = "a complete request body instead of the flags that describe the call; - "
                         "for standard input"},
    [SKILL_REQUEST] = {.name = "skill-request",
                       .value = "FILE",
                       .help = "a skill request, which gives endpoint, token and device; "
                               "the caller's number is looked up within the same deadline unless "
                               "--from gives it; - for standard input"},
    [CLIENT_SESSION_ID] = {.name = "client-session-id",
                           .value = "ID",
                           .help = "the id by which the SIP side recognises the call, 1 to 100 "
                                   "printable ASCII characters; by default a random UUID"},
    [NO_CLIENT_SESSION_ID] = {.name = "no-client-session-id",
                              .help = "leave the client session id out"},
    [ALLOW_UNKNOWN] = {.name = "allow-unknown",
                       .help = "accept unknown participant types and providers"},
    [TOKEN_FILE] = {.name = "token-file",
                    .value = "FILE",
                    .is_setting = true,
                    .help =
                        "the file that holds the token (apiAccessToken of the skill request); a "
                        "newline at its end is stripped; - for standard input; by default the "
                        "token is the value of SKILLCALL_TOKEN"},
    [TOKEN] = {.name = "token",
               .refusal = "everyone on this machine can read arguments; use --token-file FILE or "
                          "the environment variable SKILLCALL_TOKEN"},
    [ALLOW_HOST] = {.name = "allow-host",
                    .value = "HOST",
                    .is_setting = true,
                    .help = "another host that may receive the token, in addition to Alexa's hosts "
                            "and this machine"},
    [CACERT] = {.name = "cacert",
                .value = "FILE",
                .variable = "SKILLCALL_CACERT",
                .is_setting = true,
                .help = "CA certificates (PEM) to verify the service with, instead of the "
                        "system's"},
    [DEADLINE_MS] = {.name = "deadline-ms",
                     .value = "N",
                     .is_setting = true,
                     .help = "the deadline for the call, retries included: 1 to 600000 "
                             "milliseconds, 6000 by default"},
    [DRY_RUN] = {.name = "dry-run",
                 .help = "print the request body and send nothing; needs neither endpoint nor "
                         "token"},
    [JSON] = {.name = "json", .help = "print one JSON object"},
    [VERBOSE] = {.name = "verbose", .letter = 'v', .help = "log each attempt on standard error"},
};

static const struct usage usage = {
    .name = "start",
    .synopsis = "--endpoint URL --from NUMBER --to NUMBER --endpoint-id ID [FLAG]...\n"
                "--endpoint URL --profile-id ID --extension N --endpoint-id ID [FLAG]...\n"
                "--endpoint URL --session FILE [FLAG]...\n"
                "--skill-request FILE --to NUMBER [FLAG]...",
    .description =
        "Places a call and prints its session id and client session id.\n"
        "Exit codes: 0 placed, or request body printed; 1 not placed, or failed; 2 wrong usage;\n"
        "3 invalid input; 4 unknown: the phone may ring.\n\n"
        "~/.config/skillcall/config, or the file that SKILLCALL_CONFIG names, can set defaults\n"
        "for --endpoint, --endpoint-id, --token-file, --allow-host, --cacert and --deadline-ms,\n"
        "one per line, as NAME = VALUE.",
    .flags = flags,
    .flag_count = FLAG_COUNT,
};

/* Flags that cannot be used together. */
static const enum start_flag conflicts[][2] = {
    {SESSION, FROM},
    {SESSION, TO},
    {SESSION, PROFILE_ID},
    {SESSION, EXTENSION},
    {SESSION, ENDPOINT_ID},
    {SESSION, CLIENT_SESSION_ID},
    {SESSION, NO_CLIENT_SESSION_ID},
    {SESSION, SKILL_REQUEST},
    {SKILL_REQUEST, ENDPOINT},
    {SKILL_REQUEST, TOKEN_FILE},
    {SKILL_REQUEST, ENDPOINT_ID},
    {PROFILE_ID, FROM},
    {PROFILE_ID, TO},
    {EXTENSION, FROM},
    {EXTENSION, TO},
    {CLIENT_SESSION_ID, NO_CLIENT_SESSION_ID},
};

#define CONFLICT_COUNT (sizeof conflicts / sizeof conflicts[0])

static int check_conflicts(const struct arguments *given)
{
    for (size_t i = 0; i < CONFLICT_COUNT; i++)
        if (given->values[conflicts[i][0]] && given->values[conflicts[i][1]])
            return wrong_usage(&usage, "--%s and --%s cannot be used together",
                               flags[conflicts[i][0]].name, flags[conflicts[i][1]].name);
    return -1;
}

/* A default that conflicts with a given flag is ignored. */
static int add_defaults(struct arguments *given, struct document *file)
{
    bool wanted[FLAG_COUNT];
    for (int i = 0; i < FLAG_COUNT; i++)
        wanted[i] = true;
    for (size_t i = 0; i < CONFLICT_COUNT; i++) {
        enum start_flag first = conflicts[i][0];
        enum start_flag second = conflicts[i][1];
        wanted[first] = wanted[first] && !given->values[second];
        wanted[second] = wanted[second] && !given->values[first];
    }
    wanted[TOKEN_FILE] = wanted[TOKEN_FILE] && !getenv("SKILLCALL_TOKEN");
    bool is_json = given->values[JSON] != NULL;
    return fill_defaults(given, wanted, file)
               ? -1
               : report_input(SKILLCALL_E_SYSTEM, file->failure, is_json);
}

static int require(const struct arguments *given, enum start_flag flag, const char *why)
{
    return given->values[flag] ? -1
                               : wrong_usage(&usage, "--%s is missing: %s", flags[flag].name, why);
}

/* The flags that describe a call, by whether a room calls and whether there is a skill request. */
static const struct {
    enum start_flag needs[4];
    const char *why;
} forms[2][2] = {
    {{{FROM, TO, ENDPOINT_ID, FLAG_COUNT},
      "a call between phones needs --from, --to and --endpoint-id"},
     {{TO, FLAG_COUNT}, "it names the phone to ring"}},
    {{{PROFILE_ID, EXTENSION, ENDPOINT_ID, FLAG_COUNT},
      "a Smart Properties call needs --profile-id, --extension and --endpoint-id"},
     {{PROFILE_ID, EXTENSION, FLAG_COUNT},
      "a Smart Properties call needs --profile-id and --extension"}},
};

static int check_call(const struct arguments *given)
{
    bool is_room = given->values[PROFILE_ID] || given->values[EXTENSION];
    bool has_request = given->values[SKILL_REQUEST] != NULL;
    int code = -1;
    if (given->values[SESSION])
        return -1;
    const enum start_flag *needs = forms[is_room][has_request].needs;
    for (; code < 0 && *needs != FLAG_COUNT; needs++)
        code = require(given, *needs, forms[is_room][has_request].why);
    if (code < 0 && given->values[DRY_RUN] && has_request && !is_room)
        code = require(given, FROM, "a dry run sends nothing, so it cannot look the number up");
    return code;
}

static int check_access(const struct arguments *given)
{
    const char *session = given->values[SESSION];
    const char *token_file = given->values[TOKEN_FILE];
    if (given->values[DRY_RUN] || given->values[SKILL_REQUEST])
        return -1;
    int code = require(given, ENDPOINT, "it names the service to call");
    if (code >= 0)
        return code;
    if (!token_file && !getenv("SKILLCALL_TOKEN"))
        return wrong_usage(&usage, "there is no token: give --token-file FILE or set the "
                                   "environment variable SKILLCALL_TOKEN");
    if (token_file && session && strcmp(token_file, "-") == 0 && strcmp(session, "-") == 0)
        return wrong_usage(&usage, "--session and --token-file cannot both be standard input");
    return -1;
}

static void fill(struct start_options *options, const struct arguments *given)
{
    const char *const *values = given->values;
    options->call = (struct call_flags){
        .from = values[FROM],
        .to = values[TO],
        .profile_id = values[PROFILE_ID],
        .extension = values[EXTENSION],
        .endpoint_id = values[ENDPOINT_ID],
        .client_session_id = values[CLIENT_SESSION_ID],
        .no_client_session_id = values[NO_CLIENT_SESSION_ID] != NULL,
        .allow_unknown = values[ALLOW_UNKNOWN] != NULL,
    };
    options->session_file = values[SESSION];
    options->skill_request = values[SKILL_REQUEST];
    options->endpoint = values[ENDPOINT];
    options->token_file = values[TOKEN_FILE];
    options->allow_host = values[ALLOW_HOST];
    options->ca_file = values[CACERT];
    options->dry_run = values[DRY_RUN] != NULL;
    options->json = values[JSON] != NULL;
    options->verbose = values[VERBOSE] != NULL;
}

int parse_start_flags(int argc, char **argv, struct start_options *options)
{
    struct arguments given;
    uint32_t deadline_ms = SKILLCALL_DEFAULT_DEADLINE_MS;
    *options = (struct start_options){0};
    int code = parse_flags(&usage, argc, argv, &given);
    if (code < 0)
        code = check_conflicts(&given);
    if (code < 0)
        code = add_defaults(&given, &options->configuration);
    if (code < 0)
        code = check_call(&given);
    if (code < 0)
        code = check_access(&given);
    if (code < 0 && given.values[DEADLINE_MS])
        code = parse_number_flag(&given, DEADLINE_MS, 1, 600000, &deadline_ms);
    options->deadline_ms = deadline_ms;
    fill(options, &given);
    return code;
}
