/* SPDX-License-Identifier: Apache-2.0 */
#include "support/one_error.h"
#include "support/owned.h"
#include "support/unit.h"
#include "support/watching_allocator.h"

#include <ctype.h>
#include <skillcall/uui.h>
#include <stdio.h>
#include <string.h>

#define ID "db792233-8df3-416c-8d80-a70038747b74"
#define HEX "6373693d64623739323233332d386466332d343136632d386438302d613730303338373437623734"
#define VALUE HEX ";encoding=hex"

/* Reads one field from a block of just its size and copies the id out; "" without one. */
static int32_t decode_bytes(const char *value, size_t size, char id[101])
{
    char *block = malloc(size ? size : 1);
    assert_non_null(block);
    memcpy(block, value, size);
    skillcall_error_clear(error);
    OWNED(uui_decoder) decoder = skillcall_uui_decoder_new(NULL, error);
    int32_t added = skillcall_uui_decoder_add(decoder, block, size, error);
    free(block);
    const char *found = skillcall_uui_decoder_client_session_id(decoder, error);
    int32_t status = skillcall_error_status(error);
    assert_int_equal(status == SKILLCALL_OK, found != NULL);
    if (added)
        assert_int_equal(added, status);
    snprintf(id, 101, "%s", found ? found : "");
    return status;
}

static int32_t decode(const char *value, char id[101])
{
    return decode_bytes(value, strlen(value), id);
}

TEST(encodes_the_worked_example)
{
    char value[SKILLCALL_UUI_SIZE];
    assert_ok(skillcall_uui_encode(ID, value, sizeof value, error));
    assert_string_equal(value, VALUE);
}

TEST(round_trip_is_identity_for_every_length_and_character)
{
    char id[102] = "", value[SKILLCALL_UUI_SIZE], back[101];
    for (size_t length = 1; length <= 100; length++) {
        id[length - 1] = (char)(0x20 + (length * 7) % 95);
        assert_int_equal(skillcall_uui_encode(id, value, sizeof value, error), 0);
        assert_ok(decode(value, back));
        assert_string_equal(back, id);
    }
    assert_int_equal(strlen(value), SKILLCALL_UUI_SIZE - 1);
    id[100] = 'x';
    assert_int_equal(skillcall_uui_encode(id, value, sizeof value, error), SKILLCALL_E_ARGUMENT);
}

TEST(refuses_to_encode_what_is_no_id)
{
    char value[SKILLCALL_UUI_SIZE] = "as it was";
    static const char *const bad[] = {"", "a\tb", "caf\xC3\xA9", "a\x7F", "a\r\nb"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(skillcall_uui_encode(bad[i], value, sizeof value, error),
                         SKILLCALL_E_ARGUMENT);
    assert_int_equal(skillcall_uui_encode(ID, value, sizeof VALUE - 1, error),
                     SKILLCALL_E_TOO_LARGE);
    assert_message("the header value needs a buffer of 94 bytes, this one has 93");
    assert_string_equal(value, "as it was");
    assert_ok(skillcall_uui_encode(ID, value, sizeof VALUE, error));
    assert_int_equal(skillcall_uui_encode(ID, NULL, 0, NULL), SKILLCALL_E_ARGUMENT);
    skillcall_error_clear(error);
    assert_int_equal(skillcall_uui_encode(NULL, value, sizeof value, error), SKILLCALL_E_ARGUMENT);
    assert_message("the argument \"client_session_id\" is NULL");
    skillcall_error_clear(error);
    assert_int_equal(skillcall_uui_encode(ID, NULL, 0, error), SKILLCALL_E_ARGUMENT);
    assert_message("the argument \"buffer\" is NULL");
}

TEST(finds_the_id_in_every_form_the_grammar_allows)
{
    static const char *const values[] = {
        VALUE,
        HEX,
        HEX ";purpose=isdn-uui",
        HEX ";purpose=ISDN-UUI;ENCODING=HEX",
        HEX ";Encoding=Hex;content=isdn-uui;Purpose=isdn-uui",
        HEX ";content=whatever",
        HEX " \t; encoding = hex",
        HEX ";\r\n encoding\r\n\t=\r\n hex \t",
        "\r\n  " HEX ";encoding=hex\r\n ",
        "\"" HEX "\";encoding=hex",
        "\"\\6\\3"
        "73693d64623739323233332d386466332d343136632d386438302d613730303338373437623734\"",
        HEX ";encoding=hex;flag;word=a-b.c!%*_+`'~;text=\"a; b, \\\"c\\\" \xC3\xA9\r\n d\";"
            "host=[2001:db8::1];name=www.example.com",
        "0011;purpose=other;encoding=octal," VALUE,
        "\"free text\";encoding=text , " VALUE ",abcd",
        "00c8;encoding=hex," VALUE "," VALUE,
        VALUE ",not-hex;encoding=hex",
    };
    char id[101];
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        assert_ok(decode(values[i], id));
        assert_string_equal(id, ID);
    }
}

