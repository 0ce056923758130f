/* SPDX-License-Identifier: Apache-2.0 */
#include "base/condition.h"

#include "base/clock.h"

bool skillcall__condition_init(pthread_cond_t *condition)
{
    return pthread_cond_init(condition, NULL) == 0;
}

void skillcall__condition_wait(pthread_cond_t *condition, pthread_mutex_t *lock, int64_t timeout_ms)
{
    if (timeout_ms < 0) {
        pthread_cond_wait(condition, lock);
        return;
    }
    struct timespec span = skillcall__timespec(timeout_ms);
    pthread_cond_timedwait_relative_np(condition, lock, &span);
}
