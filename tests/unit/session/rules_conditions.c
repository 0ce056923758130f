/* SPDX-License-Identifier: Apache-2.0 */
/* Modified condition/decision coverage of the rules: for each decision of several conditions a
   base, and for each condition in turn a session that changes it alone, and with it what is
   reported. Decisions of one condition need no more than both of their branches, which the coverage
   run counts. The conditions about what is unreadable arise in JSON only: test_session_json.c has
   them. */
#include "support/session_rows.h"

#include <ctype.h>
#include <stdio.h>

#define CALLER_OF(type, provider_id) END(type, "+12045551111", "device", provider_id, YES)
#define CALLEE_OF(type, provider_id) END(type, "+16073331111", NULL, provider_id, UNSET)
#define ON_DEVICE(what, violations, endpoint_id)                                                   \
    PAIR(what, violations, CALLER("+12045551111", endpoint_id), GOOD_CALLEE)
#define ROOM_BY(provider_id) END(ROOM, "profile", "device", provider_id, YES)
#define EXTENSION_BY(provider_id) END(ADDRESS, "4011", NULL, provider_id, UNSET)

#define TYPE(index, code) P##index "/id/type " code
#define PROVIDER(index, code) P##index "/communicationProviderId " code
#define ENDPOINT(code) P0 "/endpointId " code
#define CHARACTERS_100                                                                             \
    "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890"  \
    "123456789"

enum { CONDITIONS_MAX = 4 };

