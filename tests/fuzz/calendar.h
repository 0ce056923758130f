/* SPDX-License-Identifier: Apache-2.0 */
/* A calendar that counts month by month, to compare the library's arithmetic with. */
#ifndef TESTS_FUZZ_CALENDAR_H
#define TESTS_FUZZ_CALENDAR_H

#include <stdint.h>

/* Months are counted from 0. */
static inline int days_of(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month] + (month == 1 && is_leap);
}

static inline int is_day(int year, int month, int day)
{
    return month >= 0 && month < 12 && day >= 1 && day <= days_of(year, month);
}

/* Minutes from 1970 to a minute of a day, which may be before it. */
static inline int64_t minutes_to(int year, int month, int day, int hour, int minute)
{
    int64_t days = day - 1;
    for (int i = year * 12 + month - 1; i >= 1970 * 12; i--)
        days += days_of(i / 12, i % 12);
    for (int i = year * 12 + month; i < 1970 * 12; i++)
        days -= days_of(i / 12, i % 12);
    return (days * 24 + hour) * 60 + minute;
}

#endif
