// SPDX-License-Identifier: Apache-2.0
'use strict';
// The SIP side: the User-to-User header, and events of a SIP media application.

const { lib, constants, document, Owner } = require('./native');
const { given, made, done, filled } = require('./errors');

/** The header value that Alexa sends for a client session id. */
function encodeUserToUser(clientSessionId) {
    return filled(constants.UUI_SIZE, lib.uui_encode, given(clientSessionId));
}

/** The client session id in the values of all User-to-User header fields of a request. */
function decodeUserToUser(...values) {
    const decoder = made(lib.uui_decoder_new, null);
    try {
        for (const value of values) {
            const data = Buffer.from(value);
            // A malformed field is reported below, unless another one holds the id.
            lib.uui_decoder_add(decoder, data, data.length, null);
        }
        return made(lib.uui_decoder_client_session_id, decoder);
    } finally {
        lib.uui_decoder_free(decoder);
    }
}

/** An event of a SIP media application, as its Lambda function receives it. */
class InboundCall extends Owner {
    constructor(event) {
        const data = document(event);
        super(made(lib.inbound_call_from_json, null, data, data.length), lib.inbound_call_free);
    }

    /** For example 'NEW_INBOUND_CALL'. */
    get eventType() {
        return lib.inbound_call_event_type(this.native);
    }

    get transactionId() {
        return lib.inbound_call_transaction_id(this.native);
    }

    get legs() {
        return Array.from(
            { length: Number(lib.inbound_call_participant_count(this.native)) },
            (_, i) => ({
                callId: lib.inbound_call_call_id(this.native, i),
                from: lib.inbound_call_from(this.native, i),
                to: lib.inbound_call_to(this.native, i),
                skillClientId: lib.inbound_call_skill_client_id(this.native, i),
            }),
        );
    }

    /** From the User-to-User header. */
    clientSessionId(leg = 0) {
        return made(lib.inbound_call_client_session_id, this.native, leg);
    }

    /** Throws unless the expected skill placed the call. */
    checkSkillClientId(expected, leg = 0) {
        done(lib.inbound_call_check_skill_client_id, this.native, leg, given(expected));
    }
}

module.exports = { encodeUserToUser, decodeUserToUser, InboundCall };
