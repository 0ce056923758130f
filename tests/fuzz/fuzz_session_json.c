/* SPDX-License-Identifier: Apache-2.0 */
/* A session from JSON, strictly and with unknown types allowed. Input: the document. What is
   accepted is compared with the emulator's own check. */
#include "lookup_json.h"
#include "session_oracles.h"

enum { DEPTH_MAX = 256 };

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
    require_same_session(built, session);
    skillcall_session_free(built);
    skillcall_session_builder_free(builder);
}

/* What the library must say: it refuses more than the emulator only by size and depth. */
static int32_t expected_status(const json_t *document, size_t size, int32_t allow_unknown)
{
    if (size > SKILLCALL_SESSION_JSON_MAX)
        return SKILLCALL_E_TOO_LARGE;
    if (!document || depth_of(document) > DEPTH_MAX)
        return SKILLCALL_E_MALFORMED;
    return emulator_accepts(document, allow_unknown) ? SKILLCALL_OK : SKILLCALL_E_INVALID;
}

static skillcall_session *read_session(const char *json, size_t size, const json_t *document,
                                       int32_t allow_unknown)
{
    skillcall_error *error = skillcall_error_new(NULL);
    skillcall_session *session =
        skillcall_session_from_json(NULL, json, size, allow_unknown, error);
    REQUIRE(skillcall_error_status(error) == expected_status(document, size, allow_unknown));
    REQUIRE((session != NULL) == (skillcall_error_status(error) == SKILLCALL_OK));
    if (session) {
        require_round_trip(session);
        require_built_the_same(session);
    } else if (skillcall_error_status(error) == SKILLCALL_E_INVALID) {
        require_violations(error);
    } else {
        REQUIRE(skillcall_error_violation_count(error) == 0);
        REQUIRE(skillcall_error_message(error)[0] != '\0');
    }
    skillcall_error_free(error);
    return session;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *json = size ? (const char *)data : "";
    int is_undecided;
    json_t *document = read_strict_document(json, size, &is_undecided);
    if (is_undecided)
        return 0;
    skillcall_session *strict = read_session(json, size, document, 0);
    skillcall_session *lax = read_session(json, size, document, 1);
    if (strict)
        require_same_session(strict, lax);
    skillcall_session_free(lax);
    skillcall_session_free(strict);
    json_decref(document);
    return 0;
}
