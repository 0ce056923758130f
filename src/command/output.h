/* What the command says: exit codes, JSON and text on stdout, diagnostics on stderr. */
#ifndef SKILLCALL_COMMAND_OUTPUT_H
#define SKILLCALL_COMMAND_OUTPUT_H

#include <jansson.h>
#include <skillcall/skillcall.h>
#include <stdbool.h>

enum exit_code {
    EXIT_DONE = 0,
    EXIT_NOT_PLACED = 1, /* the call was not placed, or the command could not do its work */
    EXIT_USAGE = 2,
    EXIT_INVALID = 3,
    EXIT_UNKNOWN = 4
};

/* "skillcall: ..." and a newline on stderr. */
void diagnose(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Prints an object in one line on stdout and frees it; NULL, for a lack of memory, is an error. */
int print_json(json_t *object, int exit_code);

/* Closes stdout; if what was written did not get out, says so and returns an error's exit code. */
int finish_output(int exit_code);

/* A string, or null for NULL. */
json_t *json_text(const char *text);

/* The violations of an error as [{"path","code","message"}]. */
json_t *json_violations(const skillcall_error *error);

/* The same for people, a line for each. */
void print_violations(FILE *stream, const skillcall_error *error);

#endif
