/* Reads a text out of a document with jansson alone, to compare the library's readers with. */
#ifndef TESTS_FUZZ_LOOK_UP_JSON_H
#define TESTS_FUZZ_LOOK_UP_JSON_H

#include "fuzz.h"

#include <jansson.h>

/* The text at a path of member names with "/" between them; NULL where there is none or it is "".
 */
static inline const char *text_at(const json_t *document, const char *path)
{
    char name[64];
    for (;;) {
        size_t length = strcspn(path, "/");
        REQUIRE(length < sizeof name);
        memcpy(name, path, length);
        name[length] = '\0';
        document = json_object_get(document, name);
        if (path[length] == '\0')
            break;
        path += length + 1;
    }
    const char *text = json_string_value(document);
    return text && text[0] ? text : NULL;
}

#endif
