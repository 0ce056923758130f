/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/log.h"

#include <stdarg.h>
#include <stdio.h>

static void put(const skillcall_client_options *options, int32_t level, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static void put(const skillcall_client_options *options, int32_t level, const char *format, ...)
{
    char line[640];
    if (options->log_level < level)
        return;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    options->log(options->log_user_data, level, line);
}

static const char *or_none(const char *text)
{
    return text[0] ? text : "none";
}

void skillcall__log_attempt(const skillcall_call *call)
{
    const struct skillcall__trace *trace = &call->driver.trace;
    const skillcall_error *error = &call->result.error;
    char next[64] = "";
    if (trace->pause_ms >= 0)
        snprintf(next, sizeof next, "; again in %lld ms", (long long)trace->pause_ms);
    put(call->client->options, trace->pause_ms < 0 ? SKILLCALL_LOG_DEBUG : SKILLCALL_LOG_INFO,
        "%s %s: attempt %d, HTTP %d, %s%s", trace->method, trace->url_template,
        (int)call->result.attempts, (int)error->http_status, skillcall_status_name(error->status),
        next);
}

static const char *end_of(const skillcall_call *call)
{
    const skillcall_error *error = &call->result.error;
    bool is_ok = error->status == SKILLCALL_OK;
    if (error->outcome != SKILLCALL_OUTCOME_NONE)
        return skillcall_outcome_name(error->outcome);
    if (call->result.found)
        return is_ok ? "found" : "not found";
    return is_ok ? "accepted" : "not accepted";
}

void skillcall__log_end(const skillcall_call *call)
{
    const skillcall_error *error = &call->result.error;
    const skillcall_receipt *receipt = call->result.receipt;
    int attempts = call->result.attempts;
    put(call->client->options,
        error->status == SKILLCALL_OK ? SKILLCALL_LOG_INFO : SKILLCALL_LOG_ERROR,
        "%s: %s after %lld ms, %d attempt%s; client session id %s, session id %s, request id %s",
        skillcall_status_name(error->status), end_of(call), (long long)receipt->elapsed_ms,
        attempts, attempts == 1 ? "" : "s", or_none(receipt->client_session_id),
        or_none(receipt->session_id), or_none(error->request_id));
}
