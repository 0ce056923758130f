/* Country code and phone number as regular expressions read them, to compare the library's joining
   with. */
#ifndef TESTS_FUZZ_MOBILE_NUMBER_READING_H
#define TESTS_FUZZ_MOBILE_NUMBER_READING_H

#include "pattern.h"

#include <skillcall/status.h>

#include <ctype.h>

enum { DIGITS_MAX = 15, NUMBER_READING_SIZE = 2 * DIGITS_MAX + 4 };

/* The digits of a text made of digits and separators, perhaps with a "+" in front; 0 for another.
 */
static inline int digits_of(const char *text, char digits[DIGITS_MAX + 2])
{
    static struct pattern number = {.expression = "^[ .()-]*[+]?[ .()-]*[0-9][0-9 .()-]*$"};
    size_t count = 0;
    for (const char *at = text; *at && count <= DIGITS_MAX; at++)
        if (isdigit((unsigned char)*at))
            digits[count++] = *at;
    digits[count] = '\0';
    return fits(&number, text);
}

/* Writes the number that the two parts make, or "" where they are none or could mean two. */
static inline void join(const char *code, const char *phone, char joined[NUMBER_READING_SIZE])
{
    static struct pattern doubtful_zero = {.expression = "[(] *0"};
    static struct pattern american = {.expression = "^[02-9][0-9]{9}$"};
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
    } else if (!code[0] || digits[0] == '0' ||
               (same_text(code_digits, "1") && !fits(&american, digits))) {
        return;
    }
    snprintf(joined, NUMBER_READING_SIZE, "+%s%s", code_digits, digits);
    if (!fits(&e164, joined))
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
