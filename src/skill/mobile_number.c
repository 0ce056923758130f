/* SPDX-License-Identifier: Apache-2.0 */
#include <skillcall/mobile_number.h>

#include "base/ascii.h"
#include "base/error.h"
#include "session/e164.h"

#include <stdio.h>
#include <string.h>

enum { COUNTRY_CODE_DIGITS_MAX = 3, SHOWN_MAX = 40 };

static bool is_separator(char c)
{
    return strchr(" .-()", c) != NULL;
}

/* The length of the separator here, 0 if there is none. Copied numbers also hold other spaces,
   dashes and direction marks. */
static size_t separator_length(const char *text)
{
    static const char ranges[][2][4] = {
        {"\u00A0", "\u00A0"}, {"\u00AD", "\u00AD"}, {"\u061C", "\u061C"}, {"\u1680", "\u1680"},
        {"\u2000", "\u2015"}, {"\u202A", "\u202F"}, {"\u205F", "\u2069"}, {"\u2212", "\u2212"},
        {"\u3000", "\u3000"}, {"\uFE58", "\uFE58"}, {"\uFE63", "\uFE63"}, {"\uFEFF", "\uFEFF"},
        {"\uFF0D", "\uFF0D"},
    };
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        size_t length = strlen(ranges[i][0]);
        if (strncmp(text, ranges[i][0], length) >= 0 && strncmp(text, ranges[i][1], length) <= 0)
            return length;
    }
    return *text && is_separator(*text);
}

static size_t count_digits(const char *text)
{
    size_t digits = 0;
    for (; *text; text++)
        digits += skillcall__is_digit(*text);
    return digits;
}

/* Shows the received text: the last digits, the separators, and a star for each other character. */
static void mask(const char *text, size_t digits_shown, char shown[SHOWN_MAX + 1])
{
    size_t digits_left = count_digits(text);
    size_t length = 0;
    for (; *text && length < SHOWN_MAX; text++) {
        bool is_digit = skillcall__is_digit(*text);
        bool is_kept =
            (is_digit && digits_left <= digits_shown) || is_separator(*text) || *text == '+';
        shown[length++] = is_kept ? *text : '*';
        digits_left -= is_digit;
    }
    shown[length] = '\0';
}

/* Removes the separators and one leading plus sign. Returns the number of digits, or 0 if there is
   anything else. Digits that do not fit are counted, but not stored. */
static size_t clean(const char *text, char *digits, size_t size, bool *has_plus)
{
    size_t count = 0;
    *has_plus = false;
    for (size_t length = 0; *text; text += length ? length : 1) {
        length = separator_length(text);
        if (length)
            continue;
        if (*text == '+' && count == 0 && !*has_plus) {
            *has_plus = true;
            continue;
        }
        if (!skillcall__is_digit(*text))
            return 0;
        if (count < size)
            digits[count] = *text;
        count++;
    }
    digits[count < size ? count : size - 1] = '\0';
    return count;
}

static int32_t refuse(skillcall_error *error, const char *country_code, const char *phone_number,
                      const char *reason)
{
    char code[SHOWN_MAX + 1], number[SHOWN_MAX + 1];
    mask(country_code, 0, code);
    mask(phone_number, 4, number);
    return skillcall__fail(error, SKILLCALL_E_MALFORMED,
                           "the mobile number (countryCode \"%s\", phoneNumber \"%s\") cannot be "
                           "used: %s",
                           code, number, reason);
}

#define PREFIX(digit)                                                                              \
    "phoneNumber begins with " digit ", a prefix that is dialled only inside the country"
#define TEN_DIGITS(code)                                                                           \
    "phoneNumber does not have the ten digits of a number of country code " code

/* National numbers that begin with a digit that is a prefix in most countries, or in this one. Only
   those of these lengths do; longer ones have the prefix. From the metadata of libphonenumber 9. */
static const struct {
    const char *code;
    char first;
    size_t min, max;
} firsts[] = {
    {"225", '0', 10, 10}, {"229", '0', 10, 10}, {"241", '0', 8, 8}, {"242", '0', 9, 9},
    {"39", '0', 6, 11},   {"378", '0', 10, 10}, {"7", '8', 10, 10}, {"370", '8', 8, 8},
    {"375", '8', 0, 0},   {"993", '8', 0, 0},   {"692", '1', 0, 0},
};

