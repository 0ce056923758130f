/* SPDX-License-Identifier: Apache-2.0 */
/* An allocator that hands out every byte once and keeps what is given back as it was: a secret that
   the library leaves in a block stays there to be found. Not for threads. */
#ifndef TESTS_SUPPORT_KEEPING_ALLOCATOR_H
#define TESTS_SUPPORT_KEEPING_ALLOCATOR_H

#include <skillcall/allocator.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

struct keep {
    char *start;
    size_t used;
};

enum { KEEP_MAX = 1 << 26, KEEP_ALIGNMENT = 16 };

skillcall_allocator keeping_allocator(struct keep *keep);

#endif