TEST(digits_may_have_either_case)
{
    char all[] = "0123456789:;<=>?@ABCJKLMNOPZ[\\]^_`abcjklmnopz{|}~ -./";
    char value[SKILLCALL_UUI_SIZE], id[101];
    assert_ok(skillcall_uui_encode(all, value, sizeof value, error));
    for (char *c = value; *c; c++)
        *c = (char)toupper((unsigned char)*c);
    assert_ok(decode(value, id));
    assert_string_equal(id, all);
}

TEST(only_a_digit_is_a_digit)
{
    char id[101];
    for (char c = '!'; c <= '~'; c++) {
        char value[] = {'"', '0', '0', '0', c, '"', '\0'};
        if (c == '"' || c == '\\')
            continue;
        assert_int_equal(decode(value, id),
                         isxdigit((unsigned char)c) ? SKILLCALL_E_ABSENT : SKILLCALL_E_MALFORMED);
        if (!isxdigit((unsigned char)c))
            assert_non_null(
                strstr(skillcall_error_message(error), "octet 5: this is not a hexadecimal digit"));
    }
}

TEST(a_lost_first_octet_is_forgiven)
{
    char id[101];
    assert_ok(decode(&VALUE[2], id));
    assert_string_equal(id, ID);
    assert_int_equal(decode(&VALUE[4], id), SKILLCALL_E_ABSENT);
}

TEST(a_cut_id_is_still_an_id)
{
    char id[101];
    assert_ok(decode("6373693d64623739323233332d386466;encoding=hex", id));
    assert_string_equal(id, "db792233-8df");
}

TEST(what_is_somebody_else_s_is_absent)
{
    static const char *const values[] = {
        "0011;encoding=hex",
        "\"\"",
        "4353493d6162;encoding=hex", /* "CSI=ab" */
        "6373690061",                /* "csi", but no "=" */
        "73690061",
        "637369",
        "7369",
        HEX ";purpose=example;encoding=hex",
        HEX ";encoding=base64",
        "\"anything at all\";purpose=example",
        "\"a\tb\";encoding=text",
        "\"a\r\n\tb\";encoding=text",
        "\"\\\t\\\x0B\\\x7F\";encoding=text",
        "not-hex;encoding=ascii , 00;purpose=isdn-uui",
    };
    char id[101];
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        assert_int_equal(decode(values[i], id), SKILLCALL_E_ABSENT);
    assert_message("there is no client session id: no User-to-User header holds \"csi=\"");
}

struct broken {
    const char *value;
    const char *message; /* what follows "malformed at octet " */
};

