/* SPDX-License-Identifier: Apache-2.0 */
#include "exchange/exchange.h"

#include "base/ascii.h"
#include "base/clock.h"
#include "base/redact.h"

#include <stdio.h>
#include <string.h>

static const char authorization[] = "Authorization: Bearer ";
static const char content_type[] = "Content-Type: application/json";

/* Appends a NUL-terminated text to a place that has room for it. */
static char *put(char **at, const char *first, const char *second, size_t second_size)
{
    char *start = *at;
    size_t first_size = strlen(first);
    memcpy(start, first, first_size);
    memcpy(start + first_size, second, second_size);
    start[first_size + second_size] = '\0';
    *at = start + first_size + second_size + 1;
    return start;
}

skillcall_exchange *skillcall__exchange_new(const skillcall_allocator *allocator,
                                            const struct skillcall__request *request)
{
    size_t path_size = strlen(request->path), token_size = strlen(request->token);
    size_t text_size = strlen(request->endpoint) + path_size + 1 + strlen(authorization) +
                       token_size + 1 + request->body_size + 1;
    skillcall_exchange *exchange = skillcall__allocate(allocator, sizeof *exchange + text_size);
    if (!exchange)
        return NULL;
    memset(exchange, 0, sizeof *exchange);
    exchange->allocator = *allocator;
    exchange->text_size = text_size;
    skillcall__text_growing(&exchange->answer, &exchange->allocator);

    char *at = (char *)(exchange + 1);
    exchange->method = request->method;
    exchange->url = put(&at, request->endpoint, request->path, path_size);
    exchange->headers[0] = put(&at, authorization, request->token, token_size);
    exchange->token = exchange->headers[0] + strlen(authorization);
    exchange->header_count = 1;
    if (request->body) {
        exchange->headers[exchange->header_count++] = content_type;
        exchange->body = put(&at, "", request->body, request->body_size);
        exchange->body_size = request->body_size;
    }
    return exchange;
}

void skillcall__exchange_free(skillcall_exchange *exchange)
{
    if (!exchange)
        return;
    skillcall_allocator allocator = exchange->allocator;
    skillcall__text_free(&exchange->answer); /* it may echo the token */
    skillcall__wipe(exchange, sizeof *exchange + exchange->text_size);
    skillcall__deallocate(&allocator, exchange);
}

void skillcall__exchange_open(skillcall_exchange *exchange)
{
    exchange->user_data = NULL;
    exchange->http_status = 0;
    exchange->failure = SKILLCALL_OK;
    exchange->transport_code = 0;
    exchange->transport_text[0] = '\0';
    exchange->retry_after[0] = '\0';
    exchange->request_id[0] = '\0';
    exchange->answer.length = 0;
    atomic_store(&exchange->state, SKILLCALL__EXCHANGE_OPEN);
}

const char *skillcall_exchange_method(const skillcall_exchange *exchange)
{
    return exchange ? exchange->method : NULL;
}

const char *skillcall_exchange_url(const skillcall_exchange *exchange)
{
    return exchange ? exchange->url : NULL;
}

size_t skillcall_exchange_header_count(const skillcall_exchange *exchange)
{
    return exchange ? exchange->header_count : 0;
}

const char *skillcall_exchange_header(const skillcall_exchange *exchange, size_t index)
{
    return exchange && index < exchange->header_count ? exchange->headers[index] : NULL;
}

const char *skillcall_exchange_body(const skillcall_exchange *exchange)
{
    return exchange ? exchange->body : NULL;
}

size_t skillcall_exchange_body_size(const skillcall_exchange *exchange)
{
    return exchange ? exchange->body_size : 0;
}

int64_t skillcall_exchange_remaining_ms(const skillcall_exchange *exchange)
{
    if (!exchange)
        return 0;
    int64_t now = skillcall__monotonic_ms(&exchange->clock);
    return exchange->deadline_ms > now ? exchange->deadline_ms - now : 0;
}

void skillcall_exchange_set_user_data(skillcall_exchange *exchange, void *user_data)
{
    if (exchange)
        exchange->user_data = user_data;
}

void *skillcall_exchange_user_data(const skillcall_exchange *exchange)
{
    return exchange ? exchange->user_data : NULL;
}

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
        /* A value that does not fit is not a time; cut short, it could look like one. */
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

/* The statuses that a transport may give for a failure. */
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
        /* A request that was answered was sent, whatever the transport claims. */
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
