#include "transport/exchange.h"

#include "base/clock.h"

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
    skillcall__list_init(&exchange->link);
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
    exchange->sent = SKILLCALL_NOT_SENT;
    exchange->transport_code = 0;
    exchange->transport_text[0] = '\0';
    exchange->retry_after[0] = '\0';
    exchange->request_id[0] = '\0';
    exchange->answer.length = 0;
    exchange->answer.failed = false;
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
