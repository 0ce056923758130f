/* What the command reads: documents and the token. */
#ifndef SKILLCALL_COMMAND_INPUT_H
#define SKILLCALL_COMMAND_INPUT_H

#include <stdbool.h>
#include <stddef.h>

struct document {
    char *data; /* NUL-terminated, freed by free_document; NULL if it could not be read */
    size_t size;
    char failure[256]; /* what went wrong, for people */
};

/*
 * Reads a file, or standard input for "-", but no more than one byte above the limit, from which
 * the library tells that a document is too large.
 */
void read_document(struct document *document, const char *path, size_t limit);

/* Reads a token and strips the newline at its end. */
void read_token(struct document *document, const char *path);

/* Tells whether a file can be read, without reading it; if not, sets the failure. */
bool check_readable(struct document *document, const char *path);

/* Wipes and frees. */
void free_document(struct document *document);

#endif
