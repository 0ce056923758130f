/* SPDX-License-Identifier: Apache-2.0 */
/* Requests that place no call: what each answer means, how often it is asked for, and that nothing
   is lost when memory runs out. */
#ifndef TESTS_SUPPORT_ANSWER_ROWS_H
#define TESTS_SUPPORT_ANSWER_ROWS_H

#include "support/rig.h"

struct answer_row {
    struct reply reply;
    int32_t status;
    size_t sendings; /* of at most 3 */
};

/* Asks once, with the rig's error, and returns the status. */
typedef int32_t (*ask_function)(void);

void assert_answers(const struct answer_row *rows, size_t count, ask_function ask);

/* The answers that mean the same for each of these requests. */
void assert_refusals(ask_function ask);

/* The two codes of a missing permission. */
void assert_advises_a_permission(ask_function ask);

/* Each allocation of a request that succeeds fails in turn. */
void assert_memory_may_run_out(const struct reply *reply, ask_function ask);

#endif
