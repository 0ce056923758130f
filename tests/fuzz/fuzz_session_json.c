/* A session from JSON, strictly and with unknown types allowed. Input: the document. */
#include "fuzz.h"

#include <skillcall/skillcall.h>

static void require_violations(const skillcall_error *error)
{
    int32_t status = skillcall_error_status(error);
    size_t count = skillcall_error_violation_count(error);
    REQUIRE(status == SKILLCALL_E_INVALID || status == SKILLCALL_E_MALFORMED ||
            status == SKILLCALL_E_TOO_LARGE);
    REQUIRE((status == SKILLCALL_E_INVALID) == (count > 0));
    REQUIRE(skillcall_error_message(error)[0] != '\0');
    for (size_t i = 0; i < count; i++) {
        const char *path = skillcall_error_violation_path(error, i);
        REQUIRE(path && (path[0] == '\0' || path[0] == '/'));
        REQUIRE(skillcall_error_violation_message(error, i)[0] != '\0');
    }
}

/* The contract's rules on one end, read independently of the library. */
static void require_sound(const skillcall_participant *participant)
{
    const char *type = skillcall_participant_type(participant);
    const char *value = skillcall_participant_value(participant);
    REQUIRE(type && type[0] && value && value[0] && strlen(value) <= 4 * 128);
    if (strcmp(type, SKILLCALL_TYPE_PHONE_NUMBER) == 0) {
        size_t digits = strspn(value + 1, "0123456789");
        REQUIRE(value[0] == '+' && value[1] != '0' && digits >= 2 && digits <= 15);
        REQUIRE(value[1 + digits] == '\0');
    }
    if (skillcall_participant_originator(participant) == SKILLCALL_ORIGINATOR_YES)
        REQUIRE(skillcall_participant_endpoint_id(participant) != NULL);
    else
        REQUIRE(skillcall_participant_provider_id(participant) != NULL);
}

static void require_two_ends(const skillcall_session *session)
{
    size_t originators = 0;
    REQUIRE(skillcall_session_participant_count(session) == 2);
    for (size_t i = 0; i < 2; i++) {
        const skillcall_participant *participant = skillcall_session_participant(session, i);
        require_sound(participant);
        originators += skillcall_participant_originator(participant) == SKILLCALL_ORIGINATOR_YES;
    }
    REQUIRE(originators == 1);
}

static void require_reads_back(const skillcall_session *session, const char *json, size_t size)
{
    skillcall_session *again = skillcall_session_from_json(NULL, json, size, 1, NULL);
    REQUIRE(again != NULL);
    REQUIRE(same_text(skillcall_session_json(again), skillcall_session_json(session)));
    skillcall_session_free(again);
}

/* Both forms that are written read back as the same session. */
static void require_round_trip(const skillcall_session *session)
{
    const char *json = skillcall_session_json(session);
    require_reads_back(session, json, strlen(json));
    size_t length = skillcall_session_write_json(session, 2, NULL, 0);
    char *indented = malloc(length + 1);
    REQUIRE(indented != NULL);
    REQUIRE(skillcall_session_write_json(session, 2, indented, length + 1) == length);
    REQUIRE(strlen(indented) == length);
    if (length <= SKILLCALL_SESSION_JSON_MAX)
        require_reads_back(session, indented, length);
    free(indented);
}

/* The builder makes the same of the same participants. */
static void require_built_the_same(const skillcall_session *session)
{
    skillcall_session_builder *builder = skillcall_session_builder_new(NULL, NULL);
    const char *id = skillcall_session_client_session_id(session);
    skillcall_session_builder_allow_unknown(builder, 1, NULL);
    if (id)
        skillcall_session_builder_set_client_session_id(builder, id, NULL);
    else
        skillcall_session_builder_omit_client_session_id(builder, NULL);
    for (size_t i = 0; i < 2; i++)
        skillcall_session_builder_add(builder, skillcall_session_participant(session, i), NULL);
    skillcall_session *built = skillcall_session_builder_build(builder, NULL);
    REQUIRE(built != NULL);
    REQUIRE(same_text(skillcall_session_json(built), skillcall_session_json(session)));
    skillcall_session_free(built);
    skillcall_session_builder_free(builder);
}

static skillcall_session *read_session(const char *json, size_t size, int32_t allow_unknown)
{
    skillcall_error *error = skillcall_error_new(NULL);
    skillcall_session *session =
        skillcall_session_from_json(NULL, json, size, allow_unknown, error);
    if (session) {
        require_two_ends(session);
        require_round_trip(session);
        require_built_the_same(session);
    } else {
        require_violations(error);
    }
    skillcall_error_free(error);
    return session;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *json = size ? (const char *)data : "";
    skillcall_session *strict = read_session(json, size, 0);
    skillcall_session *lax = read_session(json, size, 1);
    if (strict)
        REQUIRE(same_text(skillcall_session_json(strict), skillcall_session_json(lax)));
    skillcall_session_free(lax);
    skillcall_session_free(strict);
    return 0;
}