TEST(broken_grammar_is_located)
{
    static const struct broken table[] = {
        {"", "1: data is expected: a token or a quoted string"},
        {"  ", "3: data is expected: a token or a quoted string"},
        {";encoding=hex", "1: data is expected: a token or a quoted string"},
        {"csi=abc", "4: \";\", \",\" or the end is expected"},
        {"00 11", "4: \";\", \",\" or the end is expected"},
        {"00;", "4: a parameter name is expected"},
        {"00;;encoding=hex", "4: a parameter name is expected"},
        {"00,", "4: data is expected: a token or a quoted string"},
        {"00,,11", "4: data is expected: a token or a quoted string"},
        {"00;encoding", "12: \"=\" and a token are expected for this parameter"},
        {"00;encoding=", "13: a token is expected"},
        {"00;encoding hex", "12: \"=\" and a token are expected for this parameter"},
        {"00;encoding=\"hex\"", "13: a token is expected"},
        {"00;purpose=\"x\"", "12: a token is expected"},
        {"00;content;x", "11: \"=\" and a token are expected for this parameter"},
        {"00;x=", "6: a parameter value is expected"},
        {"00;x=[::1", "7: an IPv6 address and \"]\" are expected"},
        {"00;x=[1.2.3.4]", "7: an IPv6 address and \"]\" are expected"},
        {"00;encoding=hex;encoding=hex", "17: this parameter is given twice"},
        {"00;Purpose=a;x;pURPOSE=a", "16: this parameter is given twice"},
        {"00;a=b;c;A=\"d\"", "10: this parameter is given twice"},
        {"00;a;b;B", "8: this parameter is given twice"},
        {"\"00", "4: the closing quote is missing"},
        {"\"00\\\"", "6: the closing quote is missing"},
        {"\"00\\", "5: this character is not allowed between quotes"},
        {"\"0\n0\"", "3: this character is not allowed between quotes"},
        {"\"0\r\n0\"", "3: this character is not allowed between quotes"},
        {"\"0\\\r0\"", "4: this character is not allowed between quotes"},
        {"\"0\\\n0\"", "4: this character is not allowed between quotes"},
        {"\"0\\\x80\"", "4: this character is not allowed between quotes"},
        {"\"\x7F\"", "2: this character is not allowed between quotes"},
        {"\"\xC3\x28\";encoding=x", "2: the text between the quotes is not UTF-8"},
        {"\"00\"11", "5: \";\", \",\" or the end is expected"},
        {"00\r\n11", "3: \";\", \",\" or the end is expected"},
        {"00\r\r ;a", "3: \";\", \",\" or the end is expected"},
        {"00\n\n ;a", "3: \";\", \",\" or the end is expected"},
        {"00;encoding=hex\r\n", "16: \";\", \",\" or the end is expected"},
        {"0g;encoding=hex", "2: this is not a hexadecimal digit"},
        {"\"00 11\"", "4: this is not a hexadecimal digit"},
        {"0g,00h0", "2: this is not a hexadecimal digit"},
        {"0g,00", "2: this is not a hexadecimal digit"},
        {"73693d",
         "1: the client session id that starts here does not have 1 to 100 printable ASCII "
         "characters"},
        {"6373693d616", "1: the number of hexadecimal digits is odd"},
        {"ab,123", "4: the number of hexadecimal digits is odd"},
        {"6373693d;encoding=hex",
         "1: the client session id that starts here does not have 1 to 100 printable ASCII "
         "characters"},
        {"6373693d610a62",
         "1: the client session id that starts here does not have 1 to 100 printable ASCII "
         "characters"},
        {VALUE ";", "95: a parameter name is expected"},
    };
    char id[101], expected[200];
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        assert_int_equal(decode(table[i].value, id), SKILLCALL_E_MALFORMED);
        snprintf(expected, sizeof expected, "the User-to-User header is malformed at octet %s",
                 table[i].message);
        assert_message(expected);
    }
}

