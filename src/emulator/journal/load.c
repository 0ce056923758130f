/* SPDX-License-Identifier: Apache-2.0 */
#include "journal/load.h"

#include "base/die.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Whether the members that a record is built from have the types that it relies on. */
static bool is_entry(const json_t *entry)
{
    const json_t *step = json_object_get(entry, "sip");
    return json_integer_value(json_object_get(entry, "number")) > 0 &&
           json_is_string(json_object_get(entry, "time")) && (!step || json_is_string(step));
}

off_t load_log(const char *file, void (*take)(void *context, const json_t *entry), void *context)
{
    FILE *stream = fopen(file, "re");
    char *line = NULL;
    size_t room = 0;
    off_t loaded = 0;
    ssize_t size;
    if (!stream)
        die("cannot read '%s': %s", file, strerror(errno));
    for (int number = 1; (size = getline(&line, &room, stream)) > 0; number++) {
        if (line[size - 1] != '\n')
            break; /* the program ended while it wrote this */
        json_t *entry = json_loadb(line, (size_t)size, 0, NULL);
        if (!is_entry(entry))
            die("line %d of '%s' is not a log entry", number, file);
        take(context, entry);
        json_decref(entry);
        loaded += size;
    }
    if (ferror(stream))
        die("cannot read '%s': %s", file, strerror(errno));
    free(line);
    fclose(stream);
    return loaded;
}
