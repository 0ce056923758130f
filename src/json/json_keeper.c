/* SPDX-License-Identifier: Apache-2.0 */
#include "json/json_keeper.h"

#include "base/error.h"

void *skillcall__json_keeper_new(const skillcall_allocator *allocator, size_t object_size,
                                 const skillcall__json_document *settings, const char *json,
                                 size_t size)
{
    if (!json) {
        skillcall__fail_null(settings->error, "json");
        return NULL;
    }
    struct skillcall__json_keeper *keeper =
        skillcall__make_object(allocator, object_size, settings->error);
    if (!keeper)
        return NULL;
    keeper->document = *settings;
    keeper->document.allocator = &keeper->allocator;
    if (skillcall__json_parse(&keeper->document, json, size) == SKILLCALL_OK)
        return keeper;
    skillcall__json_keeper_free(keeper);
    return NULL;
}

void skillcall__json_keeper_free(struct skillcall__json_keeper *keeper)
{
    skillcall_allocator allocator = keeper->allocator;
    skillcall__json_free(&keeper->document);
    skillcall__deallocate(&allocator, keeper);
}
