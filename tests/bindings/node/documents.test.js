// SPDX-License-Identifier: Apache-2.0
'use strict';
// Both ends of a call: sessions, skill requests and responses, SIP headers and events.

const assert = require('node:assert/strict');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { test } = require('node:test');
const { inspect } = require('node:util');
const skillcall = require('skillcall');
const { emulator, caller, callee, vector, session, fails } = require('./case');

const { Access, InboundCall, Session, SkillRequest, SkillResponse, participant } = skillcall;
const ID = 'db792233-8df3-416c-8d80-a70038747b74';
const UUI =
    '6373693d64623739323233332d386466332d343136632d386438302d613730303338373437623734;encoding=hex';

test('a missing library is reported with its variable', () => {
    for (const variable of ['SKILLCALL_LIBRARY', 'SKILLCALL_FFI_HEADER']) {
        const { stderr } = spawnSync(process.execPath, ['-e', "require('skillcall')"], {
            encoding: 'utf8',
            env: { ...process.env, [variable]: '/nonexistent' },
        });
        assert.match(stderr, new RegExp(`; install skillcall, or name [a-z ]+ in ${variable}\n`));
    }
});

test('it can be loaded again, as test runners and hot reloaders do', () => {
    for (const forgotten of [/node_modules/, /node_modules.skillcall/]) {
        for (const file of Object.keys(require.cache).filter((name) => forgotten.test(name)))
            delete require.cache[file];
        const again = require('skillcall');
        assert.notEqual(again.Session, Session);
        assert.equal(new again.Session([caller, callee]).participants.length, 2);
    }
});

test('a module that imports it has all its names', async () => {
    const imported = await import(require.resolve('skillcall'));
    for (const name of Object.keys(skillcall)) assert(name in imported, name);
});

test('all violations at once', async () => {
    const error = await fails(
        'invalid',
        'none',
        () => new Session([participant.phoneCaller('12', ''), callee]),
    );
    assert.deepEqual(
        error.violations.map((violation) => [violation.path, violation.code]),
        [
            ['/participants/0/id/value', 'not_e164'],
            ['/participants/0/endpointId', 'required'],
        ],
    );
    assert(error.violations.every((violation) => violation.message));
});

test('client session id', () => {
    assert.equal(session({ clientSessionId: 'mine' }).clientSessionId, 'mine');
    assert.equal(session({ clientSessionId: null }).clientSessionId, null);
    assert.notEqual(session().clientSessionId, session().clientSessionId);
});

test('session as JSON, there and back', async () => {
    const text = vector('session-request.json');
    const call = Session.fromJson(text);
    assert.equal(call.clientSessionId, ID);
    assert.equal(call.participants[0].originator, true);
    assert.deepEqual(call.participants[1], callee);
    assert.deepEqual(JSON.parse(call.toJson(2)), JSON.parse(text));
    for (const form of [Buffer.from(text), JSON.parse(text)]) {
        assert.equal(Session.fromJson(form).toJson(), call.toJson());
    }
    assert.equal(new Session(call.participants, { clientSessionId: ID }).toJson(), call.toJson());
    await fails('malformed', 'none', () => Session.fromJson('{'));
    await fails('too_large', 'none', () => Session.fromJson(' '.repeat(65537)));
});

test('unknown providers on request', async () => {
    const other = {
        type: 'PHONE_NUMBER',
        value: '+16073331111',
        providerId: 'mine',
        originator: false,
    };
    await fails('invalid', 'none', () => new Session([caller, other]));
    const [, kept] = new Session([caller, other], { allowUnknown: true }).participants;
    assert.deepEqual(kept, { ...other, endpointId: null });
});

test('text that is not ASCII', async () => {
    const device = 'Gerät 📞';
    assert.equal(participant.phoneCaller('+12', device).endpointId, device);
    for (const text of ['a\0b', '\ud800'])
        await fails('argument', 'none', () => participant.phoneCallee(text));
    assert.throws(() => participant.phoneCallee(12), TypeError);
});

