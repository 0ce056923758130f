// SPDX-License-Identifier: Apache-2.0
'use strict';
// Transports of your own, in place of libcurl: objects with a method submit(exchange), which may be
// async, and perhaps close(). They run in the event loop and answer whenever they like.

const { koffi, lib, constants, warn } = require('./native');
const { given } = require('./errors');

/** One HTTP request that a transport sends, and the answer it gives back, once. */
class Exchange {
    #native;
    #controller = new AbortController();

    constructor(native) {
        this.#native = native;
        this.method = lib.exchange_method(native);
        /** Redirects must not be followed. */
        this.url = lib.exchange_url(native);
        const body = lib.exchange_body(native);
        this.body = body === null ? null : Buffer.from(body);
    }

    /** Values by name. That of Authorization is a secret: keep no copy of it. */
    get headers() {
        const count = Number(lib.exchange_header_count(this.#open()));
        return Object.fromEntries(
            Array.from({ length: count }, (_, i) => {
                const line = lib.exchange_header(this.#native, i);
                const colon = line.indexOf(': ');
                return [line.slice(0, colon), line.slice(colon + 2)];
            }),
        );
    }

    /** The time until the deadline, at which the signal is aborted. */
    get remainingMs() {
        return Number(lib.exchange_remaining_ms(this.#open()));
    }

    /** Aborted when the exchange is not wanted any more; it has then failed already. */
    get signal() {
        return this.#controller.signal;
    }

    get answered() {
        return this.#native === null;
    }

    /** Ends the exchange with the complete answer; headers are pairs or an object. */
    answer(httpStatus, headers, body) {
        const native = this.#open();
        if (lib.exchange_set_status(native, httpStatus) !== constants.OK) {
            throw new RangeError('not an HTTP status of a final answer');
        }
        for (const [name, value] of headers[Symbol.iterator] ? headers : Object.entries(headers)) {
            lib.exchange_add_header(native, given(name), given(value));
        }
        const data = Buffer.from(body);
        if (lib.exchange_add_body(native, data, data.length) === constants.E_TOO_LARGE) {
            this.fail('too_large');
            return;
        }
        this.#native = null;
        lib.exchange_complete(native);
    }

    /**
     * Ends the exchange without a complete answer; status is its name. Pass maybeSent: false only if
     * nothing has left this machine: the request is then sent again. The text is shown in the
     * error, so it must hold no secret.
     */
    fail(status, { maybeSent = true, code = 0, text = null } = {}) {
        lib.exchange_fail(
            this.#open(),
            constants[`E_${status.toUpperCase()}`],
            maybeSent ? constants.MAYBE_SENT : constants.NOT_SENT,
            code,
            given(text),
        );
        this.#native = null;
    }

    /** For the library: the exchange is given up. */
    abandon(native = this.#native) {
        if (this.#native !== null && native !== null) this.fail('cancelled');
        this.#native = null;
        this.#controller.abort();
    }

    #open() {
        if (this.#native === null) throw new Error('the exchange is answered already');
        return this.#native;
    }
}

// What a transport throws: something may have been sent before.
function broke(exchange, error) {
    if (!exchange.answered) exchange.fail('transport', { text: error?.name });
    if (!exchange.signal.aborted) warn(error);
}

/** The table of callbacks through which the library uses a transport, and how to free them. */
function bridge(transport) {
    const exchanges = new Map();
    const callbacks = {
        submit(_, native) {
            const exchange = new Exchange(native);
            exchanges.set(native, exchange);
            Promise.resolve()
                .then(() => transport.submit(exchange))
                .catch((error) => broke(exchange, error));
            return constants.OK;
        },
        cancel(_, native) {
            exchanges.get(native)?.abandon();
        },
        destroy() {
            for (const exchange of exchanges.values()) exchange.abandon(null);
            transport.close?.();
        },
    };
    const table = {
        struct_size: koffi.sizeof('skillcall_transport'),
        user_data: null,
        drive: null,
        wake: null,
        pollable_fd: null,
    };
    for (const [name, callback] of Object.entries(callbacks)) {
        table[name] = koffi.register(callback, `skillcall_transport_${name}`);
    }
    const free = () => Object.keys(callbacks).forEach((name) => koffi.unregister(table[name]));
    return { table, free };
}

module.exports = { bridge };
