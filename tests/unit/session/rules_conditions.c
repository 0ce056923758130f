/* SPDX-License-Identifier: Apache-2.0 */
/* Modified condition/decision coverage of the rules: for each decision of several conditions a
   base, and for each condition in turn a session that changes it alone, and with it what is
   reported. Decisions of one condition need no more than both of their branches, which the coverage
   run counts. That no decision is missing here is seen by the mutation audit, which makes each
   condition always true and always false. The conditions about what is unreadable arise in JSON
   only: session_json.c has them. */
#include "support/session_rows.h"

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
    const char *function; /* of rules.c */
    struct row base;
    struct row changed[CONDITIONS_MAX]; /* in the order of the conditions */
} decisions[] = {
    {"find_form",
     PAIR("a known type", "", GOOD_ROOM, GOOD_EXTENSION),
     {PAIR("none", TYPE(0, "required"), END(NULL, "profile", "device", BY_PBX, YES),
           GOOD_EXTENSION),
      PAIR("an unknown one", TYPE(0, "unknown_type"), END("A", "profile", "device", BY_PBX, YES),
           GOOD_EXTENSION)}},
    {"role_of",
     PAIR("one calls", PROVIDER(1, "required"), GOOD_CALLER, CALLEE_OF(PHONE, NULL)),
     {PAIR("nobody calls", "/participants originator_count", GOOD_CALLEE, CALLEE_OF(PHONE, NULL))}},
    {"skillcall__check_client_session_id",
     {.name = "an empty id",
      .expected = ID_PATH " required",
      .count = 2,
      .ends = {GOOD_CALLER, GOOD_CALLEE},
      .client_session_id = ""},
     {PAIR("none", "", GOOD_CALLER, GOOD_CALLEE)}},
    {"find_form",
     PAIR("neither", TYPE(0, "unknown_type"), END("FAX", "x", "device", NULL, YES), GOOD_CALLEE),
     {PAIR("that of a caller", TYPE(1, "wrong_role"), GOOD_ROOM, GOOD_CALLEE),
      PAIR("that of a callee", TYPE(0, "wrong_role"), END(ADDRESS, "4011", "device", BY_PBX, YES),
           GOOD_CALLEE)}},
    {"has_control_character",
     ON_DEVICE("a letter", "", "\xC3\x9F"),
     {ON_DEVICE("C0", ENDPOINT("control_character"), "\x1F"),
      ON_DEVICE("DEL", ENDPOINT("control_character"), "\x7F"),
      ON_DEVICE("C1", ENDPOINT("control_character"), "\xC2\x9F")}},
    {"has_control_character",
     ON_DEVICE("C1", ENDPOINT("control_character"), "\xC2\x9F"),
     {ON_DEVICE("another first octet", "", "\xC3\x9F"),
      ON_DEVICE("another second octet", "", "\xC2\xA0")}},
    {"check_presence",
     ON_DEVICE("some text", "", "device"),
     {ON_DEVICE("none", ENDPOINT("required"), NULL), ON_DEVICE("empty", ENDPOINT("required"), "")}},
    {"check_characters",
     {.name = "not UTF-8",
      .expected = ENDPOINT("not_utf8"),
      .count = 2,
      .ends = {CALLER("+12045551111", "\xFF"), GOOD_CALLEE},
      .not_in_json = true},
     {ON_DEVICE("plain", "", "a"), ON_DEVICE("UTF-8", "", "\xC3\xA9")}},
    {"check_characters",
     ON_DEVICE("a control character", ENDPOINT("control_character"), "a\t"),
     {ON_DEVICE("plain", "", "a"), ON_DEVICE("no control character", "", "\xC3\xA9")}},
    {"check_role",
     PAIR("an extension calls", TYPE(0, "wrong_role"), END(ADDRESS, "4011", "device", BY_PBX, YES),
          GOOD_EXTENSION),
     {PAIR("it is called", "", GOOD_EXTENSION, GOOD_ROOM),
      PAIR("a room calls", "", GOOD_ROOM, GOOD_EXTENSION)}},
    {"check_role",
     PAIR("a room is called", TYPE(1, "wrong_role"), GOOD_ROOM,
          END(ROOM, "profile", "device", BY_PBX, UNSET)),
     {PAIR("it calls", "/participants originator_count", GOOD_ROOM, GOOD_ROOM),
      PAIR("an extension is called", "", GOOD_ROOM, GOOD_EXTENSION)}},
    {"check_role",
     PAIR_ALLOWED("a room calls a phone", TYPE(0, "wrong_role"),
                  END(PHONE, "+12045551111", "device", BY_PHONE, NO), GOOD_ROOM),
     {PAIR_ALLOWED("both call", "/participants originator_count",
                   END(PHONE, "+12045551111", "device", BY_PHONE, YES), GOOD_ROOM),
      PAIR_ALLOWED("an unknown type calls", "", END(PHONE, "+12045551111", "device", BY_PHONE, NO),
                   CALLER_OF("A", "mine")),
      PAIR_ALLOWED("a phone calls", "", END(PHONE, "+12045551111", "device", BY_PHONE, NO),
                   GOOD_CALLER)}},
    {"check_type",
     PAIR("there and plain", TYPE(1, "unknown_type"), GOOD_CALLER, CALLEE_OF("FAX", "mine")),
     {PAIR("not there", TYPE(1, "required"), GOOD_CALLER, CALLEE_OF(NULL, "mine")),
      PAIR("not plain", TYPE(1, "control_character"), GOOD_CALLER, CALLEE_OF("FAX\t", "mine"))}},
    {"check_value",
     PAIR("a phone number", P0 "/id/value not_e164", CALLER("12", "device"), GOOD_CALLEE),
     {PAIR("no type", TYPE(0, "required"), END(NULL, "12", "device", NULL, YES), GOOD_CALLEE),
      PAIR("another type", TYPE(0, "unknown_type"), END("A", "12", "device", NULL, YES),
           GOOD_CALLEE)}},
    {"check_provider_id",
     PAIR_ALLOWED("a room", PROVIDER(0, "required"), ROOM_BY(NULL), GOOD_EXTENSION),
     {PAIR_ALLOWED("an unknown type", "", CALLER_OF("A", NULL), GOOD_EXTENSION),
      PAIR_ALLOWED("a phone", "", CALLER_OF(PHONE, NULL), GOOD_CALLEE)}},
    {"check_provider_id",
     PAIR("a phone calls", "", CALLER_OF(PHONE, NULL), GOOD_CALLEE),
     {PAIR("a phone is called", PROVIDER(1, "required"), GOOD_CALLER, CALLEE_OF(PHONE, NULL)),
      PAIR("a room calls", PROVIDER(0, "required"), ROOM_BY(NULL), GOOD_EXTENSION)}},
    {"check_provider_id",
     PAIR("there and plain", PROVIDER(1, "unknown_provider"), GOOD_CALLER,
          CALLEE_OF(PHONE, "mine")),
     {PAIR("not there", PROVIDER(1, "required"), GOOD_CALLER, CALLEE_OF(PHONE, NULL)),
      PAIR("not plain", PROVIDER(1, "control_character"), GOOD_CALLER,
           CALLEE_OF(PHONE, "mine\t"))}},
    {"check_provider_id",
     PAIR("a wrong one", PROVIDER(1, "unknown_provider"), GOOD_CALLER, CALLEE_OF(PHONE, "mine")),
     {PAIR("of an unknown type", TYPE(1, "unknown_type"), GOOD_CALLER, CALLEE_OF("FAX", "mine")),
      PAIR("not required", "", CALLER_OF(PHONE, "mine"), GOOD_CALLEE),
      PAIR("the right one", "", GOOD_CALLER, CALLEE_OF(PHONE, BY_PHONE)),
      PAIR_ALLOWED("an unknown one, allowed", "", GOOD_CALLER, CALLEE_OF(PHONE, "mine"))}},
    {"check_provider_id",
     PAIR_ALLOWED("unknown and allowed", "", GOOD_CALLER, CALLEE_OF(PHONE, "mine")),
     {PAIR("not allowed", PROVIDER(1, "unknown_provider"), GOOD_CALLER, CALLEE_OF(PHONE, "mine")),
      PAIR_ALLOWED("known", PROVIDER(1, "unknown_provider"), GOOD_CALLER,
                   CALLEE_OF(PHONE, BY_PBX))}},
    {"check_participant",
     PAIR("neither", P0 "/id required", END(NULL, NULL, "device", NULL, YES), GOOD_CALLEE),
     {PAIR("a type", P0 "/id/value required", CALLER(NULL, "device"), GOOD_CALLEE),
      PAIR("a value", TYPE(0, "required"), END(NULL, "12", "device", NULL, YES), GOOD_CALLEE)}},
    {"check_same_provider",
     PAIR_ALLOWED("two providers of Smart Properties", PROVIDER(1, "provider_mismatch"),
                  ROOM_BY("mine"), EXTENSION_BY("yours")),
     {PAIR_ALLOWED("an unknown type calls", "", CALLER_OF("A", "mine"), EXTENSION_BY("yours")),
      PAIR_ALLOWED("a phone calls", "", CALLER_OF(PHONE, "mine"), CALLEE_OF(PHONE, "yours")),
      PAIR_ALLOWED("an unknown type is called", "", ROOM_BY("mine"), CALLEE_OF("A", "yours")),
      PAIR_ALLOWED("the same", "", ROOM_BY("mine"), EXTENSION_BY("mine"))}},
    {"check_participants",
     PAIR_ALLOWED("two providers of two", PROVIDER(1, "provider_mismatch"), ROOM_BY("mine"),
                  EXTENSION_BY("yours")),
     {PAIR_ALLOWED("one that is wrong in itself", PROVIDER(1, "unknown_provider"), ROOM_BY("mine"),
                   EXTENSION_BY(BY_PHONE)),
      {.name = "of three",
       .expected = "/participants participant_count",
       .count = 3,
       .ends = {ROOM_BY("mine"), EXTENSION_BY("yours"), EXTENSION_BY("yours")},
       .allow_unknown = true}}},
    {"check_counts",
     PAIR("nobody calls", "/participants originator_count", GOOD_CALLEE, GOOD_CALLEE),
     {{.name = "nobody is there",
       .expected = "/participants participant_count",
       .count = 0,
       .ends = {{0}}},
      PAIR("one calls", "", GOOD_CALLEE, GOOD_CALLER)}},
    {"check_counts",
     PAIR("one calls", "", GOOD_CALLER, GOOD_CALLEE),
     {PAIR("nobody calls", "/participants originator_count", GOOD_CALLEE, GOOD_CALLEE),
      PAIR("two call", "/participants originator_count", GOOD_CALLER, GOOD_CALLER)}},
    {"skillcall__check_client_session_id",
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
    {"skillcall__check_draft",
     PAIR_ALLOWED("a room calls", TYPE(1, "wrong_role"), ROOM_BY(BY_PBX), GOOD_CALLEE),
     {PAIR_ALLOWED("an unknown type calls", "", CALLER_OF("A", "mine"), GOOD_CALLEE),
      PAIR_ALLOWED("an extension calls", TYPE(0, "wrong_role"),
                   END(ADDRESS, "4011", "device", BY_PBX, YES), GOOD_CALLEE)}},
};

TEST(each_condition_decides)
{
    for (size_t i = 0; i < sizeof decisions / sizeof *decisions; i++) {
        const struct decision *decision = &decisions[i];
        print_message("%s\n", decision->function);
        check_row(&decision->base);
        size_t count = 0;
        for (; count < CONDITIONS_MAX && decision->changed[count].name; count++) {
            check_row(&decision->changed[count]);
            assert_string_not_equal(decision->base.expected, decision->changed[count].expected);
        }
        assert_true(count > 0);
    }
}
