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

static size_t count_digits(const char *text)
{
    size_t digits = 0;
    for (; *text; text++)
        digits += skillcall__is_digit(*text);
    return digits;
}

/* Shows what was received: the last so many digits, the separators, and a star for all else. */
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

/* Takes out the separators and one leading plus sign. Gives the number of digits, or 0 if there is
   anything else. What does not fit is counted, too. */
static size_t clean(const char *text, char *digits, size_t size, bool *has_plus)
{
    size_t count = 0;
    *has_plus = false;
    for (; *text; text++) {
        if (is_separator(*text))
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

/* What makes a number doubtful that has no "+" of its own; NULL if nothing does. */
static const char *doubt_national(const char *code, const char *national)
{
    if (!code[0])
        return "there is no country code";
    if (national[0] == '0')
        return "phoneNumber begins with 0, a prefix that is dialled only inside the country";
    if (strcmp(code, "1") == 0 && (national[0] == '1' || strlen(national) != 10))
        return "phoneNumber does not have the ten digits of a number of country code 1";
    return NULL;
}

/* "+44 (0)20": some mean the 0, some mean it to be left out. */
static bool has_zero_in_parentheses(const char *phone_number)
{
    const char *at = phone_number;
    while ((at = strchr(at, '(')) != NULL)
        if (*(at += 1 + strspn(at + 1, " ")) == '0')
            return true;
    return false;
}

/* The same for a number that has one. */
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
                      "phoneNumber is not made of digits, with or without blanks, dots, dashes and "
                      "parentheses");
    const char *doubt =
        is_complete ? doubt_complete(code, digits, phone_number) : doubt_national(code, digits);
    if (doubt)
        return refuse(error, country_code, phone_number, doubt);

    char number[1 + sizeof code + sizeof digits];
    snprintf(number, sizeof number, "+%s%s", is_complete ? "" : code, digits);
    if (!skillcall__is_e164(number))
        return refuse(error, country_code, phone_number,
                      "together they are not 2 to 15 digits of which the first is not 0");
    memcpy(buffer, number, strlen(number) + 1);
    return SKILLCALL_OK;
}
