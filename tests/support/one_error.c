/* SPDX-License-Identifier: Apache-2.0 */
#include "support/one_error.h"

skillcall_error *error;

int make_error(void **state)
{
    error = skillcall_error_new(NULL);
    return error ? 0 : -1;
}

int free_error(void **state)
{
    skillcall_error_free(error);
    return 0;
}
