// SPDX-License-Identifier: Apache-2.0
// The same work as a skill in Node does it today: axios and uuid, one call after the other on a
// connection that is kept.
const fs = require('fs');
const https = require('https');
const axios = require('axios');
const { v4 } = require('uuid');

const [scenario, calls] = process.argv.slice(2);
const client = axios.create({
    baseURL: process.env.BENCH_ENDPOINT,
    httpsAgent: new https.Agent({ keepAlive: true, ca: fs.readFileSync(process.env.BENCH_CA) }),
    headers: {
        Authorization: `Bearer ${process.env.BENCH_TOKEN}`,
        'Content-Type': 'application/json',
    },
    timeout: 6000,
});

async function place() {
    const answer = await client.post('/v1/communications/session', {
        participants: [
            {
                id: { type: 'PHONE_NUMBER', value: '+12045551111' },
                endpointId:
                    'amzn1.ask.device.AEXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLE',
                isOriginator: true,
            },
            {
                id: { type: 'PHONE_NUMBER', value: '+16073331111' },
                communicationProviderId: 'amzn1.alexa.csp.id.82bb98bc-384a-11ed-a261-0242ac120002',
            },
        ],
        clientContext: { clientSessionId: v4() },
    });
    if (!answer.data.sessionId)
        throw new Error('no session id');
}

async function main() {
    await place();
    if (scenario === 'cold')
        process.exit(0);
    const cpu = process.cpuUsage();
    const begin = process.hrtime.bigint();
    for (let i = 0; i < Number(calls); i++)
        await place();
    const wall = process.hrtime.bigint() - begin;
    const used = process.cpuUsage(cpu);
    console.log(JSON.stringify({
        wall_ns: Number(wall), cpu_ns: (used.user + used.system) * 1000,
    }));
    process.exit(0);
}

// The error itself would show the token.
main().catch((error) => {
    console.error(error.message);
    process.exit(1);
});
