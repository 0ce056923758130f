/* SPDX-License-Identifier: Apache-2.0 */
#include "support/fake_time.h"

int64_t fake_monotonic_ms(void *user_data)
{
    const struct fake_time *time = user_data;
    return time->now_ms;
}

static int64_t fake_unix_ms(void *user_data)
{
    const struct fake_time *time = user_data;
    return time->unix_ms + time->now_ms;
}

skillcall_clock fake_clock(struct fake_time *time)
{
    return (skillcall_clock){.struct_size = sizeof(skillcall_clock),
                             .user_data = time,
                             .monotonic_ms = fake_monotonic_ms,
                             .unix_ms = fake_unix_ms};
}
