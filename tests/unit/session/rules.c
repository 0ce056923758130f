/* SPDX-License-Identifier: Apache-2.0 */
/* The rules about participants, their roles and their providers. */
#include "support/owned.h"
#include "support/session_rows.h"

TEST(accepts_the_known_forms)
{
    static const struct row rows[] = {
        PAIR("phone to phone", "", GOOD_CALLER, GOOD_CALLEE),
        PAIR("callee first", "", GOOD_CALLEE, GOOD_CALLER),
        PAIR("room to extension", "", GOOD_ROOM, GOOD_EXTENSION),
        PAIR("extension first", "", GOOD_EXTENSION, GOOD_ROOM),
        PAIR("isOriginator false", "", GOOD_CALLER, END(PHONE, "+16073331111", NULL, BY_PHONE, NO)),
        PAIR("a provider on the phone caller", "", END(PHONE, "+12045551111", "device", "any", YES),
             GOOD_CALLEE),
        PAIR("an endpoint id on the callee", "", GOOD_CALLER,
             END(PHONE, "+16073331111", "device", BY_PHONE, UNSET)),
        PAIR("the shortest and the longest number", "", CALLER("+12", "device"),
             CALLEE("+123456789012345", BY_PHONE)),
        PAIR("text beyond ASCII", "", CALLER("+12045551111", "caf\xC3\xA9 \xF0\x9F\x98\x80"),
             GOOD_CALLEE),
    };
    CHECK_ROWS(rows);
}

TEST(refuses_wrong_participants)
{
    static const struct row rows[] = {
        {.name = "zero participants",
         .expected = "/participants participant_count",
         .count = 0,
         .ends = {{0}}},
        {.name = "one participant",
         .expected = "/participants participant_count",
         .count = 1,
         .ends = {GOOD_CALLER}},
        {.name = "three participants",
         .expected = "/participants participant_count",
         .count = 3,
         .ends = {GOOD_CALLER, GOOD_CALLEE, GOOD_CALLEE}},
        PAIR("two originators", "/participants originator_count", GOOD_CALLER, GOOD_CALLER),
        PAIR("two originators of two forms", "/participants originator_count", GOOD_CALLER,
             GOOD_ROOM),
        PAIR("two originators of two forms", "/participants originator_count", GOOD_ROOM,
             GOOD_CALLER),
        PAIR("no originator", "/participants originator_count", GOOD_CALLEE, GOOD_CALLEE),
        PAIR("nobody said to originate", "/participants originator_count",
             END(PHONE, "+12045551111", "device", NULL, NO), GOOD_CALLEE),
        {.name = "one participant, who is called",
         .expected = "/participants participant_count; /participants originator_count",
         .count = 1,
         .ends = {GOOD_CALLEE}},
        {.name = "three participants, two originators",
         .expected = "/participants participant_count; /participants originator_count",
         .count = 3,
         .ends = {GOOD_CALLER, GOOD_CALLEE, GOOD_CALLER}},
    };
    CHECK_ROWS(rows);
}

TEST(refuses_missing_and_empty_fields)
{
    static const struct row rows[] = {
        PAIR("missing id", P0 "/id required", END(NULL, NULL, "device", NULL, YES), GOOD_CALLEE),
        PAIR("missing type", P1 "/id/type required", GOOD_CALLER,
             END(NULL, "+16073331111", NULL, BY_PHONE, UNSET)),
        PAIR("empty type", P1 "/id/type required", GOOD_CALLER,
             END("", "+16073331111", NULL, BY_PHONE, UNSET)),
        PAIR("missing value", P0 "/id/value required", CALLER(NULL, "device"), GOOD_CALLEE),
        PAIR("empty value", P0 "/id/value required", CALLER("", "device"), GOOD_CALLEE),
        PAIR("missing endpoint id", P0 "/endpointId required", CALLER("+12045551111", NULL),
             GOOD_CALLEE),
        PAIR("empty endpoint id", P0 "/endpointId required", CALLER("+12045551111", ""),
             GOOD_CALLEE),
        PAIR("empty endpoint id on the callee", P1 "/endpointId required", GOOD_CALLER,
             END(PHONE, "+16073331111", "", BY_PHONE, UNSET)),
        PAIR("missing endpoint id of a room", P0 "/endpointId required",
             END(ROOM, "profile", NULL, BY_PBX, YES), GOOD_EXTENSION),
        PAIR("missing provider", P1 "/communicationProviderId required", GOOD_CALLER,
             CALLEE("+16073331111", NULL)),
        PAIR("empty provider", P1 "/communicationProviderId required", GOOD_CALLER,
             CALLEE("+16073331111", "")),
        PAIR("empty provider on the phone caller", P0 "/communicationProviderId required",
             END(PHONE, "+12045551111", "device", "", YES), GOOD_CALLEE),
        PAIR("missing provider of a room", P0 "/communicationProviderId required",
             END(ROOM, "profile", "device", NULL, YES), GOOD_EXTENSION),
        PAIR("missing provider of an extension", P1 "/communicationProviderId required", GOOD_ROOM,
             END(ADDRESS, "4011", NULL, NULL, UNSET)),
    };
    CHECK_ROWS(rows);
}

