/* SPDX-License-Identifier: Apache-2.0 */
#include "support/unit.h"

#include <stdlib.h>

enum { TESTS_MAX = 64 };

static struct CMUnitTest tests[TESTS_MAX]; /* cmocka passes over those without a function */
static size_t count;

void add_test(const char *name, CMUnitTestFunction function)
{
    if (count == TESTS_MAX)
        abort();
    tests[count++] = (struct CMUnitTest){.name = name, .test_func = function};
}

int run_all(CMFixtureFunction set_up, CMFixtureFunction tear_down)
{
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
