-- SPDX-License-Identifier: Apache-2.0
-- The skill's side: what it receives from Alexa and what it answers.
local native = require("skillcall.native")
local lib, text, given = native.lib, native.text, native.given
local participant = require("skillcall.session").participant

local skill = {}
local profiles = {account = lib.SKILLCALL_PROFILE_ACCOUNT, person = lib.SKILLCALL_PROFILE_PERSON}

-- The number of a profile's name, "account" unless it is given.
function skill.profile(name)
    return profiles[name or "account"] or error("no such profile: " .. tostring(name), 3)
end

local Access = native.class(lib.skillcall_access_free)

-- Where to place a call and with what right. Closing it wipes the token in the library.
function skill.access(endpoint, token, trusted_host)
    return Access.own(native.made(lib.skillcall_access_new, nil, given(endpoint), given(token),
                                  given(trusted_host)))
end

function Access:endpoint()
    return text(lib.skillcall_access_endpoint(self.native))
end

local Request = native.class(lib.skillcall_skill_request_free)

-- A request of Alexa to a skill (JSON). Its texts are methods: request:device_id() and so on.
function skill.request(json)
    return Request.own(native.made(lib.skillcall_skill_request_from_json, nil, json, #json))
end

for _, name in ipairs({"type", "id", "intent_name", "locale", "timestamp", "device_id",
                       "application_id", "user_id", "user_access_token", "person_id", "unit_id",
                       "persistent_unit_id", "api_endpoint", "apl_token", "grant_type",
                       "grant_code"}) do
    local get = lib["skillcall_skill_request_" .. name]
    Request[name] = function(self)
        return text(get(self.native))
    end
end

-- Milliseconds since 1970, nil if the request has no time.
function Request:timestamp_ms()
    local value = tonumber(lib.skillcall_skill_request_timestamp_ms(self.native))
    return value >= 0 and value or nil
end

-- Whether its age is acceptable; an older request may be a replay. nil if it has no timestamp that
-- can be read.
function Request:is_fresh(now_ms)
    return native.truth(lib.skillcall_skill_request_is_fresh(self.native,
                                                             now_ms or os.time() * 1000))
end

-- True or false, nil if the request belongs to no session.
function Request:is_new_session()
    return native.truth(lib.skillcall_skill_request_is_new_session(self.native))
end

-- Whether this is the Grant of Smart Properties, to be answered with accept_grant().
function Request:is_grant()
    return native.truth(lib.skillcall_skill_request_is_grant(self.native))
end

local permissions = {
    [lib.SKILLCALL_PERMISSION_NOT_ASKED] = "not_asked",
    [lib.SKILLCALL_PERMISSION_GRANTED] = "granted",
    [lib.SKILLCALL_PERMISSION_DENIED] = "denied",
}

-- What the user has decided about a scope, for example "alexa::profile:mobile_number:read":
-- "granted", "denied" or "not_asked".
function Request:permission(scope)
    return permissions[lib.skillcall_skill_request_permission(self.native, native.plain(scope))]
end

-- Whether the device has an interface, for example "Alexa.Presentation.APL".
function Request:supports_interface(name)
    return native.truth(lib.skillcall_skill_request_supports_interface(self.native,
                                                                      native.plain(name)))
end

-- True if the request is meant for the expected skill, otherwise nil and the failure.
function Request:check_application_id(expected)
    return native.done(lib.skillcall_skill_request_check_application_id, self.native,
                       given(expected))
end

-- Where and with what right to place a call.
function Request:access(trusted_host)
    return Access.own(native.made(lib.skillcall_skill_request_access, self.native,
                                  given(trusted_host)))
end

-- The caller: the user's number and the device.
function Request:originator(number)
    return participant.take(native.made(lib.skillcall_skill_request_originator, self.native,
                                        given(number)))
end

local Response = native.class(lib.skillcall_skill_response_free)

-- What a skill answers. It ends the skill's session, as a call demands, unless it has a reprompt.
function skill.response()
    return Response.own(native.made(lib.skillcall_skill_response_new, nil))
end

local function nothing() end
local function document(json) return json, #json end

-- Method by method what its function is given. All return true, or nil and the failure.
for name, arguments in pairs({
    -- What Alexa says, as plain text or as a speak element.
    say = given,
    say_ssml = given,
    -- What Alexa says if the user does not answer: the session stays open.
    reprompt = given,
    reprompt_ssml = given,
    -- A card that asks the user for the permission to read the mobile number.
    ask_for_permission = skill.profile,
    -- A card that asks the user to link an account.
    link_account = nothing,
    -- JSON: one object with a "type".
    add_directive_json = document,
    -- Finishes the APL document of this token, so that the screen shows the call.
    finish_apl = given,
    -- JSON: one object, which comes back with the next request of the session.
    set_session_attributes_json = document,
    -- Makes it the answer to a Grant, and nothing else.
    accept_grant = nothing,
}) do
    local act = lib["skillcall_skill_response_" .. name]
    Response[name] = function(self, value)
        return native.done(act, self.native, arguments(value))
    end
end

function Response:json()
    local json, failure = native.made(lib.skillcall_skill_response_json, self.native)
    return text(json), failure
end

-- Text that stands for itself inside SSML.
function skill.escape_ssml(plain)
    return native.written(lib.skillcall_skill_response_escape_ssml, native.plain(plain))
end

-- The two members of a profile as an E.164 number.
function skill.join_mobile_number(country_code, phone_number)
    return native.filled(lib.SKILLCALL_MOBILE_NUMBER_SIZE, lib.skillcall_mobile_number_join,
                         given(country_code), given(phone_number))
end

return skill