static bool has_prefix(const char *code, const char *national)
{
    size_t length = strlen(national);
    for (size_t i = 0; i < sizeof firsts / sizeof *firsts; i++)
        if (strcmp(code, firsts[i].code) == 0 && national[0] == firsts[i].first)
            return length < firsts[i].min || length > firsts[i].max ||
                   strncmp(national, "00", 2) == 0;
    return national[0] == '0';
}

/* "+44 (0)20": the 0 may or may not belong to the number. */
static bool has_zero_in_parentheses(const char *phone_number)
{
    const char *at = phone_number;
    while ((at = strchr(at, '(')) != NULL) {
        for (size_t length; (length = separator_length(at)) != 0;)
            at += length;
        if (*at == '0')
            return true;
    }
    return false;
}

/* The length of the country code with which a complete number begins (ITU-T E.164, annex). */
static size_t country_code_length(const char *complete)
{
    static const char two_digits[] =
        "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 "
        "55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98";
    if (complete[0] == '1' || complete[0] == '7')
        return 1;
    const char code[] = {complete[0], complete[1], '\0'};
    return strstr(two_digits, code) ? 2 : 3;
}

/* What makes the digits of a number doubtful; NULL if nothing does. */
static const char *doubt_digits(const char *digits)
{
    char code[COUNTRY_CODE_DIGITS_MAX + 1] = "";
    size_t length = country_code_length(digits);
    if (length >= strlen(digits))
        return NULL;
    memcpy(code, digits, length);
    const char *national = digits + length;
    if (has_prefix(code, national))
        return national[0] == '0' ? PREFIX("0") : national[0] == '8' ? PREFIX("8") : PREFIX("1");
    if (strcmp(code, "1") == 0 && (national[0] == '1' || strlen(national) != 10))
        return TEN_DIGITS("1");
    if (strcmp(code, "7") == 0 && strlen(national) != 10)
        return TEN_DIGITS("7");
    return NULL;
}

/* What else makes a number that begins with "+" doubtful. */
static const char *doubt_complete(const char *code, const char *complete, const char *phone_number)
{
    if (strncmp(complete, code, strlen(code)) != 0)
        return "phoneNumber begins with another country code than countryCode";
    if (has_zero_in_parentheses(phone_number))
        return "the 0 in parentheses may or may not belong to phoneNumber";
    return NULL;
}

int32_t skillcall_mobile_number_join(const char *country_code, const char *phone_number,
                                     char *buffer, size_t size, skillcall_error *error)
{
    if (!buffer)
        return skillcall__fail_null(error, "buffer");
    if (size < SKILLCALL_MOBILE_NUMBER_SIZE)
        return skillcall__fail(error, SKILLCALL_E_ARGUMENT,
                               "a mobile number needs a buffer of %d bytes, this one has %zu",
                               SKILLCALL_MOBILE_NUMBER_SIZE, size);
    country_code = country_code ? country_code : "";
    if (!phone_number || !phone_number[0])
        return skillcall__fail(error, SKILLCALL_E_ABSENT, "the profile has no mobile number");

    char code[COUNTRY_CODE_DIGITS_MAX + 1], digits[SKILLCALL_MOBILE_NUMBER_SIZE];
    bool code_has_plus, is_complete;
    size_t code_length = clean(country_code, code, sizeof code, &code_has_plus);
    if (country_code[0] && (code_length < 1 || code_length > COUNTRY_CODE_DIGITS_MAX))
        return refuse(error, country_code, phone_number, "countryCode is not 1 to 3 digits");
    if (!clean(phone_number, digits, sizeof digits, &is_complete))
        return refuse(error, country_code, phone_number,
                      "phoneNumber may hold only digits, blanks, dots, dashes and parentheses");
    char number[1 + sizeof code + sizeof digits];
    snprintf(number, sizeof number, "+%s%s", is_complete ? "" : code, digits);
    if (!skillcall__is_e164(number))
        return refuse(error, country_code, phone_number,
                      "joined, they must be 2 to 15 digits, the first of which is not 0");
    const char *doubt = is_complete ? doubt_complete(code, digits, phone_number)
                        : code[0]   ? NULL
                                    : "there is no country code";
    if (!doubt)
        doubt = doubt_digits(number + 1);
    if (doubt)
        return refuse(error, country_code, phone_number, doubt);
    memcpy(buffer, number, strlen(number) + 1);
    return SKILLCALL_OK;
}
