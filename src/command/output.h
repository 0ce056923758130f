/* SPDX-License-Identifier: Apache-2.0 */
/* What the command prints and returns: exit codes, results on stdout, diagnostics on stderr. */
#ifndef SKILLCALL_COMMAND_OUTPUT_H
#define SKILLCALL_COMMAND_OUTPUT_H

#include <jansson.h>
#include <skillcall/skillcall.h>
#include <stdbool.h>
#include <stdio.h>

enum exit_code {
    EXIT_DONE = 0,
    EXIT_NOT_DONE = 1, /* the call was not placed, or the command failed */
    EXIT_USAGE = 2,
    EXIT_INVALID = 3,
    EXIT_UNKNOWN = 4
};

/* "skillcall: ..." and a newline on stderr. */
void diagnose(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Prints an object in one line on stdout and frees it; NULL (out of memory) is an error. */
int print_json(json_t *object, int exit_code);

/* Closes stdout; if output could not be written, reports that and returns an error's exit code. */
int finish_output(int exit_code);

/* A string, or null for NULL. */
json_t *json_text(const char *text);

/* The violations of an error as [{"path","code","message"}]. */
json_t *json_violations(const skillcall_error *error);

/* For people: the heading, what is wrong, and a line for each violation. */
void print_error(FILE *stream, const char *heading, const skillcall_error *error);

/* The exit code for a failure outside of a call. */
int exit_code_of_status(int32_t status);

/* Reports such a failure on stderr or as {"status","message"}; returns its exit code. */
int report_status(const char *message, int32_t status, bool json);

#endif
