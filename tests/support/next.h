/* SPDX-License-Identifier: Apache-2.0 */
/* The function that a test's own of the same name stands in front of. */
#ifndef TESTS_SUPPORT_NEXT_H
#define TESTS_SUPPORT_NEXT_H

typedef void (*any_function)(void);

any_function next_function(const char *name);

#define NEXT(name) ((__typeof__(&(name)))next_function(#name))

#endif
