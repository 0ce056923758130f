/* SPDX-License-Identifier: Apache-2.0 */
/* What the command reads: documents and the token. */
#ifndef SKILLCALL_COMMAND_INPUT_H
#define SKILLCALL_COMMAND_INPUT_H

#include "cli/flags.h"

#include <stdbool.h>
#include <stddef.h>

struct document {
    char *data; /* NUL-terminated, freed by free_document; NULL if it could not be read */
    size_t size;
    const char *name;  /* its name in messages */
    char failure[256]; /* what went wrong, for people */
};

/*
 * Reads a file, or standard input for "-", up to one byte above the limit, so the library sees that
 * a document is too large.
 */
void read_document(struct document *document, const char *path, size_t limit);

/*
 * The same for a document with a token. Messages use the name, not the path, because some users
 * pass the token itself instead of a path.
 */
void read_secret(struct document *document, const char *path, const char *name, size_t limit);

/* Reads the file of --token-file and strips the newline at its end. */
void read_token(struct document *document, const char *path);

/* Whether a file can be read, without reading it; if not, sets the failure. */
bool check_readable(struct document *document, const char *path);

/* Wipes and frees. */
void free_document(struct document *document);

/*
 * Runs a subcommand that reads one document: a file, or standard input if none is named. `work`
 * returns the exit code; its document may be one that could not be read.
 */
int run_on_document(const struct usage *usage, int argc, char **argv, size_t limit,
                    int (*work)(const struct document *document, const char *const *values));

#endif
