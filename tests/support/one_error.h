/* SPDX-License-Identifier: Apache-2.0 */
/* One error for all tests of a program. */
#ifndef TESTS_SUPPORT_ONE_ERROR_H
#define TESTS_SUPPORT_ONE_ERROR_H

#include <skillcall/error.h>

extern skillcall_error *error;

/* A group's set-up and tear-down for cmocka. */
int make_error(void **state);

int free_error(void **state);

#endif
