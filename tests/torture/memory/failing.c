/* SPDX-License-Identifier: Apache-2.0 */
#include "failing.h"

#include <curl/curl.h>
#include <jansson.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static atomic_int armed;
static atomic_size_t fail_from, fail_to, asked, failed, live[SOURCES];

static bool must_fail(enum source source)
{
    if ((int)source != atomic_load(&armed))
        return false;
    size_t number = atomic_fetch_add(&asked, 1) + 1;
    if (number < atomic_load(&fail_from) || number > atomic_load(&fail_to))
        return false;
    atomic_fetch_add(&failed, 1);
    return true;
}

static void *take(enum source source, size_t size)
{
    if (must_fail(source))
        return NULL;
    void *block = malloc(size ? size : 1);
    if (!block)
        abort();
    memset(block, 0xA5, size);
    atomic_fetch_add(&live[source], 1);
    return block;
}

static void give(enum source source, void *block)
{
    if (block)
        atomic_fetch_sub(&live[source], 1);
    free(block);
}

static void *retake(enum source source, void *block, size_t size)
{
    if (!block)
        return take(source, size);
    return must_fail(source) ? NULL : realloc(block, size);
}

static void *ours_allocate(void *user_data, size_t size)
{
    return take(OURS, size);
}

static void *ours_reallocate(void *user_data, void *block, size_t size)
{
    return retake(OURS, block, size);
}

static void ours_deallocate(void *user_data, void *block)
{
    give(OURS, block);
}

const skillcall_allocator ours = {
    .struct_size = sizeof ours,
    .allocate = ours_allocate,
    .reallocate = ours_reallocate,
    .deallocate = ours_deallocate,
};

static void *curl_take(size_t size)
{
    return take(LIBCURL, size);
}

static void curl_give(void *block)
{
    give(LIBCURL, block);
}

static void *curl_retake(void *block, size_t size)
{
    return retake(LIBCURL, block, size);
}

static char *curl_copy(const char *text)
{
    char *copy = take(LIBCURL, strlen(text) + 1);
    return copy ? strcpy(copy, text) : NULL;
}

static void *curl_take_zeroed(size_t count, size_t size)
{
    void *block = take(LIBCURL, count * size);
    return block ? memset(block, 0, count * size) : NULL;
}

static void *jansson_take(size_t size)
{
    return take(JANSSON, size);
}

static void jansson_give(void *block)
{
    give(JANSSON, block);
}

void failing_install(void)
{
    json_set_alloc_funcs(jansson_take, jansson_give);
    if (curl_global_init_mem(CURL_GLOBAL_DEFAULT, curl_take, curl_give, curl_retake, curl_copy,
                             curl_take_zeroed) != CURLE_OK)
        abort();
}

void failing_arm(enum source source, size_t fail_at, bool lasts)
{
    atomic_store(&armed, (int)source);
    atomic_store(&asked, 0);
    atomic_store(&failed, 0);
    atomic_store(&fail_from, fail_at ? fail_at : SIZE_MAX);
    atomic_store(&fail_to, lasts ? SIZE_MAX : fail_at);
}

enum source failing_source(void)
{
    return (enum source)atomic_load(&armed);
}

void failing_relent(void)
{
    atomic_store(&fail_from, SIZE_MAX);
}

size_t failing_asked(void)
{
    return atomic_load(&asked);
}

size_t failing_failed(void)
{
    return atomic_load(&failed);
}

size_t failing_live(enum source source)
{
    return atomic_load(&live[source]);
}
