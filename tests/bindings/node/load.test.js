// SPDX-License-Identifier: Apache-2.0
'use strict';
// The Node.js binding loaded more than once in one process: by import, again as test runners and hot
// reload do, and by worker threads.

const assert = require('node:assert/strict');
const { execFileSync } = require('node:child_process');
const { once } = require('node:events');
const path = require('node:path');
const { test } = require('node:test');
const { Worker } = require('node:worker_threads');
const skillcall = require('skillcall');
const { emulator, arrival, session } = require('./case');

/** A call, with callbacks, of this copy of the module. */
async function placeCall({ Access, Client, Session }) {
    const events = [];
    const client = new Client({
        log: (_, line) => events.push(line),
        observer: { callEnded: ({ outcome }) => events.push(outcome) },
    });
    const call = Session.fromJson(session().toJson());
    const { sessionId } = await client.start(new Access(emulator().url, 'emulator-ok'), call);
    await client.close();
    assert(sessionId && events.length > 1 && events.includes('placed'));
}

/** The module anew, and everything whose file is of the pattern. */
function loadAgain(pattern) {
    for (const file of Object.keys(require.cache)) {
        if (pattern.test(file)) delete require.cache[file];
    }
    return require('skillcall');
}

// import finds packages from where it runs, and not in NODE_PATH.
const importing = `
import * as skillcall from 'skillcall';
import { Emulator } from 'skillcall/testing';
console.log(JSON.stringify([Object.keys(skillcall), typeof Emulator]));`;

test('import and require give the same names', () => {
    const cwd = path.resolve(require.resolve('skillcall'), '../../..');
    const options = ['--input-type=module', '--eval', importing];
    const [names, kind] = JSON.parse(execFileSync(process.execPath, options, { cwd }));
    const own = names.filter((name) => !['default', 'module.exports'].includes(name));
    assert.deepEqual(own.sort(), Object.keys(skillcall).sort());
    assert.equal(kind, 'function');
});

test('a second load, with koffi kept and with koffi loaded again', async () => {
    for (const pattern of [/node_modules.skillcall/, /node_modules/]) {
        const again = loadAgain(pattern);
        assert.notEqual(again.Client, skillcall.Client);
        await placeCall(again);
        await placeCall(skillcall);
    }
});

test('many loads leave nothing in the process', async () => {
    const listeners = process.listenerCount('exit');
    for (let i = 0; i < 3; i++) await placeCall(loadAgain(/node_modules.skillcall/));
    assert.equal(process.listenerCount('exit'), listeners);
});

const working = `
const { parentPort, workerData: { url, token, body } } = require('node:worker_threads');
const { Access, Client, Session } = require('skillcall');
const lines = [];
const client = new Client({ log: (_, line) => lines.push(line) });
client
    .start(new Access(url, token), Session.fromJson(body), { deadlineMs: 2000 })
    .then(({ sessionId }) => client.close().then(() => parentPort.postMessage([sessionId, lines.length])));`;

const work = (token, call) =>
    new Worker(working, {
        eval: true,
        workerData: { url: emulator().url, token, body: call.toJson() },
    });

test('worker threads, at the same time as the main thread', async () => {
    const workers = Array.from({ length: 4 }, () => work('emulator-ok.delay-100', session()));
    const answers = Promise.all(workers.map((worker) => once(worker, 'message')));
    await placeCall(skillcall);
    for (const [[sessionId, lines]] of await answers) assert(sessionId && lines > 0);
});

test('a worker thread that is terminated with a call in flight harms no other', async () => {
    const call = session();
    const worker = work('emulator-ok.delay-60000', call);
    await arrival(call.clientSessionId);
    await worker.terminate();
    await placeCall(skillcall);
});
