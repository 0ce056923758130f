/* SPDX-License-Identifier: Apache-2.0 */
/* The rules of single texts: phone numbers, characters, lengths, client session ids. */
#include "support/session_rows.h"

TEST(refuses_what_is_no_phone_number)
{
    static const struct {
        const char *name, *number;
    } numbers[] = {
        {"missing +", "12045551111"},
        {"leading 0", "+02045551111"},
        {"1 digit", "+1"},
        {"16 digits", "+1234567890123456"},
        {"only a +", "+"},
        {"two +", "++2045551111"},
        {"letters", "+1204555CALL"},
        {"blank inside", "+1 2045551111"},
        {"blank at the end", "+12045551111 "},
        {"blank at the start", " +12045551111"},
        {"dashes", "+1-204-555-1111"},
        {"Unicode digits", "+\xD9\xA1\xD9\xA2\xD9\xA0\xD9\xA4"},
        {"full-width plus", "\xEF\xBC\x8B"
                            "12045551111"},
        {"line break at the end", "+12045551111\n"},
        {"digits around ASCII's", "+1204555/111"},
        {"digits around ASCII's", "+1204555:111"},
    };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        struct row caller = PAIR(numbers[i].name, P0 "/id/value not_e164",
                                 CALLER(numbers[i].number, "device"), GOOD_CALLEE);
        struct row callee = PAIR(numbers[i].name, P1 "/id/value not_e164", GOOD_CALLER,
                                 CALLEE(numbers[i].number, BY_PHONE));
        check_row(&caller);
        check_row(&callee);
    }
    struct row garbage = {.name = "a number that is not UTF-8",
                          .count = 2,
                          .ends = {CALLER("+1204555\xFF", "device"), GOOD_CALLEE},
                          .expected = P0 "/id/value not_e164",
                          .not_in_json = true};
    check_row(&garbage);
}

TEST(refuses_control_characters)
{
    static const char *const controls[] = {"a\x01",  "\nb",      "a\x1F",
                                           "a\177b", "\xC2\x80", "a\xC2\x9F"};
    for (size_t i = 0; i < sizeof controls / sizeof *controls; i++) {
        const char *text = controls[i];
        struct row row = {.name = "control characters",
                          .count = 2,
                          .ends = {{text, text, text, text, YES}, {"B", "y", NULL, "z", NO}},
                          .allow_unknown = true,
                          .expected = P0 "/id/type control_character; " P0
                                         "/id/value control_character; " P0
                                         "/endpointId control_character; " P0
                                         "/communicationProviderId control_character"};
        check_row(&row);
    }
    struct row blanks =
        PAIR_ALLOWED("blanks and the first character after C1", "",
                     END("A B", "\xC2\xA0", " ", "~", YES), END("B", "y", NULL, "z", NO));
    check_row(&blanks);
}

TEST(refuses_what_is_not_utf8)
{
    static const char *const bad[] = {
        "\xFF",
        "a\x80",
        "\xC3",
        "\xC0\x80",
        "\xC1\xBF",
        "\xE0\x9F\xBF",
        "\xED\xA0\x80",
        "\xED\xBF\xBF",
        "\xF0\x8F\xBF\xBF",
        "\xF4\x90\x80\x80",
        "\xF5\x80\x80\x80",
        "\xE2\x82",
        "\xE2\x28\xA1",
        "\xE2\x82\xC0",
        "\xF0\x9F\x98\xFF",
        "\xF0\x9F\x98",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct row row = {
            .name = "not UTF-8",
            .count = 2,
            .ends = {{bad[i], bad[i], bad[i], bad[i], YES}, {"B", "y", NULL, "z", NO}},
            .allow_unknown = true,
            .not_in_json = true,
            .expected = P0 "/id/type not_utf8; " P0 "/id/value not_utf8; " P0
                           "/endpointId not_utf8; " P0 "/communicationProviderId not_utf8"};
        check_row(&row);
    }
}

/* Decodes and looks at the code points, other than the library does. */
static bool is_utf8(const unsigned char *text)
{
    static const uint32_t least[] = {0, 0x80, 0x800, 0x10000};
    while (*text) {
        unsigned char first = *text++;
        size_t more = first < 0x80 ? 0 : first < 0xC0 ? 4 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
        if (more > 3 || first >= 0xF8)
            return false;
        uint32_t point = first & (0x7FU >> (more ? more + 1 : 0));
        for (size_t i = 0; i < more; i++, text++) {
            if ((*text & 0xC0) != 0x80)
                return false;
            point = point << 6 | (*text & 0x3F);
        }
        if (point < least[more] || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF))
            return false;
    }
    return true;
}

