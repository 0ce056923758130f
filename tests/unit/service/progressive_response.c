/* SPDX-License-Identifier: Apache-2.0 */
/* Progressive responses: what is sent, what each answer means, and that nothing is lost for want of
   memory. */
#include "support/answer_rows.h"
#include "support/owned.h"

#include <skillcall/progressive_response.h>

static int32_t send(const char *request_id, const char *speech)
{
    skillcall_error_clear(rig.error);
    return skillcall_client_send_progressive_response(rig.client, rig.access, request_id, speech, 0,
                                                      rig.error);
}

TEST(sends_the_directive)
{
    rig_start(&(struct reply){.http = 204}, 1);
    assert_ok(send("the-request", "<speak>One \"moment\" \xC3\xA9</speak>"));
    assert_int_equal(rig.transport.sent, 1);
    assert_string_equal(rig.transport.sendings[0].url, ENDPOINT "/v1/directives");
    assert_string_equal(rig.transport.sendings[0].body,
                        "{\"header\":{\"requestId\":\"the-request\"},\"directive\":{\"type\":"
                        "\"VoicePlayer.Speak\",\"speech\":\"<speak>One \\\"moment\\\" "
                        "\xC3\xA9</speak>\"}}");
}

static int32_t send_one(void)
{
    return send("r", "wait");
}

TEST(each_answer_has_its_status_and_no_outcome)
{
    assert_answers(&(struct answer_row){{.http = 200}, SKILLCALL_E_ANSWER, 1}, 1, send_one);
    assert_refusals(send_one);
    assert_memory_may_run_out(&(struct reply){.http = 204}, send_one);
}

TEST(a_submitted_one_ends_as_a_call_does)
{
    rig_start(&(struct reply){.http = 204}, 1);
    OWNED(call)
    call = skillcall_client_submit_progressive_response(rig.client, rig.access, "r", "wait", 0,
                                                        rig.error);
    assert_non_null(call);
    assert_ok(skillcall_client_drive(rig.client, -1, rig.error));
    assert_ptr_equal(skillcall_client_take_ended(rig.client), call);
    assert_ok(skillcall_call_status(call));
    assert_int_equal(skillcall_call_outcome(call), SKILLCALL_OUTCOME_NONE);
    assert_null(skillcall_call_found(call));
    assert_null(skillcall_call_receipt(call));
}

TEST(refuses_what_cannot_be_sent)
{
    rig_start(&(struct reply){.http = 204}, 1);
    assert_int_equal(send(NULL, "wait"), SKILLCALL_E_ARGUMENT);
    assert_int_equal(send("", "wait"), SKILLCALL_E_ARGUMENT);
    assert_int_equal(send("r", NULL), SKILLCALL_E_ARGUMENT);
    assert_int_equal(send("r", ""), SKILLCALL_E_ARGUMENT);
    assert_int_equal(send("r", "\xC3"), SKILLCALL_E_ARGUMENT);
    assert_int_equal(
        skillcall_client_send_progressive_response(NULL, rig.access, "r", "wait", 0, NULL),
        SKILLCALL_E_ARGUMENT);
    assert_null(
        skillcall_client_submit_progressive_response(rig.client, NULL, "r", "wait", 0, NULL));
    assert_int_equal(rig.transport.sent, 0);
}
