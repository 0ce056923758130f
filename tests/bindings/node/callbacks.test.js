// SPDX-License-Identifier: Apache-2.0
'use strict';
// Callbacks written in JavaScript: the log, and transports in place of libcurl.

const assert = require('node:assert/strict');
const { test } = require('node:test');
const { Client } = require('skillcall');
const { deadUrl, secret, session, access, received, arrival, fails } = require('./case');

/** A transport over fetch. */
class FetchTransport {
    closed = 0;

    async submit(exchange) {
        const { method, url, headers, body, signal } = exchange;
        try {
            const answer = await fetch(url, { method, headers, body, signal, redirect: 'manual' });
            exchange.answer(answer.status, answer.headers, Buffer.from(await answer.arrayBuffer()));
        } catch (error) {
            if (exchange.answered) return;
            const refused = error.cause?.code === 'ECONNREFUSED';
            exchange.fail(refused ? 'connect' : 'network', {
                maybeSent: !refused,
                code: 7,
                text: error.message,
            });
        }
    }

    close() {
        this.closed += 1;
    }
}

async function withClient(options, use) {
    const client = new Client(options);
    try {
        await use(client);
    } finally {
        await client.close();
    }
}

test('log lines and levels', async () => {
    const seen = {};
    const log = (level, line) => {
        seen[level] = line;
        assert(!line.includes(secret));
    };
    await withClient({ log, logLevel: 'debug' }, async (client) => {
        await client.start(access('throttled.first-1'), session());
        await fails('bad_token', 'not_placed', client.start(access('expired'), session()));
    });
    assert(seen.debug && seen.info);
    assert.match(seen.error, /bad_token/);
});

test('only what is asked for is logged', async () => {
    const lines = [];
    await withClient({ log: (...line) => lines.push(line), logLevel: 'error' }, (client) =>
        client.start(access(), session()),
    );
    assert.deepEqual(lines, []);
});

test('an observer gets each call and attempt', async () => {
    const told = [];
    const observer = {};
    for (const method of ['callStarted', 'attemptStarted', 'attemptEnded', 'callEnded']) {
        observer[method] = (event) => told.push([method, event]);
    }
    let receipt;
    await withClient({ observer }, async (client) => {
        receipt = await client.start(access('throttled.first-1'), session());
    });
    const attempt = ['attemptStarted', 'attemptEnded'];
    assert.deepEqual(
        told.map(([method]) => method),
        ['callStarted', ...attempt, ...attempt, 'callEnded'],
    );
    const [throttled, ended] = [told[2][1], told[5][1]];
    assert.deepEqual(
        [throttled.attempt, throttled.httpStatus, throttled.errorType],
        [1, 429, 'throttled'],
    );
    assert(throttled.pauseMs >= 0);
    assert.deepEqual(
        [ended.method, ended.urlTemplate, ended.serverAddress],
        ['POST', '/v1/communications/session', '127.0.0.1'],
    );
    assert.deepEqual(
        [ended.attempt, ended.httpStatus, ended.status, ended.outcome, ended.pauseMs],
        [2, 200, 'ok', 'placed', null],
    );
    assert.deepEqual(
        [ended.sessionId, ended.clientSessionId, ended.requestId],
        [receipt.sessionId, receipt.clientSessionId, receipt.requestId],
    );
    assert(ended.bytesSent > 0 && ended.bytesReceived > 0 && ended.elapsedMs >= 0);
    assert(!JSON.stringify(told).includes(secret) && !JSON.stringify(told).includes('2045551111'));
});

test('an observer that throws harms no call', async () => {
    for (const [thrown, warning] of [
        [new RangeError('broken'), /^RangeError: broken\n/],
        [null, /^null$/],
    ]) {
        const warned = new Promise((resolve) => {
            process.once('warning', resolve);
        });
        const observer = {
            callEnded() {
                throw thrown;
            },
        };
        await withClient({ observer }, (client) => client.start(access(), session()));
        assert.match((await warned).message, warning);
    }
});

