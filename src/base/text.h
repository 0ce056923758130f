/* SPDX-License-Identifier: Apache-2.0 */
/* A text of limited or growing size, written piece by piece. */
#ifndef SKILLCALL_BASE_TEXT_H
#define SKILLCALL_BASE_TEXT_H

#include "base/allocator.h"

#include <stdbool.h>
#include <string.h>

/* Writes into data while there is room, and counts beyond it, so one pass can measure and another
   write. data is NUL-terminated whenever capacity is not 0. */
typedef struct skillcall__text {
    char *data;
    size_t capacity;
    size_t length;
    const skillcall_allocator *allocator; /* NULL: data does not grow */
    bool failed;                          /* it should have grown and could not */
} skillcall__text;

void skillcall__text_fixed(skillcall__text *text, char *buffer, size_t size);
void skillcall__text_growing(skillcall__text *text, const skillcall_allocator *allocator);

/* Of one that grows; also wipes what it holds. */
void skillcall__text_free(skillcall__text *text);

/* The rest of skillcall__text_add: grows, cuts off, or adds nothing, also if its data is NULL. */
void skillcall__text_add_beyond(skillcall__text *text, const char *data, size_t size);

static inline void skillcall__text_add(skillcall__text *text, const char *data, size_t size)
{
    if (size == 0 || text->length + size >= text->capacity) {
        skillcall__text_add_beyond(text, data, size);
        return;
    }
    memcpy(text->data + text->length, data, size);
    text->length += size;
    text->data[text->length] = '\0';
}

static inline void skillcall__text_puts(skillcall__text *text, const char *string)
{
    skillcall__text_add(text, string, strlen(string));
}

#endif
