/* Joining of a mobile number. Input: the country code, a newline, the phone number. */
#include "fuzz.h"

#include <skillcall/skillcall.h>

#include <ctype.h>

static int is_digit(char c)
{
    return isdigit((unsigned char)c);
}

static void require_e164(const char *number)
{
    size_t digits = strspn(number + 1, "0123456789");
    REQUIRE(number[0] == '+' && number[1] != '0');
    REQUIRE(digits >= 2 && digits <= 15 && number[1 + digits] == '\0');
}

/* Nothing is guessed: the digits are those that were given, in their order. */
static void require_same_digits(const char *number, const char *code, const char *phone)
{
    const char *given[] = {strchr(phone, '+') ? "" : code, phone};
    const char *at = number + 1;
    for (size_t i = 0; i < 2; i++)
        for (const char *c = given[i]; *c; c++)
            if (is_digit(*c))
                REQUIRE(*at++ == *c);
    REQUIRE(*at == '\0');
}

/* A message never shows more than four digits of a number in a row. */
static void require_masked(const char *message)
{
    REQUIRE(message[0] != '\0');
    for (size_t run = 0; *message; message++) {
        run = is_digit(*message) ? run + 1 : 0;
        REQUIRE(run <= 4);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *code = next_line(&data, &size);
    char *phone = text_of(data, size);
    skillcall_error *error = skillcall_error_new(NULL);
    char number[SKILLCALL_MOBILE_NUMBER_SIZE] = "as it was";
    int32_t status = skillcall_mobile_number_join(code, phone, number, sizeof number, error);
    if (status == SKILLCALL_OK) {
        require_e164(number);
        require_same_digits(number, code, phone);
        char again[SKILLCALL_MOBILE_NUMBER_SIZE];
        REQUIRE(!skillcall_mobile_number_join(NULL, number, again, sizeof again, error));
        REQUIRE(same_text(number, again));
    } else {
        REQUIRE(status == (phone[0] ? SKILLCALL_E_MALFORMED : SKILLCALL_E_ABSENT));
        REQUIRE(status == skillcall_error_status(error));
        REQUIRE(same_text(number, "as it was"));
        require_masked(skillcall_error_message(error));
    }
    skillcall_error_free(error);
    free(phone);
    free(code);
    return 0;
}
