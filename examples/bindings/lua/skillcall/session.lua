-- SPDX-License-Identifier: Apache-2.0
-- Who calls whom: participants are tables {type, value, endpoint_id, provider_id, originator}, and
-- a session is made of two of them.
local native = require("skillcall.native")
local ffi, lib, text, given = native.ffi, native.lib, native.text, native.given

local participant = {}

-- The values of a participant of the library.
function participant.read(pointer)
    local originator = lib.skillcall_participant_originator(pointer)
    local values = {
        type = text(lib.skillcall_participant_type(pointer)),
        value = text(lib.skillcall_participant_value(pointer)),
        endpoint_id = text(lib.skillcall_participant_endpoint_id(pointer)),
        provider_id = text(lib.skillcall_participant_provider_id(pointer)),
    }
    if originator ~= lib.SKILLCALL_ORIGINATOR_UNSET then
        values.originator = originator == lib.SKILLCALL_ORIGINATOR_YES
    end
    return values
end

-- The same, of one that is freed, or nil and the failure to make it.
function participant.take(pointer, failure)
    if pointer == nil then
        return nil, failure
    end
    return participant.read(ffi.gc(pointer, lib.skillcall_participant_free))
end

-- The caller of a call between phone numbers: the user's number and deviceId.
function participant.phone_caller(number, endpoint_id)
    return participant.take(native.made(lib.skillcall_participant_new_phone_caller, nil,
                                        given(number), given(endpoint_id)))
end

-- The callee of a call between phone numbers.
function participant.phone_callee(number)
    return participant.take(native.made(lib.skillcall_participant_new_phone_callee, nil,
                                        given(number)))
end

-- The calling room of a Smart Properties call.
function participant.room(profile_id, endpoint_id)
    return participant.take(native.made(lib.skillcall_participant_new_room, nil,
                                        given(profile_id), given(endpoint_id)))
end

-- The callee of a Smart Properties call.
function participant.extension(extension)
    return participant.take(native.made(lib.skillcall_participant_new_extension, nil,
                                        given(extension)))
end

-- Like those of native, but they raise the failure, for the pcall of session.new.
local function done(...)
    local fine, failure = native.done(...)
    if not fine then
        error(failure, 0)
    end
end

local function made(free, ...)
    local pointer, failure = native.made(...)
    if pointer == nil then
        error(failure, 0)
    end
    return ffi.gc(pointer, free)
end

-- A participant of the library with these values.
local function to_native(values)
    local pointer = made(lib.skillcall_participant_free, lib.skillcall_participant_new, nil)
    local originator = values.originator
    done(lib.skillcall_participant_set_identity, pointer, given(values.type), given(values.value))
    done(lib.skillcall_participant_set_endpoint_id, pointer, given(values.endpoint_id))
    done(lib.skillcall_participant_set_provider_id, pointer, given(values.provider_id))
    done(lib.skillcall_participant_set_originator, pointer,
         originator == nil and lib.SKILLCALL_ORIGINATOR_UNSET or (originator and 1 or 0))
    return pointer
end

local Session = native.class(lib.skillcall_session_free)
local session = {}

local function to_builder(options)
    local builder = made(lib.skillcall_session_builder_free, lib.skillcall_session_builder_new, nil)
    for _, values in ipairs(options) do
        done(lib.skillcall_session_builder_add, builder, to_native(values))
    end
    done(lib.skillcall_session_builder_set_client_session_id, builder,
         given(options.client_session_id))
    if options.omit_client_session_id then
        done(lib.skillcall_session_builder_omit_client_session_id, builder)
    end
    done(lib.skillcall_session_builder_allow_unknown, builder, options.allow_unknown and 1 or 0)
    return builder
end

-- A session of the participants, which are the list part of the options: client_session_id,
-- omit_client_session_id, allow_unknown. Returns nil and the failure where rules are broken.
function session.new(options)
    local fine, builder = pcall(to_builder, options)
    if fine then
        return Session.own(native.made(lib.skillcall_session_builder_build, builder))
    elseif type(builder) == "table" then
        return nil, builder
    end
    error(builder, 2)
end

-- Reads a request body and checks it by the same rules.
function session.from_json(json, allow_unknown)
    return Session.own(native.made(lib.skillcall_session_from_json, nil, json, #json,
                                   allow_unknown and 1 or 0))
end

function Session:participants()
    local all = {}
    for i = 0, tonumber(lib.skillcall_session_participant_count(self.native)) - 1 do
        all[i + 1] = participant.read(lib.skillcall_session_participant(self.native, i))
    end
    return all
end

function Session:client_session_id()
    return text(lib.skillcall_session_client_session_id(self.native))
end

-- The request body; without an indent it is what is sent, byte for byte.
function Session:json(indent)
    return native.written(lib.skillcall_session_write_json, self.native, indent or 0)
end

return {participant = participant, session = session}
