// SPDX-License-Identifier: Apache-2.0
// The skill of examples/lambda-skill as it is written in Node today: ask-sdk-core, axios and uuid. The
// loop at the end is the least that a runtime for Node has to do.
const http = require('http');
const Alexa = require('ask-sdk-core');
const axios = require('axios');
const { v4 } = require('uuid');

function system(handlerInput) {
    return handlerInput.requestEnvelope.context.System;
}

async function findNumber({ apiEndpoint, apiAccessToken }) {
    const { data } = await axios.get(
        `${apiEndpoint}/v2/accounts/~current/settings/Profile.mobileNumber`,
        { headers: { Authorization: `Bearer ${apiAccessToken}` }, timeout: 6000 });
    return data.countryCode + data.phoneNumber.replace(/[^0-9]/g, '');
}

async function placeCall({ apiEndpoint, apiAccessToken, device }, number) {
    await axios.post(`${apiEndpoint}/v1/communications/session`, {
        participants: [
            {
                id: { type: 'PHONE_NUMBER', value: number },
                endpointId: device.deviceId,
                isOriginator: true,
            },
            {
                id: { type: 'PHONE_NUMBER', value: process.env.SUPPORT_NUMBER },
                communicationProviderId: 'amzn1.alexa.csp.id.82bb98bc-384a-11ed-a261-0242ac120002',
            },
        ],
        clientContext: { clientSessionId: v4() },
    }, { headers: { Authorization: `Bearer ${apiAccessToken}` }, timeout: 6000 });
}

const CallSupport = {
    canHandle(handlerInput) {
        return Alexa.getIntentName(handlerInput.requestEnvelope) === 'CallSupportIntent';
    },
    async handle(handlerInput) {
        const number = await findNumber(system(handlerInput));
        await placeCall(system(handlerInput), number);
        return handlerInput.responseBuilder
            .speak('Calling support.').withShouldEndSession(true).getResponse();
    },
};

const skill = Alexa.SkillBuilders.custom()
    .addRequestHandlers(CallSupport).withSkillId(process.env.SKILL_ID).create();

const agent = new http.Agent({ keepAlive: true });
const base = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime/invocation/`;

function exchange(method, path, body) {
    return new Promise((resolve, reject) => {
        const request = http.request(base + path, { method, agent }, (answer) => {
            const parts = [];
            answer.on('data', (part) => parts.push(part));
            answer.on('end', () => resolve({ headers: answer.headers,
                                             body: Buffer.concat(parts).toString() }));
        });
        request.on('error', reject);
        request.end(body);
    });
}

async function main() {
    for (;;) {
        const { headers, body } = await exchange('GET', 'next');
        const answer = await skill.invoke(JSON.parse(body));
        await exchange('POST', `${headers['lambda-runtime-aws-request-id']}/response`,
                       JSON.stringify(answer));
    }
}

main();
