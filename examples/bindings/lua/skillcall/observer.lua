-- SPDX-License-Identifier: Apache-2.0
-- Observers of a client: tables with any of the functions call_started, attempt_started,
-- attempt_ended and call_ended, which get an event.
jit.off(true, true) -- what is compiled must not be called back

local native = require("skillcall.native")
local ffi, lib, text = native.ffi, native.lib, native.text

local moments = {"call_started", "attempt_started", "attempt_ended", "call_ended"}

-- What becomes of the value of each getter. A pause is nil if nothing is sent again.
local converted = {
    status = function(number) return text(lib.skillcall_status_name(number)) end,
    outcome = function(number) return text(lib.skillcall_outcome_name(number)) end,
    pause_ms = function(number) return number >= 0 and tonumber(number) or nil end,
}
for _, name in ipairs({"method", "url_template", "server_address", "error_type",
                       "client_session_id", "session_id", "request_id"}) do
    converted[name] = text
end
for _, name in ipairs({"call_id", "server_port", "attempt", "http_status", "bytes_sent",
                       "bytes_received", "elapsed_ms", "attempt_elapsed_ms"}) do
    converted[name] = tonumber
end

-- A copy, because the library's event does not outlive the callback: a table with those names.
local function copy(pointer)
    local event = {}
    for name, convert in pairs(converted) do
        event[name] = convert(lib["skillcall_event_" .. name](pointer))
    end
    return event
end

-- The table of callbacks through which the library uses an observer; free() is for after the
-- client was freed.
return function(observer)
    local ctable = ffi.new("skillcall_observer", {struct_size = ffi.sizeof("skillcall_observer")})
    local callbacks = native.callbacks("observer")
    for _, moment in ipairs(moments) do
        local run = observer[moment]
        ctable[moment] = run and callbacks.add("skillcall_event_function", nil, function(pointer)
            run(copy(pointer))
        end)
    end
    return ctable, callbacks.free
end
