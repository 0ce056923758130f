/* SPDX-License-Identifier: Apache-2.0 */
#include "support/counting_allocator.h"

#include <stdlib.h>

static void *allocate(void *user_data, size_t size)
{
    atomic_fetch_add((atomic_size_t *)user_data, 1);
    return malloc(size);
}

static void *reallocate(void *user_data, void *block, size_t size)
{
    return realloc(block, size);
}

static void deallocate(void *user_data, void *block)
{
    atomic_fetch_sub((atomic_size_t *)user_data, 1);
    free(block);
}

skillcall_allocator counting_allocator(atomic_size_t *live)
{
    return (skillcall_allocator){sizeof(skillcall_allocator), live, allocate, reallocate,
                                 deallocate};
}
