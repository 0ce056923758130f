// SPDX-License-Identifier: Apache-2.0
'use strict';
// The skill's side: what it receives from Alexa and what it answers.

const { lib, constants, document, written, Owner } = require('./native');
const { given, made, done, filled } = require('./errors');
const { take } = require('./session');

const profiles = { account: constants.PROFILE_ACCOUNT, person: constants.PROFILE_PERSON };

const permissions = {
    [constants.PERMISSION_NOT_ASKED]: 'not_asked',
    [constants.PERMISSION_GRANTED]: 'granted',
    [constants.PERMISSION_DENIED]: 'denied',
};

const truth = (value) => (value < 0 ? null : value === 1);

/** The number of a profile's name. */
function profileNumber(name = 'account') {
    if (!(name in profiles)) throw new TypeError(`no such profile: ${name}`);
    return profiles[name];
}

/** Where to place a call and with what right. Closing it wipes the token in the library. */
class Access extends Owner {
    constructor(endpoint, token, { trustedHost, native } = {}) {
        super(
            native ?? made(lib.access_new, null, given(endpoint), given(token), given(trustedHost)),
            lib.access_free,
        );
    }

    get endpoint() {
        return lib.access_endpoint(this.native);
    }
}

/** A request of Alexa to a skill: text, bytes, or the object that a Lambda function gets. */
class SkillRequest extends Owner {
    constructor(request) {
        const data = document(request);
        super(made(lib.skill_request_from_json, null, data, data.length), lib.skill_request_free);
    }

    get timestampMs() {
        const value = Number(lib.skill_request_timestamp_ms(this.native));
        return value < 0 ? null : value;
    }

    /**
     * Whether its age is acceptable; an older request may be a replay. null if it has no timestamp
     * that can be read.
     */
    isFresh(nowMs = Date.now()) {
        return truth(lib.skill_request_is_fresh(this.native, nowMs));
    }

    /** null if the request belongs to no session. */
    get isNewSession() {
        return truth(lib.skill_request_is_new_session(this.native));
    }

    /** Whether this is the Grant of Smart Properties, to be answered with acceptGrant(). */
    get isGrant() {
        return truth(lib.skill_request_is_grant(this.native));
    }

    /** What the user has decided: 'granted', 'denied' or 'not_asked'. */
    permission(scope) {
        return permissions[lib.skill_request_permission(this.native, given(scope))];
    }

    /** Whether the device has an interface, for example 'Alexa.Presentation.APL'. */
    supportsInterface(name) {
        return truth(lib.skill_request_supports_interface(this.native, given(name)));
    }

    /** Throws unless the request is meant for the expected skill. */
    checkApplicationId(expected) {
        done(lib.skill_request_check_application_id, this.native, given(expected));
    }

    /** Where and with what right to place a call. */
    access({ trustedHost } = {}) {
        const native = made(lib.skill_request_access, this.native, given(trustedHost));
        return new Access(null, null, { native });
    }

    /** The caller: the user's number and the device. */
    originator(number) {
        return take(made(lib.skill_request_originator, this.native, given(number)));
    }
}

const texts = {
    type: lib.skill_request_type,
    id: lib.skill_request_id,
    intentName: lib.skill_request_intent_name,
    locale: lib.skill_request_locale,
    timestamp: lib.skill_request_timestamp,
    deviceId: lib.skill_request_device_id,
    applicationId: lib.skill_request_application_id,
    userId: lib.skill_request_user_id,
    userAccessToken: lib.skill_request_user_access_token,
    personId: lib.skill_request_person_id,
    unitId: lib.skill_request_unit_id,
    persistentUnitId: lib.skill_request_persistent_unit_id,
    apiEndpoint: lib.skill_request_api_endpoint,
    aplToken: lib.skill_request_apl_token,
    grantType: lib.skill_request_grant_type,
    grantCode: lib.skill_request_grant_code,
};
for (const [name, get] of Object.entries(texts)) {
    Object.defineProperty(SkillRequest.prototype, name, {
        get() {
            return get(this.native);
        },
    });
}

/**
 * What a skill answers. It ends the skill's session, as a call demands, unless it has a reprompt.
 * Its methods return it.
 */
class SkillResponse extends Owner {
    constructor() {
        super(made(lib.skill_response_new, null), lib.skill_response_free);
    }

    /** The object that a Lambda function returns, and that JSON.stringify writes. */
    toJSON() {
        return JSON.parse(made(lib.skill_response_json, this.native));
    }
}

const text = (value) => [given(value)];
const nothing = () => [];
const object = (value) => {
    const data = document(value);
    return [data, data.length];
};

// Method by method the function, and what it is given.
const parts = {
    say: [lib.skill_response_say, text],
    saySsml: [lib.skill_response_say_ssml, text],
    reprompt: [lib.skill_response_reprompt, text],
    repromptSsml: [lib.skill_response_reprompt_ssml, text],
    askForPermission: [lib.skill_response_ask_for_permission, (name) => [profileNumber(name)]],
    linkAccount: [lib.skill_response_link_account, nothing],
    addDirective: [lib.skill_response_add_directive_json, object],
    finishApl: [lib.skill_response_finish_apl, text],
    setSessionAttributes: [lib.skill_response_set_session_attributes_json, object],
    acceptGrant: [lib.skill_response_accept_grant, nothing],
};
for (const [name, [set, values]] of Object.entries(parts)) {
    SkillResponse.prototype[name] = function part(value) {
        done(set, this.native, ...values(value));
        return this;
    };
}

/** Text that stands for itself inside SSML. */
const escapeSsml = (plain) => written(lib.skill_response_escape_ssml, given(plain));

/** The two members of a profile as an E.164 number. */
const joinMobileNumber = (countryCode, phoneNumber) =>
    filled(
        constants.MOBILE_NUMBER_SIZE,
        lib.mobile_number_join,
        given(countryCode),
        given(phoneNumber),
    );

module.exports = {
    profileNumber,
    Access,
    SkillRequest,
    SkillResponse,
    escapeSsml,
    joinMobileNumber,
};
