/* Reading what lies deep inside a document, by JSON Pointer (RFC 6901). */
#ifndef SKILLCALL_JSON_JSON_AT_H
#define SKILLCALL_JSON_JSON_AT_H

#include "json/json.h"

typedef struct skillcall__json_document {
    const skillcall__json *root;
    const char *what; /* names the document in messages, for example "the event" */
    skillcall_error *error;
} skillcall__json_document;

enum skillcall__json_type {
    SKILLCALL__JSON_OBJECT,
    SKILLCALL__JSON_ARRAY,
    SKILLCALL__JSON_STRING,
    SKILLCALL__JSON_BOOLEAN
};

/* Finds what stands at a pointer, in which a name that begins with a
   digit is an index and none holds a "~". *found is NULL where it, or anything on
   the way to it, is missing or null. SKILLCALL_E_MALFORMED, naming the place, where something has
   another type than it must. */
int32_t skillcall__json_at(const skillcall__json_document *document, const char *pointer,
                           enum skillcall__json_type type, const skillcall__json **found);

/* Copies the string at a pointer; *copy is NULL where there is none, or an empty one. */
int32_t skillcall__json_copy_at(const skillcall__json_document *document, const char *pointer,
                                const skillcall_allocator *allocator, char **copy);

#endif
