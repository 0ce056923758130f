/* SPDX-License-Identifier: Apache-2.0 */
/* Nothing of a sound document stays in memory that jansson has given back. */
#include "support/owned.h"
#include "support/the_call.h"
#include "support/unit.h"
#include "support/watching_allocator.h"

#include <jansson.h>
#include <skillcall/inbound_call.h>
#include <skillcall/skill_request.h>

static struct watch watch;

static void *allocate(size_t size)
{
    return watch_allocate(&watch, size);
}

static void deallocate(void *block)
{
    if (block)
        watch_deallocate(&watch, block);
}

static int set_up(void **state)
{
    watch = (struct watch){.secret = CALLER};
    json_set_alloc_funcs(allocate, deallocate);
    return 0;
}

static int check_and_tear_down(void **state)
{
    json_set_alloc_funcs(malloc, free);
    assert_true(watch.calls > 0);
    assert_int_equal(watch.live, 0);
    assert_false(watch.secret_seen);
    return 0;
}

static void of_a_skill_request(void **state)
{
    static const char json[] = "{\"context\":{\"System\":{\"apiAccessToken\":\"" CALLER
                               "\",\"user\":{\"userId\":\"\\u002b" CALLER "\"}}},"
                               "\"request\":{\"type\":\"x\"},\"more\":[\"" CALLER "\"]}";
    OWNED(skill_request)
    request = skillcall_skill_request_from_json(NULL, json, strlen(json), NULL);
    assert_non_null(request);
}

static void of_a_session(void **state)
{
    OWNED(session) session = the_session();
    const char *json = skillcall_session_json(session);
    OWNED(session) read = skillcall_session_from_json(NULL, json, strlen(json), 0, NULL);
    assert_non_null(read);
}

static void of_an_inbound_event(void **state)
{
    static const char json[] =
        "{\"InvocationEventType\":\"NEW_INBOUND_CALL\",\"CallDetails\":{\"Participants\":[{"
        "\"From\":\"" CALLER "\",\"To\":\"" CALLER "\"}]}}";
    OWNED(inbound_call) call = skillcall_inbound_call_from_json(NULL, json, strlen(json), NULL);
    assert_non_null(call);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(of_a_skill_request, set_up, check_and_tear_down),
        cmocka_unit_test_setup_teardown(of_a_session, set_up, check_and_tear_down),
        cmocka_unit_test_setup_teardown(of_an_inbound_event, set_up, check_and_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
