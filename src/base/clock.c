/* SPDX-License-Identifier: Apache-2.0 */
#include "base/clock.h"

static int64_t read_ms(clockid_t id)
{
    struct timespec now;
    clock_gettime(id, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int64_t monotonic_ms(void *user_data)
{
    (void)user_data;
    return read_ms(CLOCK_MONOTONIC);
}

static int64_t unix_ms(void *user_data)
{
    (void)user_data;
    return read_ms(CLOCK_REALTIME);
}

const skillcall_clock skillcall__system_clock = {
    .struct_size = sizeof(skillcall_clock),
    .monotonic_ms = monotonic_ms,
    .unix_ms = unix_ms,
};

static int64_t bring_between(int64_t first, int64_t ms, int64_t last)
{
    return ms < first ? first : ms > last ? last : ms;
}

int64_t skillcall__monotonic_ms(const skillcall_clock *clock)
{
    return bring_between(0, clock->monotonic_ms(clock->user_data), INT64_MAX / 4);
}

int64_t skillcall__unix_ms(const skillcall_clock *clock)
{
    return bring_between(-INT64_MAX / 4, clock->unix_ms(clock->user_data), INT64_MAX / 4);
}

struct timespec skillcall__timespec(int64_t ms)
{
    return (struct timespec){.tv_sec = (time_t)(ms / 1000), .tv_nsec = (long)(ms % 1000 * 1000000)};
}
