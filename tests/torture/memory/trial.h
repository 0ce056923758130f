/* SPDX-License-Identifier: Apache-2.0 */
/* One run of a scenario while memory fails: every function either does what it does in a run
   without failures, or says that there is no memory and then does so when it is called again. */
#ifndef TESTS_TORTURE_TRIAL_H
#define TESTS_TORTURE_TRIAL_H

#include "failing.h"

#include <skillcall/skillcall.h>

/* The error object of the scenario that runs. */
extern skillcall_error *error;

/* Calls a function that returns a status; when there is no memory, once more with memory. */
#define DO(expected, expression)                                                                   \
    do {                                                                                           \
        if (must_repeat(expected, (expression), #expression))                                      \
            must_succeed((expected) == (expression), #expression);                                 \
    } while (0)

/* The same for a function that returns an object or text, or NULL with its error's status. */
#define MAKE(object, expression)                                                                   \
    do {                                                                                           \
        (object) = (expression);                                                                   \
        if (!(object) && must_repeat(SKILLCALL_OK, skillcall_error_status(error), #expression)) {  \
            (object) = (expression);                                                               \
            must_succeed((object) != NULL, #expression);                                           \
        }                                                                                          \
    } while (0)

#define CHECK(condition) must_hold((condition), #condition)

bool must_repeat(int32_t expected, int32_t status, const char *what);
void must_succeed(bool has_succeeded, const char *what);
void must_hold(bool holds, const char *what);

/* Adds what the library said to the record, which must be the same in every run. */
void tell(const char *text); /* NULL is told, too */
void tell_number(int64_t number);
void tell_error(void);

#endif
