'use strict';
// What the tests of the Node.js binding share.

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { Access, Session, SkillcallError, participant } = require('skillcall');

const { SKILLCALL_TEST_URL: url, SKILLCALL_TEST_TLS_URL: tlsUrl } = process.env;
const deadUrl = 'http://127.0.0.1:2'; // fetch refuses port 1
const caFile = process.env.SKILLCALL_TEST_CA;
const secret = 's3cr3tS3CR3T';
const caller = participant.phoneCaller('+12045551111', 'device');
const callee = participant.phoneCallee('+16073331111');

/** A document of tests/vectors, as text. */
const vector = (name) =>
    fs.readFileSync(path.join(process.env.SKILLCALL_TEST_VECTORS, name), 'utf8');

const session = (options) => new Session([caller, callee], options);

/** A right with which the emulator plays a scenario. */
const access = (scenario = 'ok', where = url) =>
    new Access(where, `emulator-${scenario}.key-${secret}`);

/** The requests that the emulator had with this id. */
const received = (clientSessionId) =>
    fs
        .readFileSync(process.env.SKILLCALL_TEST_LOG, 'utf8')
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line))
        .filter((entry) => entry.clientSessionId === clientSessionId);

async function arrival(clientSessionId) {
    while (received(clientSessionId).length === 0) {
        await new Promise((resolve) => setTimeout(resolve, 5));
    }
}

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
    url,
    tlsUrl,
    deadUrl,
    caFile,
    secret,
    caller,
    callee,
    vector,
    session,
    access,
    received,
    arrival,
    fails,
};