TEST(refuses_types_in_the_wrong_role)
{
    static const struct row rows[] = {
        PAIR("an extension that calls", P0 "/id/type wrong_role",
             END(ADDRESS, "4011", "device", BY_PBX, YES), GOOD_EXTENSION),
        PAIR("a room that is called", P1 "/id/type wrong_role", GOOD_ROOM,
             END(ROOM, "profile", NULL, BY_PBX, UNSET)),
        PAIR("a room and an extension the other way round",
             P0 "/id/type wrong_role; " P1 "/id/type wrong_role",
             END(ROOM, "profile", NULL, BY_PBX, NO), END(ADDRESS, "4011", "device", BY_PBX, YES)),
        PAIR("a phone number that calls an extension", P1 "/id/type wrong_role", GOOD_CALLER,
             GOOD_EXTENSION),
        PAIR("a room that calls a phone number", P1 "/id/type wrong_role", GOOD_ROOM, GOOD_CALLEE),
        PAIR("an extension that calls a phone number", P0 "/id/type wrong_role",
             END(ADDRESS, "4011", "device", BY_PBX, YES), GOOD_CALLEE),
        PAIR_ALLOWED("a mix of forms with unknown ones allowed", P1 "/id/type wrong_role",
                     GOOD_ROOM, GOOD_CALLEE),
    };
    CHECK_ROWS(rows);
}

TEST(refuses_unknown_types_and_providers)
{
    static const struct row rows[] = {
        PAIR("unknown type", P1 "/id/type unknown_type", GOOD_CALLER,
             END("SIP_URI", "sip:a@example.com", NULL, "mine", UNSET)),
        PAIR("type in another case", P0 "/id/type unknown_type",
             END("phone_number", "+12045551111", "device", NULL, YES), GOOD_CALLEE),
        PAIR("wrong provider", P1 "/communicationProviderId unknown_provider", GOOD_CALLER,
             CALLEE("+16073331111", "mine")),
        PAIR("the provider of the other form", P1 "/communicationProviderId unknown_provider",
             GOOD_CALLER, CALLEE("+16073331111", BY_PBX)),
        PAIR("wrong provider of a room", P0 "/communicationProviderId unknown_provider",
             END(ROOM, "profile", "device", "mine", YES), GOOD_EXTENSION),
        PAIR("wrong provider of an extension", P1 "/communicationProviderId unknown_provider",
             GOOD_ROOM, END(ADDRESS, "4011", NULL, "mine", UNSET)),
        PAIR("the wrong provider on both in Smart Properties",
             P0 "/communicationProviderId unknown_provider; " P1
                "/communicationProviderId unknown_provider",
             END(ROOM, "profile", "device", BY_PHONE, YES),
             END(ADDRESS, "4011", NULL, BY_PHONE, UNSET)),
    };
    CHECK_ROWS(rows);
}

TEST(accepts_unknown_ones_where_they_are_allowed)
{
    static const struct row rows[] = {
        PAIR_ALLOWED("unknown types", "", END("A", "x", "device", NULL, YES),
                     END("B", "y", NULL, "mine", NO)),
        PAIR_ALLOWED("a room calls an unknown type", "", GOOD_ROOM,
                     END("SIP_URI", "sip:a@example.com", NULL, "mine", UNSET)),
        PAIR_ALLOWED("unknown provider", "", GOOD_CALLER, CALLEE("+16073331111", "mine")),
        PAIR_ALLOWED("unknown provider on both in Smart Properties", "",
                     END(ROOM, "profile", "device", "mine", YES),
                     END(ADDRESS, "4011", NULL, "mine", UNSET)),
        PAIR_ALLOWED("two providers in Smart Properties",
                     P1 "/communicationProviderId provider_mismatch",
                     END(ROOM, "profile", "device", "mine", YES),
                     END(ADDRESS, "4011", NULL, "yours", UNSET)),
        PAIR_ALLOWED("an unknown and the known provider in Smart Properties",
                     P1 "/communicationProviderId provider_mismatch",
                     END(ROOM, "profile", "device", "mine", YES), GOOD_EXTENSION),
        PAIR_ALLOWED("the provider of the other form, with unknown ones allowed",
                     P1 "/communicationProviderId unknown_provider", GOOD_CALLER,
                     CALLEE("+16073331111", BY_PBX)),
        PAIR_ALLOWED("the provider of the other form, in Smart Properties",
                     P1 "/communicationProviderId unknown_provider", GOOD_ROOM,
                     END(ADDRESS, "4011", NULL, BY_PHONE, UNSET)),
        PAIR_ALLOWED("the other rules hold for unknown types",
                     P0 "/id/value required; " P0 "/endpointId required; " P1
                        "/id/type control_character; " P1 "/id/value control_character; " P1
                        "/communicationProviderId required",
                     END("A", "", NULL, NULL, YES), END("B\t", "y\x7F", NULL, NULL, UNSET)),
        PAIR_ALLOWED("the other rules hold for known types",
                     P0 "/id/value not_e164; " P1 "/id/type wrong_role", CALLER("12", "device"),
                     END(ROOM, "profile", NULL, "mine", UNSET)),
    };
    CHECK_ROWS(rows);
}

