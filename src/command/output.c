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
    return exit_code == EXIT_DONE ? EXIT_NOT_PLACED : exit_code;
}

int print_json(json_t *object, int exit_code)
{
    bool failed = !object || json_dumpf(object, stdout, 0) != 0;
    json_decref(object);
    if (failed)
        diagnose("the result could not be made into JSON");
    else
        putchar('\n');
    int code = finish_output(exit_code);
    return failed && code == EXIT_DONE ? EXIT_NOT_PLACED : code;
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

void print_violations(FILE *stream, const skillcall_error *error)
{
    for (size_t i = 0; i < skillcall_error_violation_count(error); i++) {
        const char *path = skillcall_error_violation_path(error, i);
        fprintf(stream, "  %s: %s (%s)\n", *path ? path : "the document",
                skillcall_error_violation_message(error, i),
                skillcall_violation_name(skillcall_error_violation_code(error, i)));
    }
}
