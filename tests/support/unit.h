/* SPDX-License-Identifier: Apache-2.0 */
/* Tests with cmocka: each is written as TEST(its_name) { ... }, and main runs those of a file in
   their order. */
#ifndef TESTS_SUPPORT_UNIT_H
#define TESTS_SUPPORT_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define PLACED SKILLCALL_OUTCOME_PLACED
#define NOT_PLACED SKILLCALL_OUTCOME_NOT_PLACED
#define UNKNOWN SKILLCALL_OUTCOME_UNKNOWN

#define assert_ok(status) assert_int_equal(status, SKILLCALL_OK)

/* The constructors of a file run in the order of its lines, and those of the system before. */
#define TEST(name)                                                                                 \
    static void name(void **state);                                                                \
    __attribute__((constructor(1000 + __LINE__))) static void add_##name(void)                     \
    {                                                                                              \
        add_test(#name, name);                                                                     \
    }                                                                                              \
    static void name(void **state)

/* What the end of a test does for it, NULL for nothing; called once. */
extern void (*at_end_of_test)(void);

void add_test(const char *name, CMUnitTestFunction function);

/* For the main of a program whose tests share a set-up and a tear-down; others need no main. */
int run_all(CMFixtureFunction set_up, CMFixtureFunction tear_down);

#endif
