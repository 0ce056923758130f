/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/nearest.h"

#include <string.h>

#define LENGTH_MAX 64

static size_t smallest(size_t a, size_t b, size_t c)
{
    size_t smaller = a < b ? a : b;
    return smaller < c ? smaller : c;
}

/* How many bytes must be inserted, removed or replaced (Levenshtein), row by row. */
static size_t edits(const char *from, const char *to, size_t to_length)
{
    size_t row[LENGTH_MAX + 1];
    for (size_t i = 0; i <= to_length; i++)
        row[i] = i;
    for (size_t line = 1; *from; from++, line++) {
        size_t diagonal = row[0];
        row[0] = line;
        for (size_t i = 1; i <= to_length; i++) {
            size_t replaced = diagonal + (*from != to[i - 1]);
            diagonal = row[i];
            row[i] = smallest(replaced, row[i] + 1, row[i - 1] + 1);
        }
    }
    return row[to_length];
}

const char *nearest_name(const char *word, const char *const *names, size_t count)
{
    size_t length = strlen(word);
    size_t limit = 1 + length / 4;
    const char *nearest = NULL;
    for (size_t i = 0; i < count; i++) {
        size_t name_length = strlen(names[i]);
        size_t distance = name_length <= LENGTH_MAX ? edits(word, names[i], name_length) : length;
        if (distance <= limit && distance < length) {
            limit = distance - (distance > 0);
            nearest = names[i];
        }
    }
    return nearest;
}
