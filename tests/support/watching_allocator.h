/* SPDX-License-Identifier: Apache-2.0 */
/* An allocator for tests: it fails when it is told to, counts what is still allocated, and looks
   for a secret in every block that is given back. */
#ifndef TESTS_SUPPORT_WATCHING_ALLOCATOR_H
#define TESTS_SUPPORT_WATCHING_ALLOCATOR_H

#include <skillcall/allocator.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct watch {
    size_t calls;       /* how often memory was asked for */
    size_t fail_at;     /* which of these calls fails, from 1; 0 for none */
    size_t live;        /* blocks not given back */
    const char *secret; /* what no block may still hold; NULL for nothing */
    bool secret_seen;
};

/* Stands in front of each block. */
union watched {
    size_t size;
    max_align_t alignment;
};

void *watch_allocate(void *user_data, size_t size);

void watch_deallocate(void *user_data, void *memory);

skillcall_allocator watching_allocator(struct watch *watch);

#endif
