/* SPDX-License-Identifier: Apache-2.0 */
/* Memory that runs out at every possible moment of a call: the call ends, truly and once. The same
   where the system refuses a condition variable. */
#include "support/next.h"
#include "support/owned.h"
#include "support/rig.h"

#include <errno.h>
#include <pthread.h>
#include <skillcall/session_builder.h>

static bool is_condition_refused;

int pthread_condattr_init(pthread_condattr_t *attributes)
{
    return is_condition_refused ? ENOMEM : NEXT(pthread_condattr_init)(attributes);
}

/* The service has taken the call with its second answer. */
static const struct reply replies[] = {
    {.http = 429, .body = "{\"code\":\"Throttling\",\"message\":\"too many\"}"},
    {.http = 200, .body = PLACED_BODY},
};
static const struct reply replies_at_once[] = {
    {.http = 429, .body = "{\"code\":\"Throttling\"}", .at_once = true},
    {.http = 200, .body = PLACED_BODY, .at_once = true},
};

static void check_outcome(int32_t status, int32_t outcome)
{
    assert_true(status == SKILLCALL_OK || status == SKILLCALL_E_NO_MEMORY);
    assert_true(rig.transport.sent <= 2);
    if (status == SKILLCALL_OK)
        assert_int_equal(outcome, PLACED);
    else if (rig.transport.sent == 0)
        assert_int_equal(outcome, NOT_PLACED);
    else if (rig.transport.sent == 2)
        assert_int_equal(outcome, UNKNOWN);
}

static int32_t start(void)
{
    OWNED(receipt)
    receipt = skillcall_client_start(rig.client, rig.access, rig.session, 0, rig.error);
    int32_t status = skillcall_error_status(rig.error);
    check_outcome(status, receipt ? PLACED : skillcall_error_outcome(rig.error));
    return status;
}

static int32_t submit_and_drive(void)
{
    OWNED(call) call = skillcall_client_submit(rig.client, rig.access, rig.session, 0, rig.error);
    if (!call) {
        check_outcome(skillcall_error_status(rig.error), skillcall_error_outcome(rig.error));
        return skillcall_error_status(rig.error);
    }
    while (skillcall_client_take_ended(rig.client) != call)
        assert_ok(skillcall_client_drive(rig.client, -1, rig.error));
    int32_t status = skillcall_call_status(call);
    check_outcome(status, skillcall_call_outcome(call));
    return status;
}

static int32_t poll_and_submit(void)
{
    if (skillcall_client_pollable_fd(rig.client, rig.error) < 0)
        return skillcall_error_status(rig.error);
    return submit_and_drive();
}

/* Fails each allocation in turn, until one run needs none that fails. */
static void torture(int32_t (*run)(void), bool blocks)
{
    int32_t status = SKILLCALL_E_NO_MEMORY;
    for (size_t fail_at = 1; status != SKILLCALL_OK; fail_at++) {
        rig_prepare(blocks ? replies_at_once : replies, 2);
        skillcall_transport transport = scripted_transport(&rig.transport);
        if (blocks) {
            transport.drive = NULL;
            transport.wake = NULL;
        }
        skillcall_client_options_set_transport(rig.options, &transport, NULL);
        rig.watch.fail_at = fail_at;
        rig.client = skillcall_client_new(&rig.allocator, rig.options, rig.error);
        status = rig.client ? run() : skillcall_error_status(rig.error);
        assert_true(status == SKILLCALL_OK || status == SKILLCALL_E_NO_MEMORY);
        assert_true(fail_at < 100);
        if (rig.client)
            rig_free_client();
        rig_close();
    }
}

TEST(a_blocking_call)
{
    torture(start, false);
    torture(start, true);
}

TEST(a_submitted_call)
{
    torture(submit_and_drive, false);
    torture(submit_and_drive, true);
}

TEST(a_call_in_an_event_loop)
{
    torture(poll_and_submit, true);
}

TEST(a_call_without_a_condition_is_not_placed)
{
    rig_start(replies, 2);
    is_condition_refused = true;
    int32_t status = rig_place();
    is_condition_refused = false;
    assert_int_equal(status, SKILLCALL_E_SYSTEM);
    assert_int_equal(skillcall_error_outcome(rig.error), NOT_PLACED);
    assert_int_equal(rig.transport.sent, 0);
}

TEST(memory_given_back_holds_no_word_of_the_service)
{
    static const struct reply refusal = {.http = 400, .body = "{\"message\":\"some words\"}"};
    rig_start(&refusal, 1);
    rig.watch.secret = "some words";
    assert_int_equal(rig_place(), SKILLCALL_E_INPUT_REFUSED);
    assert_string_equal(skillcall_error_service_message(rig.error), "some words");
}