test('access', async () => {
    assert.equal(
        new Access('https://API.amazonalexa.com/', 't').endpoint,
        'https://api.amazonalexa.com',
    );
    assert.equal(
        new Access('https://example.com', 't', { trustedHost: 'example.com' }).endpoint,
        'https://example.com',
    );
    await fails('endpoint', 'none', () => new Access('https://example.com', 't'));
    await fails('token', 'none', () => new Access(emulator().url, 'a b'));
});

test('User-to-User', async () => {
    assert.equal(skillcall.encodeUserToUser(ID), UUI);
    assert.equal(skillcall.decodeUserToUser(UUI), ID);
    assert.equal(skillcall.decodeUserToUser('00;purpose=other', '%', UUI), ID);
    await fails('absent', 'none', () => skillcall.decodeUserToUser());
    await fails('malformed', 'none', () => skillcall.decodeUserToUser(';;'));
    await fails('too_large', 'none', () => skillcall.decodeUserToUser('0'.repeat(4097)));
    await fails('argument', 'none', () => skillcall.encodeUserToUser(''));
});

test('event', async () => {
    const text = vector('inbound-call-event.json');
    for (const form of [text, Buffer.from(text), JSON.parse(text)]) {
        const call = new InboundCall(form);
        assert.equal(call.eventType, 'NEW_INBOUND_CALL');
        assert.equal(call.transactionId, '46e6f593-1f1c-4808-9166-a141624cf145');
        const [leg] = call.legs;
        assert.deepEqual([leg.from, leg.to], ['+12045551111', '+16073331111']);
        assert.equal(leg.callId, 'b7b95da2-fe0a-4890-85cc-433cb3931399');
        assert.equal(call.clientSessionId(), ID);
        call.checkSkillClientId(leg.skillClientId);
        await fails('mismatch', 'none', () => call.checkSkillClientId('another'));
        await fails('argument', 'none', () => call.clientSessionId(1));
    }
    const bad = new InboundCall(text.replace(UUI, '%'));
    await fails('malformed', 'none', () => bad.clientSessionId());
    await fails('malformed', 'none', () => new InboundCall('[]'));
});

test('skill request', async () => {
    const document = JSON.parse(vector('skill-request.json'));
    const request = new SkillRequest(document);
    assert.deepEqual(
        [request.type, request.intentName, request.locale],
        ['IntentRequest', 'CallSupportIntent', 'en-US'],
    );
    assert.equal(request.deviceId, 'amzn1.ask.device.AAAAAAAA');
    assert.equal(request.personId, null);
    assert.equal(request.isNewSession, false);
    assert.equal(request.timestampMs, Date.parse(request.timestamp));
    assert.equal(request.isFresh(request.timestampMs + 150000), true);
    assert.equal(request.isFresh(request.timestampMs - 150001), false);
    request.checkApplicationId(request.applicationId);
    await fails('mismatch', 'none', () => request.checkApplicationId('another'));
    assert.equal(request.access().endpoint, request.apiEndpoint);
    assert.deepEqual(
        request.originator('+12045551111'),
        participant.phoneCaller('+12045551111', request.deviceId),
    );
    delete document.context.System.device;
    delete document.request.timestamp;
    const without = new SkillRequest(document);
    await fails('absent', 'none', () => without.originator('+12045551111'));
    assert.deepEqual([without.timestampMs, without.isFresh()], [null, null]);
    await fails('malformed', 'none', () => new SkillRequest({}));
});

test('the age of a skill event', () => {
    const document = JSON.parse(vector('skill-request.json'));
    document.request.type = 'AlexaSkillEvent.SkillEnabled';
    const event = new SkillRequest(document);
    assert.equal(event.isFresh(event.timestampMs + 3600000), true);
    assert.equal(event.isFresh(event.timestampMs + 3600001), false);
});

