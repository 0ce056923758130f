/* SPDX-License-Identifier: Apache-2.0 */
/* One error for all tests of a program. */
#ifndef TESTS_SUPPORT_ONE_ERROR_H
#define TESTS_SUPPORT_ONE_ERROR_H

#include <skillcall/error.h>

extern skillcall_error *error;

#define assert_status(expected) assert_int_equal(skillcall_error_status(error), expected)
#define assert_message(expected) assert_string_equal(skillcall_error_message(error), expected)

/* A group's set-up and tear-down for cmocka. */
int make_error(void **state);

int free_error(void **state);

#endif
