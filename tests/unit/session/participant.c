/* SPDX-License-Identifier: Apache-2.0 */
#include "support/each_allocation.h"
#include "support/owned.h"
#include "support/unit.h"
#include "support/watching_allocator.h"

#include <skillcall/participant.h>
#include <string.h>

static char long_text[700]; /* for which a participant has no room of its own */

static void assert_text(const char *text, const char *expected)
{
    if (expected)
        assert_string_equal(text, expected);
    else
        assert_null(text);
}

static void check(skillcall_participant *participant, const char *type, const char *value,
                  const char *endpoint_id, const char *provider_id, int32_t originator)
{
    assert_non_null(participant);
    assert_text(skillcall_participant_type(participant), type);
    assert_text(skillcall_participant_value(participant), value);
    assert_text(skillcall_participant_endpoint_id(participant), endpoint_id);
    assert_text(skillcall_participant_provider_id(participant), provider_id);
    assert_int_equal(skillcall_participant_originator(participant), originator);
}

TEST(a_new_one_has_nothing_set)
{
    OWNED(participant) participant = skillcall_participant_new(NULL, error);
    check(participant, NULL, NULL, NULL, NULL, SKILLCALL_ORIGINATOR_UNSET);
    skillcall_participant_free(NULL);
}

TEST(the_known_forms_have_constructors)
{
    skillcall_participant *made =
        skillcall_participant_new_phone_caller(NULL, "+12045551111", "device", error);
    check(made, "PHONE_NUMBER", "+12045551111", "device", NULL, SKILLCALL_ORIGINATOR_YES);
    skillcall_participant_free(made);

    made = skillcall_participant_new_phone_callee(NULL, "+16073331111", error);
    check(made, "PHONE_NUMBER", "+16073331111", NULL, SKILLCALL_PROVIDER_PHONE,
          SKILLCALL_ORIGINATOR_UNSET);
    skillcall_participant_free(made);

    made = skillcall_participant_new_room(NULL, "profile", "device", error);
    check(made, "COMMUNICATION_PROFILE_ID", "profile", "device",
          SKILLCALL_PROVIDER_SMART_PROPERTIES, SKILLCALL_ORIGINATOR_YES);
    skillcall_participant_free(made);

    made = skillcall_participant_new_extension(NULL, "4011", error);
    check(made, "RAW_ADDRESS", "4011", NULL, SKILLCALL_PROVIDER_SMART_PROPERTIES,
          SKILLCALL_ORIGINATOR_UNSET);
    skillcall_participant_free(made);

    made = skillcall_participant_new_phone_caller(NULL, NULL, NULL, error);
    check(made, "PHONE_NUMBER", NULL, NULL, NULL, SKILLCALL_ORIGINATOR_YES);
    skillcall_participant_free(made);
}

TEST(setters_copy_and_judge_nothing)
{
    OWNED(participant) participant = skillcall_participant_new(NULL, error);
    char text[] = "first";
    assert_int_equal(skillcall_participant_set_identity(participant, text, text, error), 0);
    assert_int_equal(skillcall_participant_set_endpoint_id(participant, text, error), 0);
    assert_int_equal(skillcall_participant_set_provider_id(participant, text, error), 0);
    memcpy(text, "other", sizeof text);
    check(participant, "first", "first", "first", "first", SKILLCALL_ORIGINATOR_UNSET);

    assert_int_equal(skillcall_participant_set_identity(participant, "", "\xFF\n", error), 0);
    assert_int_equal(skillcall_participant_set_endpoint_id(participant, "", error), 0);
    assert_int_equal(skillcall_participant_set_provider_id(participant, NULL, error), 0);
    assert_int_equal(skillcall_participant_set_originator(participant, 0, error), 0);
    check(participant, "", "\xFF\n", "", NULL, SKILLCALL_ORIGINATOR_NO);

    assert_int_equal(skillcall_participant_set_identity(participant, NULL, "v", error), 0);
    check(participant, NULL, "v", "", NULL, SKILLCALL_ORIGINATOR_NO);
}

TEST(setters_take_what_getters_gave)
{
    OWNED(participant)
    participant = skillcall_participant_new_phone_caller(NULL, "+12", "device", error);
    const char *value = skillcall_participant_value(participant);
    assert_ok(skillcall_participant_set_identity(participant, value,
                                                 skillcall_participant_type(participant), error));
    skillcall_participant_set_endpoint_id(participant,
                                          skillcall_participant_endpoint_id(participant), error);
    check(participant, "+12", "PHONE_NUMBER", "device", NULL, SKILLCALL_ORIGINATOR_YES);
}

TEST(refuses_an_originator_out_of_range)
{
    OWNED(participant) participant = skillcall_participant_new(NULL, error);
    skillcall_participant_set_originator(participant, SKILLCALL_ORIGINATOR_YES, error);
    static const int32_t bad[] = {2, -2, INT32_MAX, INT32_MIN};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(skillcall_participant_set_originator(participant, bad[i], error),
                         SKILLCALL_E_ARGUMENT);
        assert_status(SKILLCALL_E_ARGUMENT);
        assert_int_equal(skillcall_participant_originator(participant), SKILLCALL_ORIGINATOR_YES);
    }
    assert_ok(skillcall_participant_set_originator(participant, -1, error));
    assert_int_equal(skillcall_participant_originator(participant), SKILLCALL_ORIGINATOR_UNSET);
}

