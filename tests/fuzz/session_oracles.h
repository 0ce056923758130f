/* SPDX-License-Identifier: Apache-2.0 */
/* What must hold of a session, and of the failure to make one. */
#ifndef TESTS_FUZZ_SESSION_ORACLES_H
#define TESTS_FUZZ_SESSION_ORACLES_H

#include "emulator/api/session_check.h"
#include "fuzz.h"

#include <skillcall/skillcall.h>

/* The second opinion: the emulator's reading of the contract, which shares no code with the
   library's. */
static inline int emulator_accepts(const json_t *document, int allow_unknown)
{
    json_t *violations = json_array();
    check_session_body(document, allow_unknown, violations);
    size_t count = json_array_size(violations);
    json_decref(violations);
    return count == 0;
}

/* A failure says what is wrong and where. */
static inline void require_violations(const skillcall_error *error)
{
    size_t count = skillcall_error_violation_count(error);
    REQUIRE(count > 0 && skillcall_error_message(error)[0] != '\0');
    REQUIRE(skillcall_error_outcome(error) == SKILLCALL_OUTCOME_NONE);
    for (size_t i = 0; i < count; i++) {
        const char *path = skillcall_error_violation_path(error, i);
        REQUIRE(path && (path[0] == '\0' || path[0] == '/'));
        REQUIRE(skillcall_error_violation_message(error, i)[0] != '\0');
    }
}

static inline void require_same_session(const skillcall_session *a, const skillcall_session *b)
{
    REQUIRE(a && b && same_text(skillcall_session_json(a), skillcall_session_json(b)));
}

static inline void require_reads_back(const skillcall_session *session, const char *json,
                                      size_t size)
{
    skillcall_session *again = skillcall_session_from_json(NULL, json, size, 1, NULL);
    require_same_session(again, session);
    skillcall_session_free(again);
}

/* Both forms that are written read back as the same session. */
static inline void require_round_trip(const skillcall_session *session)
{
    const char *json = skillcall_session_json(session);
    require_reads_back(session, json, strlen(json));
    size_t length = skillcall_session_write_json(session, 2, NULL, 0);
    char *indented = malloc(length + 1);
    REQUIRE(indented != NULL);
    REQUIRE(skillcall_session_write_json(session, 2, indented, length + 1) == length);
    REQUIRE(strlen(indented) == length);
    require_reads_back(session, indented, length);
    free(indented);
}

#endif
