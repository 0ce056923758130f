/* Reads a document with jansson alone, to compare the library's readers with. */
#ifndef TESTS_FUZZ_LOOK_UP_JSON_H
#define TESTS_FUZZ_LOOK_UP_JSON_H

#include "fuzz.h"

#include <jansson.h>

/* NULL for what is no document; *is_undecided where jansson alone minds the size of a number. */
static inline json_t *read_document(const char *json, size_t size, int *is_undecided)
{
    json_error_t error = {0};
    int has_nul = size && memchr(json, '\0', size); /* which jansson may pass over */
    json_t *document = has_nul ? NULL : json_loadb(json, size, JSON_REJECT_DUPLICATES, &error);
    *is_undecided = !document && json_error_code(&error) == json_error_numeric_overflow;
    return document;
}

static inline size_t depth_of(const json_t *json)
{
    size_t deepest = 0, index;
    const char *name;
    json_t *member;
    json_array_foreach((json_t *)json, index, member)
    {
        size_t depth = depth_of(member);
        deepest = depth > deepest ? depth : deepest;
    }
    json_object_foreach((json_t *)json, name, member)
    {
        size_t depth = depth_of(member);
        deepest = depth > deepest ? depth : deepest;
    }
    return json_is_array(json) || json_is_object(json) ? deepest + 1 : 0;
}

/* What stands at a path of member names with "/" between them; NULL where there is nothing, or
   null. Where something else than an object is on the way, *is_sound becomes 0. */
static inline const json_t *member_at(const json_t *document, const char *path, int *is_sound)
{
    char name[64];
    for (;;) {
        if (!document || json_is_null(document))
            return NULL;
        if (!json_is_object(document)) {
            *is_sound = 0;
            return NULL;
        }
        size_t length = strcspn(path, "/");
        REQUIRE(length < sizeof name);
        memcpy(name, path, length);
        name[length] = '\0';
        document = json_object_get(document, name);
        if (path[length] == '\0')
            return json_is_null(document) ? NULL : document;
        path += length + 1;
    }
}

/* The text at a path; NULL where there is none or it is "". */
static inline const char *text_at(const json_t *document, const char *path)
{
    int is_sound = 1;
    const char *text = json_string_value(member_at(document, path, &is_sound));
    return text && text[0] ? text : NULL;
}

/* Whether a path leads to a text or to nothing. */
static inline int may_be_text(const json_t *document, const char *path)
{
    int is_sound = 1;
    const json_t *found = member_at(document, path, &is_sound);
    return is_sound && (!found || json_is_string(found));
}

#endif
