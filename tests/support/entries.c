/* SPDX-License-Identifier: Apache-2.0 */
#include "support/entries.h"

#include <dirent.h>
#include <stdlib.h>
#include <time.h>

size_t count_entries(const char *path)
{
    size_t count = 0;
    DIR *directory = opendir(path);
    if (!directory)
        abort();
    while (readdir(directory))
        count++;
    closedir(directory);
    return count;
}

bool await_entries(const char *path, size_t count, int ms)
{
    for (int i = 0; i < ms && count_entries(path) != count; i++)
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    return count_entries(path) == count;
}