test('calls through a transport', async () => {
    const transport = new FetchTransport();
    await withClient({ transport, deadlineMs: 60000 }, async (client) => {
        const call = session();
        const receipt = await client.start(access('throttled.first-1'), call);
        assert.equal(receipt.attempts, 2);
        const [, placed] = await received(call.clientSessionId);
        assert.equal(receipt.requestId, placed.requestId);
        assert.equal(JSON.stringify(placed.request.body), call.toJson());
        assert.equal(await client.findMobileNumber(access()), '+12045551111');
        assert(await client.findProfileId(access(), 'unit'));
        const error = await fails(
            'access_denied',
            'not_placed',
            client.start(access('denied'), session()),
        );
        assert.equal(error.serviceCode, 'AccessDenied');
        const receipts = await Promise.all(
            Array.from({ length: 50 }, () => client.start(access('ok.delay-50'), session())),
        );
        assert.equal(new Set(receipts.map((one) => one.sessionId)).size, 50);
        assert.equal(transport.closed, 0);
    });
    assert.equal(transport.closed, 1);
});

test('what was not sent is tried again, what may have been sent is not', async () => {
    await withClient({ transport: new FetchTransport() }, async (client) => {
        const error = await fails(
            'connect',
            'not_placed',
            client.start(access('ok', deadUrl), session()),
        );
        assert.deepEqual([error.attempts, error.transportCode], [3, 7]);
        const other = await fails('network', 'unknown', client.start(access('reset'), session()));
        assert.equal(other.attempts, 1);
        assert(other.transportText);
    });
});

test('deadline and abort reach the transport', async () => {
    await withClient({ transport: new FetchTransport() }, async (client) => {
        await fails(
            'timeout',
            'unknown',
            client.start(access('ok.delay-60000'), session(), { deadlineMs: 3000 }),
        );
        const call = session();
        const controller = new AbortController();
        const started = client.start(access('ok.delay-60000'), call, { signal: controller.signal });
        await arrival(call.clientSessionId);
        controller.abort();
        await fails('cancelled', 'unknown', started);
    });
});

test('an error in a transport may come after something was sent', async () => {
    const warned = new Promise((resolve) => {
        process.once('warning', resolve);
    });
    const broken = {
        submit() {
            throw new RangeError(`with ${secret}`);
        },
    };
    await withClient({ transport: broken }, async (client) => {
        const error = await fails('transport', 'unknown', client.start(access(), session()));
        assert.deepEqual([error.attempts, error.transportText], [1, 'RangeError']);
    });
    assert.match((await warned).message, /^RangeError: /);
});

test('a failure with wrong arguments ends the exchange', async () => {
    const broken = { submit: (exchange) => exchange.fail('network', { text: 'a\0b' }) };
    await withClient({ transport: broken }, (client) =>
        fails('transport', 'unknown', client.start(access(), session())),
    );
});

test('an exchange is answered once', async () => {
    const exchanges = [];
    const transport = {
        submit(exchange) {
            exchanges.push(exchange);
            assert.equal(exchange.method, 'POST');
            assert.equal(JSON.parse(exchange.body).participants.length, 2);
            assert(exchange.remainingMs > 0);
            assert.throws(() => exchange.answer(99, {}, ''), RangeError);
            if (exchanges.length === 1)
                exchange.answer(200, { 'x-amzn-RequestId': 'r' }, '{"sessionId": "1"}');
            else exchange.answer(200, [], ' '.repeat(65537));
            assert.throws(() => exchange.answer(200, {}, ''), /answered already/);
            assert.throws(() => exchange.fail('network'), /answered already/);
        },
    };
    await withClient({ transport }, async (client) => {
        const receipt = await client.start(access(), session());
        assert.deepEqual([receipt.sessionId, receipt.requestId], ['1', 'r']);
        await fails('too_large', 'unknown', client.start(access(), session()));
    });
});

test('a transport that never answers does not hold the client', async () => {
    const exchanges = [];
    const transport = { submit: (exchange) => exchanges.push(exchange) };
    const client = new Client({ transport });
    const started = client.start(access(), session());
    while (exchanges.length === 0) await new Promise(setImmediate);
    await Promise.all([client.close(), fails('cancelled', 'unknown', started)]);
    assert(exchanges[0].signal.aborted && exchanges[0].answered);
});

test('callbacks are given back', async () => {
    for (let i = 0; i < 3000; i++) {
        // more callbacks than koffi has
        await new Client({ transport: new FetchTransport(), observer: {}, log() {} }).close();
    }
});
