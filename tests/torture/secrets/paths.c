/* SPDX-License-Identifier: Apache-2.0 */
/* Runs every failure path that needs no server, with secrets in each place where some can be, and
 * prints what the library says. Then it frees everything and stays, so that its memory can be
 * searched.
 *
 *   paths [--keep]   with --keep every block of the library stays as it was given back
 *
 * Standard input: the token and two numbers, a line each; then a line when to begin, and the end of
 * input when to leave. */
#include "paths.h"

#include "support/keeping_allocator.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

struct secrets secrets;
const skillcall_allocator *allocator;
skillcall_error *error;

void path(const char *name)
{
    printf("path %s\n", name);
}

static void print(const char *name, const char *text)
{
    if (text && *text)
        printf("  %s: %s\n", name, text);
}

void tell_status(int32_t status)
{
    printf("  status: %s\n", skillcall_status_name(status));
}

void tell(skillcall_error *failure)
{
    tell_status(skillcall_error_status(failure));
    printf("  outcome: %s\n", skillcall_outcome_name(skillcall_error_outcome(failure)));
    printf("  HTTP %" PRId32 ", transport code %" PRId32 ", attempts %" PRId32
           ", retry after %" PRId64 "\n",
           skillcall_error_http_status(failure), skillcall_error_transport_code(failure),
           skillcall_error_attempts(failure), skillcall_error_retry_after_ms(failure));
    print("message", skillcall_error_message(failure));
    print("service code", skillcall_error_service_code(failure));
    print("service message", skillcall_error_service_message(failure));
    print("transport text", skillcall_error_transport_text(failure));
    print("request id", skillcall_error_request_id(failure));
    print("client session id", skillcall_error_client_session_id(failure));
    for (size_t i = 0; i < skillcall_error_violation_count(failure); i++) {
        print("violation", skillcall_violation_name(skillcall_error_violation_code(failure, i)));
        print("path", skillcall_error_violation_path(failure, i));
        print("sentence", skillcall_error_violation_message(failure, i));
    }
    skillcall_error_clear(failure);
}

static const char *secret(char letter)
{
    switch (letter) {
    case 'T':
        return secrets.token;
    case 'S':
        return secrets.start;
    case 'F':
        return secrets.from;
    case 'G':
        return secrets.to;
    case 'N':
        return secrets.from + 2;
    default:
        return secrets.to + 2;
    }
}

const char *fill(const char *template)
{
    static size_t turn;
    char *text = secrets.texts[turn++ % TEXTS];
    char *at = text;
    for (; *template; template ++) {
        if (*template != '$') {
            *at++ = *template;
            continue;
        }
        const char *value = secret(*++template);
        memcpy(at, value, strlen(value));
        at += strlen(value);
    }
    *at = '\0';
    return text;
}

static void read_line(char *line, size_t size)
{
    size_t length = 0;
    while (length < size && read(STDIN_FILENO, line + length, 1) == 1 && line[length] != '\n')
        length++;
    line[length] = '\0';
}

int main(int argc, char **argv)
{
    struct keep keep = {NULL, 0};
    skillcall_allocator table;
    char line[2];
    if (argc > 1) {
        table = keeping_allocator(&keep);
        allocator = &table;
    }
    error = skillcall_error_new(allocator);
    read_line(secrets.token, sizeof secrets.token - 1);
    read_line(secrets.from, sizeof secrets.from - 1);
    read_line(secrets.to, sizeof secrets.to - 1);
    memcpy(secrets.start, secrets.token, sizeof secrets.start - 1);
    puts("ready");
    fflush(stdout);
    read_line(line, sizeof line - 1);

    refuse_access();
    refuse_sessions();
    refuse_skill_requests();
    refuse_inbound_calls();
    refuse_numbers();
    fail_calls();
    fail_by_resources();
    skillcall_error_free(error);

    memset(&secrets, 0, sizeof secrets);
    printf("done %" PRIuPTR " %zu\n", (uintptr_t)keep.start, keep.used);
    fflush(stdout);
    read_line(line, sizeof line - 1);
    return 0;
}
