/* SPDX-License-Identifier: Apache-2.0 */
/* What error objects and names say where there is nothing to say. */
#include "support/owned.h"
#include "support/unit.h"

#include <skillcall/skillcall.h>

TEST(codes_of_a_newer_library_have_names_too)
{
    static const int32_t codes[] = {INT32_MIN, -1, 1000, INT32_MAX};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        assert_string_equal(skillcall_status_name(codes[i]), "unknown_status");
        assert_string_equal(skillcall_status_text(codes[i]),
                            "this status is unknown to the library");
        assert_string_equal(skillcall_outcome_name(codes[i]), "unknown");
        assert_string_equal(skillcall_violation_name(codes[i]), "unknown_violation");
    }
    assert_string_equal(skillcall_violation_name(0), "unknown_violation");
}

/* What every getter gives for an error object without a failure. */
static void assert_prints_nothing(const skillcall_error *error)
{
    assert_ok(skillcall_error_status(error));
    assert_int_equal(skillcall_error_outcome(error), SKILLCALL_OUTCOME_NONE);
    assert_string_equal(skillcall_error_message(error), "");
    assert_int_equal(skillcall_error_violation_count(error), 0);
    assert_int_equal(skillcall_error_http_status(error), 0);
    assert_null(skillcall_error_service_code(error));
    assert_null(skillcall_error_service_message(error));
    assert_int_equal(skillcall_error_transport_code(error), 0);
    assert_null(skillcall_error_transport_text(error));
    assert_int_equal(skillcall_error_attempts(error), 0);
    assert_int_equal(skillcall_error_retry_after_ms(error), -1);
    assert_null(skillcall_error_request_id(error));
    assert_null(skillcall_error_client_session_id(error));
}

static void no_violation_is_behind_the_last(const skillcall_error *error, size_t count)
{
    const size_t behind[] = {count, count + 1, SIZE_MAX};
    for (size_t i = 0; i < sizeof behind / sizeof *behind; i++) {
        assert_null(skillcall_error_violation_path(error, behind[i]));
        assert_int_equal(skillcall_error_violation_code(error, behind[i]), 0);
        assert_null(skillcall_error_violation_message(error, behind[i]));
    }
}

TEST(null_reads_like_a_new_object)
{
    skillcall_error *error = skillcall_error_new(NULL);
    assert_prints_nothing(error);
    assert_prints_nothing(NULL);
    no_violation_is_behind_the_last(error, 0);
    no_violation_is_behind_the_last(NULL, 0);
    skillcall_error_free(error);
    skillcall_error_clear(NULL);
    skillcall_error_free(NULL);
}

TEST(a_cleared_error_is_empty)
{
    OWNED(error) error = skillcall_error_new(NULL);
    assert_null(skillcall_session_from_json(NULL, "{}", 2, 0, error));
    size_t count = skillcall_error_violation_count(error);
    assert_true(count > 0);
    assert_non_null(skillcall_error_violation_message(error, count - 1));
    no_violation_is_behind_the_last(error, count);
    skillcall_error_clear(error);
    assert_prints_nothing(error);
    no_violation_is_behind_the_last(error, 0);
}
