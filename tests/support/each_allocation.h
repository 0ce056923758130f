/* SPDX-License-Identifier: Apache-2.0 */
/* What is made while memory runs out. */
#ifndef TESTS_SUPPORT_EACH_ALLOCATION_H
#define TESTS_SUPPORT_EACH_ALLOCATION_H

#include "support/one_error.h"
#include "support/watching_allocator.h"

/* Makes something, which it frees, or records a failure in `error`. Whether it could. */
typedef bool make_function(const skillcall_allocator *allocator);

/* Lets each allocation fail in turn, of which there are at least so many. Then nothing is made, and
   nothing leaks; no block is ever given back with the secret in it, NULL for none. */
void assert_each_allocation_may_fail(make_function *make, size_t least, const char *secret);

#endif
