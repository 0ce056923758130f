/* SPDX-License-Identifier: Apache-2.0 */
#include "support/watching_allocator.h"

void *watch_allocate(void *user_data, size_t size)
{
    struct watch *watch = user_data;
    if (++watch->calls == watch->fail_at)
        return NULL;
    union watched *block = malloc(sizeof *block + size);
    if (!block)
        abort();
    block->size = size;
    memset(block + 1, 0xA5, size); /* all of it is read when it is given back */
    watch->live++;
    return block + 1;
}

void watch_deallocate(void *user_data, void *memory)
{
    struct watch *watch = user_data;
    union watched *block = (union watched *)memory - 1;
    size_t length = watch->secret ? strlen(watch->secret) : 0;
    const char *held = memory;
    for (size_t i = 0; length && i + length <= block->size; i++)
        if (held[i] == watch->secret[0] && memcmp(held + i, watch->secret, length) == 0)
            watch->secret_seen = true;
    watch->live--;
    free(block);
}

static void *watch_reallocate(void *user_data, void *memory, size_t size)
{
    void *moved = watch_allocate(user_data, size);
    if (!moved)
        return NULL;
    size_t old_size = ((union watched *)memory - 1)->size;
    memcpy(moved, memory, old_size < size ? old_size : size);
    watch_deallocate(user_data, memory);
    return moved;
}

skillcall_allocator watching_allocator(struct watch *watch)
{
    return (skillcall_allocator){.struct_size = sizeof(skillcall_allocator),
                                 .user_data = watch,
                                 .allocate = watch_allocate,
                                 .reallocate = watch_reallocate,
                                 .deallocate = watch_deallocate};
}
