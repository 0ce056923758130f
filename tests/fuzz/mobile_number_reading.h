/* SPDX-License-Identifier: Apache-2.0 */
/* Country code and phone number as regular expressions read them, to compare the library's joining
   with. */
#ifndef TESTS_FUZZ_MOBILE_NUMBER_READING_H
#define TESTS_FUZZ_MOBILE_NUMBER_READING_H

#include "pattern.h"

#include <skillcall/status.h>

#include <ctype.h>

enum { DIGITS_MAX = 15, NUMBER_READING_SIZE = 2 * DIGITS_MAX + 4 };

/* What is taken out: also spaces, dashes and marks of direction of Unicode, as bytes of UTF-8. */
#define SEPARATOR                                                                                  \
    "([ .()-]|\xC2[\xA0\xAD]|\xE2\x80[\x80-\x95\xAA-\xAF]|\xE2\x81[\xA0-\xA9]|"                    \
    "\xE2\x88\x92|\xEF\xBB\xBF)"

/* The digits of a text of digits and separators, perhaps after a "+"; 0 for any other. */
static inline int digits_of(const char *text, char digits[DIGITS_MAX + 2])
{
    static struct pattern number = {.expression = "^" SEPARATOR "*[+]?" SEPARATOR
                                                  "*[0-9]([0-9]|" SEPARATOR ")*$"};
    size_t count = 0;
    for (const char *at = text; *at && count <= DIGITS_MAX; at++)
        if (isdigit((unsigned char)*at))
            digits[count++] = *at;
    digits[count] = '\0';
    return fits(&number, text);
}

/* Whether a national number has a prefix, or not the length of those of country code 1. */
static inline int is_doubtful(const char *code, const char *national)
{
    static struct pattern zero = {.expression = "^[0-9]+:0"};
    static struct pattern double_zero = {.expression = "^[0-9]+:00"};
    static struct pattern own_zero = {.expression =
                                          "^((225|229|378):.{10}|241:.{8}|242:.{9}|39:.{6,11})$"};
    static struct pattern other = {.expression = "^(7:8|370:8|375:8|993:8|692:1)"};
    static struct pattern own = {.expression = "^(7:.{10}|370:.{8})$"};
    static struct pattern american = {.expression = "^1:[02-9][0-9]{9}$"};
    char both[2 * DIGITS_MAX + 8];
    snprintf(both, sizeof both, "%s:%s", code, national);
    return (fits(&zero, both) && (fits(&double_zero, both) || !fits(&own_zero, both))) ||
           (fits(&other, both) && !fits(&own, both)) ||
           (same_text(code, "1") && !fits(&american, both)) ||
           (same_text(code, "7") && strlen(national) != 10);
}

static inline int is_doubtful_number(const char *digits)
{
    static struct pattern parts = {
        .expression = "^([17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|"
                      "(2[1-689]|3[578]|42|5[09]|6[7-9]|8[035789]|9[679]|0.).)(.+)$"};
    regmatch_t at[4];
    char code[4] = "";
    if (!matches(&parts, digits, at, 4))
        return 0;
    memcpy(code, digits, (size_t)at[1].rm_eo);
    return is_doubtful(code, digits + at[3].rm_so);
}

/* Writes the number that the two parts make, or "" where they are none or could mean two. */
static inline void join(const char *code, const char *phone, char joined[NUMBER_READING_SIZE])
{
    static struct pattern doubtful_zero = {.expression = "[(]" SEPARATOR "*0"};
    static struct pattern e164 = {.expression = "^[+][1-9][0-9]{1,14}$"};
    char code_digits[DIGITS_MAX + 2], digits[DIGITS_MAX + 2];
    joined[0] = '\0';
    if ((code[0] && !digits_of(code, code_digits)) || !digits_of(phone, digits))
        return;
    if (!code[0])
        code_digits[0] = '\0';
    if (strlen(code_digits) > 3)
        return;
    if (strchr(phone, '+')) {
        if (strncmp(digits, code_digits, strlen(code_digits)) != 0 || fits(&doubtful_zero, phone))
            return;
        code_digits[0] = '\0';
    } else if (!code[0]) {
        return;
    }
    snprintf(joined, NUMBER_READING_SIZE, "+%s%s", code_digits, digits);
    if (!fits(&e164, joined) || is_doubtful_number(joined + 1))
        joined[0] = '\0';
}

/* What joining the two parts must end with, and their number or "". */
static inline int32_t number_reading(const char *code, const char *phone,
                                     char number[NUMBER_READING_SIZE])
{
    join(code, phone, number);
    if (number[0])
        return SKILLCALL_OK;
    return phone[0] ? SKILLCALL_E_MALFORMED : SKILLCALL_E_ABSENT;
}

/* A message never shows more than four digits of a number in a row. */
static inline void require_masked(const char *message)
{
    static struct pattern five_digits = {.expression = "[0-9]{5}"};
    REQUIRE(message[0] != '\0' && !fits(&five_digits, message));
}

#endif
