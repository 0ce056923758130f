// SPDX-License-Identifier: Apache-2.0
'use strict';
// How long the skill of examples/lambda-skill lets a call take.

const assert = require('node:assert/strict');
const { after, before, mock, test } = require('node:test');
const { Client } = require('skillcall');
const { Emulator } = require('skillcall/testing');
const { handler } = require('../../../examples/lambda-skill/skill.js');
const { vector } = require('./case');

let emulator;
before(async () => {
    emulator = await Emulator.start();
});
after(() => emulator.stop());

/** What the skill says to a request for a call. */
async function ask(timeLeftMs) {
    const event = JSON.parse(vector('skill-request.json'));
    const { System } = event.context;
    Object.assign(System, { apiEndpoint: emulator.url, apiAccessToken: 'emulator-ok' });
    process.env.SKILL_ID = System.application.applicationId;
    process.env.SUPPORT_NUMBER = '+16073331111';
    const { response } = await handler(event, { getRemainingTimeInMillis: () => timeLeftMs });
    return response.outputSpeech.text;
}

test('a call', async () => {
    assert.equal(await ask(8000), 'Calling support.');
});

test('however long Lambda would wait, the answer comes in time', async () => {
    for (const [timeLeftMs, deadlineMs] of [
        [900000, 6000],
        [3000, 2500],
    ]) {
        const call = mock.method(Client.prototype, 'callPhone', async () => {});
        await ask(timeLeftMs);
        call.mock.restore();
        assert.deepEqual(call.mock.calls[0].arguments[2], { deadlineMs });
    }
});

test('no time is left', async () => {
    for (const timeLeftMs of [500, 0, -1000]) assert.match(await ask(timeLeftMs), /could not place/);
});
