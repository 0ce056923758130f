/* SPDX-License-Identifier: Apache-2.0 */
/* The User-to-User codec. Input: header fields to decode, one to a line; its first line is also an
   id to encode. */
#include "emulator/sip/uui.h"
#include "pattern.h"

#include <ctype.h>
#include <skillcall/skillcall.h>

enum { FIELDS_MAX = 16, ID_MAX = 100 };

static int is_client_session_id(const char *text)
{
    size_t length = 0;
    for (; text[length]; length++)
        if (text[length] < 0x20 || text[length] > 0x7e)
            return 0;
    return length >= 1 && length <= ID_MAX;
}

static skillcall_uui_decoder *decode(char **fields, size_t count, int is_backwards)
{
    skillcall_uui_decoder *decoder = skillcall_uui_decoder_new(NULL, NULL);
    REQUIRE(decoder != NULL);
    for (size_t i = 0; i < count; i++) {
        const char *field = fields[is_backwards ? count - 1 - i : i];
        int32_t status = skillcall_uui_decoder_add(decoder, field, strlen(field), NULL);
        REQUIRE(status == SKILLCALL_OK || status == SKILLCALL_E_MALFORMED ||
                status == SKILLCALL_E_TOO_LARGE);
    }
    return decoder;
}

/* Ways to write the same value, and what else a receiver must bear (RFC 7433). */
static const struct {
    const char *before, *after;
} dresses[] = {
    {"", ";encoding=hex"},
    {"", ""},
    {"\"", "\";encoding=hex"},
    {" \t", " ; ENCODING = Hex "},
    {"", ";purpose=isdn-uui;content=isdn-uui;encoding=hex"},
    {"", ";x=\"a, \\\"b;\";encoding=hex;y=[::1];z"},
    {"0a;purpose=other,", ";encoding=hex,zz;encoding=other"},
    {"\r\n ", "\r\n\t;encoding=hex"},
};

/* decode(encode(id)) is the id, whatever the dress of the value and the case of its digits. */
static void require_round_trip(const char *id)
{
    char value[SKILLCALL_UUI_SIZE], dressed[2 * SKILLCALL_UUI_SIZE];
    REQUIRE(!skillcall_uui_encode(id, value, sizeof value, NULL));
    int digits = (int)strcspn(value, ";");
    for (size_t i = 0; i < sizeof dresses / sizeof *dresses; i++) {
        snprintf(dressed, sizeof dressed, "%s%.*s%s", dresses[i].before, digits, value,
                 dresses[i].after);
        char *fields[] = {dressed};
        skillcall_uui_decoder *decoder = decode(fields, 1, 0);
        REQUIRE(same_text(skillcall_uui_decoder_client_session_id(decoder, NULL), id));
        skillcall_uui_decoder_free(decoder);
        for (char *c = value; *c && i == 0; c++)
            *c = (char)toupper((unsigned char)*c);
    }
}

/* The emulator, which plays Alexa, writes the same. */
static void require_same_encoding(const char *id, const char *value)
{
    char *other = uui_value(id);
    REQUIRE(same_text(other, value));
    free(other);
}

static void check_encoder(const char *id)
{
    char value[SKILLCALL_UUI_SIZE] = "as it was";
    int32_t status = skillcall_uui_encode(id, value, sizeof value, NULL);
    REQUIRE((status == SKILLCALL_OK) == is_client_session_id(id));
    if (status == SKILLCALL_OK) {
        require_round_trip(id);
        require_same_encoding(id, value);
        size_t length = strlen(value);
        REQUIRE(skillcall_uui_encode(id, value, length, NULL) == SKILLCALL_E_TOO_LARGE);
        REQUIRE(skillcall_uui_encode(id, value, length + 1, NULL) == SKILLCALL_OK);
    } else {
        REQUIRE(status == SKILLCALL_E_ARGUMENT && same_text(value, "as it was"));
    }
}

/* Compares the decoder with a plain reading of a field that is nothing but digits. */
static void check_plain_field(const char *field, const char *id, int32_t status)
{
    static struct pattern plain = {.expression = "^[0-9A-Fa-f]+(;encoding=hex)?$"};
    char text[5 + ID_MAX + 2] = "";
    size_t digits = strcspn(field, ";"), size = 0;
    if (!fits(&plain, field))
        return;
    for (; 2 * size + 1 < digits && size + 1 < sizeof text; size++) {
        char octet[] = {field[2 * size], field[2 * size + 1], '\0'};
        text[size] = (char)strtol(octet, NULL, 16);
    }
    int has_octet = (text[0] == 0 || text[0] == 4) && strncmp(text + 1, "csi=", 4) == 0;
    const char *start = text + has_octet;
    const char *expected = strncmp(start, "csi=", 4) == 0  ? start + 4
                           : strncmp(start, "si=", 3) == 0 ? start + 3
                                                           : NULL;
    int is_id = expected && is_client_session_id(expected) &&
                strlen(expected) == size - (size_t)(expected - text);
    if (digits % 2 == 0 && is_id)
        REQUIRE(same_text(id, expected));
    else
        REQUIRE(!id &&
                status == (digits % 2 || expected ? SKILLCALL_E_MALFORMED : SKILLCALL_E_ABSENT));
}

static void check_decoder(char **fields, size_t count)
{
    skillcall_error *error = skillcall_error_new(NULL);
    skillcall_uui_decoder *forwards = decode(fields, count, 0);
    skillcall_uui_decoder *backwards = decode(fields, count, 1);
    const char *id = skillcall_uui_decoder_client_session_id(forwards, error);
    REQUIRE(same_text(id, skillcall_uui_decoder_client_session_id(backwards, NULL)));
    if (id) {
        REQUIRE(is_client_session_id(id));
        require_round_trip(id);
    } else {
        int32_t status = skillcall_error_status(error);
        REQUIRE(status == SKILLCALL_E_ABSENT || status == SKILLCALL_E_MALFORMED ||
                status == SKILLCALL_E_TOO_LARGE);
        REQUIRE(skillcall_error_message(error)[0] != '\0');
    }
    if (count == 1)
        check_plain_field(fields[0], id, skillcall_error_status(error));
    skillcall_uui_decoder_free(backwards);
    skillcall_uui_decoder_free(forwards);
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
