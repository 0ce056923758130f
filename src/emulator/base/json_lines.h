/* SPDX-License-Identifier: Apache-2.0 */
/* Files of JSON lines: one compact document per line, each written at once. */
#ifndef EMULATOR_JSON_LINES_H
#define EMULATOR_JSON_LINES_H

#include <jansson.h>
#include <sys/types.h>

struct json_lines {
    const char *file;
    int fd; /* -1 if nothing is written, or no longer */
};

/* Opens a file that only its owner can read, and cuts it off after its first bytes; "-" is stdout,
 * NULL is no file. Follows no symbolic link. Ends the program if it cannot. */
void json_lines_open(struct json_lines *lines, const char *file, off_t kept);

/* Writes a line. If it cannot, it reports that on stderr and writes no more: a file with gaps is
 * useless. */
void json_lines_write(struct json_lines *lines, const json_t *document);

void json_lines_close(struct json_lines *lines);

#endif