TEST(nul_is_a_byte_like_others)
{
    static const char after_token[] = "00\0", in_address[] = "00;x=[::1\0]";
    char id[101];
    assert_int_equal(decode_bytes(after_token, 3, id), SKILLCALL_E_MALFORMED);
    assert_non_null(strstr(skillcall_error_message(error), "octet 3: \";\", \",\" or the end"));
    assert_int_equal(decode_bytes(in_address, sizeof in_address - 1, id), SKILLCALL_E_MALFORMED);
    assert_non_null(strstr(skillcall_error_message(error), "octet 7: an IPv6 address"));
}

TEST(an_id_of_101_characters_is_refused)
{
    char value[300] = "6373693d", id[101];
    for (size_t i = 0; i < 101; i++)
        strcat(value, "61");
    assert_int_equal(decode(value, id), SKILLCALL_E_MALFORMED);
    assert_int_equal(decode(value + 2, id), SKILLCALL_E_MALFORMED);
    value[strlen(value) - 2] = '\0';
    assert_ok(decode(value, id));
    assert_int_equal(strlen(id), 100);
}

/* A cut value is found whole, cut at a digit, or refused; never anything else. */
TEST(every_cut_is_survived)
{
    static const char value[] =
        "\"00\\11\";purpose=x;y=[::1];z=\"q\" , \r\n " VALUE " ; a = \"b\" , 00;encoding=hex";
    char id[101];
    for (size_t size = 0; size < sizeof value; size++)
        if (decode_bytes(value, size, id) == SKILLCALL_OK)
            assert_memory_equal(id, ID, strlen(id));
}

TEST(every_byte_in_every_place_is_survived)
{
    char value[] = "\"00\\11\";purpose=x;y=[::1];z=\"q\"," HEX ";encoding=hex";
    char id[101];
    for (size_t i = 0; i < sizeof value - 1; i++) {
        char kept = value[i];
        for (int byte = 0; byte < 256; byte++) {
            value[i] = (char)byte;
            decode_bytes(value, sizeof value - 1, id);
        }
        value[i] = kept;
    }
}

TEST(several_fields_are_one)
{
    OWNED(uui_decoder) decoder = skillcall_uui_decoder_new(NULL, error);
    assert_null(skillcall_uui_decoder_client_session_id(decoder, error));
    assert_status(SKILLCALL_E_ABSENT);

    assert_int_equal(skillcall_uui_decoder_add(decoder, "0g", 2, error), SKILLCALL_E_MALFORMED);
    assert_ok(skillcall_uui_decoder_add(decoder, "00", 2, error));
    assert_int_equal(skillcall_uui_decoder_add(decoder, "", 0, error), SKILLCALL_E_MALFORMED);
    assert_null(skillcall_uui_decoder_client_session_id(decoder, error));
    assert_status(SKILLCALL_E_MALFORMED);
    assert_message("the User-to-User header is malformed at "
                   "octet 2: this is not a hexadecimal digit");

    assert_int_equal(skillcall_uui_decoder_add(decoder, VALUE, strlen(VALUE), error), 0);
    assert_string_equal(skillcall_uui_decoder_client_session_id(decoder, error), ID);

    /* What is shorter than "csi=" is not completed by what another field held. */
    static const char *const foreign[] = {"00", "637369", "7369"};
    for (size_t i = 0; i < 2 * (sizeof foreign / sizeof *foreign); i++) {
        const char *value = &VALUE[i % 2 * 2], *after = foreign[i / 2];
        assert_int_equal(skillcall_uui_decoder_add(decoder, value, strlen(value), error), 0);
        assert_int_equal(skillcall_uui_decoder_add(decoder, after, strlen(after), error), 0);
    }
    assert_string_equal(skillcall_uui_decoder_client_session_id(decoder, error), ID);

    static const char other[] = "6373693d6162";
    assert_int_equal(skillcall_uui_decoder_add(decoder, other, strlen(other), error), 0);
    assert_null(skillcall_uui_decoder_client_session_id(decoder, error));
    assert_message("the User-to-User headers hold two different client session ids");
}

