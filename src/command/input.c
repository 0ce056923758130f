#define _DEFAULT_SOURCE /* explicit_bzero */

#include "command/input.h"

#include "command/output.h"

#include <errno.h>
#include <fcntl.h>
#include <skillcall/access.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The name may be in any encoding, and may be cut. */
static void fail(struct document *document, const char *name, const char *reason)
{
    free_document(document);
    snprintf(document->failure, sizeof document->failure, "%s cannot be read: %s",
             strcmp(name, "-") == 0 ? "standard input" : name, reason);
    make_printable(document->failure);
}

static ssize_t read_all(int descriptor, char *buffer, size_t size)
{
    size_t length = 0;
    while (length < size) {
        ssize_t got = read(descriptor, buffer + length, size - length);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        length += (size_t)got;
    }
    return (ssize_t)length;
}

static void read_named(struct document *document, const char *path, const char *name, size_t limit)
{
    *document = (struct document){.data = malloc(limit + 2), .size = limit + 2};
    bool is_stdin = strcmp(path, "-") == 0;
    int descriptor = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    ssize_t length = -1;
    if (document->data && descriptor >= 0)
        length = read_all(descriptor, document->data, limit + 1);
    int reason = errno;
    if (descriptor >= 0 && !is_stdin)
        close(descriptor);
    if (length < 0) {
        fail(document, name, strerror(reason));
        return;
    }
    document->size = (size_t)length;
    document->data[length] = '\0';
}

void read_document(struct document *document, const char *path, size_t limit)
{
    read_named(document, path, path, limit);
}

/* In place of the file's name people may have given the token itself, so it is not shown. */
void read_token(struct document *document, const char *path)
{
    const char *name = strcmp(path, "-") == 0 ? path : "the file of --token-file";
    read_named(document, path, name, SKILLCALL_TOKEN_MAX + 2);
    if (!document->data)
        return;
    if (document->size && document->data[document->size - 1] == '\n')
        document->data[--document->size] = '\0';
    if (document->size && document->data[document->size - 1] == '\r')
        document->data[--document->size] = '\0';
    if (strlen(document->data) != document->size)
        fail(document, name, "it holds a NUL byte, which no token does");
}

bool check_readable(struct document *document, const char *path)
{
    *document = (struct document){.data = NULL};
    if (access(path, R_OK) == 0)
        return true;
    fail(document, path, strerror(errno));
    return false;
}

void free_document(struct document *document)
{
    if (document->data)
        explicit_bzero(document->data, document->size);
    free(document->data);
    document->data = NULL;
    document->size = 0;
}
