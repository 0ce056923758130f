# SPDX-License-Identifier: Apache-2.0
"""examples/opentelemetry with OpenTelemetry's own SDK, from PyPI, and its exporters in memory."""

import sys
from pathlib import Path

from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode

from case import SECRET, Case, access, received, room_request, session
from skillcall import BadToken, Client

sys.path.append(str(Path(__file__).resolve().parents[3] / "examples/opentelemetry"))

from telemetry import Telemetry  # noqa: E402


class OpenTelemetry(Case):
    def setUp(self):
        self.spans = InMemorySpanExporter()
        traces = TracerProvider()
        traces.add_span_processor(SimpleSpanProcessor(self.spans))
        self.metrics = InMemoryMetricReader()
        meters = MeterProvider([self.metrics])
        self.client = Client(observer=Telemetry(traces.get_tracer("t"), meters.get_meter("t")))
        self.addCleanup(self.client.close)

    def points(self):
        metric, = self.metrics.get_metrics_data().resource_metrics[0].scope_metrics[0].metrics
        self.assertEqual((metric.name, metric.unit), ("http.client.request.duration", "s"))
        return metric.data.data_points

    def test_a_call_at_the_second_attempt(self):
        receipt = self.client.start(access("throttled.first-1"), session())
        refused, placed, call = self.spans.get_finished_spans()
        for attempt in [refused, placed]:
            self.assertEqual((attempt.name, attempt.kind),
                             ("POST /v1/communications/session", SpanKind.CLIENT))
            self.assertEqual(attempt.parent.span_id, call.context.span_id)
            self.assertGreater(attempt.attributes["http.request.body.size"], 0)
        self.assertEqual(refused.attributes["http.response.status_code"], 429)
        self.assertEqual(refused.attributes["error.type"], "throttled")
        self.assertEqual(refused.status.status_code, StatusCode.ERROR)
        self.assertNotIn("http.request.resend_count", refused.attributes)
        self.assertEqual(placed.attributes["http.request.resend_count"], 1)
        self.assertEqual(placed.attributes["server.address"], "127.0.0.1")
        self.assertNotIn("error.type", placed.attributes)
        self.assertEqual(dict(call.attributes),
                         {"skillcall.outcome": "placed",
                          "skillcall.client_session_id": receipt.client_session_id})
        self.assertEqual(sorted(point.attributes["http.response.status_code"]
                                for point in self.points()), [200, 429])
        self.assertEqual([point.count for point in self.points()], [1, 1])

    def test_a_lookup_and_its_call_are_one(self):
        self.client.call_phone(room_request(), "+16073331111")
        lookup, attempt, call = self.spans.get_finished_spans()
        self.assertEqual([lookup.attributes["http.request.method"],
                          attempt.attributes["http.request.method"]], ["GET", "POST"])
        self.assertEqual({lookup.parent.span_id, attempt.parent.span_id}, {call.context.span_id})

    def test_nothing_is_added_to_the_request_and_no_secret_exported(self):
        receipt = self.client.start(access(), session())
        record, = received(receipt.client_session_id)
        self.assertNotIn("trace", str(record["request"]["headers"]).lower())
        self.fails(BadToken, self.client.start, access("expired"), session())
        told = "".join(span.to_json() for span in self.spans.get_finished_spans())
        self.assertIn("bad_token", told)
        for secret in [SECRET, "2045551111", "6073331111"]:
            self.assertNotIn(secret, told)