TEST(two_different_ids_in_one_field_are_refused)
{
    char id[101];
    assert_int_equal(decode(VALUE ",6373693d6162", id), SKILLCALL_E_MALFORMED);
    assert_int_equal(decode("6373693d61,6373693d62", id), SKILLCALL_E_MALFORMED);
    assert_ok(decode("6373693d61,6373693d61,0g", id));
    assert_string_equal(id, "a");
}

TEST(a_field_that_breaks_off_adds_nothing)
{
    char id[101];
    assert_int_equal(decode(VALUE ",", id), SKILLCALL_E_MALFORMED);
}

TEST(a_huge_field_is_refused)
{
    char id[101];
    size_t size = 1 << 20;
    char *value = malloc(size);
    assert_non_null(value);
    memset(value, '0', size);
    assert_int_equal(decode_bytes(value, size, id), SKILLCALL_E_TOO_LARGE);
    assert_message("the User-to-User header has 1048576 bytes; at most 4096 are read");
    assert_int_equal(decode_bytes(value, SKILLCALL_UUI_VALUE_MAX, id), SKILLCALL_E_ABSENT);
    free(value);
}

TEST(parameters_are_bounded)
{
    char value[300] = VALUE, id[101];
    for (int i = 1; i < 32; i++)
        snprintf(value + strlen(value), 16, ";p%d", i);
    assert_ok(decode(value, id));
    strcat(value, ";q");
    assert_int_equal(decode(value, id), SKILLCALL_E_MALFORMED);
    assert_non_null(strstr(skillcall_error_message(error), "at most 32 parameters are read"));
}

TEST(null_is_answered)
{
    skillcall_uui_decoder_free(NULL);
    assert_int_equal(skillcall_uui_decoder_add(NULL, "00", 2, error), SKILLCALL_E_ARGUMENT);
    skillcall_error_clear(error);
    assert_null(skillcall_uui_decoder_client_session_id(NULL, error));
    assert_status(SKILLCALL_E_ARGUMENT);
    OWNED(uui_decoder) decoder = skillcall_uui_decoder_new(NULL, NULL);
    assert_int_equal(skillcall_uui_decoder_add(decoder, NULL, 2, NULL), SKILLCALL_E_ARGUMENT);
    assert_null(skillcall_uui_decoder_client_session_id(decoder, NULL));
}

TEST(memory_that_runs_out_is_reported)
{
    skillcall_error_clear(error);
    struct watch watch = {.fail_at = 1};
    skillcall_allocator allocator = watching_allocator(&watch);
    assert_null(skillcall_uui_decoder_new(&allocator, error));
    assert_status(SKILLCALL_E_NO_MEMORY);
    /* The first failure survives a sequence that is written straight down. */
    assert_int_equal(skillcall_uui_decoder_add(NULL, VALUE, strlen(VALUE), error),
                     SKILLCALL_E_ARGUMENT);
    assert_null(skillcall_uui_decoder_client_session_id(NULL, error));
    assert_status(SKILLCALL_E_NO_MEMORY);
    watch.fail_at = 0;
    skillcall_uui_decoder_free(skillcall_uui_decoder_new(&allocator, error));
    assert_int_equal(watch.live, 0);
}

TEST(a_discriminator_is_forgiven)
{
    char id[101];
    assert_ok(decode("00" VALUE, id));
    assert_string_equal(id, ID);
    assert_ok(decode("04" VALUE, id));
    assert_string_equal(id, ID);
    assert_int_equal(decode("05" VALUE, id), SKILLCALL_E_ABSENT);
    assert_int_equal(decode("0004" VALUE, id), SKILLCALL_E_ABSENT);
    assert_int_equal(decode("006373693d", id), SKILLCALL_E_MALFORMED);
    assert_int_equal(decode("0073693d61", id), SKILLCALL_E_ABSENT);
    assert_int_equal(decode("006373693e61", id), SKILLCALL_E_ABSENT);
    assert_ok(decode("006373693d61", id));
    assert_int_equal(decode("00637369", id), SKILLCALL_E_ABSENT); /* whatever was read before */
    char longest[101], value[SKILLCALL_UUI_SIZE], with_octet[SKILLCALL_UUI_SIZE + 2];
    memset(longest, 'x', 100);
    longest[100] = '\0';
    assert_ok(skillcall_uui_encode(longest, value, sizeof value, error));
    snprintf(with_octet, sizeof with_octet, "04%s", value);
    assert_ok(decode(with_octet, id));
    assert_string_equal(id, longest);
}

