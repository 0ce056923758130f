// SPDX-License-Identifier: Apache-2.0
'use strict';
// The skill of examples/smart-properties, from the Grant to the phone at the extension.

const assert = require('node:assert/strict');
const { after, before, beforeEach, test } = require('node:test');
const { Emulator } = require('skillcall/testing');
const { handler } = require('../../../examples/smart-properties/skill.js');
const { vector, fails } = require('./case');

let emulator;
before(async () => {
    emulator = await Emulator.start('--phone=answer', '--answer-after', '1');
});
beforeEach(() => emulator.clear());
after(() => emulator.stop());

/** The skill's answer to a document of tests/vectors, which may become an intent. */
async function ask(name, { token = 'any-token', intent, scenario = 'ok' } = {}) {
    const event = JSON.parse(vector(name));
    const { System } = event.context;
    Object.assign(System, { apiEndpoint: emulator.url, apiAccessToken: `emulator-${scenario}` });
    if (intent) Object.assign(event.request, { type: 'IntentRequest', intent: { name: intent } });
    process.env.SKILL_ID = System.application.applicationId;
    process.env.SUPPORT_EXTENSION = '4011';
    process.env.LWA_TOKEN = token;
    return handler(event);
}

const intent = 'CallSupportIntent';

test('the Grant is accepted', async () => {
    const answer = await ask('grant-request.json');
    assert.equal(answer.event.header.name, 'AcceptGrant.Response');
});

test('a room calls an extension', async () => {
    const scenario = 'ok.delay-300.at-session';
    const { response } = await ask('room-request.json', { scenario, intent });
    assert.equal(response.outputSpeech.text, 'Calling support.');
    assert.deepEqual(response.directives[0].commands, [{ type: 'Finish' }]);
    let [record] = await emulator.calls({ kind: 'session', to: '4011', wait: 20000 });
    while (!record.sip.some(({ step }) => step === 'answered'))
        [record] = await emulator.calls({ kind: 'session' });
    assert(record.clientSessionId);
    const [announced] = await emulator.calls({ kind: 'directive' });
    assert.equal(announced.request.body.directive.speech, "One moment, I'm calling support.");
});

test('a room without a profile', async () => {
    const { response } = await ask('room-request.json', { token: 'emulator-profile-none', intent });
    assert.match(response.outputSpeech.text, /^This room cannot call yet/);
    assert.equal(response.directives, undefined);
    assert.deepEqual(await emulator.calls({ kind: 'session' }), []);
});

test('a call that fails', async () => {
    for (const [scenario, text] of [
        ['denied.at-session', /could not place/],
        ['error.at-session', /cannot tell/],
    ]) {
        const { response } = await ask('room-request.json', { scenario, intent });
        assert.match(response.outputSpeech.text, text);
    }
});

test('what places no call', async () => {
    assert.match((await ask('room-request.json')).response.outputSpeech.text, /^Welcome/);
    process.env.SKILL_ID = 'another';
    await fails('mismatch', 'none', handler(JSON.parse(vector('room-request.json'))));
    assert.deepEqual(await emulator.calls(), []);
});
