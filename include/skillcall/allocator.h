/* SPDX-License-Identifier: Apache-2.0 */
/** \file
 * The allocator hook.
 *
 * Every constructor takes an allocator and copies it. The object and all that belongs to it are
 * allocated there. NULL stands for malloc, realloc and free of the C library. jansson, libcurl and
 * libuuid allocate by their own process-wide settings, which this library never touches.
 *
 * \since 0.1
 */
#ifndef SKILLCALL_ALLOCATOR_H
#define SKILLCALL_ALLOCATOR_H

#include <skillcall/export.h>

SKILLCALL_BEGIN

/**
 * A table of memory functions; all three are required.
 *
 * If threads share the objects made with them, they must be thread-safe. They must stay callable
 * until the last of these objects is freed.
 */
typedef struct skillcall_allocator {
    /** sizeof(struct skillcall_allocator), as the caller was compiled with. */
    size_t struct_size;
    /** Passed to each function as it is. */
    void *user_data;
    /** Like malloc for a size of at least 1: NULL when out of memory. */
    void *(*allocate)(void *user_data, size_t size);
    /** Like realloc for a size of at least 1: NULL leaves the old block as it was. */
    void *(*reallocate)(void *user_data, void *block, size_t size);
    /** Like free; block is never NULL. */
    void (*deallocate)(void *user_data, void *block);
} skillcall_allocator;

SKILLCALL_END

#endif
