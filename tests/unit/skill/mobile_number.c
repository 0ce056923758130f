/* SPDX-License-Identifier: Apache-2.0 */
#include "support/one_error.h"
#include "support/unit.h"

#include <skillcall/mobile_number.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct row {
    const char *country_code;
    const char *phone_number;
    const char *expected;
};

static char number[SKILLCALL_MOBILE_NUMBER_SIZE];

static int32_t join(const char *country_code, const char *phone_number)
{
    return skillcall_mobile_number_join(country_code, phone_number, number, sizeof number, error);
}

TEST(joins_what_profiles_hold)
{
    static const struct row table[] = {
        {"+1", "204-555-1111", "+12045551111"},
        {"1", "(204) 555.1111", "+12045551111"},
        {" +1 ", " 204 555 1111 ", "+12045551111"},
        {"1", "2045551111", "+12045551111"},
        {"+1", "+1 204 555 1111", "+12045551111"},
        {"1", "(+1) 204 555 1111", "+12045551111"},
        {NULL, "+12045551111", "+12045551111"},
        {"", "+49 30 123456", "+4930123456"},
        {"+44", "20 7946 0000", "+442079460000"},
        {"+39", "+39 06 1234 5678", "+390612345678"},
        {"1", "2145551111", "+12145551111"},
        {"+358", "401234567", "+358401234567"},
        {"+358", "401234567890", "+358401234567890"},
        {"+39", "392 123 4567", "+393921234567"},
        {"+91", "91234 56789", "+919123456789"},
        {"+225", "01 23 45 67 89", "+2250123456789"},
        {"+225", "27 23 45 67 89", "+2252723456789"},
        {"+241", "06 03 12 34", "+24106031234"},
        {"+39", "06 1234 5678", "+390612345678"},
        {"378", "0549 886377", "+3780549886377"},
        {NULL, "+225 01 23 45 67 89", "+2250123456789"},
        {"+7", "912 345-67-89", "+79123456789"},
        {"+7", "812 345-67-89", "+78123456789"},
        {"+370", "800 12345", "+37080012345"},
        {"+44", "\u202A20\u00A07946\u20130000\u202C", "+442079460000"},
        {NULL,
         "+1 204 555 1111 (\0"
         "0",
         "+12045551111"}, /* nothing behind the end is read */
        {NULL, "+35", "+35"},
        {"+81", "\u061C90\u30001234\uFF0D5678\u205F", "+819012345678"},
        {"+81", "90\uFE631234\uFE585678\u1680", "+819012345678"},
        {NULL, "\u200E+44\u202F20\u22127946\u00AD0000\uFEFF", "+442079460000"},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        assert_ok(join(table[i].country_code, table[i].phone_number));
        assert_string_equal(number, table[i].expected);
    }
}

#define SEEN(code, number, reason)                                                                 \
    "the mobile number (countryCode \"" code "\", phoneNumber \"" number                           \
    "\") cannot be used: " reason
#define NATIONAL "phoneNumber begins with 0, a prefix that is dialled only inside the country"
#define EIGHT "phoneNumber begins with 8, a prefix that is dialled only inside the country"
#define ONE "phoneNumber begins with 1, a prefix that is dialled only inside the country"
#define TEN "phoneNumber does not have the ten digits of a number of country code 1"
#define SEVEN "phoneNumber does not have the ten digits of a number of country code 7"
#define FOREIGN "phoneNumber begins with another country code than countryCode"
#define AMBIGUOUS "the 0 in parentheses may or may not belong to phoneNumber"
#define NO_DIGITS "phoneNumber may hold only digits, blanks, dots, dashes and parentheses"
#define BAD_CODE "countryCode is not 1 to 3 digits"
#define NOT_E164 "joined, they must be 2 to 15 digits, the first of which is not 0"

