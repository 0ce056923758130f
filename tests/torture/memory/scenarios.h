/* SPDX-License-Identifier: Apache-2.0 */
/* What is run again and again while memory fails. */
#ifndef TESTS_TORTURE_SCENARIOS_H
#define TESTS_TORTURE_SCENARIOS_H

#include <stdbool.h>
#include <stddef.h>

struct scenario {
    const char *name;
    void (*run)(void);
};

extern const struct scenario object_scenarios[], document_scenarios[], start_scenarios[],
    submit_scenarios[];
extern const size_t object_scenario_count, document_scenario_count, start_scenario_count,
    submit_scenario_count;

/* The servers that are called: open them before, close them after. */
void calls_open(void);
void calls_close(void);

#endif
