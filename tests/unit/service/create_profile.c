/* SPDX-License-Identifier: Apache-2.0 */
/* The creation of a room's profile: what is sent, what each answer means, and that nothing is lost
   for want of memory. */
#include "support/answer_rows.h"
#include "support/owned.h"

#include <skillcall/lookup.h>

static const char created[] = "{\"profileId\": {\"profileId\": \"the-profile\"}}";

static int32_t create(const char *unit_id, const char *name, char *profile_id)
{
    skillcall_error_clear(rig.error);
    return skillcall_client_create_profile(rig.client, rig.access, unit_id, name, 0, profile_id,
                                           SKILLCALL_PROFILE_ID_SIZE, rig.error);
}

static int32_t create_one(void)
{
    char profile_id[SKILLCALL_PROFILE_ID_SIZE] = "as it was";
    int32_t status = create("u", "Room 7", profile_id);
    assert_string_equal(profile_id, status == SKILLCALL_OK ? "the-profile" : "as it was");
    return status;
}

TEST(sends_unit_and_name)
{
    static const char *const names[] = {"Room \"7\"", NULL};
    static const char *const bodies[] = {
        "{\"entity\":{\"type\":\"UNIT\",\"id\":\"the-unit\"},\"name\":\"Room \\\"7\\\"\"}",
        "{\"entity\":{\"type\":\"UNIT\",\"id\":\"the-unit\"}}"};
    for (size_t i = 0; i < 2; i++) {
        char profile_id[SKILLCALL_PROFILE_ID_SIZE];
        rig_start(&(struct reply){.http = 201, .body = created}, 1);
        assert_ok(create("the-unit", names[i], profile_id));
        assert_string_equal(profile_id, "the-profile");
        assert_int_equal(rig.transport.sent, 1);
        assert_string_equal(rig.transport.sendings[0].url, ENDPOINT "/v1/communications/profile");
        assert_string_equal(rig.transport.sendings[0].body, bodies[i]);
        rig_close();
    }
}

static const struct answer_row rows[] = {
    {{.http = 200, .body = created}, SKILLCALL_E_ANSWER, 1},
    {{.http = 201, .body = "{}"}, SKILLCALL_E_ABSENT, 1},
    {{.http = 201, .body = "{"}, SKILLCALL_E_ANSWER, 1},
    {{.http = 404}, SKILLCALL_E_ABSENT, 1},
};

TEST(each_answer_has_its_status_and_no_outcome)
{
    assert_answers(rows, sizeof rows / sizeof *rows, create_one);
    assert_refusals(create_one);
    assert_advises_a_permission(create_one);
    assert_memory_may_run_out(&(struct reply){.http = 201, .body = created}, create_one);
}

TEST(a_submitted_one_holds_the_id)
{
    rig_start(&(struct reply){.http = 201, .body = created}, 1);
    OWNED(call)
    call = skillcall_client_submit_profile_creation(rig.client, rig.access, "the-unit", "Room 7", 0,
                                                    rig.error);
    assert_ok(skillcall_call_wait(call, -1, rig.error));
    assert_ptr_equal(skillcall_client_take_ended(rig.client), call);
    assert_string_equal(skillcall_call_found(call), "the-profile");
}

TEST(refuses_what_cannot_be_sent)
{
    char profile_id[SKILLCALL_PROFILE_ID_SIZE], unit_id[514];
    memset(unit_id, 'u', sizeof unit_id);
    unit_id[513] = '\0';
    rig_start(&(struct reply){.http = 201, .body = created}, 1);
    assert_int_equal(create(NULL, NULL, profile_id), SKILLCALL_E_ARGUMENT);
    assert_int_equal(create("", NULL, profile_id), SKILLCALL_E_ARGUMENT);
    assert_int_equal(create(unit_id, NULL, profile_id), SKILLCALL_E_ARGUMENT);
    assert_int_equal(create("\xC3", "Room 7", profile_id), SKILLCALL_E_ARGUMENT);
    assert_int_equal(create("the-unit", "", profile_id), SKILLCALL_E_ARGUMENT);
    assert_int_equal(create("the-unit", "\xC3", profile_id), SKILLCALL_E_ARGUMENT);
    assert_int_equal(create("the-unit", NULL, NULL), SKILLCALL_E_ARGUMENT);
    assert_int_equal(skillcall_client_create_profile(NULL, rig.access, "u", NULL, 0, profile_id,
                                                     sizeof profile_id, NULL),
                     SKILLCALL_E_ARGUMENT);
    assert_null(skillcall_client_submit_profile_creation(rig.client, NULL, "u", NULL, 0, NULL));
    assert_int_equal(rig.transport.sent, 0);
}
