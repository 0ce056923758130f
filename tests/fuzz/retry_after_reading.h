/* SPDX-License-Identifier: Apache-2.0 */
/* A Retry-After value (RFC 9110 §10.2.3) as a regular expression and a calendar read it, to compare
   the library's reader with. */
#ifndef TESTS_FUZZ_RETRY_AFTER_READING_H
#define TESTS_FUZZ_RETRY_AFTER_READING_H

#include "calendar.h"
#include "pattern.h"

/* 0 for January; -1 for what is no name of a month. */
static inline int month_of(const char *name)
{
    static const char names[] = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec ";
    char word[] = {name[0], name[1], name[2], ' ', '\0'};
    const char *found = strstr(names, word);
    return found ? (int)(found - names) / 4 : -1;
}

/* Milliseconds since 1970, 0 for a time before it; -1 for what is no HTTP date. */
static inline int64_t date_reading(const char *value)
{
    static struct pattern date = {.expression =
                                      "^[A-Za-z]{3}, ([0-9]{2}) ([A-Za-z]{3}) ([0-9]{4}) "
                                      "([01][0-9]|2[0-3]):([0-5][0-9]):([0-5][0-9]|60) GMT$"};
    regmatch_t parts[7];
    if (!matches(&date, value, parts, 7))
        return -1;
    int year = number_at(value, parts[3]), month = month_of(value + parts[2].rm_so);
    int day = number_at(value, parts[1]);
    if (!is_day(year, month, day))
        return -1;
    int64_t minutes =
        minutes_to(year, month, day, number_at(value, parts[4]), number_at(value, parts[5]));
    return year < 1970 ? 0 : (minutes * 60 + number_at(value, parts[6])) * 1000;
}

/* Milliseconds from now; -1 for what is no time. More than 9 digits may be cut to no less. */
static inline int is_right_wait(int64_t wait_ms, const char *value, int64_t now_ms)
{
    static struct pattern seconds = {.expression = "^[0-9]+$"};
    if (!fits(&seconds, value)) {
        int64_t date_ms = date_reading(value);
        return wait_ms == (date_ms < 0 ? -1 : date_ms < now_ms ? 0 : date_ms - now_ms);
    }
    value += strspn(value, "0");
    return strlen(value) <= 9 ? wait_ms == 1000 * (int64_t)atol(value) : wait_ms >= 1000000000000;
}

#endif
