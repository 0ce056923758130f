/* SPDX-License-Identifier: Apache-2.0 */
/* The system's clocks, as a table like that of the hook. */
#ifndef SKILLCALL_BASE_CLOCK_H
#define SKILLCALL_BASE_CLOCK_H

#include <skillcall/clock.h>
#include <time.h>

extern const skillcall_clock skillcall__system_clock;

/* What a table's clocks show, limited to a quarter of what an int64_t holds, so sums of times do
   not overflow. The first is never below 0, because negative times mean "never". */
int64_t skillcall__monotonic_ms(const skillcall_clock *clock);
int64_t skillcall__unix_ms(const skillcall_clock *clock);

/* A time span in the C library's form. */
struct timespec skillcall__timespec(int64_t ms);

#endif
