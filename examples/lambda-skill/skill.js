// SPDX-License-Identifier: Apache-2.0
// A skill that calls its support line, as skill.c does, for Lambda's Node.js. skillcall is in a
// layer; SKILL_ID and SUPPORT_NUMBER are in the environment.
'use strict';

const { Client, SkillRequest, SkillResponse } = require('skillcall');

const MOST_MS = 6000; // for a call: however long Lambda would wait, Alexa does so for 8 seconds
const MARGIN_MS = 500; // of the invocation's time, kept to send the answer

const client = new Client({ log: (level, line) => console.log(line) }); // for the life of the process

function explain({ outcome, status, message }, response) {
    console.log(`${outcome}: ${message}`);
    if (outcome === 'unknown') {
        return response.say(
            'I cannot tell whether the call was placed. It may still come through, so please ' +
                'wait a moment before you ask again.',
        );
    }
    switch (status) {
        case 'access_denied':
            return response
                .askForPermission()
                .say(
                    'To call, I need your phone number. I have sent a card to the Alexa app, ' +
                        'where you can allow that.',
                );
        case 'absent':
        case 'malformed':
            return response.say(
                'There is no phone number in your Alexa account. Please add one in the Alexa ' +
                    'app, with its country code.',
            );
        default:
            return response.say('Sorry, I could not place the call. Please try again later.');
    }
}

async function callSupport(request, response, timeLeftMs) {
    if (request.deviceId === null) {
        return response.say('I can only call from a device. Please ask me on one.');
    }
    try {
        const deadlineMs = Math.min(MOST_MS, timeLeftMs - MARGIN_MS);
        await client.callPhone(request, process.env.SUPPORT_NUMBER, { deadlineMs });
        return response.say('Calling support.');
    } catch (error) {
        return explain(error, response);
    }
}

exports.handler = async (event, context) => {
    const request = new SkillRequest(event);
    const response = new SkillResponse();
    request.checkApplicationId(process.env.SKILL_ID);
    if (request.isGrant) {
        response.acceptGrant();
    } else if (request.intentName === 'CallSupportIntent') {
        await callSupport(request, response, context.getRemainingTimeInMillis());
    } else if (request.type === 'LaunchRequest' || request.intentName === 'AMAZON.HelpIntent') {
        response.say(
            'Welcome to Example. To talk to us, say: ask example company to call support.',
        );
    }
    return response.toJSON();
};
