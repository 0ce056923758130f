/* SPDX-License-Identifier: Apache-2.0 */
#include "service/start_session.h"

#include "base/redact.h"
#include "engine/submit.h"
#include "service/answer.h"
#include "session/session.h"

#include <skillcall/client.h>
#include <string.h>

/* What refusals mean for a call (contract: answers). */
static const struct skillcall__refusal refusals[] = {
    {403, "AccessDenied", SKILLCALL_E_ACCESS_DENIED,
     "the token lacks the permission: the user has not granted calling, or the skill does not ask "
     "for it"},
    {404, NULL, SKILLCALL_E_REGION,
     "calling is not available at this endpoint; calls between phone numbers exist in North "
     "America only"},
    {0},
};

static bool copy_session_id(skillcall_call *call, skillcall__json json)
{
    const char *id = skillcall__json_string(skillcall__json_member(json, "sessionId"));
    size_t length = id ? strlen(id) : 0;
    if (length == 0 || length > SKILLCALL__SESSION_ID_MAX)
        return false;
    skillcall__redact_id(call->result.receipt->session_id, sizeof call->result.receipt->session_id,
                         id, call->driver.exchange->token);
    return true;
}

static void judge_success(skillcall_call *call)
{
    skillcall_error *error = &call->result.error;
    skillcall__json_document answer;
    int32_t status = skillcall__answer_json(call, &answer);
    bool has_id = copy_session_id(call, answer.root);
    if (has_id || !call->driver.needs_session_id) {
        memcpy(call->result.receipt->request_id, error->request_id,
               sizeof call->result.receipt->request_id);
        error->outcome = SKILLCALL_OUTCOME_PLACED;
    } else if (status) {
        skillcall__judge_unreadable(call, status);
    } else {
        skillcall__judge_fail(call, SKILLCALL_E_ANSWER, SKILLCALL_OUTCOME_UNKNOWN,
                              "the answer has no sessionId, which the service promises");
    }
    skillcall__json_free(&answer);
}

static void judge(skillcall_call *call)
{
    if (!skillcall__judge_answer(call, refusals))
        return;
    if (call->driver.exchange->http_status == 200)
        judge_success(call);
    else
        skillcall__judge_undocumented(call);
}

struct skillcall__plan skillcall__plan_session(const skillcall_session *session)
{
    return (struct skillcall__plan){
        .method = "POST",
        .path = "/v1/communications/session",
        .body = skillcall_session_json(session),
        .body_size = skillcall__session_json_length(session),
        .client_session_id = skillcall_session_client_session_id(session),
        .judge = judge,
        .needs_session_id = skillcall__session_needs_session_id(session),
    };
}

static skillcall_call *submit(skillcall_client *client, const skillcall_access *access,
                              const skillcall_session *session, int64_t deadline_ms, bool is_listed,
                              skillcall_error *error)
{
    if (!session) {
        skillcall__fail_null(error, "session");
        skillcall__mark_not_placed(error);
        return NULL;
    }
    struct skillcall__plan plan = skillcall__plan_session(session);
    plan.is_listed = is_listed;
    skillcall_call *call;
    skillcall__submit(client, access, &plan, deadline_ms, &call, error);
    return call;
}

skillcall_call *skillcall_client_submit(skillcall_client *client, const skillcall_access *access,
                                        const skillcall_session *session, int64_t deadline_ms,
                                        skillcall_error *error)
{
    return submit(client, access, session, deadline_ms, true, error);
}

skillcall_receipt *skillcall_client_start(skillcall_client *client, const skillcall_access *access,
                                          const skillcall_session *session, int64_t deadline_ms,
                                          skillcall_error *error)
{
    return skillcall__collect_receipt(submit(client, access, session, deadline_ms, false, error),
                                      error);
}

skillcall_receipt *skillcall__collect_receipt(skillcall_call *call, skillcall_error *error)
{
    skillcall_receipt *receipt = NULL;
    if (call && skillcall_call_wait(call, -1, error) == SKILLCALL_OK) {
        receipt = call->result.receipt;
        call->result.receipt = NULL;
    }
    skillcall_call_free(call);
    return receipt;
}
