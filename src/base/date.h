/* SPDX-License-Identifier: Apache-2.0 */
/* The calendar for every year of four digits, whatever the range of the C library's time_t. */
#ifndef SKILLCALL_BASE_DATE_H
#define SKILLCALL_BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

/* Counts the days from the start of 1970. False if there is no such day. */
bool skillcall__count_days(int year, int month, int day, int64_t *days);

#endif