/* Adds both fields in both orders. */
static void check_pair(const char *first, const char *second, const char *id)
{
    for (int i = 0; i < 2; i++) {
        const char *fields[] = {i ? second : first, i ? first : second};
        OWNED(uui_decoder) decoder = skillcall_uui_decoder_new(NULL, error);
        for (int k = 0; k < 2; k++)
            skillcall_uui_decoder_add(decoder, fields[k], strlen(fields[k]), NULL);
        skillcall_error_clear(error);
        const char *found = skillcall_uui_decoder_client_session_id(decoder, error);
        assert_status(id ? SKILLCALL_OK : SKILLCALL_E_MALFORMED);
        assert_string_equal(found ? found : "", id ? id : "");
    }
}

TEST(what_may_hold_another_id_spoils_one)
{
    static const char *const doubtful[] = {
        "6373693d6162;",
        "6373693D6162;encoding=hex;",
        "6373693d6162%3Bencoding=hex",
        "6373693d6g",
        "6373693d616",
        "\"6373693d6162",
        "73693d",
        "x=73693d;;",
    };
    for (size_t i = 0; i < sizeof doubtful / sizeof *doubtful; i++) {
        check_pair(VALUE, doubtful[i], NULL);
        char field[256], id[101];
        snprintf(field, sizeof field, "%s,%s", VALUE, doubtful[i]);
        assert_int_equal(decode(field, id), SKILLCALL_E_MALFORMED);
        snprintf(field, sizeof field, "%s,%s", doubtful[i], VALUE);
        assert_int_equal(decode(field, id), SKILLCALL_E_MALFORMED);
    }
    check_pair(VALUE, "0g", ID);
    check_pair(VALUE, "g83693d", ID);
    check_pair(VALUE, "6373693e61;;", ID);
    check_pair(VALUE, "", ID);
    check_pair(VALUE, "6373693d6162;purpose=other", ID);
    char id[101];
    assert_ok(decode(VALUE ",0g,6373693d6162;purpose=other", id));
    assert_int_equal(decode(VALUE ",6373693d6g,0g", id), SKILLCALL_E_MALFORMED);
}

/* What follows does not take a doubt away. */
TEST(a_doubt_stays)
{
    char too_large[SKILLCALL_UUI_VALUE_MAX + 2], doubtful[SKILLCALL_UUI_VALUE_MAX + 2];
    memset(too_large, '0', sizeof too_large);
    memset(doubtful, '0', sizeof doubtful);
    memcpy(doubtful, "73693d", 6);
    const struct {
        const char *text;
        size_t size;
    } fields[] = {
        {doubtful, sizeof doubtful}, {too_large, sizeof too_large}, {"g73693d", 7}, {"0g", 2}};
    for (size_t first = 0; first < 4; first += 2) {
        for (size_t last = 1; last < 4; last += 2) {
            OWNED(uui_decoder) decoder = skillcall_uui_decoder_new(NULL, error);
            skillcall_uui_decoder_add(decoder, VALUE, strlen(VALUE), NULL);
            int32_t status =
                skillcall_uui_decoder_add(decoder, fields[first].text, fields[first].size, NULL);
            skillcall_uui_decoder_add(decoder, fields[last].text, fields[last].size, NULL);
            skillcall_error_clear(error);
            assert_null(skillcall_uui_decoder_client_session_id(decoder, error));
            assert_status(status);
        }
    }
}