static const struct decision {
    const char *text; /* as it stands in rules.c */
    struct row base;
    struct row changed[CONDITIONS_MAX]; /* in the order of the conditions */
} decisions[] = {
    {"type && i < FORM_COUNT",
     PAIR("a known type", "", GOOD_ROOM, GOOD_EXTENSION),
     {PAIR("none", TYPE(0, "required"), END(NULL, "profile", "device", BY_PBX, YES),
           GOOD_EXTENSION),
      PAIR("an unknown one", TYPE(0, "unknown_type"), END("A", "profile", "device", BY_PBX, YES),
           GOOD_EXTENSION)}},
    {"participant->originator == SKILLCALL__ORIGINATOR_UNREADABLE || check->originators == 0",
     PAIR("one calls", PROVIDER(1, "required"), GOOD_CALLER, CALLEE_OF(PHONE, NULL)),
     {PAIR("nobody calls", "/participants originator_count", GOOD_CALLEE, CALLEE_OF(PHONE, NULL))}},
    {"!id || id == skillcall__unreadable",
     {.name = "an empty id",
      .expected = ID_PATH " required",
      .count = 2,
      .ends = {GOOD_CALLER, GOOD_CALLEE},
      .client_session_id = ""},
     {PAIR("none", "", GOOD_CALLER, GOOD_CALLEE)}},
    {"is_same(type, forms[i].caller_type) || is_same(type, forms[i].callee_type)",
     PAIR("neither", TYPE(0, "unknown_type"), END("FAX", "x", "device", NULL, YES), GOOD_CALLEE),
     {PAIR("that of a caller", TYPE(1, "wrong_role"), GOOD_ROOM, GOOD_CALLEE),
      PAIR("that of a callee", TYPE(0, "wrong_role"), END(ADDRESS, "4011", "device", BY_PBX, YES),
           GOOD_CALLEE)}},
    {"*at < 0x20 || *at == 0x7F || (*at == 0xC2 && at[1] < 0xA0)",
     ON_DEVICE("a letter", "", "\xC3\x9F"),
     {ON_DEVICE("C0", ENDPOINT("control_character"), "\x1F"),
      ON_DEVICE("DEL", ENDPOINT("control_character"), "\x7F"),
      ON_DEVICE("C1", ENDPOINT("control_character"), "\xC2\x9F")}},
    {"(*at == 0xC2 && at[1] < 0xA0)",
     ON_DEVICE("C1", ENDPOINT("control_character"), "\xC2\x9F"),
     {ON_DEVICE("another first octet", "", "\xC3\x9F"),
      ON_DEVICE("another second octet", "", "\xC2\xA0")}},
    {"text && *text",
     ON_DEVICE("some text", "", "device"),
     {ON_DEVICE("none", ENDPOINT("required"), NULL), ON_DEVICE("empty", ENDPOINT("required"), "")}},
    {"!is_plain && !skillcall__utf8_count(text, characters, &characters)",
     {.name = "not UTF-8",
      .expected = ENDPOINT("not_utf8"),
      .count = 2,
      .ends = {CALLER("+12045551111", "\xFF"), GOOD_CALLEE},
      .not_in_json = true},
     {ON_DEVICE("plain", "", "a"), ON_DEVICE("UTF-8", "", "\xC3\xA9")}},
    {"!is_plain && has_control_character(text)",
     ON_DEVICE("a control character", ENDPOINT("control_character"), "a\t"),
     {ON_DEVICE("plain", "", "a"), ON_DEVICE("no control character", "", "\xC3\xA9")}},
    {"subject->role == CALLS && !is_same(type, form->caller_type)",
     PAIR("an extension calls", TYPE(0, "wrong_role"), END(ADDRESS, "4011", "device", BY_PBX, YES),
          GOOD_EXTENSION),
     {PAIR("it is called", "", GOOD_EXTENSION, GOOD_ROOM),
      PAIR("a room calls", "", GOOD_ROOM, GOOD_EXTENSION)}},
    {"subject->role == IS_CALLED && !is_same(type, form->callee_type)",
     PAIR("a room is called", TYPE(1, "wrong_role"), GOOD_ROOM,
          END(ROOM, "profile", "device", BY_PBX, UNSET)),
     {PAIR("it calls", "/participants originator_count", GOOD_ROOM, GOOD_ROOM),
      PAIR("an extension is called", "", GOOD_ROOM, GOOD_EXTENSION)}},
    {"subject->role == IS_CALLED && caller_form && caller_form != form",
     PAIR_ALLOWED("a room calls a phone", TYPE(0, "wrong_role"),
                  END(PHONE, "+12045551111", "device", BY_PHONE, NO), GOOD_ROOM),
     {PAIR_ALLOWED("both call", "/participants originator_count",
                   END(PHONE, "+12045551111", "device", BY_PHONE, YES), GOOD_ROOM),
      PAIR_ALLOWED("an unknown type calls", "", END(PHONE, "+12045551111", "device", BY_PHONE, NO),
                   CALLER_OF("A", "mine")),
      PAIR_ALLOWED("a phone calls", "", END(PHONE, "+12045551111", "device", BY_PHONE, NO),
                   GOOD_CALLER)}},
    {"!check_presence(subject, SKILLCALL__TYPE, true) || "
     "!check_characters(subject, SKILLCALL__TYPE)",
     PAIR("there and plain", TYPE(1, "unknown_type"), GOOD_CALLER, CALLEE_OF("FAX", "mine")),
     {PAIR("not there", TYPE(1, "required"), GOOD_CALLER, CALLEE_OF(NULL, "mine")),
      PAIR("not plain", TYPE(1, "control_character"), GOOD_CALLER, CALLEE_OF("FAX\t", "mine"))}},
    {"!type || !is_same(type, SKILLCALL_TYPE_PHONE_NUMBER)",
     PAIR("a phone number", P0 "/id/value not_e164", CALLER("12", "device"), GOOD_CALLEE),
     {PAIR("no type", TYPE(0, "required"), END(NULL, "12", "device", NULL, YES), GOOD_CALLEE),
      PAIR("another type", TYPE(0, "unknown_type"), END("A", "12", "device", NULL, YES),
           GOOD_CALLEE)}},
    {"form && form->provider_on_both",
     PAIR_ALLOWED("a room", PROVIDER(0, "required"), ROOM_BY(NULL), GOOD_EXTENSION),
     {PAIR_ALLOWED("an unknown type", "", CALLER_OF("A", NULL), GOOD_EXTENSION),
      PAIR_ALLOWED("a phone", "", CALLER_OF(PHONE, NULL), GOOD_CALLEE)}},
    {"subject->role == IS_CALLED || on_both",
     PAIR("a phone calls", "", CALLER_OF(PHONE, NULL), GOOD_CALLEE),
     {PAIR("a phone is called", PROVIDER(1, "required"), GOOD_CALLER, CALLEE_OF(PHONE, NULL)),
      PAIR("a room calls", PROVIDER(0, "required"), ROOM_BY(NULL), GOOD_EXTENSION)}},
    {"!check_presence(subject, SKILLCALL__PROVIDER_ID, required) || "
     "!check_characters(subject, SKILLCALL__PROVIDER_ID)",
     PAIR("there and plain", PROVIDER(1, "unknown_provider"), GOOD_CALLER,
          CALLEE_OF(PHONE, "mine")),
     {PAIR("not there", PROVIDER(1, "required"), GOOD_CALLER, CALLEE_OF(PHONE, NULL)),
      PAIR("not plain", PROVIDER(1, "control_character"), GOOD_CALLER,
           CALLEE_OF(PHONE, "mine\t"))}},
    {"!form || !required || is_same(provider, form->provider) || "
     "(subject->check->allow_unknown && !is_known)",
     PAIR("a wrong one", PROVIDER(1, "unknown_provider"), GOOD_CALLER, CALLEE_OF(PHONE, "mine")),
     {PAIR("of an unknown type", TYPE(1, "unknown_type"), GOOD_CALLER, CALLEE_OF("FAX", "mine")),
      PAIR("not required", "", CALLER_OF(PHONE, "mine"), GOOD_CALLEE),
      PAIR("the right one", "", GOOD_CALLER, CALLEE_OF(PHONE, BY_PHONE)),
      PAIR_ALLOWED("an unknown one, allowed", "", GOOD_CALLER, CALLEE_OF(PHONE, "mine"))}},
    {"(subject->check->allow_unknown && !is_known)",
     PAIR_ALLOWED("unknown and allowed", "", GOOD_CALLER, CALLEE_OF(PHONE, "mine")),
     {PAIR("not allowed", PROVIDER(1, "unknown_provider"), GOOD_CALLER, CALLEE_OF(PHONE, "mine")),
      PAIR_ALLOWED("known", PROVIDER(1, "unknown_provider"), GOOD_CALLER,
                   CALLEE_OF(PHONE, BY_PBX))}},
    {"!skillcall_participant_type(participant) && !skillcall_participant_value(participant)",
     PAIR("neither", P0 "/id required", END(NULL, NULL, "device", NULL, YES), GOOD_CALLEE),
     {PAIR("a type", P0 "/id/value required", CALLER(NULL, "device"), GOOD_CALLEE),
      PAIR("a value", TYPE(0, "required"), END(NULL, "12", "device", NULL, YES), GOOD_CALLEE)}},
    {"form && form->provider_on_both && form == find_form(&participants[1]) && "
     "!is_same(skillcall_participant_provider_id(&participants[0]), "
     "skillcall_participant_provider_id(&participants[1]))",
     PAIR_ALLOWED("two providers of Smart Properties", PROVIDER(1, "provider_mismatch"),
                  ROOM_BY("mine"), EXTENSION_BY("yours")),
     {PAIR_ALLOWED("an unknown type calls", "", CALLER_OF("A", "mine"), EXTENSION_BY("yours")),
      PAIR_ALLOWED("a phone calls", "", CALLER_OF(PHONE, "mine"), CALLEE_OF(PHONE, "yours")),
      PAIR_ALLOWED("an unknown type is called", "", ROOM_BY("mine"), CALLEE_OF("A", "yours")),
      PAIR_ALLOWED("the same", "", ROOM_BY("mine"), EXTENSION_BY("mine"))}},
    {"comparable && check->listed == 2",
     PAIR_ALLOWED("two providers of two", PROVIDER(1, "provider_mismatch"), ROOM_BY("mine"),
                  EXTENSION_BY("yours")),
     {PAIR_ALLOWED("one that is wrong in itself", PROVIDER(1, "unknown_provider"), ROOM_BY("mine"),
                   EXTENSION_BY(BY_PHONE)),
      {.name = "of three",
       .expected = "/participants participant_count",
       .count = 3,
       .ends = {ROOM_BY("mine"), EXTENSION_BY("yours"), EXTENSION_BY("yours")},
       .allow_unknown = true}}},
    {"check->listed > 0 && check->originators == 0 && !check->undecided",
     PAIR("nobody calls", "/participants originator_count", GOOD_CALLEE, GOOD_CALLEE),
     {{.name = "nobody is there",
       .expected = "/participants participant_count",
       .count = 0,
       .ends = {{0}}},
      PAIR("one calls", "", GOOD_CALLEE, GOOD_CALLER)}},
    {"nobody_calls || check->originators > 1",
     PAIR("one calls", "", GOOD_CALLER, GOOD_CALLEE),
     {PAIR("nobody calls", "/participants originator_count", GOOD_CALLEE, GOOD_CALLEE),
      PAIR("two call", "/participants originator_count", GOOD_CALLER, GOOD_CALLER)}},
    {"skillcall__utf8_count(id, size, &characters) && "
     "characters > SKILLCALL__CLIENT_SESSION_ID_MAX",
     {.name = "too long",
      .expected = ID_PATH " too_long",
      .count = 2,
      .ends = {GOOD_CALLER, GOOD_CALLEE},
      .client_session_id = CHARACTERS_100 "x"},
     {{.name = "not UTF-8",
       .expected = ID_PATH " not_printable_ascii",
       .count = 2,
       .ends = {GOOD_CALLER, GOOD_CALLEE},
       .client_session_id = CHARACTERS_100 "\xFF",
       .not_in_json = true},
      {.name = "not too long",
       .expected = "",
       .count = 2,
       .ends = {GOOD_CALLER, GOOD_CALLEE},
       .client_session_id = CHARACTERS_100}}},
    {"form && is_same(skillcall_participant_type(participant), form->caller_type)",
     PAIR_ALLOWED("a room calls", TYPE(1, "wrong_role"), ROOM_BY(BY_PBX), GOOD_CALLEE),
     {PAIR_ALLOWED("an unknown type calls", "", CALLER_OF("A", "mine"), GOOD_CALLEE),
      PAIR_ALLOWED("an extension calls", TYPE(0, "wrong_role"),
                   END(ADDRESS, "4011", "device", BY_PBX, YES), GOOD_CALLEE)}},
};

