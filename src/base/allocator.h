/* SPDX-License-Identifier: Apache-2.0 */
/* Memory from the allocator hook. */
#ifndef SKILLCALL_BASE_ALLOCATOR_H
#define SKILLCALL_BASE_ALLOCATOR_H

#include <skillcall/allocator.h>

/* Copies a table, or the C library's for NULL; SKILLCALL_E_ARGUMENT if it is too short or lacks a
   function. */
int32_t skillcall__allocator_copy(skillcall_allocator *to, const skillcall_allocator *from);

/* Makes an object of its own tree: size zeroed bytes, which begin with a copy of the allocator.
   Every object struct therefore has a skillcall_allocator as its first member. */
void *skillcall__object_new(const skillcall_allocator *allocator, size_t size, int32_t *status);

void *skillcall__allocate(const skillcall_allocator *allocator, size_t size);
void *skillcall__reallocate(const skillcall_allocator *allocator, void *block, size_t size);
void skillcall__deallocate(const skillcall_allocator *allocator, void *block);

/* NULL for NULL, and when out of memory. */
char *skillcall__duplicate(const skillcall_allocator *allocator, const char *text);

/* Wipes and frees what skillcall__duplicate made; NULL is allowed. */
void skillcall__free_text(const skillcall_allocator *allocator, char *text);

/* Zeroes memory in a way that the compiler does not optimise away. */
void skillcall__wipe(void *memory, size_t size);

#endif
