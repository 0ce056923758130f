// SPDX-License-Identifier: Apache-2.0
// call.js URL CA LIBRARY: places a call with the library, has another one refused, and cancels a third.
'use strict';
const assert = require('node:assert/strict');
const fs = require('node:fs');
const { Access, Client, Session, participant } = require('skillcall');

async function main(url, caFile, library) {
    const client = new Client({ caFile });
    const session = new Session([
        participant.phoneCaller('+12045551111', 'device'),
        participant.phoneCallee('+16073331111'),
    ]);
    const start = (token, options) => client.start(new Access(url, token), session, options);
    assert.ok((await start('emulator-ok')).sessionId);
    await assert.rejects(start('emulator-denied'), { outcome: 'not_placed', httpStatus: 403 });
    const signal = AbortSignal.timeout(300);
    await assert.rejects(start('emulator-ok.delay-60000', { signal }), { status: 'cancelled' });
    await client.close();
    const maps = fs.readFileSync('/proc/self/maps', 'utf8');
    assert.ok(maps.includes(library) && maps.includes('/lib/ld-musl-'), maps);
}
main(...process.argv.slice(2));
