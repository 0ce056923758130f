// SPDX-License-Identifier: Apache-2.0
'use strict';
// A skill for Smart Properties, as a Lambda function: a room calls an extension of the property.
//
// Configuration, in the environment:
//     SKILL_ID            the skill's id, "amzn1.ask.skill.…"
//     SUPPORT_EXTENSION   the extension to ring
//     LWA_TOKEN           a Login with Amazon token that may read the rooms' profiles

const { Client, SkillRequest, SkillResponse, SkillcallError } = require('skillcall');

const client = new Client(); // one for the life of the process

/** Places the call. Returns what to say, and whether it was placed. */
async function place(request) {
    try {
        await client.callExtension(request, process.env.SUPPORT_EXTENSION, process.env.LWA_TOKEN);
        return ['Calling support.', true];
    } catch (error) {
        if (!(error instanceof SkillcallError)) throw error;
        if (error.status === 'absent')
            return ['This room cannot call yet. Please ask at the front desk.', false];
        console.error(error.message);
        if (error.outcome === 'unknown')
            return ['I cannot tell whether the call was placed. Please wait a moment.', false];
        return ['Sorry, I could not place the call. Please try again later.', false];
    }
}

async function callSupport(request, response) {
    // It goes out while place() waits, and is given up with the answer: then it is too late.
    const placed = new AbortController();
    const announced = client
        .sendProgressiveResponse(request.access(), request.id, "One moment, I'm calling support.", {
            signal: placed.signal,
        })
        .catch((error) => console.error(error.message));
    const [text, isPlaced] = await place(request);
    placed.abort();
    await announced;
    response.say(text);
    // A document on the screen would hide the call.
    if (isPlaced && request.aplToken) response.finishApl(request.aplToken);
}

/** What Lambda calls. */
exports.handler = async (event) => {
    const request = new SkillRequest(event);
    const response = new SkillResponse();
    request.checkApplicationId(process.env.SKILL_ID);
    if (request.isGrant) response.acceptGrant();
    else if (request.intentName === 'CallSupportIntent') await callSupport(request, response);
    else if (request.type === 'LaunchRequest')
        response.say('Welcome. To talk to us, say: call support.');
    return response.toJSON();
};