TEST(reports_all_violations_at_once)
{
    struct row row = {
        .name = "all at once",
        .count = 3,
        .ends = {{PHONE, "0171 555", NULL, "", YES}, {"FAX", "", "", NULL, NO}, {0}},
        .client_session_id = "",
        .expected =
            "/participants participant_count; " P0 "/id/value not_e164; " P0
            "/endpointId required; " P0 "/communicationProviderId required; " P1
            "/id/type unknown_type; " P1 "/id/value required; " P1 "/endpointId required; " P1
            "/communicationProviderId required; /participants/2/id required; "
            "/participants/2/communicationProviderId required; " ID_PATH " required",
    };
    check_row(&row);
    assert_message("11 rules are broken: /participants (participant_count), " P0
                   "/id/value (not_e164), " P0 "/endpointId (required), " P0
                   "/communicationProviderId (required), " P1 "/id/type (unknown_type), " P1
                   "/id/value (required), " P1 "/endpointId (required), " P1
                   "/communicationProviderId (required), /participants/2/id (required), "
                   "/participants/2/communicationProviderId (required), " ID_PATH " (required)");
}

TEST(a_single_violation_is_the_message)
{
    struct row row = PAIR("missing endpoint id", P0 "/endpointId required",
                          CALLER("+12045551111", NULL), GOOD_CALLEE);
    check_row(&row);
    assert_message(P0 "/endpointId: endpointId is required on the originator: "
                      "context.System.device.deviceId of the skill request");
}

TEST(a_wrong_provider_gets_the_right_one)
{
    static const struct {
        struct row row;
        const char *message;
    } rows[] = {
        {PAIR("unknown", P1 "/communicationProviderId unknown_provider", GOOD_CALLER,
              CALLEE("+16073331111", "mine")),
         "communicationProviderId must be " BY_PHONE
         " to reach a phone number, unless unknown ones are allowed"},
        {PAIR("of the other form", P1 "/communicationProviderId unknown_provider", GOOD_CALLER,
              CALLEE("+16073331111", BY_PBX)),
         "communicationProviderId must be " BY_PHONE " to reach a phone number"},
        {PAIR("unknown, of an extension", P1 "/communicationProviderId unknown_provider", GOOD_ROOM,
              END(ADDRESS, "4011", NULL, "mine", UNSET)),
         "communicationProviderId must be " BY_PBX
         " on both participants in Smart Properties, unless unknown ones are allowed"},
        {PAIR("of the other form, of an extension", P1 "/communicationProviderId unknown_provider",
              GOOD_ROOM, END(ADDRESS, "4011", NULL, BY_PHONE, UNSET)),
         "communicationProviderId must be " BY_PBX " on both participants in Smart Properties"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        check_row(&rows[i].row);
        assert_string_equal(skillcall_error_violation_message(error, 0), rows[i].message);
    }
}

TEST(a_long_summary_ends_with_the_number_of_the_rest)
{
    OWNED(session_builder) builder = skillcall_session_builder_new(NULL, error);
    OWNED(participant) empty = skillcall_participant_new(NULL, error);
    for (int i = 0; i < 16; i++)
        assert_ok(skillcall_session_builder_add(builder, empty, error));
    assert_null(skillcall_session_builder_build(builder, error));
    assert_int_equal(skillcall_error_violation_count(error), 18);
    const char *message = skillcall_error_message(error);
    size_t listed = 0;
    for (const char *at = message; (at = strchr(at, '(')); at++)
        listed++;
    char ending[32];
    snprintf(ending, sizeof ending, ", and %zu more", 18 - listed);
    assert_true(listed > 10 && listed < 18);
    assert_string_equal(message + strlen(message) - strlen(ending), ending);
}
