/* SPDX-License-Identifier: Apache-2.0 */
/* An allocator for threads that counts the blocks which were not given back. */
#ifndef TESTS_SUPPORT_COUNTING_ALLOCATOR_H
#define TESTS_SUPPORT_COUNTING_ALLOCATOR_H

#include <skillcall/allocator.h>
#include <stdatomic.h>

skillcall_allocator counting_allocator(atomic_size_t *live);

#endif
