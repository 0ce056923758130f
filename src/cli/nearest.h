/* SPDX-License-Identifier: Apache-2.0 */
/* Guesses the meaning of a mistyped name. */
#ifndef SKILLCALL_CLI_NEAREST_H
#define SKILLCALL_CLI_NEAREST_H

#include <stddef.h>

/* The name with the fewest edits from the word; NULL if all are far. */
const char *nearest_name(const char *word, const char *const *names, size_t count);

#endif
