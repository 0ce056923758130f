// SPDX-License-Identifier: Apache-2.0
'use strict';
// Traces and metrics of OpenTelemetry, by its conventions for HTTP clients.
//
//     const observer = telemetry(trace.getTracer('a-skill'), metrics.getMeter('a-skill'));
//     const client = new Client({ observer });
//
// A call is a span, with a span inside for each attempt. Nothing is added to the request: no trace
// header goes to Amazon. One observer serves one client.

const { SpanKind, SpanStatusCode, context, trace } = require('@opentelemetry/api');

/** What spans and the metric share. */
const attributes = (event) => ({
    'http.request.method': event.method,
    'url.template': event.urlTemplate,
    'server.address': event.serverAddress,
    'server.port': event.serverPort,
    ...(event.httpStatus && { 'http.response.status_code': event.httpStatus }),
    ...(event.errorType && { 'error.type': event.errorType }),
});

function end(span, event) {
    if (event.errorType) span.setStatus({ code: SpanStatusCode.ERROR, message: event.errorType });
    span.end();
}

/** An observer for one client. */
function telemetry(tracer, meter) {
    const duration = meter.createHistogram('http.client.request.duration', { unit: 's' });
    const calls = new Map();
    const attempts = new Map();
    const take = (spans, event) => {
        const span = spans.get(event.callId);
        spans.delete(event.callId);
        return span;
    };
    return {
        callStarted(event) {
            calls.set(event.callId, tracer.startSpan('skillcall'));
        },
        attemptStarted(event) {
            const span = tracer.startSpan(
                `${event.method} ${event.urlTemplate}`,
                { kind: SpanKind.CLIENT },
                trace.setSpan(context.active(), calls.get(event.callId)),
            );
            span.setAttribute('http.request.body.size', event.bytesSent);
            if (event.attempt > 1)
                span.setAttribute('http.request.resend_count', event.attempt - 1);
            attempts.set(event.callId, span);
        },
        attemptEnded(event) {
            const span = take(attempts, event);
            span.setAttributes(attributes(event));
            span.setAttribute('http.response.body.size', event.bytesReceived);
            end(span, event);
            duration.record(event.attemptElapsedMs / 1000, attributes(event));
        },
        callEnded(event) {
            const span = take(calls, event);
            span.setAttribute('skillcall.outcome', event.outcome);
            if (event.clientSessionId)
                span.setAttribute('skillcall.client_session_id', event.clientSessionId);
            end(span, event);
        },
    };
}

module.exports = { telemetry };
