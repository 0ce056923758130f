/* SPDX-License-Identifier: Apache-2.0 */
/* The flags of a program: one table makes the parser, its messages and the help; the completions,
 * the manual page and docs/reference/command.md are written from it by cmake/command/renew. */
#ifndef SKILLCALL_CLI_FLAGS_H
#define SKILLCALL_CLI_FLAGS_H

#include <stdbool.h>
#include <stdint.h>

#define FLAGS_MAX 32

struct flag {
    const char *name;  /* without the dashes */
    const char *value; /* what its value is called in the help; NULL if it takes none */
    const char *const
        *choices; /* what the value may be, up to a NULL; NULL if it may be anything */
    const char *help;
    const char *refusal;  /* why there is no such flag, for one that people will try */
    const char *variable; /* the environment variable that gives its default */
    char letter;          /* the short form, 0 for none */
    bool is_setting;      /* the configuration file may give its default */
    bool is_optional;     /* the value may be left out */
    bool has_modifiers;   /* a choice may be followed by more */
};

struct usage {
    const char *name;
    const char *synopsis;    /* lines separated by newlines, without "skillcall NAME" */
    const char *description; /* lines separated by newlines */
    const struct flag *flags;
    int flag_count;
    int operands_max;         /* -1 for any number */
    void (*print_more)(void); /* what the help has after the flags; may be NULL */
};

struct arguments {
    const struct usage *usage;
    const char *values[FLAGS_MAX]; /* by flag: NULL if not given, "" for one without a value */
    char **operands;
    int operand_count;
};

/* Returns -1 to go on, else the exit code: of --help, or 2 after wrong usage, which it reports. */
int parse_flags(const struct usage *usage, int argc, char **argv, struct arguments *arguments);

/* Prints what --help prints, as text or as JSON; returns the exit code. */
int print_help(const struct usage *usage, bool json);

/* Prints on stderr what is wrong and where help is; returns 2. */
int wrong_usage(const struct usage *usage, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Reads a flag's value as a decimal number; returns -1, or reports and returns 2. */
int parse_number_flag(const struct arguments *arguments, int flag, uint32_t minimum,
                      uint32_t maximum, uint32_t *number);

#endif
