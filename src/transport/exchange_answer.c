#include "base/ascii.h"
#include "base/redact.h"
#include "transport/exchange.h"

#include <stdio.h>
#include <string.h>

static bool is_open(const skillcall_exchange *exchange)
{
    return atomic_load(&exchange->state) == SKILLCALL__EXCHANGE_OPEN;
}

int32_t skillcall_exchange_set_status(skillcall_exchange *exchange, int32_t http_status)
{
    if (!exchange || http_status < 200 || http_status > 999)
        return SKILLCALL_E_ARGUMENT;
    if (!is_open(exchange))
        return SKILLCALL_E_STATE;
    exchange->http_status = http_status;
    return SKILLCALL_OK;
}

static bool is_request_id(const char *name)
{
    return skillcall__same_name(name, "x-amzn-requestid") ||
           skillcall__same_name(name, "x-amz-request-id") ||
           skillcall__same_name(name, "x-amz-cf-id");
}

int32_t skillcall_exchange_add_header(skillcall_exchange *exchange, const char *name,
                                      const char *value)
{
    if (!exchange || !name || !value)
        return SKILLCALL_E_ARGUMENT;
    if (!is_open(exchange))
        return SKILLCALL_E_STATE;
    if (skillcall__same_name(name, "retry-after")) {
        /* One that does not fit is no time; cut short, it could look like one. */
        snprintf(exchange->retry_after, sizeof exchange->retry_after, "%s",
                 strlen(value) < sizeof exchange->retry_after ? value : "");
    } else if (is_request_id(name) && !exchange->request_id[0]) {
        skillcall__redact_id(exchange->request_id, sizeof exchange->request_id, value,
                             exchange->token);
    }
    return SKILLCALL_OK;
}

int32_t skillcall_exchange_add_body(skillcall_exchange *exchange, const void *data, size_t size)
{
    if (!exchange || (!data && size))
        return SKILLCALL_E_ARGUMENT;
    if (!is_open(exchange))
        return SKILLCALL_E_STATE;
    if (size > SKILLCALL_ANSWER_MAX - exchange->answer.length)
        return SKILLCALL_E_TOO_LARGE;
    skillcall__text kept = exchange->answer;
    skillcall__text_add(&exchange->answer, data, size);
    if (!exchange->answer.failed)
        return SKILLCALL_OK;
    exchange->answer = kept;
    return SKILLCALL_E_NO_MEMORY;
}

int32_t skillcall_exchange_complete(skillcall_exchange *exchange)
{
    if (!exchange)
        return SKILLCALL_E_ARGUMENT;
    if (is_open(exchange) && !exchange->http_status)
        return SKILLCALL_E_STATE;
    return exchange->answered(exchange);
}

/* What a transport may give as the reason of a failure. */
static bool is_failure(int32_t status)
{
    return (status >= SKILLCALL_E_TIMEOUT && status <= SKILLCALL_E_ANSWER) ||
           status == SKILLCALL_E_TOO_LARGE || status == SKILLCALL_E_NO_MEMORY ||
           status == SKILLCALL_E_SYSTEM;
}

int32_t skillcall_exchange_fail(skillcall_exchange *exchange, int32_t status, int32_t sent,
                                int32_t transport_code, const char *transport_text)
{
    if (!exchange)
        return SKILLCALL_E_ARGUMENT;
    if (is_open(exchange)) {
        exchange->failure = is_failure(status) ? status : SKILLCALL_E_TRANSPORT;
        /* A request that was answered was sent, whatever the transport says. */
        exchange->sent = sent == SKILLCALL_NOT_SENT && !exchange->http_status
                             ? SKILLCALL_NOT_SENT
                             : SKILLCALL_MAYBE_SENT;
        exchange->transport_code = transport_code;
        if (transport_text)
            skillcall__redact_text(exchange->transport_text, sizeof exchange->transport_text,
                                   transport_text, exchange->token);
    }
    return exchange->answered(exchange);
}
