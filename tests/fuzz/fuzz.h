/* SPDX-License-Identifier: Apache-2.0 */
/* What all fuzz targets share: the entry point, and a way to say what must hold. */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Called by libFuzzer, or by standalone.c, with one input. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Ends the program where a promise is broken, so that the fuzzer keeps the input. */
#define REQUIRE(promise)                                                                           \
    do {                                                                                           \
        if (!(promise)) {                                                                          \
            fprintf(stderr, "%s:%d: broken: %s\n", __FILE__, __LINE__, #promise);                  \
            abort();                                                                               \
        }                                                                                          \
    } while (0)

/* A copy of bytes as text, cut at the first NUL; of exact size, so that reading past it is seen. */
static inline char *text_of(const uint8_t *data, size_t size)
{
    const uint8_t *nul = size ? memchr(data, '\0', size) : NULL;
    size_t length = nul ? (size_t)(nul - data) : size;
    char *text = malloc(length + 1);
    if (!text)
        abort();
    if (length)
        memcpy(text, data, length);
    text[length] = '\0';
    return text;
}

/* Takes the next line off an input, without its newline, as text; "" when nothing is left. */
static inline char *next_line(const uint8_t **data, size_t *size)
{
    const uint8_t *newline = *size ? memchr(*data, '\n', *size) : NULL;
    size_t length = newline ? (size_t)(newline - *data) : *size;
    char *line = text_of(*data, length);
    size_t taken = length + (newline != NULL);
    *data += taken;
    *size -= taken;
    return line;
}

/* Takes the next part off an input, which a line "===" ends. */
static inline const uint8_t *next_part(const uint8_t **data, size_t *size, size_t *part_size)
{
    static const char end[] = "===\n";
    const uint8_t *part = *data, *line = part, *newline;
    size_t rest = *size;
    while (rest >= strlen(end) && memcmp(line, end, strlen(end)) != 0 &&
           (newline = memchr(line, '\n', rest))) {
        rest -= (size_t)(newline + 1 - line);
        line = newline + 1;
    }
    int is_ended = rest >= strlen(end) && memcmp(line, end, strlen(end)) == 0;
    *part_size = is_ended ? (size_t)(line - part) : *size;
    *data = is_ended ? line + strlen(end) : part + *size;
    *size = is_ended ? rest - strlen(end) : 0;
    return part;
}

/* NULL stands for equal to NULL only. */
static inline int same_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

#endif
