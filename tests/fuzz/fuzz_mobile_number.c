/* SPDX-License-Identifier: Apache-2.0 */
/* Joining of a mobile number. Input: the country code, a newline, the phone number. What comes out
   is compared with a reading by regular expressions. */
#include "mobile_number_reading.h"

#include <skillcall/skillcall.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *code = next_line(&data, &size);
    char *phone = text_of(data, size);
    skillcall_error *error = skillcall_error_new(NULL);
    char expected[NUMBER_READING_SIZE], number[SKILLCALL_MOBILE_NUMBER_SIZE] = "as it was";
    int32_t expected_status = number_reading(code, phone, expected);
    int32_t status = skillcall_mobile_number_join(code, phone, number, sizeof number, error);
    REQUIRE(status == expected_status && status == skillcall_error_status(error));
    if (status == SKILLCALL_OK) {
        REQUIRE(same_text(number, expected));
        char again[SKILLCALL_MOBILE_NUMBER_SIZE];
        REQUIRE(!skillcall_mobile_number_join(NULL, number, again, sizeof again, error));
        REQUIRE(same_text(number, again));
    } else {
        REQUIRE(same_text(number, "as it was"));
        require_masked(skillcall_error_message(error));
    }
    skillcall_error_free(error);
    free(phone);
    free(code);
    return 0;
}
