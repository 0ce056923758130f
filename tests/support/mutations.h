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

/* Cuts the document of a file off at each place, puts bad bytes there, a value of every other type
   instead of each member's value, and each member twice, which only a strict reader must refuse
   everywhere. */
void check_every_mutation(const char *path, bool is_strict, mutation_check check);

#endif
