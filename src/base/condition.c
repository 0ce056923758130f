/* SPDX-License-Identifier: Apache-2.0 */
#include "base/condition.h"

#include "base/clock.h"

bool skillcall__condition_init(pthread_cond_t *condition)
{
    pthread_condattr_t attributes;
    if (pthread_condattr_init(&attributes) != 0)
        return false;
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC); /* which every system here has */
    bool is_made = pthread_cond_init(condition, &attributes) == 0;
    pthread_condattr_destroy(&attributes);
    return is_made;
}

void skillcall__condition_wait(pthread_cond_t *condition, pthread_mutex_t *lock, int64_t timeout_ms)
{
    if (timeout_ms < 0) {
        pthread_cond_wait(condition, lock);
        return;
    }
    struct timespec until, span = skillcall__timespec(timeout_ms);
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += span.tv_sec;
    until.tv_nsec += span.tv_nsec;
    if (until.tv_nsec >= 1000000000) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000;
    }
    pthread_cond_timedwait(condition, lock, &until);
}
