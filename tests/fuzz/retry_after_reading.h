/* A Retry-After value (RFC 9110 §10.2.3) as a regular expression and a calendar of this file's own
   read it, to compare the library's reader with. */
#ifndef TESTS_FUZZ_RETRY_AFTER_READING_H
#define TESTS_FUZZ_RETRY_AFTER_READING_H

#include "pattern.h"

#define MONTHS "JanFebMarAprMayJunJulAugSepOctNovDec"

static inline int64_t days_of(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month] + (month == 1 && is_leap);
}

/* Days from 1970 to the first of a month, counted month by month. */
static inline int64_t days_before(int year, int month)
{
    int64_t days = 0;
    for (int i = year * 12 + month - 1; i >= 1970 * 12; i--)
        days += days_of(i / 12, i % 12);
    return days;
}

/* Milliseconds since 1970, 0 for a time before it; -1 for what is no HTTP date. */
static inline int64_t date_reading(const char *value)
{
    regmatch_t parts[7];
    if (!matches("^[A-Za-z]{3}, ([0-9]{2}) ([A-Za-z]{3}) ([0-9]{4}) "
                 "([0-1][0-9]|2[0-3]):([0-5][0-9]):([0-5][0-9]|60) GMT$",
                 0, value, parts, 7))
        return -1;
    char name[4] = {0};
    memcpy(name, value + parts[2].rm_so, 3);
    const char *found = strstr(MONTHS, name);
    int day = atoi(value + parts[1].rm_so), year = atoi(value + parts[3].rm_so);
    if (!found || (found - MONTHS) % 3 != 0)
        return -1;
    int month = (int)(found - MONTHS) / 3;
    if (day < 1 || day > days_of(year, month))
        return -1;
    int64_t hours = (days_before(year, month) + day - 1) * 24 + atoi(value + parts[4].rm_so);
    int64_t minutes = hours * 60 + atoi(value + parts[5].rm_so);
    return year < 1970 ? 0 : (minutes * 60 + atoi(value + parts[6].rm_so)) * 1000;
}

/* Milliseconds from now; -1 for what is no time. More than 9 digits may be cut to no less. */
static inline int is_right_wait(int64_t wait_ms, const char *value, int64_t now_ms)
{
    if (!matches("^[0-9]+$", 0, value, NULL, 0)) {
        int64_t date_ms = date_reading(value);
        return wait_ms == (date_ms < 0 ? -1 : date_ms < now_ms ? 0 : date_ms - now_ms);
    }
    value += strspn(value, "0");
    return strlen(value) <= 9 ? wait_ms == 1000 * (int64_t)atol(value) : wait_ms >= 1000000000000;
}

#endif
