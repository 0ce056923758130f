#include "client/answer.h"

#include "base/json.h"
#include "client/redact.h"
#include "client/retry.h"

#include <string.h>

/* What the service's refusals mean and what to do (contract: answers). */
static const struct refusal {
    int32_t http_status;
    int32_t status;
    const char *advice;
} refusals[] = {
    {400, SKILLCALL_E_INPUT_REFUSED, "the service found the request invalid; its message says why"},
    {401, SKILLCALL_E_BAD_TOKEN,
     "the token is expired or invalid; take the apiAccessToken of a fresh skill request"},
    {403, SKILLCALL_E_ACCESS_DENIED,
     "the token lacks the permission: the user has not granted calling, or the skill does not ask "
     "for it"},
    {404, SKILLCALL_E_REGION,
     "calling does not exist at this endpoint; it exists in North America only"},
    {429, SKILLCALL_E_THROTTLED, "the service has had too many requests; call again later"},
};

static const struct refusal *find_refusal(int32_t http_status)
{
    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++)
        if (refusals[i].http_status == http_status)
            return &refusals[i];
    return NULL;
}

const char *skillcall__outcome_advice(int32_t outcome)
{
    if (outcome == SKILLCALL_OUTCOME_NOT_PLACED)
        return "the call was not placed";
    return "the call may have been placed all the same: look for its client session id on the SIP "
           "side before calling again";
}

static void fail(skillcall_call *call, int32_t status, int32_t outcome, const char *advice)
{
    skillcall_error *error = &call->error;
    const skillcall_exchange *exchange = call->exchange;
    const char *said = error->service_message[0]  ? error->service_message
                       : error->service_code[0]   ? error->service_code
                       : error->transport_text[0] ? error->transport_text
                                                  : NULL;
    error->outcome = outcome;
    if (exchange->http_status)
        skillcall__fail(error, status, "HTTP %d%s%s%s: %s; %s", (int)exchange->http_status,
                        said ? " (" : "", said ? said : "", said ? ")" : "", advice,
                        skillcall__outcome_advice(outcome));
    else
        skillcall__fail(error, status, "%s%s%s%s; %s", advice, said ? " (" : "", said ? said : "",
                        said ? ")" : "", skillcall__outcome_advice(outcome));
}

/* Copies what every answer and failure may bring. */
static void take_facts(skillcall_call *call)
{
    const skillcall_exchange *exchange = call->exchange;
    skillcall_error *error = &call->error;
    error->http_status = exchange->http_status;
    error->transport_code = exchange->transport_code;
    skillcall__redact_text(error->transport_text, sizeof error->transport_text,
                           exchange->transport_text, exchange->token);
    skillcall__redact_id(error->request_id, sizeof error->request_id, exchange->request_id,
                         exchange->token);
    memcpy(error->client_session_id, call->receipt->client_session_id,
           sizeof error->client_session_id);
    if (exchange->has_retry_after)
        error->retry_after_ms = skillcall__retry_after(
            exchange->retry_after, exchange->clock.unix_ms(exchange->clock.user_data));
}

static skillcall__json *parse_body(const skillcall_call *call, skillcall_error *error)
{
    const skillcall__text *body = &call->exchange->answer;
    return skillcall__json_parse(body->length ? body->data : "", body->length, SKILLCALL_ANSWER_MAX,
                                 SKILLCALL__JSON_DEPTH_MAX, "the answer", error);
}

/* Error bodies can be HTML, empty or without a code: then the HTTP status has to do. */
static void take_service_error(skillcall_call *call)
{
    skillcall__json *json = parse_body(call, NULL);
    const char *code = skillcall__json_string(skillcall__json_member(json, "code"));
    const char *message = skillcall__json_string(skillcall__json_member(json, "message"));
    skillcall_error *error = &call->error;
    const char *token = call->exchange->token;
    if (code)
        skillcall__redact_text(error->service_code, sizeof error->service_code, code, token);
    if (message)
        skillcall__redact_text(error->service_message, sizeof error->service_message, message,
                               token);
    skillcall__json_free(json);
}

static void judge_refusal(skillcall_call *call)
{
    take_service_error(call);
    const struct refusal *refusal = find_refusal(call->exchange->http_status);
    fail(call, refusal ? refusal->status : SKILLCALL_E_REFUSED, SKILLCALL_OUTCOME_NOT_PLACED,
         refusal ? refusal->advice : "the service refused the request");
}

/* Only a 503 that names a time says that it did nothing; others may have failed half way. */
static void judge_server_error(skillcall_call *call)
{
    take_service_error(call);
    if (call->exchange->http_status == 503 && call->error.retry_after_ms >= 0)
        fail(call, SKILLCALL_E_UNAVAILABLE, SKILLCALL_OUTCOME_NOT_PLACED,
             "the service refused the request for now; call again later");
    else
        fail(call, SKILLCALL_E_SERVICE, SKILLCALL_OUTCOME_UNKNOWN, "the service failed");
}

static bool copy_session_id(skillcall_call *call, const skillcall__json *json)
{
    const char *id = skillcall__json_string(skillcall__json_member(json, "sessionId"));
    size_t length = id ? strlen(id) : 0;
    if (length == 0 || length > SKILLCALL__SESSION_ID_MAX)
        return false;
    skillcall__redact_id(call->receipt->session_id, sizeof call->receipt->session_id, id,
                         call->exchange->token);
    return true;
}

static void judge_success(skillcall_call *call)
{
    skillcall_error *error = &call->error;
    skillcall__json *json = parse_body(call, error);
    bool has_no_memory = error->status == SKILLCALL_E_NO_MEMORY;
    error->status = SKILLCALL_OK;
    error->message[0] = '\0';
    bool has_id = copy_session_id(call, json);
    skillcall__json_free(json);
    if (has_id || !call->needs_session_id) {
        memcpy(call->receipt->request_id, error->request_id, sizeof call->receipt->request_id);
        error->outcome = SKILLCALL_OUTCOME_PLACED;
    } else if (has_no_memory) {
        fail(call, SKILLCALL_E_NO_MEMORY, SKILLCALL_OUTCOME_UNKNOWN,
             "there is no memory left to read the answer");
    } else {
        fail(call, SKILLCALL_E_ANSWER, SKILLCALL_OUTCOME_UNKNOWN,
             "the answer has no sessionId, which the service promises");
    }
}

static void judge_failure(skillcall_call *call)
{
    const skillcall_exchange *exchange = call->exchange;
    fail(call, exchange->failure,
         exchange->sent == SKILLCALL_NOT_SENT ? SKILLCALL_OUTCOME_NOT_PLACED
                                              : SKILLCALL_OUTCOME_UNKNOWN,
         skillcall_status_text(exchange->failure));
}

void skillcall__judge_placing(skillcall_call *call)
{
    int32_t http_status = call->exchange->http_status;
    take_facts(call);
    /* A refusal stands even if the rest of the answer was lost; nothing else does. */
    if (http_status >= 400 && http_status < 500)
        judge_refusal(call);
    else if (http_status == 503 && call->error.retry_after_ms >= 0)
        judge_server_error(call);
    else if (call->exchange->failure != SKILLCALL_OK)
        judge_failure(call);
    else if (http_status == 200)
        judge_success(call);
    else if (http_status >= 500 && http_status < 600)
        judge_server_error(call);
    else
        fail(call, SKILLCALL_E_ANSWER, SKILLCALL_OUTCOME_UNKNOWN,
             "the service documents no such answer");
}
