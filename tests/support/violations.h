/* SPDX-License-Identifier: Apache-2.0 */
/* The violations of an error as one text, so that a test compares all of them at once. */
#ifndef TESTS_SUPPORT_VIOLATIONS_H
#define TESTS_SUPPORT_VIOLATIONS_H

#include <skillcall/error.h>
#include <stdio.h>
#include <string.h>

/* For example "/participants/0/id required; /participants originator_count". */
static inline const char *violations_of(const skillcall_error *error)
{
    static char text[8192];
    size_t length = 0;
    text[0] = '\0';
    for (size_t i = 0; i < skillcall_error_violation_count(error); i++)
        length +=
            (size_t)snprintf(text + length, sizeof text - length, "%s%s %s", i ? "; " : "",
                             skillcall_error_violation_path(error, i),
                             skillcall_violation_name(skillcall_error_violation_code(error, i)));
    return text;
}

#endif
