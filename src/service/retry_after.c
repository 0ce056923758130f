/* SPDX-License-Identifier: Apache-2.0 */
#include "service/retry_after.h"

#include "base/ascii.h"
#include "base/date.h"

#include <string.h>

/* Longer than any deadline, and short enough never to overflow. */
enum { SECONDS_MAX = 1000000000 };

static int64_t parse_seconds(const char *value)
{
    int64_t seconds = 0;
    const char *at = value;
    for (; skillcall__is_digit(*at); at++)
        if (seconds < SECONDS_MAX)
            seconds = seconds * 10 + (*at - '0');
    return at > value && *at == '\0' ? seconds * 1000 : -1;
}

static int parse_month(const char *name)
{
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    for (int month = 1; month <= 12; month++)
        if (strncmp(name, months + 3 * (month - 1), 3) == 0)
            return month;
    return 0;
}

static int parse_digits(const char *digits, int count)
{
    int number = 0;
    for (int i = 0; i < count; i++)
        number = number * 10 + (digits[i] - '0');
    return number;
}

/* IMF-fixdate (RFC 9110 §5.6.7), all that may be sent: Sun, 06 Nov 1994 08:49:37 GMT. */
static int64_t parse_date(const char *value)
{
    static const char pattern[] = "aaa, dd aaa dddd dd:dd:dd GMT";
    if (strlen(value) != strlen(pattern))
        return -1;
    for (size_t i = 0; pattern[i]; i++) {
        bool fits = pattern[i] == 'd'   ? skillcall__is_digit(value[i])
                    : pattern[i] == 'a' ? skillcall__is_alpha(value[i])
                                        : value[i] == pattern[i];
        if (!fits)
            return -1;
    }
    int day = parse_digits(value + 5, 2);
    int month = parse_month(value + 8);
    int year = parse_digits(value + 12, 4);
    int hour = parse_digits(value + 17, 2);
    int minute = parse_digits(value + 20, 2);
    int second = parse_digits(value + 23, 2);
    int64_t days;
    if (!skillcall__count_days(year, month, day, &days) || hour > 23 || minute > 59 || second > 60)
        return -1;
    int64_t seconds = days * 86400 + hour * 3600 + minute * 60 + second;
    return seconds > 0 ? seconds * 1000 : 0; /* before 1970 is also past */
}

int64_t skillcall__retry_after(const char *value, int64_t unix_now_ms)
{
    int64_t after = parse_seconds(value);
    if (after >= 0)
        return after;
    int64_t date_ms = parse_date(value);
    if (date_ms < 0)
        return -1;
    return date_ms > unix_now_ms ? date_ms - unix_now_ms : 0;
}
