// SPDX-License-Identifier: Apache-2.0
'use strict';
// examples/opentelemetry with OpenTelemetry's own SDK and its exporters in memory.

const assert = require('node:assert/strict');
const { after, beforeEach, test } = require('node:test');
const { SpanKind, SpanStatusCode } = require('@opentelemetry/api');
const {
    AggregationTemporality,
    InMemoryMetricExporter,
    MeterProvider,
    PeriodicExportingMetricReader,
} = require('@opentelemetry/sdk-metrics');
const {
    BasicTracerProvider,
    InMemorySpanExporter,
    SimpleSpanProcessor,
} = require('@opentelemetry/sdk-trace-base');
const { Client } = require('skillcall');
const { telemetry } = require('../../../examples/opentelemetry/telemetry.js');
const { secret, session, access, roomRequest, received, fails } = require('./case');

const spans = new InMemorySpanExporter();
const traces = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] });
const exporter = new InMemoryMetricExporter(AggregationTemporality.DELTA);
const reader = new PeriodicExportingMetricReader({ exporter });
const meters = new MeterProvider({ readers: [reader] });
const observer = telemetry(traces.getTracer('t'), meters.getMeter('t'));
const client = new Client({ observer });

beforeEach(async () => {
    await reader.forceFlush();
    exporter.reset();
    spans.reset();
});
after(() => Promise.all([client.close(), meters.shutdown(), traces.shutdown()]));

const parentOf = (span) => span.parentSpanContext.spanId;

test('a call at the second attempt', async () => {
    const { clientSessionId } = await client.start(access('throttled.first-1'), session());
    const [refused, placed, call] = spans.getFinishedSpans();
    for (const attempt of [refused, placed]) {
        assert.equal(attempt.name, 'POST /v1/communications/session');
        assert.equal(attempt.kind, SpanKind.CLIENT);
        assert.equal(parentOf(attempt), call.spanContext().spanId);
        assert(attempt.attributes['http.request.body.size'] > 0);
    }
    assert.equal(refused.attributes['http.response.status_code'], 429);
    assert.equal(refused.attributes['error.type'], 'throttled');
    assert.equal(refused.status.code, SpanStatusCode.ERROR);
    assert.equal(refused.attributes['http.request.resend_count'], undefined);
    assert.equal(placed.attributes['http.request.resend_count'], 1);
    assert.equal(placed.attributes['server.address'], '127.0.0.1');
    assert.equal(placed.attributes['error.type'], undefined);
    assert.deepEqual(call.attributes, {
        'skillcall.outcome': 'placed',
        'skillcall.client_session_id': clientSessionId,
    });

    await reader.forceFlush();
    const [metric] = exporter.getMetrics()[0].scopeMetrics[0].metrics;
    const { name, unit } = metric.descriptor;
    assert.deepEqual([name, unit], ['http.client.request.duration', 's']);
    assert.deepEqual(
        metric.dataPoints.map(({ attributes }) => attributes['http.response.status_code']).sort(),
        [200, 429],
    );
});

test('a lookup and its call are one', async () => {
    await client.callPhone(roomRequest(), '+16073331111');
    const [lookup, attempt, call] = spans.getFinishedSpans();
    assert.equal(lookup.attributes['http.request.method'], 'GET');
    assert.equal(attempt.attributes['http.request.method'], 'POST');
    const { spanId } = call.spanContext();
    assert.deepEqual([parentOf(lookup), parentOf(attempt)], [spanId, spanId]);
});

test('nothing is added to the request, and no secret exported', async () => {
    const { clientSessionId } = await client.start(access(), session());
    const [record] = await received(clientSessionId);
    assert.doesNotMatch(JSON.stringify(record.request.headers), /trace/i);
    await fails('bad_token', 'not_placed', client.start(access('expired'), session()));
    const told = JSON.stringify(
        spans.getFinishedSpans().map((span) => [span.name, span.attributes, span.status]),
    );
    assert(told.includes('bad_token'));
    for (const text of [secret, '2045551111', '6073331111']) assert(!told.includes(text));
});
