# SPDX-License-Identifier: Apache-2.0
"""Traces and metrics of OpenTelemetry, by its conventions for HTTP clients.

    client = Client(observer=Telemetry(trace.get_tracer("a-skill"), metrics.get_meter("a-skill")))

A call is a span, with a span inside for each attempt. Nothing is added to the request: no trace
header goes to Amazon. One observer serves one client.
"""

from opentelemetry.trace import SpanKind, Status, StatusCode, set_span_in_context

from skillcall import Observer


def attributes(event):
    """What spans and the metric share."""
    every = {"http.request.method": event.method, "url.template": event.url_template,
             "server.address": event.server_address, "server.port": event.server_port,
             "http.response.status_code": event.http_status or None,
             "error.type": event.error_type}
    return {name: value for name, value in every.items() if value is not None}


def end(span, event):
    if event.error_type:
        span.set_status(Status(StatusCode.ERROR, event.error_type))
    span.end()


class Telemetry(Observer):
    def __init__(self, tracer, meter):
        self._tracer = tracer
        self._duration = meter.create_histogram("http.client.request.duration", unit="s")
        self._calls = {}
        self._attempts = {}

    def call_started(self, event):
        self._calls[event.call_id] = self._tracer.start_span("skillcall")

    def attempt_started(self, event):
        span = self._tracer.start_span(
            f"{event.method} {event.url_template}", kind=SpanKind.CLIENT,
            context=set_span_in_context(self._calls[event.call_id]))
        span.set_attribute("http.request.body.size", event.bytes_sent)
        if event.attempt > 1:
            span.set_attribute("http.request.resend_count", event.attempt - 1)
        self._attempts[event.call_id] = span

    def attempt_ended(self, event):
        span = self._attempts.pop(event.call_id)
        span.set_attributes(attributes(event))
        span.set_attribute("http.response.body.size", event.bytes_received)
        end(span, event)
        self._duration.record(event.attempt_elapsed, attributes(event))

    def call_ended(self, event):
        span = self._calls.pop(event.call_id)
        span.set_attribute("skillcall.outcome", event.outcome.name.lower())
        if event.client_session_id:
            span.set_attribute("skillcall.client_session_id", event.client_session_id)
        end(span, event)
