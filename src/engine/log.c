#include "engine/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void put(const skillcall_client *client, int32_t level, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static void put(const skillcall_client *client, int32_t level, const char *format, ...)
{
    char line[640];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    client->options->log(client->options->log_user_data, level, line);
}

static bool is_wanted(const skillcall_call *call, int32_t level)
{
    return call->client->options->log_level >= level;
}

static const char *or_none(const char *text)
{
    return text[0] ? text : "none";
}

/* The URL without scheme, host and query: the query of a lookup names a unit. */
static int path_of(const skillcall_exchange *exchange, const char **path)
{
    const char *host = strstr(exchange->url, "://") + 3;
    *path = host + strcspn(host, "/");
    return (int)strcspn(*path, "?");
}

void skillcall__log_attempt(const skillcall_call *call, int64_t pause_ms)
{
    int32_t level = pause_ms < 0 ? SKILLCALL_LOG_DEBUG : SKILLCALL_LOG_INFO;
    if (!is_wanted(call, level))
        return;
    const skillcall_exchange *exchange = call->driver.exchange;
    const char *path;
    int path_length = path_of(exchange, &path);
    char next[64] = "";
    if (pause_ms >= 0)
        snprintf(next, sizeof next, "; again in %lld ms", (long long)pause_ms);
    put(call->client, level, "%s %.*s: attempt %d, HTTP %d, %s%s", exchange->method, path_length,
        path, (int)call->result.attempts, (int)exchange->http_status,
        skillcall_status_name(call->result.error.status), next);
}

static const char *end_of(const skillcall_call *call)
{
    if (!call->places_nothing)
        return skillcall_outcome_name(call->result.error.outcome);
    bool is_ok = call->result.error.status == SKILLCALL_OK;
    if (call->result.found)
        return is_ok ? "found" : "not found";
    return is_ok ? "accepted" : "not accepted";
}

void skillcall__log_end(const skillcall_call *call)
{
    bool is_ok = call->result.error.status == SKILLCALL_OK;
    int32_t level = is_ok ? SKILLCALL_LOG_INFO : SKILLCALL_LOG_ERROR;
    if (!is_wanted(call, level))
        return;
    put(call->client, level,
        "%s: %s after %lld ms, %d attempt%s; client session id %s, session id %s, request id %s",
        skillcall_status_name(call->result.error.status), end_of(call),
        (long long)call->result.receipt->elapsed_ms, (int)call->result.attempts,
        call->result.attempts == 1 ? "" : "s", or_none(call->result.receipt->client_session_id),
        or_none(call->result.receipt->session_id), or_none(call->result.error.request_id));
}
