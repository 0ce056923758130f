// SPDX-License-Identifier: Apache-2.0
'use strict';
// Skillcall's emulator for tests; the program skillcall has to be in the PATH.
//
//     const emulator = await Emulator.start('--tls');
//     const client = new Client({ caFile: emulator.caFile });
//     await client.start(new Access(emulator.url, 'any-token'), session);
//     const [record] = await emulator.calls({ kind: 'session', wait: 1000 });
//     await emulator.stop();

const { spawn } = require('node:child_process');
const { once } = require('node:events');
const fs = require('node:fs');
const http = require('node:http');
const https = require('node:https');
const os = require('node:os');
const path = require('node:path');
const readline = require('node:readline');

class Emulator {
    #program;
    #ended;
    #directory = fs.mkdtempSync(path.join(os.tmpdir(), 'skillcall'));

    /** Flags are those of `skillcall emulate`, for example '--tls' or '--phone=answer'. */
    static async start(...flags) {
        const emulator = new Emulator(flags);
        await emulator.#listen();
        return emulator;
    }

    constructor(flags) {
        /** What clients have to trust if the emulator speaks TLS, else null. */
        this.caFile = flags.includes('--tls') ? path.join(this.#directory, 'ca.pem') : null;
        const tls = this.caFile ? ['--ca-out', this.caFile] : [];
        this.#program = spawn('skillcall', ['emulate', '--port', '0', ...tls, ...flags], {
            stdio: ['ignore', 'pipe', 'inherit'],
        });
        this.#ended = once(this.#program, 'close');
    }

    async #listen() {
        const lines = readline.createInterface({ input: this.#program.stdout });
        const [line] = await Promise.race([once(lines, 'line'), this.#ended]);
        this.url = /^listening on (.*)/.exec(line)?.[1];
        if (!this.url) await this.stop();
    }

    /**
     * The records that match, oldest first. Filters: kind, clientSessionId, sessionId, from, to,
     * status, after, limit. With wait, in milliseconds, it waits until min of them are there.
     */
    async calls(filters = {}) {
        return (await this.#ask('GET', `/calls?${new URLSearchParams(filters)}`)).calls;
    }

    /** The scenario for requests whose token names none, for example 'throttled.first-1'. */
    async setFault(scenario) {
        await this.#ask('PUT', '/fault', { fault: scenario });
    }

    /** Drops all records, and the counters of faults. */
    async clear() {
        await this.#ask('DELETE', '/calls');
    }

    /** Ends the emulator; rejects if it has failed. */
    async stop() {
        this.#program.kill();
        const [code] = await this.#ended;
        fs.rmSync(this.#directory, { recursive: true });
        if (code !== 0) throw new Error(`the emulator failed: exit code ${code}`);
    }

    async #ask(method, where, body) {
        const url = `${this.url}/_emulator${where}`;
        const request = (this.caFile ? https : http).request(url, {
            method,
            agent: false,
            ca: this.caFile && fs.readFileSync(this.caFile),
            headers: { 'Content-Type': 'application/json' },
        });
        request.end(body && JSON.stringify(body));
        const [answer] = await once(request, 'response');
        const text = (await answer.setEncoding('utf8').toArray()).join('');
        if (answer.statusCode >= 400) {
            throw new Error(`the emulator answers ${answer.statusCode}: ${text}`);
        }
        return text ? JSON.parse(text) : null;
    }
}

module.exports = { Emulator };