TEST(null_is_refused_and_nothing_crashes)
{
    skillcall_error_clear(error);
    assert_int_equal(skillcall_participant_set_identity(NULL, "a", "b", error),
                     SKILLCALL_E_ARGUMENT);
    assert_message("the argument \"participant\" is NULL");
    assert_int_equal(skillcall_participant_set_endpoint_id(NULL, "a", NULL), SKILLCALL_E_ARGUMENT);
    assert_int_equal(skillcall_participant_set_provider_id(NULL, "a", NULL), SKILLCALL_E_ARGUMENT);
    assert_int_equal(skillcall_participant_set_originator(NULL, 1, NULL), SKILLCALL_E_ARGUMENT);
    assert_null(skillcall_participant_type(NULL));
    assert_null(skillcall_participant_value(NULL));
    assert_null(skillcall_participant_endpoint_id(NULL));
    assert_null(skillcall_participant_provider_id(NULL));
    assert_int_equal(skillcall_participant_originator(NULL), SKILLCALL_ORIGINATOR_UNSET);
}

/* The first failure is still there at the end of a sequence that is not checked in between. */
TEST(a_chain_keeps_its_first_failure)
{
    struct watch watch = {.fail_at = 1};
    skillcall_allocator allocator = watching_allocator(&watch);
    skillcall_participant *participant = skillcall_participant_new(&allocator, error);
    assert_null(participant);
    assert_int_equal(skillcall_participant_set_identity(participant, "a", "b", error),
                     SKILLCALL_E_ARGUMENT);
    skillcall_participant_set_endpoint_id(participant, "a", error);
    skillcall_participant_set_provider_id(participant, "a", error);
    skillcall_participant_set_originator(participant, 1, error);
    skillcall_participant_free(participant);
    assert_status(SKILLCALL_E_NO_MEMORY);
}

static int which;

static skillcall_participant *make_one(const skillcall_allocator *allocator)
{
    switch (which) {
    case 0:
        return skillcall_participant_new_phone_caller(allocator, long_text, long_text, error);
    case 1:
        return skillcall_participant_new_phone_callee(allocator, long_text, error);
    case 2:
        return skillcall_participant_new_room(allocator, long_text, long_text, error);
    case 3:
        return skillcall_participant_new_extension(allocator, long_text, error);
    case 4: /* has room for all but the provider */
        return skillcall_participant_new_room(allocator, long_text + 230, "device", error);
    default: /* has room for the number, but not for the provider as well */
        return skillcall_participant_new_phone_callee(allocator, long_text + 210, error);
    }
}

static bool make(const skillcall_allocator *allocator)
{
    OWNED(participant) participant = make_one(allocator);
    return participant != NULL;
}

TEST(constructors_survive_every_failing_allocation)
{
    for (which = 0; which < 6; which++)
        assert_each_allocation_may_fail(make, 2, NULL);
}

TEST(long_texts_are_kept_as_well)
{
    struct watch watch = {0};
    skillcall_allocator allocator = watching_allocator(&watch);
    skillcall_participant *participant = skillcall_participant_new(&allocator, error);
    for (int i = 0; i < 3; i++) {
        skillcall_participant_set_identity(participant, "A", long_text, error);
        skillcall_participant_set_endpoint_id(participant, "device", error);
        skillcall_participant_set_provider_id(participant, long_text, error);
        check(participant, "A", long_text, "device", long_text, SKILLCALL_ORIGINATOR_UNSET);
    }
    assert_int_equal(watch.live, 3);
    skillcall_participant_free(participant);
    assert_int_equal(watch.live, 0);
}

/* A program that sets a text again and again needs no more memory for it each time. */
TEST(a_text_set_often_takes_no_more_memory)
{
    struct watch watch = {0};
    skillcall_allocator allocator = watching_allocator(&watch);
    skillcall_participant *participant = skillcall_participant_new(&allocator, error);
    for (int i = 0; i < 1000; i++)
        skillcall_participant_set_endpoint_id(participant, i % 2 ? "even" : "odd", error);
    check(participant, NULL, NULL, "even", NULL, SKILLCALL_ORIGINATOR_UNSET);
    assert_true(watch.live <= 2);
    skillcall_participant_free(participant);
    assert_int_equal(watch.live, 0);
}

TEST(a_setter_without_memory_changes_nothing)
{
    struct watch watch = {0};
    skillcall_allocator allocator = watching_allocator(&watch);
    skillcall_participant *participant =
        skillcall_participant_new_room(&allocator, "profile", "device", error);
    for (size_t i = 1; i <= 2; i++) {
        watch.fail_at = watch.calls + i;
        assert_int_equal(
            skillcall_participant_set_identity(participant, long_text, long_text, error),
            SKILLCALL_E_NO_MEMORY);
    }
    watch.fail_at = watch.calls + 1;
    assert_int_equal(skillcall_participant_set_endpoint_id(participant, long_text, error),
                     SKILLCALL_E_NO_MEMORY);
    watch.fail_at = watch.calls + 1;
    assert_int_equal(skillcall_participant_set_provider_id(participant, long_text, NULL),
                     SKILLCALL_E_NO_MEMORY);
    check(participant, "COMMUNICATION_PROFILE_ID", "profile", "device",
          SKILLCALL_PROVIDER_SMART_PROPERTIES, SKILLCALL_ORIGINATOR_YES);
    skillcall_participant_free(participant);
    assert_int_equal(watch.live, 0);
}

int main(void)
{
    memset(long_text, 'x', sizeof long_text - 1);
    return run_all(make_error, free_error);
}
