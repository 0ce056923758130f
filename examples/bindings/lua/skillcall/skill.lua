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
                       "application_id", "user_id", "user_access_token", "person_id",
                       "persistent_unit_id", "api_endpoint"}) do
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

-- Whether it is as young as Alexa demands, and not a recorded one sent again.
function Request:is_fresh(now_ms)
    local age = tonumber(lib.skillcall_skill_request_age_ms(self.native,
                                                            now_ms or os.time() * 1000))
    return math.abs(age) <= lib.SKILLCALL_SKILL_REQUEST_TOLERANCE_MS
end

-- True or false, nil if the request belongs to no session.
function Request:is_new_session()
    local value = lib.skillcall_skill_request_is_new_session(self.native)
    if value >= 0 then
        return value == 1
    end
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

-- The calling end: the user's number and the device.
function Request:originator(number)
    return participant.take(native.made(lib.skillcall_skill_request_originator, self.native,
                                        given(number)))
end

local Response = native.class(lib.skillcall_skill_response_free)

-- What a skill answers. It ends the skill's session, as a call demands.
function skill.response()
    return Response.own(native.made(lib.skillcall_skill_response_new, nil))
end

function Response:say(announcement)
    return native.done(lib.skillcall_skill_response_say, self.native, given(announcement))
end

function Response:say_ssml(ssml)
    return native.done(lib.skillcall_skill_response_say_ssml, self.native, given(ssml))
end

-- A card that asks the user for the permission to read the mobile number.
function Response:ask_for_permission(profile)
    return native.done(lib.skillcall_skill_response_ask_for_permission, self.native,
                       skill.profile(profile))
end

function Response:json()
    local json, failure = native.made(lib.skillcall_skill_response_json, self.native)
    return text(json), failure
end

-- Text that stands for itself inside SSML.
function skill.escape_ssml(plain)
    return native.written(lib.skillcall_skill_response_escape_ssml, given(plain))
end

-- The two members of a profile as an E.164 number.
function skill.join_mobile_number(country_code, phone_number)
    return native.filled(lib.SKILLCALL_MOBILE_NUMBER_SIZE, lib.skillcall_mobile_number_join,
                         given(country_code), given(phone_number))
end

return skill
