// SPDX-License-Identifier: Apache-2.0
'use strict';
// Failures, and how the functions of the library are called.

const { lib, constants } = require('./native');

/** A failure. Its message explains what to do; `status` and `outcome` are stable names. */
class SkillcallError extends Error {
    constructor(
        error,
        status = lib.error_status(error),
        message = lib.error_message(error),
        outcome = lib.error_outcome(error),
    ) {
        super(message);
        this.name = 'SkillcallError';
        this.status = lib.status_name(status);
        this.code = `SKILLCALL_E_${this.status.toUpperCase()}`;
        this.outcome = lib.outcome_name(outcome);
        this.violations = Array.from(
            { length: Number(lib.error_violation_count(error)) },
            (_, i) => ({
                path: lib.error_violation_path(error, i),
                code: lib.violation_name(lib.error_violation_code(error, i)),
                message: lib.error_violation_message(error, i),
            }),
        );
        this.httpStatus = lib.error_http_status(error);
        this.serviceCode = lib.error_service_code(error);
        this.serviceMessage = lib.error_service_message(error);
        this.transportCode = lib.error_transport_code(error);
        this.transportText = lib.error_transport_text(error);
        this.attempts = lib.error_attempts(error);
        const waiting = Number(lib.error_retry_after_ms(error));
        this.retryAfterMs = waiting < 0 ? null : waiting;
        this.requestId = lib.error_request_id(error);
        this.clientSessionId = lib.error_client_session_id(error);
    }
}

/** A string for C, null for none. What C would see cut or changed is refused, with this outcome. */
function given(text, outcome = constants.OUTCOME_NONE) {
    if (text === undefined || text === null) return null;
    if (typeof text !== 'string') throw new TypeError('a string is expected');
    for (const [refused, what] of [
        [/\0/, 'a NUL character'],
        [/\p{Surrogate}/u, 'half a surrogate pair'],
    ]) {
        if (refused.test(text))
            throw new SkillcallError(null, constants.E_ARGUMENT, `a text must not hold ${what}`, outcome);
    }
    return text;
}

/** For functions whose last argument is the error: returns the result, or throws. */
function checked(succeeded, call, args) {
    const error = lib.error_new(null);
    if (error === null) {
        throw new SkillcallError(null, constants.E_NO_MEMORY, lib.status_text(constants.E_NO_MEMORY));
    }
    try {
        const result = call(...args, error);
        if (!succeeded(result)) throw new SkillcallError(error);
        return result;
    } finally {
        lib.error_free(error);
    }
}

/** For functions that return a pointer or a text: returns it, or throws. */
const made = (call, ...args) => checked((result) => result !== null, call, args);

/** For functions that return a status. */
const done = (call, ...args) => {
    checked((status) => status === constants.OK, call, args);
};

/** What a function writes that is given a buffer and its size before the error. */
function filled(size, call, ...args) {
    const buffer = Buffer.alloc(size);
    done(call, ...args, buffer, size);
    return buffer.toString('utf8', 0, buffer.indexOf(0));
}

module.exports = { SkillcallError, given, checked, made, done, filled };
