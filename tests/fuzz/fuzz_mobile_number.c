/* Joining of a mobile number. Input: the country code, a newline, the phone number. What comes out
   is compared with a reading by regular expressions. */
#include "pattern.h"

#include <skillcall/skillcall.h>

#include <ctype.h>

enum { DIGITS_MAX = 15 };

/* The digits of a text made of digits and separators, perhaps with a "+" in front; 0 for another.
 */
static int digits_of(const char *text, char digits[DIGITS_MAX + 2])
{
    static struct pattern number = {.expression = "^[ .()-]*[+]?[ .()-]*[0-9][0-9 .()-]*$"};
    size_t count = 0;
    for (const char *at = text; *at && count <= DIGITS_MAX; at++)
        if (isdigit((unsigned char)*at))
            digits[count++] = *at;
    digits[count] = '\0';
    return fits(&number, text);
}

/* The number that the two parts make, or "" where they are none or could mean two. */
static void join(const char *code, const char *phone, char joined[2 * DIGITS_MAX + 4])
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
    snprintf(joined, 2 * DIGITS_MAX + 4, "+%s%s", code_digits, digits);
    if (!fits(&e164, joined))
        joined[0] = '\0';
}

/* A message never shows more than four digits of a number in a row. */
static void require_masked(const char *message)
{
    static struct pattern five_digits = {.expression = "[0-9]{5}"};
    REQUIRE(message[0] != '\0' && !fits(&five_digits, message));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *code = next_line(&data, &size);
    char *phone = text_of(data, size);
    skillcall_error *error = skillcall_error_new(NULL);
    char expected[2 * DIGITS_MAX + 4], number[SKILLCALL_MOBILE_NUMBER_SIZE] = "as it was";
    join(code, phone, expected);
    int32_t status = skillcall_mobile_number_join(code, phone, number, sizeof number, error);
    REQUIRE(status == skillcall_error_status(error));
    if (expected[0]) {
        REQUIRE(status == SKILLCALL_OK && same_text(number, expected));
        char again[SKILLCALL_MOBILE_NUMBER_SIZE];
        REQUIRE(!skillcall_mobile_number_join(NULL, number, again, sizeof again, error));
        REQUIRE(same_text(number, again));
    } else {
        REQUIRE(status == (phone[0] ? SKILLCALL_E_MALFORMED : SKILLCALL_E_ABSENT));
        REQUIRE(same_text(number, "as it was"));
        require_masked(skillcall_error_message(error));
    }
    skillcall_error_free(error);
    free(phone);
    free(code);
    return 0;
}
