/* SPDX-License-Identifier: Apache-2.0 */
#include "support/keeping_allocator.h"

static void *keep_allocate(void *user_data, size_t size)
{
    struct keep *keep = user_data;
    size_t whole = (size + 2 * KEEP_ALIGNMENT - 1) / KEEP_ALIGNMENT * KEEP_ALIGNMENT;
    if (whole > KEEP_MAX - keep->used)
        return NULL;
    char *block = keep->start + keep->used;
    keep->used += whole;
    memcpy(block, &size, sizeof size);
    return block + KEEP_ALIGNMENT;
}

static void *keep_reallocate(void *user_data, void *block, size_t size)
{
    size_t old_size;
    memcpy(&old_size, (char *)block - KEEP_ALIGNMENT, sizeof old_size);
    void *moved = keep_allocate(user_data, size);
    return moved ? memcpy(moved, block, old_size < size ? old_size : size) : NULL;
}

static void keep_deallocate(void *user_data, void *block)
{
}

skillcall_allocator keeping_allocator(struct keep *keep)
{
    keep->used = 0;
    keep->start = mmap(NULL, KEEP_MAX, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (keep->start == MAP_FAILED)
        abort();
    return (skillcall_allocator){.struct_size = sizeof(skillcall_allocator),
                                 .user_data = keep,
                                 .allocate = keep_allocate,
                                 .reallocate = keep_reallocate,
                                 .deallocate = keep_deallocate};
}
