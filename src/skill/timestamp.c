/* SPDX-License-Identifier: Apache-2.0 */
#include "skill/timestamp.h"

#include "base/ascii.h"

#include <stdlib.h>
#include <string.h>

/* Reads so many digits and the character after them, unless that is NUL. */
static bool read_number(const char **at, int digits, char after, int *number)
{
    *number = 0;
    for (int i = 0; i < digits; i++, ++*at) {
        if (!skillcall__is_digit(**at))
            return false;
        *number = *number * 10 + (**at - '0');
    }
    if (after == '\0')
        return true;
    return skillcall__to_lower(*(*at)++) == after;
}

static bool is_leap_year(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* Days from the start of 1970. */
static int64_t count_days(int year, int month, int day)
{
    static const int days_before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    int64_t past = year - 1;
    int64_t days = past * 365 + past / 4 - past / 100 + past / 400 - 719162;
    return days + days_before[month - 1] + (month > 2 && is_leap_year(year)) + day - 1;
}

static bool is_date(int year, int month, int day)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12 || day < 1)
        return false;
    return day <= lengths[month - 1] + (month == 2 && is_leap_year(year));
}

/* Reads ".123456" as milliseconds; nothing at all is 0. */
static bool read_fraction(const char **at, int *ms)
{
    *ms = 0;
    if (**at != '.')
        return true;
    int weight = 100;
    for (++*at; skillcall__is_digit(**at); ++*at, weight /= 10)
        *ms += (**at - '0') * weight;
    return weight < 100;
}

/* Reads "Z", "+01:30" or "+0130" as minutes; nothing at all is 0. */
static bool read_offset(const char **at, int *minutes)
{
    int hour, minute;
    char sign = **at;
    *minutes = 0;
    if (sign == '\0')
        return true;
    ++*at;
    if (sign == 'Z' || sign == 'z')
        return true;
    if ((sign != '+' && sign != '-') || !read_number(at, 2, '\0', &hour))
        return false;
    *at += **at == ':';
    if (!read_number(at, 2, '\0', &minute) || hour > 23 || minute > 59)
        return false;
    *minutes = (hour * 60 + minute) * (sign == '-' ? -1 : 1);
    return true;
}

static bool read_date_time(const char *text, int64_t *unix_ms)
{
    int year, month, day, hour, minute, second, ms, offset;
    if (!read_number(&text, 4, '-', &year) || !read_number(&text, 2, '-', &month) ||
        !read_number(&text, 2, 't', &day) || !read_number(&text, 2, ':', &hour) ||
        !read_number(&text, 2, ':', &minute) || !read_number(&text, 2, '\0', &second) ||
        !read_fraction(&text, &ms) || !read_offset(&text, &offset) || *text)
        return false;
    /* Second 60 is a leap second. */
    if (!is_date(year, month, day) || hour > 23 || minute > 59 || second > 60)
        return false;
    int64_t minutes = count_days(year, month, day) * 1440 + hour * 60 + minute - offset;
    *unix_ms = (minutes * 60 + second) * 1000 + ms;
    return *unix_ms >= 0; /* nothing is older than 1970 */
}

/* From 2001 to 5138 they have 13 or 14 digits. */
static bool read_milliseconds(const char *text, int64_t *unix_ms)
{
    size_t length = strspn(text, "0123456789");
    if (text[length] || length < 13 || length > 14)
        return false;
    *unix_ms = strtoll(text, NULL, 10);
    return true;
}

bool skillcall__parse_timestamp(const char *text, int64_t *unix_ms)
{
    return read_milliseconds(text, unix_ms) || read_date_time(text, unix_ms);
}
