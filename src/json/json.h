/* SPDX-License-Identifier: Apache-2.0 */
/* Reading JSON. Only json.c and json_parse.c use jansson. */
#ifndef SKILLCALL_JSON_JSON_H
#define SKILLCALL_JSON_JSON_H

#include <skillcall/error.h>
#include <stdbool.h>

/* A value of a document, passed by value; node is NULL if there is no value. */
typedef struct skillcall__json {
    const struct json_t *node;
    const char *strings;
} skillcall__json;

/* Set the members before root, then parse. */
typedef struct skillcall__json_document {
    const char *what; /* names the document in messages, for example "the event" */
    size_t max_size;
    bool is_strict;
    const skillcall_allocator *allocator;
    skillcall_error *error;
    skillcall__json root;
    char *strings;
    size_t strings_size;
} skillcall__json_document;

/* Parses UTF-8 of limited size and depth that holds one object or array. A strict document has no
   byte order mark, no duplicate name in an object, and no string with U+0000 or half of a surrogate
   pair. In other documents only values that are read matter: json_member and json_string find
   nothing where the meaning is not clear. On failure there is no root. */
int32_t skillcall__json_parse(skillcall__json_document *document, const char *data, size_t size);

/* Wipes and frees all strings. For every document whose members were set, parsed or not. */
void skillcall__json_free(skillcall__json_document *document);

bool skillcall__json_is_object(skillcall__json json);

/* Only for a value that exists. */
bool skillcall__json_is_array(skillcall__json json);
bool skillcall__json_is_null(skillcall__json json);

/* No value if json is not an object, or does not have this member exactly once. */
skillcall__json skillcall__json_member(skillcall__json json, const char *name);
bool skillcall__json_has_twice(skillcall__json json, const char *name);

/* 0 and no value if json is not an array or the index is out of range. */
size_t skillcall__json_count(skillcall__json json);
skillcall__json skillcall__json_element(skillcall__json json, size_t index);

/* Borrowed from the document; NULL if json is not a string, or one that cannot be text. */
const char *skillcall__json_string(skillcall__json json);

/* Borrowed: the number as written in the document; NULL if json is not a number. */
const char *skillcall__json_number(skillcall__json json);

/* 1 or 0; -1 if json is not a boolean. */
int32_t skillcall__json_boolean(skillcall__json json);

/* Steps through an object: pass NULL for the first member; returns NULL after the last. */
void *skillcall__json_next(skillcall__json json, void *member);
const char *skillcall__json_next_name(skillcall__json json, void *member);
skillcall__json skillcall__json_next_value(skillcall__json json, void *member);

#endif
