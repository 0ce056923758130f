/* SPDX-License-Identifier: Apache-2.0 */
#include "base/text.h"

void skillcall__text_fixed(skillcall__text *text, char *buffer, size_t size)
{
    *text = (skillcall__text){.data = buffer, .capacity = size};
    if (size)
        buffer[0] = '\0';
}

void skillcall__text_growing(skillcall__text *text, const skillcall_allocator *allocator)
{
    *text = (skillcall__text){.allocator = allocator};
}

void skillcall__text_free(skillcall__text *text)
{
    if (text->data) {
        skillcall__wipe(text->data, text->capacity);
        skillcall__deallocate(text->allocator, text->data);
    }
    *text = (skillcall__text){.allocator = text->allocator};
}

/* An allocator that moves a block leaves a copy behind, so this does not use realloc. */
static bool move(skillcall__text *text, size_t capacity)
{
    char *data = skillcall__allocate(text->allocator, capacity);
    if (!data)
        return false;
    size_t used = text->length < text->capacity ? text->length + 1 : text->capacity;
    if (used)
        memcpy(data, text->data, used);
    skillcall__text old = *text;
    skillcall__text_free(&old);
    text->data = data;
    text->capacity = capacity;
    return true;
}

static void make_room(skillcall__text *text, size_t needed)
{
    size_t capacity = text->capacity ? text->capacity : 512;
    while (capacity < needed)
        capacity *= 2;
    text->failed = !move(text, capacity);
}

void skillcall__text_add_beyond(skillcall__text *text, const char *data, size_t size)
{
    if (text->allocator && !text->failed)
        make_room(text, text->length + size + 1);
    if (text->length + 1 < text->capacity && size) {
        size_t room = text->capacity - 1 - text->length;
        size_t fitting = size < room ? size : room;
        memcpy(text->data + text->length, data, fitting);
        text->data[text->length + fitting] = '\0';
    }
    text->length += size;
}
