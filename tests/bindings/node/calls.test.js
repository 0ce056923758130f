// SPDX-License-Identifier: Apache-2.0
'use strict';
// Calls placed by the Node.js binding on the emulator, and every way in which they fail.

const assert = require('node:assert/strict');
const { spawn } = require('node:child_process');
const { once } = require('node:events');
const fs = require('node:fs');
const path = require('node:path');
const { test } = require('node:test');
const { Client, Session, participant } = require('skillcall');
const { Emulator } = require('skillcall/testing');
const {
    emulator,
    deadUrl,
    session,
    access,
    roomRequest,
    received,
    arrival,
    fails,
} = require('./case');

const client = new Client();

test('placed', async () => {
    const call = session();
    const receipt = await client.start(access(), call);
    const [entry, ...others] = await received(call.clientSessionId);
    assert.equal(others.length, 0);
    assert.equal(receipt.sessionId, entry.sessionId);
    assert.equal(receipt.clientSessionId, entry.clientSessionId);
    assert.equal(receipt.requestId, entry.requestId);
    assert.equal(receipt.attempts, 1);
    assert(receipt.elapsedMs >= 0);
});

test('placed with TLS', async () => {
    const secure = await Emulator.start('--tls');
    const { url, caFile } = secure;
    for (const trust of [
        { caFile },
        { ca: fs.readFileSync(caFile) },
        { ca: fs.readFileSync(caFile, 'utf8') },
    ]) {
        const trusting = new Client(trust);
        assert((await trusting.start(access('ok', url), session())).sessionId);
        await trusting.close();
    }
    const error = await fails('tls', 'not_placed', client.start(access('ok', url), session()));
    assert(error.transportCode && error.transportText);
    await secure.stop();
});

test('placed at the second attempt', async () => {
    assert.equal((await client.start(access('throttled.first-1'), session())).attempts, 2);
});

test('a room calls an extension', async () => {
    const call = new Session([
        participant.room('profile', 'device'),
        participant.extension('4011'),
    ]);
    assert.equal((await client.start(access('empty'), call)).sessionId, null);
});

const rows = fs
    .readFileSync(path.join(__dirname, '../failures.tsv'), 'utf8')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'))
    .map((line) => line.split('\t'));
assert(rows.length >= 30);
for (const [operation, scenario, status, outcome, ...expected] of rows) {
    test(`failure of the service: ${operation} ${scenario}`, async () => {
        const call = session();
        const error = await fails(
            status,
            outcome,
            operation === 'start'
                ? client.start(access(scenario), call)
                : client.findMobileNumber(access(scenario)),
        );
        const seen = [error.httpStatus, error.serviceCode, error.attempts, error.retryAfterMs];
        assert.deepEqual(
            seen.map((value) => String(value ?? '-')),
            expected,
        );
        if (operation === 'start') assert.equal(error.clientSessionId, call.clientSessionId);
    });
}

test('not sent', async () => {
    const error = await fails(
        'connect',
        'not_placed',
        client.start(access('ok', deadUrl), session()),
    );
    assert.equal(error.attempts, 3);
});

test('deadline', async () => {
    await fails(
        'timeout',
        'unknown',
        client.start(access('ok.delay-60000'), session(), { deadlineMs: 200 }),
    );
    for (const deadlineMs of [0, -1, -0.5, NaN, 600001, Infinity])
        await fails('argument', 'not_placed', client.start(access(), session(), { deadlineMs }));
});

test('what is no signal places no call', async () => {
    const call = session();
    for (const signal of [5, { addEventListener() {} }])
        await assert.rejects(client.start(access(), call, { signal }), TypeError);
    await client.start(access(), session());
    assert.deepEqual(await received(call.clientSessionId), []);
});

test('an argument of another class places no call', async () => {
    for (const call of [
        client.start(session(), access()),
        client.start(),
        client.callPhone(access(), '+16073331111'),
        client.callExtension({}, '4011', 'any-token'),
        client.findMobileNumber(roomRequest()),
    ])
        await assert.rejects(call, TypeError);
});

test('an abort signal cancels', async () => {
    const call = session();
    const controller = new AbortController();
    const started = client.start(access('ok.delay-60000'), call, { signal: controller.signal });
    await arrival(call.clientSessionId);
    controller.abort();
    await fails('cancelled', 'unknown', started);
    await fails(
        'cancelled',
        'not_placed',
        client.start(access(), session(), { signal: AbortSignal.abort() }),
    );
});

test('the bound on calls', async () => {
    const small = new Client({ maxCalls: 1 });
    const started = small.start(access('ok.delay-60000'), session());
    assert.equal(small.callsInFlight, 1);
    await fails('busy', 'not_placed', small.start(access(), session()));
    await Promise.all([small.close(), assert.rejects(started, { status: 'cancelled' })]);
});

test('options', async () => {
    await new Client({
        deadlineMs: 5000,
        connectTimeoutMs: 1000,
        maxAttempts: 1,
        backoffMs: [0, 10],
        maxConnections: 2,
        caPath: '/',
        proxy: '',
        httpVersion: '2',
        userAgent: 'a skill',
    }).close();
    await new Client({ deadlineMs: undefined, maxCalls: undefined }).close();
    for (const maxAttempts of [11, 2 ** 32 + 1, NaN])
        await fails('argument', 'none', () => new Client({ maxAttempts }));
    assert.throws(() => new Client({ maxAttempts: '1' }), TypeError);
    assert.throws(() => new Client({ toString: 1 }), /no such option: toString/);
    await fails('argument', 'none', () => new Client({ httpVersion: '3' }));
    const refused = await fails('argument', 'none', () => new Client({ userAgent: 'a\n' }));
    assert.match(refused.message, /User-Agent/);
    await fails('argument', 'none', () => new Client({ log() {}, logLevel: 'none such' }));
    assert.throws(() => new Client({ deadline: 1 }), /no such option: deadline/);
});

