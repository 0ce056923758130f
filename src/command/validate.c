/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/flags.h"
#include "command/command.h"
#include "command/input.h"
#include "command/output.h"

#include <stdio.h>

enum validate_flag { ALLOW_UNKNOWN, JSON, FLAG_COUNT };

static const struct flag flags[FLAG_COUNT] = {
    [ALLOW_UNKNOWN] = {.name = "allow-unknown",
                       .help = "accept unknown participant types and providers"},
    [JSON] = {.name = "json",
              .help = "print {\"valid\", \"violations\": [{\"path\", \"code\", \"message\"}]}"},
};

static const struct usage usage = {
    .name = "validate",
    .synopsis = "[FLAG]... [FILE]",
    .description =
        "Checks a request body from FILE, or from standard input without FILE or with -.\n"
        "Exit codes: 0 valid; 1 failed; 2 wrong usage; 3 invalid or not readable.",
    .flags = flags,
    .flag_count = FLAG_COUNT,
    .operands_max = 1,
};

/* A document that is not a request body at all has one violation, of the document as a whole. */
static json_t *whole_violation(int32_t status, const char *message)
{
    return json_pack("[{s:s, s:s, s:s}]", "path", "", "code", skillcall_status_name(status),
                     "message", message);
}

static int print_verdict(bool valid, json_t *violations, int exit_code)
{
    return print_json(json_pack("{s:b, s:o}", "valid", valid, "violations", violations), exit_code);
}

static int report_valid(bool json)
{
    if (json)
        return print_verdict(true, json_array(), EXIT_DONE);
    puts("valid");
    return finish_output(EXIT_DONE);
}

static int report_invalid(const skillcall_error *error, bool json)
{
    int32_t status = skillcall_error_status(error);
    int exit_code = exit_code_of_status(status);
    if (json)
        return print_verdict(false,
                             skillcall_error_violation_count(error)
                                 ? json_violations(error)
                                 : whole_violation(status, skillcall_error_message(error)),
                             exit_code);
    print_error(stdout, "invalid", error);
    return finish_output(exit_code);
}

static int report_unread(const struct document *document, bool json)
{
    if (json)
        return print_verdict(false, whole_violation(SKILLCALL_E_SYSTEM, document->failure),
                             EXIT_INVALID);
    diagnose("%s", document->failure);
    return EXIT_INVALID;
}

static int check(const struct document *document, const char *const *values)
{
    bool json = values[JSON] != NULL;
    if (!document->data)
        return report_unread(document, json);
    skillcall_error *error = skillcall_error_new(NULL);
    skillcall_session *session = skillcall_session_from_json(NULL, document->data, document->size,
                                                             values[ALLOW_UNKNOWN] != NULL, error);
    int code = session ? report_valid(json) : report_invalid(error, json);
    skillcall_session_free(session);
    skillcall_error_free(error);
    return code;
}

int run_validate(int argc, char **argv)
{
    return run_on_document(&usage, argc, argv, SKILLCALL_SESSION_JSON_MAX, check);
}
