// SPDX-License-Identifier: Apache-2.0
'use strict';
// Starts Alexa communication sessions ("skill calls") and recognises them on the SIP side.

const { lib } = require('./lib/native');
const { SkillcallError } = require('./lib/errors');
const { participant, Session } = require('./lib/session');
const { Client } = require('./lib/client');
const {
    Access,
    SkillRequest,
    SkillResponse,
    escapeSsml,
    joinMobileNumber,
} = require('./lib/skill');
const { InboundCall, encodeUserToUser, decodeUserToUser } = require('./lib/sip');

const version = () => lib.version();

// Names alone, because from these Node.js knows what a module offers that is imported.
module.exports = {
    SkillcallError,
    participant,
    Session,
    Client,
    Access,
    SkillRequest,
    SkillResponse,
    escapeSsml,
    joinMobileNumber,
    InboundCall,
    encodeUserToUser,
    decodeUserToUser,
    version,
};
