/* SPDX-License-Identifier: Apache-2.0 */
/* Spoils a JSON document in every place, for tests of what reads it. */
#ifndef TESTS_SUPPORT_MUTATIONS_H
#define TESTS_SUPPORT_MUTATIONS_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Reads one document; is_broken says that it cannot be accepted. */
typedef void (*mutation_check)(const char *json, size_t size, bool is_broken);

char *read_text_file(const char *path);

void check_every_cut(const char *json, mutation_check check);

void check_every_bad_byte(const char *json, mutation_check check);

/* Puts a value of every other type instead of each member's value, and each member twice,
   which only a strict reader must refuse everywhere. */
void check_every_member(const char *json, bool is_strict, mutation_check check);

#endif
