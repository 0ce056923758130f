/* Files of JSON lines: one compact document a line, each written at once. */
#ifndef EMULATOR_JSON_LINES_H
#define EMULATOR_JSON_LINES_H

#include <jansson.h>

/* Opens a file, emptied; "-" is stdout. Ends the program if it cannot. */
int lines_open(const char *file);

/* Writes a line. Ends the program if it cannot: a file with gaps is worth nothing. */
void lines_write(int fd, const json_t *document);

#endif
