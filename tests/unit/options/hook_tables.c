/* SPDX-License-Identifier: Apache-2.0 */
/* Each hook's table as the oldest supported headers, 0.1, laid it out, and as later ones may. */
#include "support/idle_transport.h"
#include "support/the_call.h"
#include "support/unit.h"

#include <skillcall/client.h>
#include <stdlib.h>
#include <string.h>

/* These never change. Where a table has grown, they are what a program built long ago has. */
struct allocator_0_1 {
    size_t struct_size;
    void *user_data;
    void *(*allocate)(void *user_data, size_t size);
    void *(*reallocate)(void *user_data, void *block, size_t size);
    void (*deallocate)(void *user_data, void *block);
};

struct transport_0_1 {
    size_t struct_size;
    void *user_data;
    int32_t (*submit)(void *user_data, skillcall_exchange *exchange);
    int32_t (*drive)(void *user_data, int32_t timeout_ms);
    void (*wake)(void *user_data);
    void (*cancel)(void *user_data, skillcall_exchange *exchange);
    int32_t (*pollable_fd)(void *user_data);
    void (*destroy)(void *user_data);
};

struct clock_0_1 {
    size_t struct_size;
    void *user_data;
    int64_t (*monotonic_ms)(void *user_data);
    int64_t (*unix_ms)(void *user_data);
};

#define SAME(table, member)                                                                        \
    _Static_assert(offsetof(skillcall_##table, member) == offsetof(struct table##_0_1, member) &&  \
                       sizeof((skillcall_##table *)0)->member ==                                   \
                           sizeof((struct table##_0_1 *)0)->member,                                \
                   #table " has moved " #member)

SAME(allocator, struct_size);
SAME(allocator, user_data);
SAME(allocator, allocate);
SAME(allocator, reallocate);
SAME(allocator, deallocate);
SAME(transport, struct_size);
SAME(transport, user_data);
SAME(transport, submit);
SAME(transport, drive);
SAME(transport, wake);
SAME(transport, cancel);
SAME(transport, pollable_fd);
SAME(transport, destroy);
SAME(clock, struct_size);
SAME(clock, user_data);
SAME(clock, monotonic_ms);
SAME(clock, unix_ms);

/* What the tables' functions were used for. */
struct uses {
    size_t allocations, deallocations, submits, drives, destroys, looks_at_clock;
    skillcall_exchange *exchange;
};

static void *allocate(void *user_data, size_t size)
{
    ((struct uses *)user_data)->allocations++;
    return malloc(size);
}

static void *reallocate(void *user_data, void *block, size_t size)
{
    return realloc(block, size);
}

static void deallocate(void *user_data, void *block)
{
    ((struct uses *)user_data)->deallocations++;
    free(block);
}

static int32_t submit(void *user_data, skillcall_exchange *exchange)
{
    struct uses *uses = user_data;
    uses->submits++;
    uses->exchange = exchange;
    return SKILLCALL_OK;
}

static int32_t drive(void *user_data, int32_t timeout_ms)
{
    struct uses *uses = user_data;
    uses->drives++;
    if (!uses->exchange)
        return SKILLCALL_OK;
    skillcall_exchange_set_status(uses->exchange, 200);
    skillcall_exchange_add_body(uses->exchange, PLACED_BODY, sizeof PLACED_BODY - 1);
    skillcall_exchange_complete(uses->exchange);
    uses->exchange = NULL;
    return SKILLCALL_OK;
}

static void destroy(void *user_data)
{
    ((struct uses *)user_data)->destroys++;
}

static int64_t a_time(void *user_data)
{
    ((struct uses *)user_data)->looks_at_clock++;
    return 1000;
}

/* A copy that ends where its struct_size says, so that AddressSanitizer sees a look beyond. What a
   later version has appended is not NULL. */
static void *table(const void *old, size_t old_size, size_t appended)
{
    size_t size = old_size + appended;
    unsigned char *copy = malloc(size);
    assert_non_null(copy);
    memcpy(copy, old, old_size);
    memset(copy + old_size, 0xA5, appended);
    memcpy(copy, &size, sizeof size);
    return copy;
}

/* A program that uses all three hooks, its tables longer than those of 0.1 by some bytes. */
static void places_a_call(size_t appended)
{
    struct uses uses = {0};
    struct allocator_0_1 allocator_0_1 = {0, &uses, allocate, reallocate, deallocate};
    struct transport_0_1 transport_0_1 = {0, &uses, submit, drive, idle_wake, NULL, NULL, destroy};
    struct clock_0_1 clock_0_1 = {0, &uses, a_time, a_time};
    skillcall_allocator *allocator = table(&allocator_0_1, sizeof allocator_0_1, appended);
    skillcall_transport *transport = table(&transport_0_1, sizeof transport_0_1, appended);
    skillcall_clock *clock = table(&clock_0_1, sizeof clock_0_1, appended);

    skillcall_error *error = skillcall_error_new(allocator);
    skillcall_client_options *options = skillcall_client_options_new(allocator, error);
    skillcall_client_options_set_transport(options, transport, error);
    skillcall_client_options_set_clock(options, clock, error);
    skillcall_client *client = skillcall_client_new(allocator, options, error);
    free(allocator);
    free(transport);
    free(clock);
    skillcall_access *access = the_access();
    skillcall_session *session = the_session();
    skillcall_receipt *receipt = skillcall_client_start(client, access, session, 0, error);
    assert_string_equal(skillcall_error_message(error), "");
    assert_string_equal(skillcall_receipt_session_id(receipt), SESSION_ID);

    skillcall_receipt_free(receipt);
    skillcall_session_free(session);
    skillcall_access_free(access);
    skillcall_client_free(client);
    skillcall_client_options_free(options);
    skillcall_error_free(error);
    assert_int_equal(uses.submits, 1);
    assert_int_equal(uses.destroys, 1);
    assert_true(uses.drives > 0);
    assert_true(uses.looks_at_clock > 0);
    assert_true(uses.allocations > 0);
    assert_int_equal(uses.allocations, uses.deallocations);
}

TEST(takes_the_tables_of_0_1)
{
    places_a_call(0);
}

TEST(takes_tables_that_are_longer_than_its_own)
{
    places_a_call(64);
}
