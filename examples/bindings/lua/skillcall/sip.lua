-- SPDX-License-Identifier: Apache-2.0
-- The SIP side: the User-to-User header, and events of a SIP media application.
local native = require("skillcall.native")
local ffi, lib, text, given = native.ffi, native.lib, native.text, native.given

local sip = {}

-- The header value that Alexa sends for a client session id.
function sip.encode_user_to_user(client_session_id)
    return native.filled(lib.SKILLCALL_UUI_SIZE, lib.skillcall_uui_encode,
                         given(client_session_id))
end

-- The client session id in the values of all User-to-User header fields of a request.
function sip.decode_user_to_user(...)
    local decoder, failure = native.made(lib.skillcall_uui_decoder_new, nil)
    if not decoder then
        return nil, failure
    end
    ffi.gc(decoder, lib.skillcall_uui_decoder_free)
    for _, value in ipairs({...}) do
        -- A malformed field is reported below, unless another one holds the id.
        lib.skillcall_uui_decoder_add(decoder, value, #value, nil)
    end
    local id
    id, failure = native.made(lib.skillcall_uui_decoder_client_session_id, decoder)
    return text(id), failure
end

local Event = native.class(lib.skillcall_inbound_call_free)

-- An event of a SIP media application (JSON), as its Lambda function receives it.
function sip.inbound_call(json)
    return Event.own(native.made(lib.skillcall_inbound_call_from_json, nil, json, #json))
end

function Event:event_type()
    return text(lib.skillcall_inbound_call_event_type(self.native))
end

function Event:transaction_id()
    return text(lib.skillcall_inbound_call_transaction_id(self.native))
end

-- The participants: {call_id, from, to, skill_client_id} each.
function Event:legs()
    local all = {}
    for i = 0, tonumber(lib.skillcall_inbound_call_participant_count(self.native)) - 1 do
        all[i + 1] = {
            call_id = text(lib.skillcall_inbound_call_call_id(self.native, i)),
            from = text(lib.skillcall_inbound_call_from(self.native, i)),
            to = text(lib.skillcall_inbound_call_to(self.native, i)),
            skill_client_id = text(lib.skillcall_inbound_call_skill_client_id(self.native, i)),
        }
    end
    return all
end

-- From the User-to-User header of a leg, counted from 1.
function Event:client_session_id(leg)
    local id, failure = native.made(lib.skillcall_inbound_call_client_session_id, self.native,
                                    (leg or 1) - 1)
    return text(id), failure
end

-- True if the expected skill placed the call, otherwise nil and the failure.
function Event:check_skill_client_id(expected, leg)
    return native.done(lib.skillcall_inbound_call_check_skill_client_id, self.native,
                       (leg or 1) - 1, given(expected))
end

return sip
