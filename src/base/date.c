/* SPDX-License-Identifier: Apache-2.0 */
#include "base/date.h"

static bool is_leap_year(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static bool is_date(int year, int month, int day)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12 || day < 1)
        return false;
    return day <= lengths[month - 1] + (month == 2 && is_leap_year(year));
}

bool skillcall__count_days(int year, int month, int day, int64_t *days)
{
    static const int days_before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    if (!is_date(year, month, day))
        return false;
    int64_t past = year - 1;
    *days = past * 365 + past / 4 - past / 100 + past / 400 - 719162 + days_before[month - 1] +
            (month > 2 && is_leap_year(year)) + day - 1;
    return true;
}
