/* SPDX-License-Identifier: Apache-2.0 */
/* The texts that an object owns. They lie inside the object while there is room; each further one
   has its own block. */
#ifndef SKILLCALL_BASE_STORE_H
#define SKILLCALL_BASE_STORE_H

#include "base/allocator.h"

/* The first member of an object made by skillcall__object_new. */
typedef struct skillcall__store {
    skillcall_allocator allocator;
    size_t used;
    char room[512]; /* for all texts of a session whose ids are as long as usual */
} skillcall__store;

/* Copies a text. NULL for NULL, and when out of memory. */
const char *skillcall__store_keep(skillcall__store *store, const char *text);

/* Wipes a text that it keeps, and frees its block if it has one; NULL is allowed. */
void skillcall__store_drop(skillcall__store *store, const char *text);

#endif
