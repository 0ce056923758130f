#include "base/json_lines.h"

#include "base/die.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int lines_open(const char *file)
{
    if (strcmp(file, "-") == 0)
        return STDOUT_FILENO;
    int fd = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0644);
    if (fd < 0)
        die("cannot write to '%s': %s", file, strerror(errno));
    return fd;
}

static void write_all(int fd, const char *text, size_t size)
{
    while (size > 0) {
        ssize_t written = write(fd, text, size);
        if (written < 0 && errno != EINTR)
            die("cannot write a line of JSON: %s", strerror(errno));
        if (written > 0) {
            text += written;
            size -= (size_t)written;
        }
    }
}

void lines_write(int fd, const json_t *document)
{
    char *line = must(json_dumps(document, JSON_COMPACT));
    size_t length = strlen(line);
    line[length] = '\n'; /* in the place of the NUL, which write_all does not need */
    write_all(fd, line, length + 1);
    free(line);
}
