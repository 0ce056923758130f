/* SPDX-License-Identifier: Apache-2.0 */
/* Reading values inside a document by JSON Pointer (RFC 6901). */
#ifndef SKILLCALL_JSON_JSON_AT_H
#define SKILLCALL_JSON_JSON_AT_H

#include "json/json.h"

enum skillcall__json_type {
    SKILLCALL__JSON_OBJECT,
    SKILLCALL__JSON_ARRAY,
    SKILLCALL__JSON_STRING,
    SKILLCALL__JSON_NUMBER,
    SKILLCALL__JSON_BOOLEAN
};

/* Finds the value at a pointer. In it, a name that begins with a digit is an index, and no name
   holds a "~". found->node is NULL if the value, or anything on the path to it, is missing or null.
   SKILLCALL_E_MALFORMED, naming the place, if something on the path has another type or is
   duplicate. */
int32_t skillcall__json_at(const skillcall__json_document *document, const char *pointer,
                           enum skillcall__json_type type, skillcall__json *found);

/* Finds the string at a pointer, borrowed from the document; *text is NULL if there is none, or an
   empty one. */
int32_t skillcall__json_text_at(const skillcall__json_document *document, const char *pointer,
                                const char **text);

#endif
