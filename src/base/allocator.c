/* SPDX-License-Identifier: Apache-2.0 */
#include "base/allocator.h"

#include <skillcall/status.h>
#include <stdlib.h>
#include <string.h>

static void *libc_allocate(void *user_data, size_t size)
{
    (void)user_data;
    return malloc(size);
}

static void *libc_reallocate(void *user_data, void *block, size_t size)
{
    (void)user_data;
    return realloc(block, size);
}

static void libc_deallocate(void *user_data, void *block)
{
    (void)user_data;
    free(block);
}

int32_t skillcall__allocator_copy(skillcall_allocator *to, const skillcall_allocator *from)
{
    static const skillcall_allocator libc = {
        .struct_size = sizeof(skillcall_allocator),
        .allocate = libc_allocate,
        .reallocate = libc_reallocate,
        .deallocate = libc_deallocate,
    };
    if (!from)
        from = &libc;
    if (from->struct_size < sizeof *from || !from->allocate || !from->reallocate ||
        !from->deallocate)
        return SKILLCALL_E_ARGUMENT;
    *to = *from;
    to->struct_size = sizeof *to;
    return SKILLCALL_OK;
}

void *skillcall__object_new(const skillcall_allocator *allocator, size_t size, int32_t *status)
{
    skillcall_allocator copy;
    *status = skillcall__allocator_copy(&copy, allocator);
    if (*status)
        return NULL;
    void *object = skillcall__allocate(&copy, size);
    if (!object) {
        *status = SKILLCALL_E_NO_MEMORY;
        return NULL;
    }
    memset(object, 0, size);
    memcpy(object, &copy, sizeof copy);
    return object;
}

void *skillcall__allocate(const skillcall_allocator *allocator, size_t size)
{
    return allocator->allocate(allocator->user_data, size);
}

void *skillcall__reallocate(const skillcall_allocator *allocator, void *block, size_t size)
{
    if (!block)
        return skillcall__allocate(allocator, size);
    return allocator->reallocate(allocator->user_data, block, size);
}

void skillcall__deallocate(const skillcall_allocator *allocator, void *block)
{
    if (block)
        allocator->deallocate(allocator->user_data, block);
}

char *skillcall__duplicate(const skillcall_allocator *allocator, const char *text)
{
    if (!text)
        return NULL;
    size_t size = strlen(text) + 1;
    char *copy = skillcall__allocate(allocator, size);
    return copy ? memcpy(copy, text, size) : NULL;
}

void skillcall__free_text(const skillcall_allocator *allocator, char *text)
{
    if (text)
        skillcall__wipe(text, strlen(text));
    skillcall__deallocate(allocator, text);
}