test('many calls at once, while the event loop goes on', async () => {
    const patient = new Client({ deadlineMs: 60000, connectTimeoutMs: 60000 });
    let turns = 0;
    const timer = setInterval(() => turns++, 5).unref();
    const receipts = await Promise.all(
        Array.from({ length: 200 }, () => patient.start(access('ok.delay-200'), session())),
    );
    clearInterval(timer);
    assert.equal(new Set(receipts.map((receipt) => receipt.sessionId)).size, 200);
    assert(turns > 3);
    assert.equal(patient.callsInFlight, 0);
    await patient.close();
});

test('lookups', async () => {
    assert.equal(await client.findMobileNumber(access()), '+12045551111');
    assert.equal(await client.findMobileNumber(access(), { profile: 'person' }), '+12045551111');
    await assert.rejects(client.findMobileNumber(access(), { profile: 'nobody' }), TypeError);
    const id = await client.findProfileId(access(), 'unit 1');
    assert.equal(await client.findProfileId(access(), 'unit 1'), id);
    assert.equal(await client.createProfile(access(), 'unit 1', { name: 'Room 1' }), id);
    assert.notEqual(await client.findProfileId(access(), 'unit 2'), id);
});

test('calls from a skill request', async () => {
    const phone = await client.callPhone(roomRequest(), '+16073331111');
    const [record] = await received(phone.clientSessionId);
    assert.deepEqual([record.from, record.to], ['+12045551111', '+16073331111']);
    const known = await client.callPhone(roomRequest(), '+16073331111', { caller: '+12045552222' });
    assert.equal((await received(known.clientSessionId))[0].from, '+12045552222');
    const room = await client.callExtension(roomRequest(), '4011', 'any-token');
    assert.equal((await received(room.clientSessionId))[0].to, '4011');
});

test('a call whose lookup fails is not placed', async () => {
    await fails('absent', 'not_placed', client.callPhone(roomRequest('number-none'), '+16073331111'));
    await fails(
        'access_denied',
        'not_placed',
        client.callExtension(roomRequest(), '4011', 'emulator-denied'),
    );
    await fails(
        'cancelled',
        'not_placed',
        client.callPhone(roomRequest(), '+16073331111', { signal: AbortSignal.abort() }),
    );
});

test('a call whose text is refused is not placed', async () => {
    for (const text of ['+1607\0', '\ud800']) {
        for (const call of [
            client.callPhone(roomRequest(), text),
            client.callPhone(roomRequest(), '+16073331111', { caller: text }),
            client.callExtension(roomRequest(), text, 'any-token'),
            client.callExtension(roomRequest(), '4011', text),
        ])
            await fails('argument', 'not_placed', call);
    }
    await fails('argument', 'none', client.findProfileId(access(), 'a\0b'));
});

test('a progressive response', async () => {
    await emulator().clear();
    const request = roomRequest();
    await client.sendProgressiveResponse(request.access(), request.id, 'One moment.');
    const [record] = await emulator().calls({ kind: 'directive' });
    assert.equal(record.request.body.directive.speech, 'One moment.');
    await fails(
        'access_denied',
        'none',
        client.sendProgressiveResponse(access('denied'), request.id, 'One moment.'),
    );
});

test('closing ends what is in flight and reports its outcome', async () => {
    const other = new Client();
    const call = session();
    const started = other.start(access('ok.delay-60000'), call);
    await arrival(call.clientSessionId);
    await Promise.all([other[Symbol.asyncDispose](), fails('cancelled', 'unknown', started)]);
    await other.close();
    await fails('argument', 'not_placed', other.start(access(), session()));
});

test('what is closed is refused', async () => {
    for (const close of ['close', Symbol.dispose]) {
        const call = session();
        call[close]();
        call[close]();
        await fails('argument', 'not_placed', client.start(access(), call));
    }
});

const starting = `const { Access, Client, Session } = require('skillcall');
const [url, token, session] = process.argv.slice(1);
function log() {}
new Client({ log: () => log() }).start(new Access(url, token), Session.fromJson(session),
    { deadlineMs: 600000 });`;

const run = (program, token, call) =>
    spawn(process.execPath, ['-e', program, emulator().url, token, call.toJson()], {
        stdio: ['pipe', 'inherit', 'inherit'],
        timeout: 30000,
    });

test('a process ends at once, even with a call in flight', async () => {
    const call = session();
    const program = `${starting}
    process.stdin.once('data', () => process.exit(7));`;
    const child = run(program, 'emulator-ok.delay-60000', call);
    await arrival(call.clientSessionId);
    child.stdin.write('now');
    assert.deepEqual(await once(child, 'exit'), [7, null]);
});

test('a process ends at once, even in a callback', async () => {
    const child = run(`${starting} log = () => process.exit(7);`, 'emulator-ok', session());
    assert.deepEqual(await once(child, 'exit'), [7, null]);
});

test('a process with an idle client ends by itself', async () => {
    const child = run(starting, 'emulator-ok', session());
    assert.deepEqual(await once(child, 'exit'), [0, null]);
});
