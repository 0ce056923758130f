/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/event.h"

#include "engine/log.h"

struct skillcall_event {
    const skillcall_call *call;
    enum skillcall__event_kind kind;
};

static skillcall_event_function function_for(const skillcall_observer *observer,
                                             enum skillcall__event_kind kind)
{
    switch (kind) {
    case SKILLCALL__EVENT_CALL_STARTED:
        return observer->call_started;
    case SKILLCALL__EVENT_ATTEMPT_STARTED:
        return observer->attempt_started;
    case SKILLCALL__EVENT_ATTEMPT_ENDED:
        return observer->attempt_ended;
    default:
        return observer->call_ended;
    }
}

void skillcall__event_report(skillcall_call *call, enum skillcall__event_kind kind)
{
    if (call->driver.trace.call_id == 0) {
        call->driver.trace.call_id = ++call->client->driver.call_count;
        skillcall__event_report(call, SKILLCALL__EVENT_CALL_STARTED);
    }
    const skillcall_observer *observer = &call->client->options->observer;
    skillcall_event_function function = function_for(observer, kind);
    const skillcall_event event = {.call = call, .kind = kind};
    if (function)
        function(observer->user_data, &event);
    if (kind == SKILLCALL__EVENT_ATTEMPT_ENDED)
        skillcall__log_attempt(call);
    if (kind == SKILLCALL__EVENT_CALL_ENDED)
        skillcall__log_end(call);
}

/* Whether the error and the receipt are those of what has ended. */
static bool has_result(const skillcall_event *event)
{
    return event && (event->kind == SKILLCALL__EVENT_ATTEMPT_ENDED ||
                     event->kind == SKILLCALL__EVENT_CALL_ENDED);
}

static const char *text_of(const char *text)
{
    return text[0] ? text : NULL;
}

uint64_t skillcall_event_call_id(const skillcall_event *event)
{
    return event ? event->call->driver.trace.call_id : 0;
}

const char *skillcall_event_method(const skillcall_event *event)
{
    return event ? event->call->driver.trace.method : NULL;
}

const char *skillcall_event_url_template(const skillcall_event *event)
{
    return event ? event->call->driver.trace.url_template : NULL;
}

const char *skillcall_event_server_address(const skillcall_event *event)
{
    return event ? event->call->driver.trace.server_address : NULL;
}

int32_t skillcall_event_server_port(const skillcall_event *event)
{
    return event ? event->call->driver.trace.server_port : 0;
}

int32_t skillcall_event_attempt(const skillcall_event *event)
{
    return event && event->kind != SKILLCALL__EVENT_CALL_STARTED ? event->call->result.attempts : 0;
}

int32_t skillcall_event_http_status(const skillcall_event *event)
{
    return has_result(event) ? event->call->result.error.http_status : 0;
}

int32_t skillcall_event_status(const skillcall_event *event)
{
    if (!event)
        return SKILLCALL_E_ARGUMENT;
    return has_result(event) ? event->call->result.error.status : SKILLCALL_E_PENDING;
}

int32_t skillcall_event_outcome(const skillcall_event *event)
{
    return has_result(event) ? event->call->result.error.outcome : SKILLCALL_OUTCOME_NONE;
}

const char *skillcall_event_error_type(const skillcall_event *event)
{
    if (!has_result(event) || event->call->result.error.status == SKILLCALL_OK)
        return NULL;
    return skillcall_status_name(event->call->result.error.status);
}

size_t skillcall_event_bytes_sent(const skillcall_event *event)
{
    return event ? event->call->driver.trace.bytes_sent : 0;
}

size_t skillcall_event_bytes_received(const skillcall_event *event)
{
    return event ? event->call->driver.trace.bytes_received : 0;
}

int64_t skillcall_event_elapsed_ms(const skillcall_event *event)
{
    return event ? skillcall__client_now(event->call->client) - event->call->started_ms : 0;
}

int64_t skillcall_event_attempt_elapsed_ms(const skillcall_event *event)
{
    if (skillcall_event_attempt(event) == 0)
        return 0;
    return skillcall__client_now(event->call->client) -
           event->call->driver.trace.attempt_started_ms;
}

int64_t skillcall_event_pause_ms(const skillcall_event *event)
{
    bool has_ended = event && event->kind == SKILLCALL__EVENT_ATTEMPT_ENDED;
    return has_ended ? event->call->driver.trace.pause_ms : -1;
}

const char *skillcall_event_client_session_id(const skillcall_event *event)
{
    return event ? text_of(event->call->result.receipt->client_session_id) : NULL;
}

const char *skillcall_event_session_id(const skillcall_event *event)
{
    return event ? text_of(event->call->result.receipt->session_id) : NULL;
}

const char *skillcall_event_request_id(const skillcall_event *event)
{
    return has_result(event) ? text_of(event->call->result.error.request_id) : NULL;
}
