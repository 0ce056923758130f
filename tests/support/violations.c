/* SPDX-License-Identifier: Apache-2.0 */
#include "support/violations.h"

const char *violations_of(const skillcall_error *error)
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
