// SPDX-License-Identifier: Apache-2.0
'use strict';
// The client: places calls, one or thousands. Endpoint and token come with each call.

const { koffi, lib, constants, becomesReadable, warn, Owner, behind } = require('./native');
const { SkillcallError, given, checked, made, done } = require('./errors');
const { observing } = require('./observer');
const { Session } = require('./session');
const { Access, SkillRequest, profileNumber } = require('./skill');
const { bridge } = require('./transport');

const levels = ['none', 'error', 'info', 'debug'];
const httpVersions = { 1.1: constants.HTTP_1_1, 2: constants.HTTP_2 };
const open = new Set(); // clients that a worker thread waits for, to be woken when the process ends
const wakeAll = () => open.forEach((client) => lib.client_wake(client.native));

// A number for C, which would see a large one cut. What is none in its range, the library refuses.
function whole(number) {
    if (typeof number !== 'number') throw new TypeError('a number is expected');
    return number >= 0 ? Math.min(Math.trunc(number), 0x7fffffff) : -1;
}

// Option by option, what its setter is given besides the options and the error.
const setters = {
    deadlineMs: [lib.client_options_set_deadline_ms, (ms) => [whole(ms)]],
    connectTimeoutMs: [lib.client_options_set_connect_timeout_ms, (ms) => [whole(ms)]],
    maxAttempts: [lib.client_options_set_max_attempts, (count) => [whole(count)]],
    backoffMs: [lib.client_options_set_backoff_ms, ([base, cap]) => [whole(base), whole(cap)]],
    maxConnections: [lib.client_options_set_max_connections, (count) => [whole(count)]],
    maxCalls: [lib.client_options_set_max_calls, (count) => [whole(count)]],
    caFile: [lib.client_options_set_ca_file, (file) => [given(file)]],
    caPath: [lib.client_options_set_ca_path, (path) => [given(path)]],
    ca: [lib.client_options_set_ca_blob, (pem) => [Buffer.from(pem), Buffer.byteLength(pem)]],
    proxy: [lib.client_options_set_proxy, (url) => [given(url)]],
    httpVersion: [lib.client_options_set_http_version, (version) => [httpVersions[version] ?? -1]],
    userAgent: [lib.client_options_set_user_agent, (text) => [given(text)]],
};

function setLog(options, log, level, cleanups) {
    const callback = koffi.register((_, number, message) => {
        try {
            log(levels[number] ?? number, message);
        } catch (error) {
            warn(error);
        }
    }, 'skillcall_log_function');
    cleanups.push(() => koffi.unregister(callback));
    done(lib.client_options_set_log, options, callback, null, levels.indexOf(level));
}

// How long a call may take, 0 for the client's own deadline. No time at all is -1, which the library
// refuses.
function timeFor(deadlineMs) {
    if (deadlineMs === undefined) return 0;
    return deadlineMs > 0 && deadlineMs < 1 ? 1 : whole(deadlineMs) || -1;
}

function setTable(set, options, { table, free }, cleanups) {
    cleanups.push(free);
    done(set, options, table);
}

// Makes a client; adds the functions that free what it calls back.
function make({ log, logLevel = 'info', observer, transport, ...others }, cleanups) {
    const options = made(lib.client_options_new, null);
    try {
        for (const [name, value] of Object.entries(others)) {
            if (!Object.hasOwn(setters, name)) throw new TypeError(`no such option: ${name}`);
            const [set, values] = setters[name];
            if (value !== undefined) done(set, options, ...values(value));
        }
        if (log) setLog(options, log, logLevel, cleanups);
        if (observer)
            setTable(lib.client_options_set_observer, options, observing(observer), cleanups);
        if (transport)
            setTable(lib.client_options_set_transport, options, bridge(transport), cleanups);
        return made(lib.client_new, null, options);
    } catch (error) {
        cleanups.forEach((cleanup) => cleanup());
        throw error;
    } finally {
        lib.client_options_free(options);
    }
}

function receipt(call) {
    const native = lib.call_receipt(call);
    return {
        sessionId: lib.receipt_session_id(native),
        clientSessionId: lib.receipt_client_session_id(native),
        requestId: lib.receipt_request_id(native),
        attempts: lib.receipt_attempts(native),
        elapsedMs: Number(lib.receipt_elapsed_ms(native)),
    };
}

// A text of a call, which is not placed if the text is refused.
const placing = (text) => given(text, constants.OUTCOME_NOT_PLACED);

/**
 * Serves all users of a program. While calls are in flight, however many, it occupies one worker
 * thread and keeps the process alive.
 */
class Client extends Owner {
    #pending = new Map(); // what to do at the end of a call, by its address
    #driving = null;
    #descriptor;

