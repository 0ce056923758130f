/* SPDX-License-Identifier: Apache-2.0 */
/* jansson without memory after some allocations. */
#ifndef TESTS_SUPPORT_FAILING_JANSSON_H
#define TESTS_SUPPORT_FAILING_JANSSON_H

#include <jansson.h>
#include <stdlib.h>

/* How many allocations jansson gets until the first fails. */
static size_t jansson_fails_after;

static inline void *failing_malloc(size_t size)
{
    if (jansson_fails_after == 0)
        return NULL;
    jansson_fails_after--;
    return malloc(size);
}

static inline void jansson_fail_after(size_t count)
{
    jansson_fails_after = count;
    json_set_alloc_funcs(failing_malloc, free);
}

static inline void jansson_relent(void)
{
    json_set_alloc_funcs(malloc, free);
}

#endif
