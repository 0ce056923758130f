/* SPDX-License-Identifier: Apache-2.0 */
#include "base/json_lines.h"

#include "base/die.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_prepared(int fd, off_t kept)
{
    struct stat about;
    return fstat(fd, &about) == 0 &&
           (!S_ISREG(about.st_mode) || (fchmod(fd, 0600) == 0 && ftruncate(fd, kept) == 0));
}

void json_lines_open(struct json_lines *lines, const char *file, off_t kept)
{
    *lines = (struct json_lines){.file = file, .fd = -1};
    if (!file)
        return;
    if (strcmp(file, "-") == 0) {
        lines->fd = STDOUT_FILENO;
        return;
    }
    lines->fd = open(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (lines->fd < 0 || !is_prepared(lines->fd, kept))
        die("cannot write to '%s': %s", file,
            errno == ELOOP ? "it is a symbolic link; name the file itself" : strerror(errno));
}

static bool write_all(int fd, const char *text, size_t size)
{
    while (size > 0) {
        ssize_t written = write(fd, text, size);
        if (written < 0 && errno != EINTR)
            return false;
        if (written > 0) {
            text += written;
            size -= (size_t)written;
        }
    }
    return true;
}

void json_lines_write(struct json_lines *lines, const json_t *document)
{
    if (lines->fd < 0)
        return;
    char *line = must(json_dumps(document, JSON_COMPACT));
    size_t length = strlen(line);
    line[length] = '\n'; /* instead of the NUL, which write_all does not need */
    if (!write_all(lines->fd, line, length + 1)) {
        fprintf(stderr, "skillcall emulate: cannot write to '%s' any more: %s\n", lines->file,
                strerror(errno));
        json_lines_close(lines);
    }
    free(line);
}

void json_lines_close(struct json_lines *lines)
{
    if (lines->fd > STDOUT_FILENO)
        close(lines->fd);
    lines->fd = -1;
}
