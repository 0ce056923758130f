-- SPDX-License-Identifier: Apache-2.0
-- Starts Alexa communication sessions ("skill calls") and recognises them on the SIP side. What
-- fails returns nil and a failure: its status and outcome are names, tostring() of it is a sentence.
local native = require("skillcall.native")
local session = require("skillcall.session")
local skill = require("skillcall.skill")
local sip = require("skillcall.sip")

return {
    client = require("skillcall.client").new,
    access = skill.access,
    participant = session.participant,
    session = session.session.new,
    session_from_json = session.session.from_json,
    skill_request = skill.request,
    skill_response = skill.response,
    escape_ssml = skill.escape_ssml,
    join_mobile_number = skill.join_mobile_number,
    inbound_call = sip.inbound_call,
    encode_user_to_user = sip.encode_user_to_user,
    decode_user_to_user = sip.decode_user_to_user,
    version = function()
        return native.text(native.lib.skillcall_version())
    end,
}
