#include "service/answer.h"

#include "base/clock.h"
#include "base/redact.h"
#include "service/retry_after.h"

#include <stdio.h>
#include <string.h>

static const struct skillcall__refusal *find_refusal(const struct skillcall__refusal *refusals,
                                                     int32_t http_status)
{
    for (; refusals->http_status; refusals++)
        if (refusals->http_status == http_status)
            break;
    return refusals;
}

void skillcall__judge_fail(skillcall_call *call, int32_t status, int32_t outcome,
                           const char *advice)
{
    skillcall_error *error = &call->error;
    const char *said = error->service_message[0]  ? error->service_message
                       : error->service_code[0]   ? error->service_code
                       : error->transport_text[0] ? error->transport_text
                                                  : NULL;
    char http[16] = "";
    if (error->http_status)
        snprintf(http, sizeof http, "HTTP %d: ", (int)error->http_status);
    error->outcome = call->is_look_up ? SKILLCALL_OUTCOME_NONE : outcome;
    skillcall__fail_with_facts(error, status, "%s%s%s%s%s", http, advice, said ? " (" : "",
                               said ? said : "", said ? ")" : "");
}

/* Copies what every answer and failure may bring. */
static void take_facts(skillcall_call *call)
{
    const skillcall_exchange *exchange = call->exchange;
    skillcall_error *error = &call->error;
    error->http_status = exchange->http_status;
    error->transport_code = exchange->transport_code;
    memcpy(error->transport_text, exchange->transport_text, sizeof error->transport_text);
    memcpy(error->request_id, exchange->request_id, sizeof error->request_id);
    error->retry_after_ms =
        skillcall__retry_after(exchange->retry_after, skillcall__unix_ms(&exchange->clock));
}

skillcall__json *skillcall__answer_json(const skillcall_call *call, bool *no_memory)
{
    const skillcall__text *body = &call->exchange->answer;
    skillcall_error error;
    skillcall__error_init(&error, &call->allocator);
    skillcall__json *json =
        skillcall__json_parse(body->length ? body->data : "", body->length, SKILLCALL_ANSWER_MAX,
                              SKILLCALL__JSON_DEPTH_MAX, "the answer", &error);
    *no_memory = error.status == SKILLCALL_E_NO_MEMORY;
    return json;
}

void skillcall__judge_unreadable(skillcall_call *call, bool no_memory)
{
    skillcall__judge_fail(call, no_memory ? SKILLCALL_E_NO_MEMORY : SKILLCALL_E_ANSWER,
                          SKILLCALL_OUTCOME_UNKNOWN,
                          no_memory ? "there is no memory left to read the answer"
                                    : "the answer is not a well-formed JSON object");
}

/* Error bodies can be HTML, empty or without a code: then the HTTP status has to do. */
static void take_service_error(skillcall_call *call)
{
    bool no_memory;
    skillcall__json *json = skillcall__answer_json(call, &no_memory);
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

static void judge_refusal(skillcall_call *call, const struct skillcall__refusal *refusals)
{
    take_service_error(call);
    const struct skillcall__refusal *refusal = find_refusal(refusals, call->exchange->http_status);
    skillcall__judge_fail(call, refusal->status, SKILLCALL_OUTCOME_NOT_PLACED, refusal->advice);
}

/* Only a 503 that names a time says that it did nothing; others may have failed half way. */
static void judge_server_error(skillcall_call *call)
{
    take_service_error(call);
    if (call->exchange->http_status == 503 && call->error.retry_after_ms >= 0)
        skillcall__judge_fail(call, SKILLCALL_E_UNAVAILABLE, SKILLCALL_OUTCOME_NOT_PLACED,
                              "the service refused the request for now; try again later");
    else
        skillcall__judge_fail(call, SKILLCALL_E_SERVICE, SKILLCALL_OUTCOME_UNKNOWN,
                              "the service failed");
}

/* The status's own words may speak of documents, too. */
static const char *words_for(int32_t failure)
{
    return failure == SKILLCALL_E_TOO_LARGE ? "the answer is too large"
                                            : skillcall_status_text(failure);
}

static void judge_failure(skillcall_call *call)
{
    const skillcall_exchange *exchange = call->exchange;
    skillcall__judge_fail(call, exchange->failure,
                          exchange->sent == SKILLCALL_NOT_SENT ? SKILLCALL_OUTCOME_NOT_PLACED
                                                               : SKILLCALL_OUTCOME_UNKNOWN,
                          words_for(exchange->failure));
}

bool skillcall__judge_answer(skillcall_call *call, const struct skillcall__refusal *refusals)
{
    int32_t http_status = call->exchange->http_status;
    take_facts(call);
    /* A refusal stands even if the rest of the answer was lost; nothing else does. */
    if (http_status >= 400 && http_status < 500)
        judge_refusal(call, refusals);
    else if (http_status == 503 && call->error.retry_after_ms >= 0)
        judge_server_error(call);
    else if (call->exchange->failure != SKILLCALL_OK)
        judge_failure(call);
    else if (http_status >= 500 && http_status < 600)
        judge_server_error(call);
    else
        return true;
    return false;
}

void skillcall__judge_undocumented(skillcall_call *call)
{
    skillcall__judge_fail(call, SKILLCALL_E_ANSWER, SKILLCALL_OUTCOME_UNKNOWN,
                          "the service documents no such answer");
}
