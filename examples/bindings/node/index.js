'use strict';
// Starts Alexa communication sessions ("skill calls") and recognises them on the SIP side.

const { lib } = require('./lib/native');
const { SkillcallError } = require('./lib/errors');
const { participant, Session } = require('./lib/session');
const { Client } = require('./lib/client');
const skill = require('./lib/skill');
const sip = require('./lib/sip');

module.exports = {
    SkillcallError,
    participant,
    Session,
    Client,
    Access: skill.Access,
    SkillRequest: skill.SkillRequest,
    SkillResponse: skill.SkillResponse,
    escapeSsml: skill.escapeSsml,
    joinMobileNumber: skill.joinMobileNumber,
    InboundCall: sip.InboundCall,
    encodeUserToUser: sip.encodeUserToUser,
    decodeUserToUser: sip.decodeUserToUser,
    version: () => lib.version(),
};