TEST(utf8_is_what_decodes_to_a_character)
{
    static const unsigned char next[] = {0,    'A',  0x7F, 0x80, 0x8F, 0x90,
                                         0x9F, 0xA0, 0xBF, 0xC0, 0xC2, 0xFF};
    static const size_t kinds = sizeof next;
    for (size_t n = 0; n < 128 * kinds * kinds; n++) {
        unsigned char text[] = {'a',
                                (unsigned char)(0x80 + n / kinds / kinds),
                                next[n / kinds % kinds],
                                next[n % kinds],
                                0xBF,
                                '\0'};
        for (size_t size = 4; size <= 5; size++) {
            text[size] = '\0';
            struct row row = {
                .count = 2,
                .ends = {{"A", (char *)text, "device", NULL, YES}, {"B", "y", NULL, "z", NO}},
                .allow_unknown = true};
            skillcall_session_builder *builder = make_builder(&row);
            skillcall_error_clear(error);
            skillcall_session_free(skillcall_session_builder_build(builder, error));
            skillcall_session_builder_free(builder);
            if (is_utf8(text) == (strstr(violations_of(error), "not_utf8") != NULL))
                fail_msg("%02x %02x %02x %02x", text[1], text[2], text[3], text[4]);
            text[4] = 0xBF;
        }
    }
}

/* A text of so many characters, each of them the given one. */
static const char *repeat(char *buffer, const char *character, size_t count)
{
    buffer[0] = '\0';
    for (size_t i = 0; i < count; i++)
        memcpy(buffer + i * strlen(character), character, strlen(character) + 1);
    return buffer;
}

TEST(limits_each_text_in_characters)
{
    static const char *const characters[] = {"x", "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x98\x80"};
    char longest[4][4096], too_long[4][4096];
    static const size_t bounds[4] = {128, 128, 512, 128};
    for (size_t c = 0; c < 4; c++) {
        for (size_t i = 0; i < 4; i++) {
            repeat(longest[i], characters[c], bounds[i]);
            repeat(too_long[i], characters[c], bounds[i] + 1);
        }
        struct row row = {
            .name = "the longest texts",
            .count = 2,
            .ends = {{longest[0], longest[1], longest[2], longest[3], YES},
                     {"B", "y", NULL, "z", NO}},
            .allow_unknown = true,
            .expected = "",
        };
        check_row(&row);
        row.name = "over-long texts";
        row.ends[0] = (struct end){too_long[0], too_long[1], too_long[2], too_long[3], YES};
        row.expected = P0 "/id/type too_long; " P0 "/id/value too_long; " P0
                          "/endpointId too_long; " P0 "/communicationProviderId too_long";
        check_row(&row);
    }
    assert_string_equal(skillcall_error_violation_message(error, 2),
                        "endpointId has 513 characters: at most 512 are allowed");
}

TEST(reports_two_faults_of_one_text)
{
    char tabs[514];
    repeat(tabs, "\t", 513);
    struct row row = PAIR("over-long with control characters",
                          P0 "/endpointId too_long; " P0 "/endpointId control_character",
                          CALLER("+12045551111", tabs), GOOD_CALLEE);
    check_row(&row);
}

TEST(a_text_that_cannot_be_right_is_not_compared_with_known_ones)
{
    char of_129[130];
    repeat(of_129, "x", 129);
    const struct {
        const char *text, *code;
        bool not_in_json;
    } faults[] = {{of_129, "too_long", false},
                  {"a\n", "control_character", false},
                  {"\xFF", "not_utf8", true}};
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        char expected[128];
        snprintf(expected, sizeof expected, P1 "/id/type %s; " P1 "/communicationProviderId %s",
                 faults[i].code, faults[i].code);
        struct row row = {.name = faults[i].code,
                          .count = 2,
                          .ends = {GOOD_CALLER, {faults[i].text, "4011", NULL, faults[i].text, NO}},
                          .expected = expected,
                          .not_in_json = faults[i].not_in_json};
        check_row(&row);
        row.ends[1].type = PHONE;
        row.ends[1].value = "+16073331111";
        snprintf(expected, sizeof expected, P1 "/communicationProviderId %s", faults[i].code);
        check_row(&row);
    }
}

TEST(checks_client_session_ids)
{
    char of_100[101], of_101[102], accents[201], too_many_accents[203];
    repeat(of_100, "~", 100);
    repeat(of_101, " ", 101);
    repeat(accents, "\xC3\xA9", 100);
    repeat(too_many_accents, "\xC3\xA9", 101);
    const struct {
        const char *name, *id, *expected;
        bool not_in_json;
    } ids[] = {
        {"id of 0 characters", "", ID_PATH " required", false},
        {"id of 1 character", "x", "", false},
        {"id of 100 characters", of_100, "", false},
        {"id of 101 characters", of_101, ID_PATH " too_long", false},
        {"non-ASCII id", accents, ID_PATH " not_printable_ascii", false},
        {"non-ASCII id of 101 characters", too_many_accents,
         ID_PATH " not_printable_ascii; " ID_PATH " too_long", false},
        {"control characters in an id", "a\nb", ID_PATH " not_printable_ascii", false},
        {"DEL in an id", "\x7F", ID_PATH " not_printable_ascii", false},
        {"an id that is not UTF-8", "a\xFF", ID_PATH " not_printable_ascii", true},
    };
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        struct row row = {.name = ids[i].name,
                          .count = 2,
                          .ends = {GOOD_CALLER, GOOD_CALLEE},
                          .expected = ids[i].expected,
                          .client_session_id = ids[i].id,
                          .not_in_json = ids[i].not_in_json};
        check_row(&row);
    }
}
