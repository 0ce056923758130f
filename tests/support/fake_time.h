/* SPDX-License-Identifier: Apache-2.0 */
/* Clocks for tests: time passes only when a test, or a transport that waits, says so. */
#ifndef TESTS_SUPPORT_FAKE_TIME_H
#define TESTS_SUPPORT_FAKE_TIME_H

#include <skillcall/client_options.h>

struct fake_time {
    int64_t now_ms;
    int64_t unix_ms; /* when now_ms was 0 */
};

static inline int64_t fake_monotonic_ms(void *user_data)
{
    const struct fake_time *time = user_data;
    return time->now_ms;
}

static inline int64_t fake_unix_ms(void *user_data)
{
    const struct fake_time *time = user_data;
    return time->unix_ms + time->now_ms;
}

static inline skillcall_clock fake_clock(struct fake_time *time)
{
    return (skillcall_clock){.struct_size = sizeof(skillcall_clock),
                             .user_data = time,
                             .monotonic_ms = fake_monotonic_ms,
                             .unix_ms = fake_unix_ms};
}

#endif
