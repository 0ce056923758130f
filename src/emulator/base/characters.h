/* SPDX-License-Identifier: Apache-2.0 */
/* Characters of UTF-8 texts. */
#ifndef EMULATOR_CHARACTERS_H
#define EMULATOR_CHARACTERS_H

#include <stdbool.h>
#include <stddef.h>

size_t count_characters(const char *utf8);

/* Whether there is one of C0, DEL and C1. */
bool has_control_character(const char *utf8);

#endif
