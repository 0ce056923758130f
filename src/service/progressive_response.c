/* SPDX-License-Identifier: Apache-2.0 */
#include <skillcall/progressive_response.h>

#include "engine/submit.h"
#include "service/answer.h"
#include "json/json_writer.h"

static const struct skillcall__refusal refusals[] = {
    {403, NULL, SKILLCALL_E_ACCESS_DENIED,
     "the service accepts a progressive response only for a LaunchRequest or an IntentRequest that "
     "has not been answered"},
    {0},
};

static void judge(skillcall_call *call)
{
    if (skillcall__judge_answer(call, refusals) && call->driver.exchange->http_status != 204)
        skillcall__judge_undocumented(call);
}

static void write_body(skillcall__text *body, const char *request_id, const char *speech)
{
    skillcall__json_writer writer = {.text = body};
    skillcall__json_begin(&writer, '{');
    skillcall__json_name(&writer, "header");
    skillcall__json_begin(&writer, '{');
    skillcall__json_put_string(&writer, "requestId", request_id);
    skillcall__json_end(&writer, '}');
    skillcall__json_name(&writer, "directive");
    skillcall__json_begin(&writer, '{');
    skillcall__json_put_string(&writer, "type", "VoicePlayer.Speak");
    skillcall__json_put_string(&writer, "speech", speech);
    skillcall__json_end(&writer, '}');
    skillcall__json_end(&writer, '}');
}

static int32_t submit(skillcall_client *client, const skillcall_access *access,
                      const char *request_id, const char *speech, int64_t deadline_ms,
                      bool is_listed, skillcall_call **call, skillcall_error *error)
{
    *call = NULL;
    if (!client)
        return skillcall__fail_null(error, "client");
    int32_t status = skillcall__check_text(request_id, "request_id", error);
    if (status == SKILLCALL_OK)
        status = skillcall__check_text(speech, "speech", error);
    if (status != SKILLCALL_OK)
        return status;
    skillcall__text body;
    skillcall__text_growing(&body, &client->allocator);
    write_body(&body, request_id, speech);
    const struct skillcall__plan plan = {
        .method = "POST",
        .path = "/v1/directives",
        .body = body.data,
        .body_size = body.length,
        .judge = judge,
        .places_nothing = true,
        .is_listed = is_listed,
    };
    status = body.failed ? skillcall__fail_no_memory(error)
                         : skillcall__submit(client, access, &plan, deadline_ms, call, error);
    skillcall__text_free(&body);
    return status;
}

int32_t skillcall_client_send_progressive_response(skillcall_client *client,
                                                   const skillcall_access *access,
                                                   const char *request_id, const char *speech,
                                                   int64_t deadline_ms, skillcall_error *error)
{
    skillcall_call *call;
    int32_t status = submit(client, access, request_id, speech, deadline_ms, false, &call, error);
    if (call)
        status = skillcall_call_wait(call, -1, error);
    skillcall_call_free(call);
    return status;
}

skillcall_call *skillcall_client_submit_progressive_response(
    skillcall_client *client, const skillcall_access *access, const char *request_id,
    const char *speech, int64_t deadline_ms, skillcall_error *error)
{
    skillcall_call *call;
    submit(client, access, request_id, speech, deadline_ms, true, &call, error);
    return call;
}
