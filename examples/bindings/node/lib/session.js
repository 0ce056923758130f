// SPDX-License-Identifier: Apache-2.0
'use strict';
// Who calls whom: participants are plain objects, and a session is made of two of them.

const { lib, constants, document, written, Owner } = require('./native');
const { given, made, done } = require('./errors');

/** The values of a participant of the library. */
function read(native) {
    const originator = lib.participant_originator(native);
    return {
        type: lib.participant_type(native),
        value: lib.participant_value(native),
        endpointId: lib.participant_endpoint_id(native),
        providerId: lib.participant_provider_id(native),
        originator: originator === constants.ORIGINATOR_UNSET ? null : Boolean(originator),
    };
}

/** The same, of one that is freed then. */
function take(native) {
    try {
        return read(native);
    } finally {
        lib.participant_free(native);
    }
}

const participant = {
    /** The caller of a call between phone numbers: the user's number and deviceId. */
    phoneCaller: (number, endpointId) =>
        take(made(lib.participant_new_phone_caller, null, given(number), given(endpointId))),
    /** The callee of a call between phone numbers. */
    phoneCallee: (number) => take(made(lib.participant_new_phone_callee, null, given(number))),
    /** The calling room of a Smart Properties call. */
    room: (profileId, endpointId) =>
        take(made(lib.participant_new_room, null, given(profileId), given(endpointId))),
    /** The callee of a Smart Properties call: an extension of the PBX. */
    extension: (extension) => take(made(lib.participant_new_extension, null, given(extension))),
};

function addTo(builder, { type, value, endpointId, providerId, originator }) {
    const native = made(lib.participant_new, null);
    try {
        done(lib.participant_set_identity, native, given(type), given(value));
        done(lib.participant_set_endpoint_id, native, given(endpointId));
        done(lib.participant_set_provider_id, native, given(providerId));
        done(
            lib.participant_set_originator,
            native,
            typeof originator === 'boolean' ? Number(originator) : constants.ORIGINATOR_UNSET,
        );
        done(lib.session_builder_add, builder, native);
    } finally {
        lib.participant_free(native);
    }
}

function build(participants, { clientSessionId, allowUnknown = false }) {
    const builder = made(lib.session_builder_new, null);
    try {
        for (const one of participants) addTo(builder, one);
        if (clientSessionId === null) done(lib.session_builder_omit_client_session_id, builder);
        else done(lib.session_builder_set_client_session_id, builder, given(clientSessionId));
        done(lib.session_builder_allow_unknown, builder, Number(allowUnknown));
        return made(lib.session_builder_build, builder);
    } finally {
        lib.session_builder_free(builder);
    }
}

/** One call to place, checked and immutable. Placing it twice rings the phone twice. */
class Session extends Owner {
    /**
     * Unless clientSessionId is given it is a new random one; null leaves it out. allowUnknown
     * accepts types and providers that the library does not know.
     */
    constructor(participants, options = {}) {
        super(options.native ?? build(participants, options), lib.session_free);
    }

    /** Reads a request body (text, bytes or an object) and checks it by the same rules. */
    static fromJson(json, { allowUnknown = false } = {}) {
        const data = document(json);
        return new Session(null, {
            native: made(lib.session_from_json, null, data, data.length, Number(allowUnknown)),
        });
    }

    get participants() {
        return Array.from({ length: Number(lib.session_participant_count(this.native)) }, (_, i) =>
            read(lib.session_participant(this.native, i)),
        );
    }

    get clientSessionId() {
        return lib.session_client_session_id(this.native);
    }

    /** The request body; without an indent it is what is sent, byte for byte. */
    toJson(indent = 0) {
        return written(lib.session_write_json, this.native, indent);
    }
}

module.exports = { participant, take, Session };
