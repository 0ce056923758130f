/* SPDX-License-Identifier: Apache-2.0 */
#include "base/store.h"

#include <stdint.h>
#include <string.h>

const char *skillcall__store_keep(skillcall__store *store, const char *text)
{
    if (!text)
        return NULL;
    size_t size = strlen(text) + 1;
    if (size > sizeof store->room - store->used)
        return skillcall__duplicate(&store->allocator, text);
    char *place = store->room + store->used;
    store->used += size;
    return memcpy(place, text, size);
}

void skillcall__store_drop(skillcall__store *store, const char *text)
{
    uintptr_t offset = (uintptr_t)text - (uintptr_t)store->room;
    if (offset < sizeof store->room)
        skillcall__wipe((char *)text, strlen(text));
    else
        skillcall__free_text(&store->allocator, (char *)text);
}
