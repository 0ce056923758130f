/* SPDX-License-Identifier: Apache-2.0 */
/* What the caller prints of a call, and what it measures. */
#ifndef TESTS_HOSTILE_REPORT_H
#define TESTS_HOSTILE_REPORT_H

#include <skillcall/skillcall.h>

struct moment {
    int64_t time_us;
    int64_t starved_us;
};

int64_t now_us(void);

struct moment now(void);

/* One line of JSON. Any thread may print, but the one that began the call knows what it missed. */
void print_end(const char *id, int64_t deadline_ms, struct moment started, int32_t outcome,
               const skillcall_receipt *receipt, const skillcall_error *failure);

/* The most memory that this process has had so far, by the kernel's account. Sanitizers keep what
   is freed for themselves, so there is nothing to be measured with them. */
long peak_memory_kb(void);

#endif
