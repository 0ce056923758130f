// SPDX-License-Identifier: Apache-2.0
'use strict';
// The observer: what happens to calls, for traces and metrics.

const { koffi, lib, warn } = require('./native');

const same = (value) => value;
const duration = (value) => (value < 0 ? null : Number(value));

// Member by member the getter and what becomes of its value.
const members = {
    callId: [lib.event_call_id, Number],
    method: [lib.event_method, same],
    urlTemplate: [lib.event_url_template, same],
    serverAddress: [lib.event_server_address, same],
    serverPort: [lib.event_server_port, same],
    attempt: [lib.event_attempt, same],
    httpStatus: [lib.event_http_status, same],
    status: [lib.event_status, lib.status_name],
    outcome: [lib.event_outcome, lib.outcome_name],
    errorType: [lib.event_error_type, same],
    bytesSent: [lib.event_bytes_sent, Number],
    bytesReceived: [lib.event_bytes_received, Number],
    elapsedMs: [lib.event_elapsed_ms, duration],
    attemptElapsedMs: [lib.event_attempt_elapsed_ms, duration],
    pauseMs: [lib.event_pause_ms, duration],
    clientSessionId: [lib.event_client_session_id, same],
    sessionId: [lib.event_session_id, same],
    requestId: [lib.event_request_id, same],
};
const methods = {
    call_started: 'callStarted',
    attempt_started: 'attemptStarted',
    attempt_ended: 'attemptEnded',
    call_ended: 'callEnded',
};

/** A copy, because the library's event does not outlive the callback. */
const read = (native) =>
    Object.fromEntries(
        Object.entries(members).map(([name, [get, convert]]) => [name, convert(get(native))]),
    );

/** The table of callbacks for an observer, and a function that frees them. */
function observing(observer) {
    const table = { struct_size: koffi.sizeof('skillcall_observer'), user_data: null };
    for (const [field, method] of Object.entries(methods)) {
        table[field] = koffi.register((_, native) => {
            try {
                observer[method]?.(read(native));
            } catch (error) {
                warn(error);
            }
        }, 'skillcall_event_function');
    }
    const free = () => Object.keys(methods).forEach((field) => koffi.unregister(table[field]));
    return { table, free };
}

module.exports = { observing };
