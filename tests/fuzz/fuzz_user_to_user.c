/* The User-to-User codec. Input: header fields to decode, one to a line; its first line is also an
   id to encode. */
#include "fuzz.h"

#include <skillcall/skillcall.h>

#include <ctype.h>

enum { FIELDS_MAX = 16 };

static int is_client_session_id(const char *text)
{
    size_t length = 0;
    for (; text[length]; length++)
        if (text[length] < 0x20 || text[length] > 0x7e)
            return 0;
    return length >= 1 && length <= 100;
}

static skillcall_user_to_user *decode(char **fields, size_t count, int is_backwards)
{
    skillcall_user_to_user *decoder = skillcall_user_to_user_new(NULL, NULL);
    REQUIRE(decoder != NULL);
    for (size_t i = 0; i < count; i++) {
        const char *field = fields[is_backwards ? count - 1 - i : i];
        int32_t status = skillcall_user_to_user_add(decoder, field, strlen(field), NULL);
        REQUIRE(status == SKILLCALL_OK || status == SKILLCALL_E_MALFORMED ||
                status == SKILLCALL_E_TOO_LARGE);
    }
    return decoder;
}

/* decode(encode(id)) is the id, whatever the case of the hex digits. */
static void require_round_trip(const char *id)
{
    char value[SKILLCALL_USER_TO_USER_SIZE];
    REQUIRE(!skillcall_user_to_user_encode(id, value, sizeof value, NULL));
    for (int is_upper = 0; is_upper < 2; is_upper++) {
        char *fields[] = {value};
        skillcall_user_to_user *decoder = decode(fields, 1, 0);
        REQUIRE(same_text(skillcall_user_to_user_client_session_id(decoder, NULL), id));
        skillcall_user_to_user_free(decoder);
        for (char *c = value; *c && *c != ';'; c++)
            *c = (char)toupper((unsigned char)*c);
    }
}

static void check_encoder(const char *id)
{
    char value[SKILLCALL_USER_TO_USER_SIZE] = "as it was";
    int32_t status = skillcall_user_to_user_encode(id, value, sizeof value, NULL);
    REQUIRE((status == SKILLCALL_OK) == is_client_session_id(id));
    if (status == SKILLCALL_OK) {
        require_round_trip(id);
        size_t length = strlen(value);
        REQUIRE(skillcall_user_to_user_encode(id, value, length, NULL) == SKILLCALL_E_TOO_LARGE);
        REQUIRE(skillcall_user_to_user_encode(id, value, length + 1, NULL) == SKILLCALL_OK);
    } else {
        REQUIRE(status == SKILLCALL_E_ARGUMENT && same_text(value, "as it was"));
    }
}

static void check_decoder(char **fields, size_t count)
{
    skillcall_error *error = skillcall_error_new(NULL);
    skillcall_user_to_user *forwards = decode(fields, count, 0);
    skillcall_user_to_user *backwards = decode(fields, count, 1);
    const char *id = skillcall_user_to_user_client_session_id(forwards, error);
    REQUIRE(same_text(id, skillcall_user_to_user_client_session_id(backwards, NULL)));
    if (id) {
        REQUIRE(is_client_session_id(id));
        require_round_trip(id);
    } else {
        int32_t status = skillcall_error_status(error);
        REQUIRE(status == SKILLCALL_E_ABSENT || status == SKILLCALL_E_MALFORMED ||
                status == SKILLCALL_E_TOO_LARGE);
        REQUIRE(skillcall_error_message(error)[0] != '\0');
    }
    skillcall_user_to_user_free(backwards);
    skillcall_user_to_user_free(forwards);
    skillcall_error_free(error);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *fields[FIELDS_MAX];
    size_t count = 0;
    do
        fields[count++] = next_line(&data, &size);
    while (size && count < FIELDS_MAX);
    check_encoder(fields[0]);
    check_decoder(fields, count);
    while (count)
        free(fields[--count]);
    return 0;
}
