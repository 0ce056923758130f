/* SPDX-License-Identifier: Apache-2.0 */
/* Clocks for tests: time passes only when a test, or a transport that waits, says so. */
#ifndef TESTS_SUPPORT_FAKE_TIME_H
#define TESTS_SUPPORT_FAKE_TIME_H

#include <skillcall/client_options.h>

struct fake_time {
    int64_t now_ms;
    int64_t unix_ms; /* when now_ms was 0 */
};

int64_t fake_monotonic_ms(void *user_data);

skillcall_clock fake_clock(struct fake_time *time);

#endif
