/* SPDX-License-Identifier: Apache-2.0 */
/* Counts the entries of a directory, "." and ".." among them. Those of /proc/self/fd are the open
   descriptors, with the one that reads it; those of /proc/self/task are the threads. */
#ifndef TESTS_SUPPORT_ENTRIES_H
#define TESTS_SUPPORT_ENTRIES_H

#include <stdbool.h>
#include <stddef.h>

size_t count_entries(const char *path);

/* Whether there are as many, for which it waits at most so long. */
bool await_entries(const char *path, size_t count, int ms);

#endif
