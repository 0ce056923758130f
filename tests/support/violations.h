/* SPDX-License-Identifier: Apache-2.0 */
/* The violations of an error as one text, so that a test compares all of them at once. */
#ifndef TESTS_SUPPORT_VIOLATIONS_H
#define TESTS_SUPPORT_VIOLATIONS_H

#include <skillcall/error.h>
#include <stdio.h>
#include <string.h>

/* For example "/participants/0/id required; /participants originator_count". */
const char *violations_of(const skillcall_error *error);

#endif