test('request from a room', () => {
    const request = new SkillRequest(vector('room-request.json'));
    assert(request.unitId && request.persistentUnitId && request.aplToken);
    assert.equal(request.supportsInterface('Alexa.Presentation.APL'), true);
    assert.equal(request.supportsInterface('AudioPlayer.None'), false);
    assert.equal(request.isGrant, false);
});

test('permissions', () => {
    const document = JSON.parse(vector('skill-request.json'));
    document.context.System.user.permissions = {
        scopes: { a: { status: 'GRANTED' }, b: { status: 'DENIED' } },
    };
    const request = new SkillRequest(document);
    assert.deepEqual(
        ['a', 'b', 'c'].map((scope) => request.permission(scope)),
        ['granted', 'denied', 'not_asked'],
    );
});

test('Grant', () => {
    const request = new SkillRequest(vector('grant-request.json'));
    assert.equal(request.isGrant, true);
    assert.deepEqual(
        [request.grantType, request.grantCode],
        ['OAuth2.AuthorizationCode', 'ANbCodeOfTheGrant'],
    );
    const answer = new SkillResponse().say('Not this.').acceptGrant().toJSON();
    assert.deepEqual(Object.keys(answer), ['event']);
    assert.equal(answer.event.header.name, 'AcceptGrant.Response');
});

test('response with a screen and an open session', async () => {
    const response = new SkillResponse().say('Which one?').reprompt('Which room?').linkAccount();
    response.finishApl('the-token').addDirective({ type: 'Mine' }).addDirective('{"type":"2"}');
    const document = response.setSessionAttributes({ room: 7 }).toJSON();
    const answer = document.response;
    assert.deepEqual(document.sessionAttributes, { room: 7 });
    assert.equal(answer.reprompt.outputSpeech.text, 'Which room?');
    assert.deepEqual(answer.card, { type: 'LinkAccount' });
    assert.equal(answer.shouldEndSession, false);
    assert.deepEqual(
        answer.directives.map((directive) => directive.type),
        ['Alexa.Presentation.APL.ExecuteCommands', 'Mine', '2'],
    );
    assert.equal(answer.directives[0].token, 'the-token');
    response.repromptSsml('<speak>b</speak>');
    assert.equal(response.toJSON().response.reprompt.outputSpeech.ssml, '<speak>b</speak>');
    await fails('malformed', 'none', () => response.addDirective({}));
});

test('skill response', async () => {
    const response = new SkillResponse().say('Calling.').askForPermission('person');
    const answer = JSON.parse(JSON.stringify(response)).response;
    assert.deepEqual(answer.outputSpeech, { type: 'PlainText', text: 'Calling.' });
    assert.equal(answer.shouldEndSession, true);
    assert.equal(answer.card.type, 'AskForPermissionsConsent');
    assert(answer.card.permissions.includes('alexa::person_id:read'));
    response.saySsml(`<speak>${skillcall.escapeSsml('Müller & <Co>')}</speak>`);
    assert.equal(
        response.toJSON().response.outputSpeech.ssml,
        '<speak>Müller &amp; &lt;Co&gt;</speak>',
    );
    await fails('too_large', 'none', () => response.say('x'.repeat(8001)));
    assert.throws(() => response.askForPermission('nobody'), TypeError);
});

test('mobile number', async () => {
    assert.equal(skillcall.joinMobileNumber('1', '(204) 555-1111'), '+12045551111');
    await fails('absent', 'none', () => skillcall.joinMobileNumber('+1', null));
    await fails('malformed', 'none', () => skillcall.joinMobileNumber('+44', '020 7183 8750'));
});

test('objects can be logged', () => {
    const access = new Access(emulator().url, 'a-token');
    assert.equal(JSON.stringify([access, session()]), '[{},{}]');
    assert.equal(inspect(access), 'Access {}');
});

test('what is collected is freed', async () => {
    for (let i = 0; i < 2000; i++) {
        session();
        new SkillRequest(vector('skill-request.json'));
    }
    await new Promise(setImmediate);
});
