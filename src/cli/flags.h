/* SPDX-License-Identifier: Apache-2.0 */
/* The flags of a program. One table drives the parser, its messages and the help. From it,
 * cmake/command/renew writes the completions, the manual page and docs/reference/command.md. */
#ifndef SKILLCALL_CLI_FLAGS_H
#define SKILLCALL_CLI_FLAGS_H

#include <stdbool.h>
#include <stdint.h>

#define FLAGS_MAX 32

struct flag {
    const char *name;  /* without the dashes */
    const char *value; /* what its value is called in the help; NULL if it takes none */
    const char *const
        *choices; /* the allowed values, ended by NULL; NULL if any value is allowed */
    const char *help;
    const char *refusal;  /* for a flag that people may try: why it does not exist */
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
    void (*print_more)(void); /* prints the help after the flags; may be NULL */
};

struct arguments {
    const struct usage *usage;
    const char *values[FLAGS_MAX]; /* by flag: NULL if not given, "" for one without a value */
    char **operands;
    int operand_count;
};

/* Returns -1 to continue, else the exit code: that of --help, or 2 after wrong usage, which it
 * reports. */
int parse_flags(const struct usage *usage, int argc, char **argv, struct arguments *arguments);

/* Prints what --help prints, as text or as JSON; returns the exit code. */
int print_help(const struct usage *usage, bool json);

/* Prints on stderr what is wrong and how to get help; returns 2. */
int wrong_usage(const struct usage *usage, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Reads a flag's value as a decimal number; returns -1, or reports and returns 2. */
int parse_number_flag(const struct arguments *arguments, int flag, uint32_t minimum,
                      uint32_t maximum, uint32_t *number);

#endif
