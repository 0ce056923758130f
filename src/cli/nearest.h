/* SPDX-License-Identifier: Apache-2.0 */
/* What a mistyped name may have been meant to be. */
#ifndef SKILLCALL_CLI_NEAREST_H
#define SKILLCALL_CLI_NEAREST_H

#include <stddef.h>

/* The one of the names that takes the fewest edits to reach from the word; NULL if all are far. */
const char *nearest_name(const char *word, const char *const *names, size_t count);

#endif
