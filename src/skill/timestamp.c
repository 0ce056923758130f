/* SPDX-License-Identifier: Apache-2.0 */
#include "skill/timestamp.h"

#include "base/ascii.h"
#include "base/date.h"

#include <stdlib.h>
#include <string.h>

/* Reads a fixed number of digits and the character after them, unless that is NUL. */
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
    int64_t days;
    if (!read_number(&text, 4, '-', &year) || !read_number(&text, 2, '-', &month) ||
        !read_number(&text, 2, 't', &day) || !read_number(&text, 2, ':', &hour) ||
        !read_number(&text, 2, ':', &minute) || !read_number(&text, 2, '\0', &second) ||
        !read_fraction(&text, &ms) || !read_offset(&text, &offset) || *text)
        return false;
    /* Second 60 is a leap second. */
    if (!skillcall__count_days(year, month, day, &days) || hour > 23 || minute > 59 || second > 60)
        return false;
    int64_t minutes = days * 1440 + hour * 60 + minute - offset;
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
