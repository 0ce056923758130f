/* SPDX-License-Identifier: Apache-2.0 */
/* Reads a document with jansson alone, to compare the library's readers with. */
#ifndef TESTS_FUZZ_LOOK_UP_JSON_H
#define TESTS_FUZZ_LOOK_UP_JSON_H

#include "fuzz.h"

#include <jansson.h>

/* jansson minds the size of numbers, names twice, and strings that no text can hold. */
static inline int is_harmless(const json_error_t *error)
{
    enum json_error_code code = json_error_code(error);
    return code == json_error_numeric_overflow || code == json_error_duplicate_key ||
           code == json_error_null_character || code == json_error_null_byte_in_key ||
           strncmp(error->text, "invalid Unicode", 15) == 0;
}

static inline json_t *load_document(const char *json, size_t size, json_error_t *error)
{
    int has_nul = size && memchr(json, '\0', size); /* which jansson may pass over */
    *error = (json_error_t){0};
    return has_nul ? NULL : json_loadb(json, size, JSON_REJECT_DUPLICATES, error);
}

/* NULL for what is no document; *is_undecided where jansson alone may be stricter. */
static inline json_t *read_document(const char *json, size_t size, int *is_undecided)
{
    json_error_t error;
    json_t *document = load_document(json, size, &error);
    int has_mark = size >= 3 && memcmp(json, "\xEF\xBB\xBF", 3) == 0;
    *is_undecided = !document && (has_mark || is_harmless(&error));
    return document;
}

/* The same for a strict document: only numbers may be larger than jansson has them. */
static inline json_t *read_strict_document(const char *json, size_t size, int *is_undecided)
{
    json_error_t error;
    json_t *document = load_document(json, size, &error);
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
