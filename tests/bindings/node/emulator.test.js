// SPDX-License-Identifier: Apache-2.0
'use strict';
// The emulator as tests of skills start it.

const assert = require('node:assert/strict');
const { once } = require('node:events');
const { spawn } = require('node:child_process');
const { after, before, beforeEach, test } = require('node:test');
const { Access, Client } = require('skillcall');
const { Emulator } = require('skillcall/testing');
const { session, fails } = require('./case');

let emulator, client;
before(async () => {
    emulator = await Emulator.start('--tls');
    client = new Client({ caFile: emulator.caFile });
});
beforeEach(() => emulator.clear());
after(() => Promise.all([client.close(), emulator.stop()]));

const start = () => client.start(new Access(emulator.url, 'any-token'), session());

test('calls by filter', async () => {
    const { sessionId, clientSessionId } = await start();
    const filters = { kind: 'session', from: '+12045551111', status: 200, wait: 20000 };
    const [record] = await emulator.calls({ clientSessionId, ...filters });
    assert.equal(record.sessionId, sessionId);
    assert.deepEqual(await emulator.calls({ status: 429 }), []);
    const late = emulator.calls({ after: record.number, min: 2, wait: 20000 });
    await Promise.all([start(), start()]);
    assert.equal((await late).length, 2);
    await emulator.clear();
    assert.deepEqual(await emulator.calls(), []);
});

test('fault', async () => {
    await emulator.setFault('denied');
    await fails('access_denied', 'not_placed', start());
    await assert.rejects(emulator.setFault('none-such'), /^Error: the emulator answers 400: /);
    await emulator.setFault('ok');
    assert((await start()).sessionId);
});

test('one that does not start', async () => {
    const program = `require('skillcall/testing').Emulator.start('--no-such-flag')
        .catch((error) => console.log(error.message));`;
    const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'ignore'] });
    const [line] = await once(child.stdout.setEncoding('utf8'), 'data');
    assert.equal(line, 'the emulator failed: exit code 2\n');
});
