/* SPDX-License-Identifier: Apache-2.0 */
#include "support/failing_jansson.h"

/* How many allocations jansson gets until the first fails. */
static size_t jansson_fails_after;

static void *failing_malloc(size_t size)
{
    if (jansson_fails_after == 0)
        return NULL;
    jansson_fails_after--;
    return malloc(size);
}

void jansson_fail_after(size_t count)
{
    jansson_fails_after = count;
    json_set_alloc_funcs(failing_malloc, free);
}

void jansson_relent(void)
{
    json_set_alloc_funcs(malloc, free);
}
