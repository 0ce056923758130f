/* SPDX-License-Identifier: Apache-2.0 */
#include "support/unit.h"

#include <stdlib.h>

enum { TESTS_MAX = 64 };

static struct CMUnitTest tests[TESTS_MAX]; /* cmocka passes over those without a function */
static size_t count;

void (*at_end_of_test)(void);

static int end_test(void **state)
{
    void (*end)(void) = at_end_of_test;
    at_end_of_test = NULL;
    if (end)
        end();
    return 0;
}

void add_test(const char *name, CMUnitTestFunction function)
{
    if (count == TESTS_MAX)
        abort();
    tests[count++] =
        (struct CMUnitTest){.name = name, .test_func = function, .teardown_func = end_test};
}

int run_all(CMFixtureFunction set_up, CMFixtureFunction tear_down)
{
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
