/* SPDX-License-Identifier: Apache-2.0 */
#include "command/output.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void diagnose(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fputs("skillcall: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
}

int finish_output(int exit_code)
{
    bool failed = ferror(stdout) != 0;
    if (fclose(stdout) == 0 && !failed)
        return exit_code;
    diagnose("the result could not be written to standard output: %s", strerror(errno));
    return exit_code == EXIT_DONE ? EXIT_NOT_DONE : exit_code;
}

/* DEL is the only ASCII character that controls a terminal and that jansson does not escape. */
static int put_json(const char *data, size_t size, void *stream)
{
    for (size_t i = 0; i < size; i++)
        if (data[i] == 0x7F ? fputs("\\u007f", stream) < 0 : putc(data[i], stream) == EOF)
            return -1;
    return 0;
}

int print_json(json_t *object, int exit_code)
{
    bool failed = !object || json_dump_callback(object, put_json, stdout, JSON_ENSURE_ASCII) != 0;
    json_decref(object);
    if (failed)
        diagnose("the result could not be written as JSON");
    else
        putchar('\n');
    int code = finish_output(exit_code);
    return failed && code == EXIT_DONE ? EXIT_NOT_DONE : code;
}

json_t *json_text(const char *text)
{
    return text ? json_string(text) : json_null();
}

json_t *json_violations(const skillcall_error *error)
{
    json_t *list = json_array();
    for (size_t i = 0; i < skillcall_error_violation_count(error); i++) {
        json_t *violation =
            json_pack("{s:s, s:s, s:s}", "path", skillcall_error_violation_path(error, i), "code",
                      skillcall_violation_name(skillcall_error_violation_code(error, i)), "message",
                      skillcall_error_violation_message(error, i));
        json_array_append_new(list, violation);
    }
    return list;
}

static void print_violation(FILE *stream, const skillcall_error *error, size_t index)
{
    const char *path = skillcall_error_violation_path(error, index);
    fprintf(stream, "  %s: %s (%s)\n", *path ? path : "the document",
            skillcall_error_violation_message(error, index),
            skillcall_violation_name(skillcall_error_violation_code(error, index)));
}

void print_error(FILE *stream, const char *heading, const skillcall_error *error)
{
    size_t count = skillcall_error_violation_count(error);
    if (count == 0)
        fprintf(stream, "%s: %s (%s)\n", heading, skillcall_error_message(error),
                skillcall_status_name(skillcall_error_status(error)));
    else
        fprintf(stream, "%s: %zu %s broken\n", heading, count,
                count == 1 ? "rule is" : "rules are");
    for (size_t i = 0; i < count; i++)
        print_violation(stream, error, i);
}

int exit_code_of_status(int32_t status)
{
    switch (status) {
    case SKILLCALL_E_ARGUMENT:
    case SKILLCALL_E_INVALID:
    case SKILLCALL_E_MALFORMED:
    case SKILLCALL_E_TOO_LARGE:
    case SKILLCALL_E_ENDPOINT:
    case SKILLCALL_E_TOKEN:
        return EXIT_INVALID;
    default:
        return EXIT_NOT_DONE;
    }
}

int report_status(const char *message, int32_t status, bool json)
{
    int exit_code = status == SKILLCALL_E_SYSTEM ? EXIT_INVALID : exit_code_of_status(status);
    if (json)
        return print_json(
            json_pack("{s:s, s:s}", "status", skillcall_status_name(status), "message", message),
            exit_code);
    diagnose("%s (%s)", message, skillcall_status_name(status));
    return exit_code;
}
