/* SPDX-License-Identifier: Apache-2.0 */
#define _POSIX_C_SOURCE 200809L /* strdup */

#include "cli/flags.h"
#include "cli/printable.h"
#include "command/command.h"
#include "command/input.h"
#include "command/output.h"

#include <skillcall/inbound_call.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum event_flag { JSON, FLAG_COUNT };

static const struct flag flags[FLAG_COUNT] = {
    [JSON] = {.name = "json",
              .help = "print {\"clientSessionId\", \"from\", \"to\", \"lwaClientId\", "
                      "\"transactionId\"}"},
};

static const struct usage usage = {
    .name = "event",
    .synopsis = "[FLAG]... [FILE]",
    .description =
        "Shows the call in an event of a SIP media application: its client session id, numbers\n"
        "and ids. Reads one event from FILE, or from standard input without FILE or with -.\n"
        "If FILE has one event on each line, pass one line: tail -n 1 FILE | skillcall event\n"
        "Exit codes: 0 done, with or without a client session id; 1 failed; 2 wrong usage;\n"
        "3 malformed or not readable.",
    .flags = flags,
    .flag_count = FLAG_COUNT,
    .operands_max = 1,
};

/* The caller chooses these texts. */
static void print_field(const char *label, const char *value)
{
    char *shown = strdup(value ? value : "none");
    if (shown)
        make_printable(shown);
    printf("%-20s%s\n", label, shown ? shown : "?");
    free(shown);
}

static int print_event(const skillcall_inbound_call *call, const char *client_session_id, bool json,
                       int exit_code)
{
    const char *from = skillcall_inbound_call_from(call, 0);
    const char *to = skillcall_inbound_call_to(call, 0);
    const char *lwa_client_id = skillcall_inbound_call_skill_client_id(call, 0);
    const char *transaction_id = skillcall_inbound_call_transaction_id(call);
    if (json)
        return print_json(json_pack("{s:o, s:o, s:o, s:o, s:o}", "clientSessionId",
                                    json_text(client_session_id), "from", json_text(from), "to",
                                    json_text(to), "lwaClientId", json_text(lwa_client_id),
                                    "transactionId", json_text(transaction_id)),
                          exit_code);
    print_field("client session id:", client_session_id);
    print_field("from:", from);
    print_field("to:", to);
    print_field("skill client id:", lwa_client_id);
    print_field("transaction id:", transaction_id);
    return finish_output(exit_code);
}

/* A malformed header is reported on stderr; the rest of the event stays readable. */
static int report_event(const skillcall_inbound_call *call, bool json, skillcall_error *error)
{
    const char *client_session_id = skillcall_inbound_call_client_session_id(call, 0, error);
    int exit_code = EXIT_DONE;
    if (!client_session_id && skillcall_error_status(error) != SKILLCALL_E_ABSENT) {
        diagnose("%s", skillcall_error_message(error));
        exit_code = exit_code_of_status(skillcall_error_status(error));
    }
    return print_event(call, client_session_id, json, exit_code);
}

static int read_event(const struct document *document, const char *const *values)
{
    bool json = values[JSON] != NULL;
    if (!document->data)
        return report_status(document->failure, SKILLCALL_E_SYSTEM, json);
    skillcall_error *error = skillcall_error_new(NULL);
    skillcall_inbound_call *call =
        skillcall_inbound_call_from_json(NULL, document->data, document->size, error);
    int code =
        call ? report_event(call, json, error)
             : report_status(skillcall_error_message(error), skillcall_error_status(error), json);
    skillcall_inbound_call_free(call);
    skillcall_error_free(error);
    return code;
}

int run_event(int argc, char **argv)
{
    return run_on_document(&usage, argc, argv, SKILLCALL_INBOUND_CALL_JSON_MAX, read_event);
}
