/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/log.h"

#include "engine/call.h"

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
    return text ? text : "none";
}

static void log_attempt(const skillcall_client_options *options, const skillcall_event *event)
{
    char next[64] = "";
    int64_t pause_ms = skillcall_event_pause_ms(event);
    if (pause_ms >= 0)
        snprintf(next, sizeof next, "; again in %lld ms", (long long)pause_ms);
    put(options, pause_ms < 0 ? SKILLCALL_LOG_DEBUG : SKILLCALL_LOG_INFO,
        "%s %s: attempt %d, HTTP %d, %s%s", skillcall_event_method(event),
        skillcall_event_url_template(event), (int)skillcall_event_attempt(event),
        (int)skillcall_event_http_status(event),
        skillcall_status_name(skillcall_event_status(event)), next);
}

static const char *end_of(const skillcall_event *event)
{
    bool is_ok = skillcall_event_status(event) == SKILLCALL_OK;
    if (skillcall_event_outcome(event) != SKILLCALL_OUTCOME_NONE)
        return skillcall_outcome_name(skillcall_event_outcome(event));
    if (event->call->result.found)
        return is_ok ? "found" : "not found";
    return is_ok ? "accepted" : "not accepted";
}

static void log_end(const skillcall_client_options *options, const skillcall_event *event)
{
    int32_t status = skillcall_event_status(event);
    int attempts = skillcall_event_attempt(event);
    put(options, status == SKILLCALL_OK ? SKILLCALL_LOG_INFO : SKILLCALL_LOG_ERROR,
        "%s: %s after %lld ms, %d attempt%s; client session id %s, session id %s, request id %s",
        skillcall_status_name(status), end_of(event),
        (long long)event->call->result.receipt->elapsed_ms, attempts, attempts == 1 ? "" : "s",
        or_none(skillcall_event_client_session_id(event)),
        or_none(skillcall_event_session_id(event)), or_none(skillcall_event_request_id(event)));
}

void skillcall__log_event(const skillcall_client_options *options, const skillcall_event *event)
{
    if (event->kind == SKILLCALL__EVENT_ATTEMPT_ENDED)
        log_attempt(options, event);
    else if (event->kind == SKILLCALL__EVENT_CALL_ENDED)
        log_end(options, event);
}
