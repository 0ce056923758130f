/* SPDX-License-Identifier: Apache-2.0 */
/* Gives skillcall memory of the program's own: every object comes from an allocator that counts
   what is in use and refuses more than a budget.

       SKILLCALL_TOKEN=... custom_allocator ENDPOINT ENDPOINT_ID FROM TO

   The budget is set with SKILLCALL_MEMORY (bytes, 65536 unless set): what does not fit into it ends
   as an error, never in a crash. */
#include "setup.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

struct budget {
    size_t limit;
    size_t used;
    size_t peak;
    size_t allocations;
};

/* Stands before each block. The alignment is that of malloc, which callers count on. */
union header {
    size_t size;
    max_align_t alignment;
};

/* An allocator need only be as thread-safe as its objects are shared: this program has one thread,
   so plain numbers do. A client that several threads use needs a lock or atomics here. */
static void *reallocate(void *user_data, void *block, size_t size)
{
    struct budget *budget = user_data;
    union header *header = block ? (union header *)block - 1 : NULL;
    size_t old_size = header ? header->size : 0;
    if (size > budget->limit - (budget->used - old_size))
        return NULL;
    union header *resized = realloc(header, sizeof *header + size);
    if (!resized)
        return NULL;
    resized->size = size;
    budget->used += size - old_size;
    budget->allocations += block ? 0 : 1;
    if (budget->used > budget->peak)
        budget->peak = budget->used;
    return resized + 1;
}

static void *allocate(void *user_data, size_t size)
{
    return reallocate(user_data, NULL, size);
}

static void deallocate(void *user_data, void *block)
{
    struct budget *budget = user_data;
    union header *header = (union header *)block - 1;
    budget->used -= header->size;
    free(header);
}

/* The table is copied into each object made with it; what user_data points to has to live on. */
static int place(const struct setup *setup, const skillcall_allocator *allocator,
                 skillcall_error *error)
{
    skillcall_session *session = setup_session(setup, allocator, setup->to[0], error);
    skillcall_access *access = session ? setup_access(setup, allocator, error) : NULL;
    skillcall_client_options *options = access ? setup_options(setup, allocator, error) : NULL;
    skillcall_client *client = options ? skillcall_client_new(allocator, options, error) : NULL;
    skillcall_receipt *receipt =
        client ? skillcall_client_start(client, access, session, 0, error) : NULL;
    int code = setup_report(receipt, error);
    skillcall_receipt_free(receipt);
    skillcall_client_free(client);
    skillcall_client_options_free(options);
    skillcall_access_free(access);
    skillcall_session_free(session);
    return code;
}

int main(int argc, char **argv)
{
    struct setup setup;
    setup_read(&setup, argc, argv, 1);
    const char *limit = getenv("SKILLCALL_MEMORY");
    struct budget budget = {.limit = limit ? strtoul(limit, NULL, 10) : 65536};
    skillcall_allocator allocator = {
        .struct_size = sizeof allocator,
        .user_data = &budget,
        .allocate = allocate,
        .reallocate = reallocate,
        .deallocate = deallocate,
    };

    /* The error object is not part of the budget, so that it can always report what happened. */
    skillcall_error *error = skillcall_error_new(NULL);
    if (!error)
        return 1;
    int code = place(&setup, &allocator, error);
    skillcall_error_free(error);

    printf("%zu allocations, at most %zu bytes at once, %zu bytes left over\n", budget.allocations,
           budget.peak, budget.used);
    return code;
}
