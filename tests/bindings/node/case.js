// SPDX-License-Identifier: Apache-2.0
'use strict';
// What the tests of the Node.js binding share.

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { after, before } = require('node:test');
const { Access, Session, SkillRequest, SkillcallError, participant } = require('skillcall');
const { Emulator } = require('skillcall/testing');

const deadUrl = 'http://127.0.0.1:2'; // fetch refuses port 1
const secret = 's3cr3tS3CR3T';
const caller = participant.phoneCaller('+12045551111', 'device');
const callee = participant.phoneCallee('+16073331111');

let emulator;
before(async () => {
    emulator = await Emulator.start();
});
after(() => emulator.stop());

/** A document of tests/vectors, as text. */
const vector = (name) => fs.readFileSync(path.join(__dirname, '../../vectors', name), 'utf8');

const session = (options) => new Session([caller, callee], options);

/** A right with which the emulator plays a scenario. */
const access = (scenario = 'ok', where = emulator.url) =>
    new Access(where, `emulator-${scenario}.key-${secret}`);

/** A request from a room, which may use the emulator. */
function roomRequest(scenario = 'ok') {
    const document = JSON.parse(vector('room-request.json'));
    document.context.System.apiEndpoint = emulator.url;
    document.context.System.apiAccessToken = `emulator-${scenario}.key-${secret}`;
    return new SkillRequest(document);
}

/** The records of the requests that the emulator had with this id. */
const received = (clientSessionId) => emulator.calls({ clientSessionId });

const arrival = (clientSessionId) => emulator.calls({ clientSessionId, wait: 20000 });

function check(error, status, outcome) {
    assert(error instanceof SkillcallError, error);
    assert.deepEqual([error.status, error.outcome], [status, outcome], error.message);
    assert.equal(error.code, `SKILLCALL_E_${status.toUpperCase()}`);
    assert(error.message && !error.message.includes(secret));
    return error;
}

/** The error with which a promise is rejected, or a function fails. */
async function fails(status, outcome, doing) {
    try {
        await (typeof doing === 'function' ? doing() : doing);
    } catch (error) {
        return check(error, status, outcome);
    }
    return assert.fail('it did not fail');
}

module.exports = {
    emulator: () => emulator,
    deadUrl,
    secret,
    caller,
    callee,
    vector,
    session,
    access,
    roomRequest,
    received,
    arrival,
    fails,
};