static void each_condition_decides(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof decisions / sizeof *decisions; i++) {
        const struct decision *decision = &decisions[i];
        check_row(&decision->base);
        size_t count = 0;
        for (; count < CONDITIONS_MAX && decision->changed[count].name; count++) {
            check_row(&decision->changed[count]);
            assert_string_not_equal(decision->base.expected, decision->changed[count].expected);
        }
        assert_true(count > 0);
    }
}

/* Every run of white space as one blank. */
static void squeeze(char *text)
{
    char *to = text;
    for (const char *at = text; *at; at++) {
        bool is_space = isspace((unsigned char)*at);
        if (!is_space || (to > text && to[-1] != ' '))
            *to++ = is_space ? ' ' : *at;
    }
    *to = '\0';
}

static size_t count_operators(const char *text)
{
    size_t count = 0;
    for (; *text; text++)
        count += strncmp(text, "&&", 2) == 0 || strncmp(text, "||", 2) == 0;
    return count;
}

/* All of them: a decision that is new or was changed asks for other rows. What is in parentheses is
   part of another one. */
static void the_decisions_stand_there(void **state)
{
    (void)state;
    static char source[1 << 16];
    FILE *file = fopen(VECTORS "/../../src/session/rules.c", "rb");
    assert_non_null(file);
    assert_true(fread(source, 1, sizeof source - 1, file) > 0);
    fclose(file);
    squeeze(source);
    size_t operators = 0;
    for (size_t i = 0; i < sizeof decisions / sizeof *decisions; i++) {
        if (!strstr(source, decisions[i].text))
            fail_msg("rules.c does not decide \"%s\"", decisions[i].text);
        operators += decisions[i].text[0] == '(' ? 0 : count_operators(decisions[i].text);
    }
    assert_int_equal(operators, count_operators(source));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_condition_decides),
        cmocka_unit_test(the_decisions_stand_there),
    };
    return cmocka_run_group_tests(tests, make_error, free_error);
}
