/* The flags of a subcommand: one table makes the parser, the checks and the help. */
#ifndef SKILLCALL_COMMAND_FLAGS_H
#define SKILLCALL_COMMAND_FLAGS_H

#include <stdbool.h>
#include <stdint.h>

#define FLAGS_MAX 24

struct flag {
    const char *name;    /* without the dashes */
    const char *value;   /* what its value is called in the help; NULL for a flag without one */
    const char *help;    /* lines separated by newlines */
    const char *refusal; /* why there is no such flag, for one that people will try */
    char letter;         /* the short form, 0 for none */
};

struct usage {
    const char *name;
    const char *synopsis; /* lines separated by newlines, without "skillcall NAME" */
    const char *description;
    const struct flag *flags;
    int flag_count;
    int operands_max; /* -1 for any number */
};

struct arguments {
    const struct usage *usage;
    const char *values[FLAGS_MAX]; /* by flag: NULL if not given, "" for one without a value */
    char **operands;
    int operand_count;
};

/* Returns -1 to go on, else the exit code: after --help, or after wrong usage, which it reports. */
int parse_flags(const struct usage *usage, int argc, char **argv, struct arguments *arguments);

/* Says on stderr what is wrong and where help is; returns EXIT_USAGE. */
int wrong_usage(const struct usage *usage, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Reads a decimal number from minimum to maximum; returns -1, or reports and returns EXIT_USAGE. */
int parse_number(const struct arguments *arguments, int flag, int64_t minimum, int64_t maximum,
                 int64_t *number);

#endif
