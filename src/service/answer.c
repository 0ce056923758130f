/* SPDX-License-Identifier: Apache-2.0 */
#include "service/answer.h"

#include "base/clock.h"
#include "base/redact.h"
#include "service/retry_after.h"

#include <stdio.h>
#include <string.h>

/* What proves a refusal: the statuses that the service documents as such, and those that RFC 9110
   and RFC 6585 define as decided from the request alone, before the server acts on it. Every other
   status may come from a gateway after the service has read the request
   (docs/reference/outcomes.md). */
static const struct skillcall__refusal refusals[] = {
    {400, NULL, SKILLCALL_E_INPUT_REFUSED, "the service rejected the request as invalid"},
    {401, NULL, SKILLCALL_E_BAD_TOKEN,
     "the token is expired or invalid; take the apiAccessToken of a fresh skill request"},
    {403, NULL, SKILLCALL_E_ACCESS_DENIED,
     "access was denied, but without the service's code for a missing permission; check whether a "
     "proxy, firewall or gateway refused the request"},
    {404, NULL, SKILLCALL_E_REFUSED, "the endpoint does not know this request"},
    {405, NULL, SKILLCALL_E_REFUSED, "the endpoint does not allow this method"},
    {411, NULL, SKILLCALL_E_REFUSED, "the endpoint demands a Content-Length"},
    {413, NULL, SKILLCALL_E_REFUSED, "the request is too large for the endpoint"},
    {414, NULL, SKILLCALL_E_REFUSED, "the URL is too long for the endpoint"},
    {415, NULL, SKILLCALL_E_REFUSED, "the endpoint does not accept this content type"},
    {421, NULL, SKILLCALL_E_REFUSED, "the server does not answer for this host"},
    {426, NULL, SKILLCALL_E_REFUSED, "the server demands another protocol"},
    {429, NULL, SKILLCALL_E_THROTTLED, "the service is throttling requests; try again later"},
    {431, NULL, SKILLCALL_E_REFUSED, "the headers are too large for the endpoint"},
    {0},
};

static const struct skillcall__refusal *find(const struct skillcall__refusal *list,
                                             int32_t http_status, const char *code)
{
    for (; list->http_status; list++)
        if (list->http_status == http_status && (!list->code || strcmp(list->code, code) == 0))
            return list;
    return NULL;
}

void skillcall__judge_fail(skillcall_call *call, int32_t status, int32_t outcome,
                           const char *advice)
{
    skillcall_error *error = &call->result.error;
    const char *detail = error->service_message[0]  ? error->service_message
                         : error->service_code[0]   ? error->service_code
                         : error->transport_text[0] ? error->transport_text
                                                    : NULL;
    char http[16] = "";
    if (error->http_status)
        snprintf(http, sizeof http, "HTTP %d: ", (int)error->http_status);
    error->outcome = call->driver.places_nothing ? SKILLCALL_OUTCOME_NONE : outcome;
    skillcall__fail_with_facts(error, status, "%s%s%s%s%s", http, advice, detail ? " (" : "",
                               detail ? detail : "", detail ? ")" : "");
}

/* Copies what any answer or failure may have. */
static void take_facts(skillcall_call *call)
{
    const skillcall_exchange *exchange = call->driver.exchange;
    skillcall_error *error = &call->result.error;
    error->http_status = exchange->http_status;
    error->transport_code = exchange->transport_code;
    memcpy(error->transport_text, exchange->transport_text, sizeof error->transport_text);
    memcpy(error->request_id, exchange->request_id, sizeof error->request_id);
    error->retry_after_ms =
        skillcall__retry_after(exchange->retry_after, skillcall__unix_ms(&exchange->clock));
}

int32_t skillcall__answer_json(const skillcall_call *call, skillcall__json_document *answer)
{
    const skillcall__text *body = &call->driver.exchange->answer;
    *answer = (skillcall__json_document){
        .what = "the answer", .max_size = SKILLCALL_ANSWER_MAX, .allocator = &call->allocator};
    return skillcall__json_parse(answer, body->length ? body->data : "", body->length);
}