TEST(doubtful_numbers_are_refused_and_masked)
{
    static const struct row table[] = {
        {"+44", "020 7946 0000", SEEN("+**", "*** **** 0000", NATIONAL)},
        {"+49", "0049 30 1234567", SEEN("+**", "**** ** ***4567", NATIONAL)},
        {NULL, "204-555-1111", SEEN("", "***-***-1111", "there is no country code")},
        {"+1", "1 204 555 1111", SEEN("+*", "* *** *** 1111", TEN)},
        {"+1", "120 455 5111", SEEN("+*", "*** *** 5111", TEN)},
        {"1", "555-1111", SEEN("*", "***-1111", TEN)},
        {"+1", "+44 20 7946 0000", SEEN("+*", "+** ** **** 0000", FOREIGN)},
        {"+44", "+44 (0)20 7946 0000", SEEN("+**", "+** (*)** **** 0000", AMBIGUOUS)},
        {NULL, "+44 ( 0 ) 20 7946 0000", SEEN("", "+** ( * ) ** **** 0000", AMBIGUOUS)},
        {"+1", "800-FLOWERS", SEEN("+*", "800-*******", NO_DIGITS)},
        {"+1", "204 555 1111 x22", SEEN("+*", "*** *** **11 *22", NO_DIGITS)},
        {"+1", "204+5551111", SEEN("+*", "***+***1111", NO_DIGITS)},
        {"+1", "204+555+1111", SEEN("+*", "***+***+1111", NO_DIGITS)},
        {"+1", "++12045551111", SEEN("+*", "++*******1111", NO_DIGITS)},
        {"+1", "204\t5551111",
         SEEN("+*",
              "****"
              "***1111",
              NO_DIGITS)},
        {"+1", "  -", SEEN("+*", "  -", NO_DIGITS)},
        {"+1", "\xD9\xA2\xD9\xA0", SEEN("+*", "****", NO_DIGITS)},
        {"US", "204-555-1111", SEEN("**", "***-***-1111", BAD_CODE)},
        {"1204", "5551111", SEEN("****", "***1111", BAD_CODE)},
        {"+", "5551111", SEEN("+", "***1111", BAD_CODE)},
        {"0", "2045551111", SEEN("*", "******1111", NOT_E164)},
        {"+358", "4012345678901", SEEN("+***", "*********8901", NOT_E164)},
        {NULL, "+1234567890123456", SEEN("", "+************3456", NOT_E164)},
        {NULL, "+12345678901234567890", SEEN("", "+****************7890", NOT_E164)},
        {NULL, "+1", SEEN("", "+1", NOT_E164)},
        {"+7", "8 (912) 345-67-89", SEEN("+*", "* (***) ***-67-89", EIGHT)},
        {"+7", "7 912 345-67-89", SEEN("+*", "* *** ***-67-89", SEVEN)},
        {NULL, "+7 8 912 345-67-89", SEEN("", "+* * *** ***-67-89", EIGHT)},
        {"+375", "8 029 123-45-67", SEEN("+***", "* *** ***-45-67", EIGHT)},
        {"+692", "1 247-1234", SEEN("+***", "* ***-1234", ONE)},
        {"+225", "001 23 45 67 8", SEEN("+***", "*** ** *5 67 8", NATIONAL)},
        {"+39", "0039 06 1234", SEEN("+**", "**** ** 1234", NATIONAL)},
        {NULL, "+44 020 7946 0000", SEEN("", "+** *** **** 0000", NATIONAL)},
        {NULL, "+44 (\u00A00) 20 7946 0000", SEEN("", "+** (***) ** **** 0000", AMBIGUOUS)},
        {NULL, "+1 1204 555 1111", SEEN("", "+* **** *** 1111", TEN)},
        {NULL, "+0 204 555 1111", SEEN("", "+* *** *** 1111", NOT_E164)},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        strcpy(number, "as it was");
        int32_t status = join(table[i].country_code, table[i].phone_number);
        assert_message(table[i].expected);
        assert_int_equal(status, SKILLCALL_E_MALFORMED);
        assert_string_equal(number, "as it was");
    }
}

/* From the metadata of libphonenumber 9; of min 1 and max 0, none is a number. */
TEST(the_length_decides_what_is_a_prefix)
{
    static const struct {
        const char *code;
        char first;
        size_t min, max;
    } table[] = {
        {"225", '0', 10, 10}, {"229", '0', 10, 10}, {"241", '0', 8, 8}, {"242", '0', 9, 9},
        {"39", '0', 6, 11},   {"378", '0', 10, 10}, {"7", '8', 10, 10}, {"370", '8', 8, 8},
        {"375", '8', 1, 0},   {"993", '8', 1, 0},   {"692", '1', 1, 0}, {"44", '0', 1, 0},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        for (size_t length = 1; length <= 15 - strlen(table[i].code); length++) {
            char national[16] = {table[i].first}, reason[32];
            memset(national + 1, '2', length - 1);
            snprintf(reason, sizeof reason, "phoneNumber begins with %c,", table[i].first);
            bool is_number = length >= table[i].min && length <= table[i].max;
            assert_int_equal(join(table[i].code, national),
                             is_number ? SKILLCALL_OK : SKILLCALL_E_MALFORMED);
            if (!is_number)
                assert_non_null(strstr(skillcall_error_message(error), reason));
        }
    }
}

TEST(nothing_on_file_is_absent)
{
    assert_int_equal(join("+1", NULL), SKILLCALL_E_ABSENT);
    assert_int_equal(join(NULL, ""), SKILLCALL_E_ABSENT);
    assert_message("the profile has no mobile number");
}

TEST(a_long_number_is_refused_and_cut)
{
    char *text = malloc(100001);
    assert_non_null(text);
    memset(text, '7', 100000);
    text[100000] = '\0';
    assert_int_equal(join("44", text), SKILLCALL_E_MALFORMED);
    assert_null(strchr(skillcall_error_message(error), '7'));
    assert_non_null(strstr(skillcall_error_message(error),
                           "phoneNumber \"****************************************\")"));
    assert_int_equal(join(text, "204"), SKILLCALL_E_MALFORMED);
    free(text);
}

TEST(the_buffer_is_checked)
{
    assert_int_equal(
        skillcall_mobile_number_join("1", "2045551111", number, sizeof number - 1, error),
        SKILLCALL_E_ARGUMENT);
    assert_message("a mobile number needs a buffer of 17 bytes, this one has 16");
    assert_int_equal(skillcall_mobile_number_join("1", "2045551111", NULL, 17, NULL),
                     SKILLCALL_E_ARGUMENT);
}
