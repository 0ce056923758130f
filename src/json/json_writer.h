/* SPDX-License-Identifier: Apache-2.0 */
/* Writes JSON directly into a text, without a tree. */
#ifndef SKILLCALL_JSON_JSON_WRITER_H
#define SKILLCALL_JSON_JSON_WRITER_H

#include "base/text.h"

typedef struct skillcall__json_writer {
    skillcall__text *text;
    uint32_t indent; /* blanks for each level; 0 for the compact form */
    uint32_t depth;
    bool has_sibling; /* the next member or element needs a comma */
} skillcall__json_writer;

void skillcall__json_begin(skillcall__json_writer *writer, char bracket);
void skillcall__json_end(skillcall__json_writer *writer, char bracket);

/* Starts the next member; for an element of an array the name is NULL. */
void skillcall__json_name(skillcall__json_writer *writer, const char *name);

/* A member with a string value; left out if the value is NULL. */
void skillcall__json_put_string(skillcall__json_writer *writer, const char *name,
                                const char *value);
void skillcall__json_put_boolean(skillcall__json_writer *writer, const char *name, bool value);

#endif
