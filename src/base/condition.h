/* SPDX-License-Identifier: Apache-2.0 */
/* Condition variables that use the monotonic clock. */
#ifndef SKILLCALL_BASE_CONDITION_H
#define SKILLCALL_BASE_CONDITION_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

/* False if the system refuses it. */
bool skillcall__condition_init(pthread_cond_t *condition);

/* Sleeps for timeout_ms at most (-1: no limit), with the lock released. */
void skillcall__condition_wait(pthread_cond_t *condition, pthread_mutex_t *lock,
                               int64_t timeout_ms);

#endif
