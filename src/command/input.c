/* SPDX-License-Identifier: Apache-2.0 */
#define _DEFAULT_SOURCE /* explicit_bzero */

#include "command/input.h"

#include "cli/printable.h"
#include "command/output.h"

#include <errno.h>
#include <fcntl.h>
#include <skillcall/access.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void fail(struct document *document, const char *reason)
{
    free_document(document);
    snprintf(document->failure, sizeof document->failure, "%s cannot be read: %s", document->name,
             reason);
    make_printable(document->failure); /* a path may be any bytes, and may have been cut off */
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

void read_secret(struct document *document, const char *path, const char *name, size_t limit)
{
    *document = (struct document){.data = malloc(limit + 2), .size = limit + 2, .name = name};
    bool is_stdin = strcmp(path, "-") == 0;
    if (is_stdin)
        document->name = "standard input";
    int descriptor = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    ssize_t length = -1;
    if (document->data && descriptor >= 0)
        length = read_all(descriptor, document->data, limit + 1);
    int reason = errno;
    if (descriptor >= 0 && !is_stdin)
        close(descriptor);
    if (length < 0) {
        fail(document, strerror(reason));
        return;
    }
    document->size = (size_t)length;
    document->data[length] = '\0';
}

void read_document(struct document *document, const char *path, size_t limit)
{
    read_secret(document, path, path, limit);
}

void read_token(struct document *document, const char *path)
{
    read_secret(document, path, "the file of --token-file", SKILLCALL_TOKEN_MAX + 2);
    if (!document->data)
        return;
    if (document->size && document->data[document->size - 1] == '\n')
        document->data[--document->size] = '\0';
    if (document->size && document->data[document->size - 1] == '\r')
        document->data[--document->size] = '\0';
    if (strlen(document->data) != document->size)
        fail(document, "it holds a NUL byte, which a token cannot contain");
}

int run_on_document(const struct usage *usage, int argc, char **argv, size_t limit,
                    int (*work)(const struct document *document, const char *const *values))
{
    struct arguments arguments;
    int code = parse_flags(usage, argc, argv, &arguments);
    if (code >= 0)
        return code;
    struct document document;
    read_document(&document, arguments.operand_count ? arguments.operands[0] : "-", limit);
    code = work(&document, arguments.values);
    free_document(&document);
    return code;
}

bool check_readable(struct document *document, const char *path)
{
    *document = (struct document){.name = path};
    if (access(path, R_OK) == 0)
        return true;
    fail(document, strerror(errno));
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