    constructor(options = {}) {
        const cleanups = [];
        super(make(options, cleanups), (native) => {
            lib.client_free(native);
            cleanups.forEach((cleanup) => cleanup());
        });
        this.#descriptor = checked((fd) => fd >= 0, lib.client_pollable_fd, [this.native]);
    }

    /** Places a call; resolves to its receipt. Options: deadlineMs, signal. */
    async start(access, session, options) {
        return this.#submit(
            lib.client_submit,
            [behind(access, Access), behind(session, Session)],
            receipt,
            options,
        );
    }

    /**
     * Calls a number from the device that a skill request came from. Options: caller, the user's
     * number, which is looked up first without it; deadlineMs, for both; signal.
     */
    async callPhone(request, callee, { caller, ...options } = {}) {
        return this.#submit(
            lib.client_submit_call_phone,
            [behind(request, SkillRequest), placing(callee), placing(caller)],
            receipt,
            options,
        );
    }

    /**
     * Calls an extension from a room in Smart Properties. The Login-with-Amazon token is for the
     * profile of the room, which is looked up first. Options: deadlineMs, for both; signal.
     */
    async callExtension(request, extension, profileToken, options) {
        return this.#submit(
            lib.client_submit_call_extension,
            [behind(request, SkillRequest), placing(extension), placing(profileToken)],
            receipt,
            options,
        );
    }

    /**
     * Makes Alexa say something, SSML or plain text, while the skill is still working on its answer.
     * Options: deadlineMs, signal.
     */
    async sendProgressiveResponse(access, requestId, speech, options) {
        return this.#submit(
            lib.client_submit_progressive_response,
            [behind(access, Access), given(requestId), given(speech)],
            () => undefined,
            options,
        );
    }

    /**
     * Looks up the user's mobile number. Options: profile ('account' or 'person'), deadlineMs,
     * signal.
     */
    async findMobileNumber(access, { profile, ...options } = {}) {
        return this.#submit(
            lib.client_submit_mobile_number_lookup,
            [behind(access, Access), profileNumber(profile)],
            lib.call_found,
            options,
        );
    }

    /** Looks up the communication profile id of a unit (a room). Options: deadlineMs, signal. */
    async findProfileId(access, unitId, options) {
        return this.#submit(
            lib.client_submit_profile_id_lookup,
            [behind(access, Access), given(unitId)],
            lib.call_found,
            options,
        );
    }

    /**
     * Creates the communication profile of a unit, or renames it; returns its id. Options: name,
     * deadlineMs, signal.
     */
    async createProfile(access, unitId, { name, ...options } = {}) {
        return this.#submit(
            lib.client_submit_profile_creation,
            [behind(access, Access), given(unitId), given(name)],
            lib.call_found,
            options,
        );
    }

    get callsInFlight() {
        return Number(lib.client_calls_in_flight(this.native));
    }

    /** Cancels what is in flight, waits for its end, and frees the client. */
    async close() {
        for (const call of this.#pending.keys()) lib.call_cancel(call);
        await this.#driving;
        super.close();
    }

    async #submit(submit, what, read, { deadlineMs, signal } = {}) {
        if (signal && !(signal.addEventListener && signal.removeEventListener))
            throw new TypeError('the signal must be an AbortSignal');
        const call = made(submit, this.native, ...what, timeFor(deadlineMs));
        const cancel = () => lib.call_cancel(call);
        const ended = new Promise((resolve) => {
            this.#pending.set(call, resolve);
        });
        signal?.addEventListener('abort', cancel);
        if (signal?.aborted) cancel();
        this.#driving ??= this.#drive();
        await ended;
        signal?.removeEventListener('abort', cancel);
        try {
            const error = lib.call_error(call);
            if (error !== null) throw new SkillcallError(error);
            return read(call);
        } finally {
            lib.call_free(call);
        }
    }

    // Drives in the event loop, as long as there are calls. A worker thread that called back would
    // wait for this thread, which may be ending the process.
    async #drive() {
        if (open.size === 0) process.on('exit', wakeAll);
        open.add(this);
        while (this.#pending.size > 0) {
            await becomesReadable(this.#descriptor);
            lib.client_drive(this.native, 0, null); // what fails ends its calls
            this.#takeEnded();
        }
        open.delete(this);
        if (open.size === 0) process.off('exit', wakeAll);
        this.#driving = null;
    }

    #takeEnded() {
        for (let call; (call = lib.client_take_ended(this.native)) !== null;) {
            this.#pending.get(call)();
            this.#pending.delete(call);
        }
    }
}
if (Symbol.asyncDispose) {
    Client.prototype[Symbol.asyncDispose] = Client.prototype.close;
}

module.exports = { Client };