void skillcall__judge_unreadable(skillcall_call *call, int32_t status)
{
    bool no_memory = status == SKILLCALL_E_NO_MEMORY;
    skillcall__judge_fail(call, no_memory ? SKILLCALL_E_NO_MEMORY : SKILLCALL_E_ANSWER,
                          SKILLCALL_OUTCOME_UNKNOWN,
                          no_memory ? "out of memory while reading the answer"
                                    : "the answer is not a well-formed JSON object");
}

/* Error bodies can be HTML, empty or without a code: then only the HTTP status counts. */
static void take_service_error(skillcall_call *call)
{
    skillcall__json_document answer;
    skillcall__answer_json(call, &answer);
    const char *code = skillcall__json_string(skillcall__json_member(answer.root, "code"));
    const char *message = skillcall__json_string(skillcall__json_member(answer.root, "message"));
    skillcall_error *error = &call->result.error;
    const char *token = call->driver.exchange->token;
    if (code)
        skillcall__redact_text(error->service_code, sizeof error->service_code, code, token);
    if (message)
        skillcall__redact_text(error->service_message, sizeof error->service_message, message,
                               token);
    skillcall__json_free(&answer);
}

static void judge_refusal(skillcall_call *call, const struct skillcall__refusal *special,
                          const struct skillcall__refusal *general)
{
    take_service_error(call);
    const struct skillcall__refusal *refusal =
        find(special, general->http_status, call->result.error.service_code);
    if (!refusal)
        refusal = general;
    skillcall__judge_fail(call, refusal->status, SKILLCALL_OUTCOME_NOT_PLACED, refusal->advice);
}

/* A 4xx or 5xx that proves nothing. */
static void judge_error(skillcall_call *call)
{
    int32_t http_status = call->driver.exchange->http_status;
    take_service_error(call);
    if (http_status == 503)
        skillcall__judge_fail(call, SKILLCALL_E_UNAVAILABLE, SKILLCALL_OUTCOME_UNKNOWN,
                              "the service is not available");
    else if (http_status >= 500)
        skillcall__judge_fail(call, SKILLCALL_E_SERVICE, SKILLCALL_OUTCOME_UNKNOWN,
                              "the service failed");
    else
        skillcall__judge_undocumented(call);
}

/* The status's own text also fits documents. */
static const char *words_for(int32_t failure)
{
    return failure == SKILLCALL_E_TOO_LARGE ? "the answer is too large"
                                            : skillcall_status_text(failure);
}

static void judge_failure(skillcall_call *call)
{
    const skillcall_exchange *exchange = call->driver.exchange;
    skillcall__judge_fail(call, exchange->failure,
                          exchange->sent == SKILLCALL_NOT_SENT ? SKILLCALL_OUTCOME_NOT_PLACED
                                                               : SKILLCALL_OUTCOME_UNKNOWN,
                          words_for(exchange->failure));
}

bool skillcall__judge_answer(skillcall_call *call, const struct skillcall__refusal *special)
{
    int32_t http_status = call->driver.exchange->http_status;
    take_facts(call);
    /* A refusal counts even if the rest of the answer was lost; nothing else does. */
    const struct skillcall__refusal *general = find(refusals, http_status, "");
    if (general)
        judge_refusal(call, special, general);
    else if (call->driver.exchange->failure != SKILLCALL_OK)
        judge_failure(call);
    else if (http_status >= 400 && http_status < 600)
        judge_error(call);
    else
        return true;
    return false;
}

void skillcall__judge_undocumented(skillcall_call *call)
{
    skillcall__judge_fail(call, SKILLCALL_E_ANSWER, SKILLCALL_OUTCOME_UNKNOWN,
                          "the service sent an undocumented answer");
}
