/* SPDX-License-Identifier: Apache-2.0 */
/* Runs one fuzz target over directories of inputs without libFuzzer: each input whole, and cut
   short after each of its bytes. */
#include "fuzz.h"

#include <dirent.h>

static uint8_t *read_file(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    REQUIRE(file != NULL);
    REQUIRE(fseek(file, 0, SEEK_END) == 0);
    long length = ftell(file);
    REQUIRE(length >= 0);
    rewind(file);
    *size = (size_t)length;
    uint8_t *bytes = malloc(*size + 1);
    REQUIRE(bytes != NULL && fread(bytes, 1, *size, file) == *size);
    fclose(file);
    return bytes;
}

/* From a block of its exact size, so that a sanitizer sees a read beyond it. */
static void run_cut(const uint8_t *bytes, size_t size)
{
    uint8_t *exact = malloc(size ? size : 1);
    REQUIRE(exact != NULL);
    memcpy(exact, bytes, size);
    LLVMFuzzerTestOneInput(exact, size);
    free(exact);
}

static size_t run_file(const char *directory, const char *name)
{
    char path[4096];
    REQUIRE((size_t)snprintf(path, sizeof path, "%s/%s", directory, name) < sizeof path);
    size_t size;
    uint8_t *bytes = read_file(path, &size);
    for (size_t cut = 0; cut <= size; cut++)
        run_cut(bytes, cut);
    free(bytes);
    return size + 1;
}

static void run_directory(const char *path, size_t *files, size_t *runs)
{
    DIR *directory = opendir(path);
    REQUIRE(directory != NULL);
    for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
        if (entry->d_name[0] == '.')
            continue;
        *runs += run_file(path, entry->d_name);
        ++*files;
    }
    closedir(directory);
}

int main(int argument_count, char **arguments)
{
    size_t files = 0, runs = 0;
    for (int i = 1; i < argument_count; i++)
        run_directory(arguments[i], &files, &runs);
    if (files == 0) {
        fprintf(stderr, "usage: %s DIRECTORY...\n", arguments[0]);
        return 2;
    }
    printf("%zu inputs, %zu runs\n", files, runs);
    return 0;
}
