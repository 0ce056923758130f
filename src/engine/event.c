/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/event.h"

#include "engine/call.h"
#include "engine/log.h"

#include <stdlib.h>
#include <string.h>

static void copy(char *buffer, size_t size, const char *data, size_t length)
{
    skillcall__text text;
    skillcall__text_fixed(&text, buffer, size);
    skillcall__text_add(&text, data, length);
}

/* From "scheme://host:port/path?query", which the endpoint's check has made sure of. */
static void read_url(skillcall_event *event, const char *url)
{
    const char *host = strstr(url, "://") + 3;
    size_t length = strcspn(host, "/");
    const char *path = host + length;
    const char *end = host[0] == '[' ? strchr(host, ']') : host + strcspn(host, ":/");
    size_t skipped = host[0] == '[';
    const char *port = end + skipped;
    bool has_port = *port == ':';
    event->server_port = has_port                         ? (int32_t)strtol(port + 1, NULL, 10)
                         : strncmp(url, "https:", 6) == 0 ? 443
                                                          : 80;
    copy(event->server_address, sizeof event->server_address, host + skipped,
         (size_t)(end - host) - skipped);
    /* The query of a lookup names a unit. */
    copy(event->url_template, sizeof event->url_template, path, strcspn(path, "?"));
}

void skillcall__event_init(skillcall_event *event, const skillcall_exchange *exchange)
{
    event->call = exchange->call;
    event->method = exchange->method;
    event->bytes_sent = exchange->body_size;
    event->pause_ms = -1;
    read_url(event, exchange->url);
}

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

void skillcall__event_report(skillcall_event *event, enum skillcall__event_kind kind)
{
    if (!event->has_started) {
        event->has_started = true;
        event->call_id = ++event->call->client->driver.call_count;
        skillcall__event_report(event, SKILLCALL__EVENT_CALL_STARTED);
    }
    const skillcall_client_options *options = event->call->client->options;
    skillcall_event_function function = function_for(&options->observer, kind);
    event->kind = kind;
    if (function)
        function(options->observer.user_data, event);
    skillcall__log_event(options, event);
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
    return event ? event->call_id : 0;
}

const char *skillcall_event_method(const skillcall_event *event)
{
    return event ? event->method : NULL;
}

const char *skillcall_event_url_template(const skillcall_event *event)
{
    return event ? event->url_template : NULL;
}

const char *skillcall_event_server_address(const skillcall_event *event)
{
    return event ? event->server_address : NULL;
}

int32_t skillcall_event_server_port(const skillcall_event *event)
{
    return event ? event->server_port : 0;
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
    return event ? event->bytes_sent : 0;
}

size_t skillcall_event_bytes_received(const skillcall_event *event)
{
    return event ? event->bytes_received : 0;
}

int64_t skillcall_event_elapsed_ms(const skillcall_event *event)
{
    return event ? skillcall__client_now(event->call->client) - event->call->started_ms : 0;
}

int64_t skillcall_event_attempt_elapsed_ms(const skillcall_event *event)
{
    if (skillcall_event_attempt(event) == 0)
        return 0;
    return skillcall__client_now(event->call->client) - event->attempt_started_ms;
}

int64_t skillcall_event_pause_ms(const skillcall_event *event)
{
    return event ? (event->kind == SKILLCALL__EVENT_ATTEMPT_ENDED ? event->pause_ms : -1) : -1;
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
