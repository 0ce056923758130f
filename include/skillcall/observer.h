/* SPDX-License-Identifier: Apache-2.0 */
/** \file
 * The observer hook: what happens to calls, for traces and metrics.
 *
 * Each call starts once and ends once; in between, each attempt starts and ends. The functions are
 * called in that order, on the thread that drives the client, with no lock held. They may use this
 * library, but must not free the client, and functions that would wait for the client fail with
 * SKILLCALL_E_STATE. Observing adds nothing to the request.
 *
 * A call that looks up its caller first (call_from_request.h) is one call with the attempts of both
 * requests; method, path, attempt number and bytes are those of the request under way.
 *
 * An event never shows a token or a phone number. Names after a colon are those of OpenTelemetry's
 * conventions for HTTP clients (docs/reference/observability.md).
 *
 * \since 0.1
 */
#ifndef SKILLCALL_OBSERVER_H
#define SKILLCALL_OBSERVER_H

#include <skillcall/export.h>

SKILLCALL_BEGIN

/** What has happened to a call; valid until the observer's function returns. */
typedef struct skillcall_event skillcall_event;

/** Receives an event. */
typedef void (*skillcall_event_function)(void *user_data, const skillcall_event *event);

/** A table of functions, each of which may be NULL. */
typedef struct skillcall_observer {
    /** sizeof(struct skillcall_observer), as the caller was compiled with. */
    size_t struct_size;
    /** Passed to each function unchanged; must outlive the client. */
    void *user_data;
    /** Work on the call is about to start. */
    skillcall_event_function call_started;
    /** The request is about to be handed to the transport. */
    skillcall_event_function attempt_started;
    /** The attempt was answered or failed. */
    skillcall_event_function attempt_ended;
    /** The call has ended. */
    skillcall_event_function call_ended;
} skillcall_observer;

/**
 * Returns a number that all events of a call share, unique within its client.
 *
 * \param event an event.
 * \returns the number.
 */
SKILLCALL_API uint64_t skillcall_event_call_id(const skillcall_event *event);

/**
 * Returns the HTTP method: http.request.method.
 *
 * \param event an event.
 * \returns text borrowed until the observer's function returns.
 */
SKILLCALL_API const char *skillcall_event_method(const skillcall_event *event);

/**
 * Returns the path of the request without its query: url.template.
 *
 * \param event an event.
 * \returns text borrowed until the observer's function returns.
 */
SKILLCALL_API const char *skillcall_event_url_template(const skillcall_event *event);

/**
 * Returns the host of the endpoint: server.address.
 *
 * \param event an event.
 * \returns text borrowed until the observer's function returns.
 */
SKILLCALL_API const char *skillcall_event_server_address(const skillcall_event *event);

/**
 * Returns the port of the endpoint: server.port.
 *
 * \param event an event.
 * \returns the number.
 */
SKILLCALL_API int32_t skillcall_event_server_port(const skillcall_event *event);

/**
 * Returns the number of the attempt, from 1; 0 before the first. http.request.resend_count is one
 * less.
 *
 * \param event an event.
 * \returns the number.
 */
SKILLCALL_API int32_t skillcall_event_attempt(const skillcall_event *event);

/**
 * Returns the HTTP status of the last answer, 0 for none: http.response.status_code.
 *
 * \param event an event.
 * \returns the HTTP status.
 */
SKILLCALL_API int32_t skillcall_event_http_status(const skillcall_event *event);

/**
 * Returns one of ::skillcall_status: SKILLCALL_E_PENDING when something has started.
 *
 * \param event an event.
 * \returns the status.
 */
SKILLCALL_API int32_t skillcall_event_status(const skillcall_event *event);

/**
 * Returns one of ::skillcall_outcome: of the attempt or of the call, once it has ended.
 *
 * \param event an event.
 * \returns the outcome.
 */
SKILLCALL_API int32_t skillcall_event_outcome(const skillcall_event *event);

/**
 * Returns the name of the status, for example "timeout": error.type. NULL without an error.
 *
 * \param event an event.
 * \returns text borrowed until the observer's function returns.
 */
SKILLCALL_API const char *skillcall_event_error_type(const skillcall_event *event);

/**
 * Returns the size of the request body: http.request.body.size.
 *
 * \param event an event.
 * \returns bytes.
 */
SKILLCALL_API size_t skillcall_event_bytes_sent(const skillcall_event *event);

/**
 * Returns the size of the last answer's body: http.response.body.size.
 *
 * \param event an event.
 * \returns bytes.
 */
SKILLCALL_API size_t skillcall_event_bytes_received(const skillcall_event *event);

/**
 * Returns the time since the call was submitted.
 *
 * \param event an event.
 * \returns milliseconds.
 */
SKILLCALL_API int64_t skillcall_event_elapsed_ms(const skillcall_event *event);

/**
 * Returns the time since the attempt started; 0 before the first.
 *
 * \param event an event.
 * \returns milliseconds.
 */
SKILLCALL_API int64_t skillcall_event_attempt_elapsed_ms(const skillcall_event *event);

/**
 * Returns the time until the request is sent again, after an attempt has ended; otherwise -1.
 *
 * \param event an event.
 * \returns milliseconds.
 */
SKILLCALL_API int64_t skillcall_event_pause_ms(const skillcall_event *event);

/**
 * Returns the client session id, NULL for none.
 *
 * \param event an event.
 * \returns text borrowed until the observer's function returns.
 */
SKILLCALL_API const char *skillcall_event_client_session_id(const skillcall_event *event);

/**
 * Returns the session id, NULL for none or until the call is placed.
 *
 * \param event an event.
 * \returns text borrowed until the observer's function returns.
 */
SKILLCALL_API const char *skillcall_event_session_id(const skillcall_event *event);

/**
 * Returns the request id of the last answer, NULL for none.
 *
 * \param event an event.
 * \returns text borrowed until the observer's function returns.
 */
SKILLCALL_API const char *skillcall_event_request_id(const skillcall_event *event);

SKILLCALL_END

#endif
