-- SPDX-License-Identifier: Apache-2.0
-- The C library behind the module: skillcall_ffi.h as it is, and failures as tables.
--
-- SKILLCALL_LIBRARY and SKILLCALL_FFI_HEADER name the library and the header where they are not in
-- their usual places.
local ffi = require("ffi")
jit.off(true, true) -- what is compiled must not be called back

local function header()
    local here = debug.getinfo(1, "S").source:match("^@(.*/)") or "./"
    local named = os.getenv("SKILLCALL_FFI_HEADER")
    local places = named and {named} or {
        here .. "skillcall_ffi.h",
        "/usr/local/include/skillcall/skillcall_ffi.h",
        "/usr/include/skillcall/skillcall_ffi.h",
    }
    for _, place in ipairs(places) do
        local file = io.open(place)
        if file then
            local text = file:read("*a")
            file:close()
            return text
        end
    end
    error("skillcall_ffi.h is missing; looked for " .. table.concat(places, ", ") ..
          "; install skillcall, or name the file in SKILLCALL_FFI_HEADER")
end

-- LuaJIT keeps declarations for as long as it runs, also where this module is loaded again.
if not pcall(ffi.typeof, "skillcall_error") then
    ffi.cdef(header())
end
-- A rock has the library among the modules in C.
local loaded, lib = pcall(ffi.load, os.getenv("SKILLCALL_LIBRARY") or
                          package.searchpath("skillcall.libskillcall", package.cpath) or
                          (ffi.os == "OSX" and "libskillcall.0.dylib" or "libskillcall.so.0"))
if not loaded then
    error(lib .. "; install skillcall, or name the library in SKILLCALL_LIBRARY")
end
do
    local needed = lib.SKILLCALL_VERSION_MAJOR * 10000 + lib.SKILLCALL_VERSION_MINOR * 100 +
                   lib.SKILLCALL_VERSION_PATCH
    assert(lib.skillcall_version_number() >= needed,
           "skillcall_ffi.h is of a later version than the library")
end

local native = {ffi = ffi, lib = lib}

-- A copy of a string that the library lends, nil for NULL.
function native.text(pointer)
    if pointer ~= nil then
        return ffi.string(pointer)
    end
end
local text = native.text

-- What identifies an object of the library.
function native.address(pointer)
    return tonumber(ffi.cast("uintptr_t", pointer))
end

-- A failure: status and outcome as names, message, violations and the rest; tostring returns the
-- message.
local Failure = {}
Failure.__index = Failure

function Failure:__tostring()
    return self.message
end

function native.failure(error)
    local violations = {}
    for i = 0, tonumber(lib.skillcall_error_violation_count(error)) - 1 do
        violations[i + 1] = {
            path = text(lib.skillcall_error_violation_path(error, i)),
            code = text(lib.skillcall_violation_name(lib.skillcall_error_violation_code(error, i))),
            message = text(lib.skillcall_error_violation_message(error, i)),
        }
    end
    local waiting = tonumber(lib.skillcall_error_retry_after_ms(error))
    return setmetatable({
        status = text(lib.skillcall_status_name(lib.skillcall_error_status(error))),
        outcome = text(lib.skillcall_outcome_name(lib.skillcall_error_outcome(error))),
        message = text(lib.skillcall_error_message(error)),
        violations = violations,
        http_status = lib.skillcall_error_http_status(error),
        service_code = text(lib.skillcall_error_service_code(error)),
        service_message = text(lib.skillcall_error_service_message(error)),
        transport_code = lib.skillcall_error_transport_code(error),
        transport_text = text(lib.skillcall_error_transport_text(error)),
        attempts = lib.skillcall_error_attempts(error),
        retry_after_ms = waiting >= 0 and waiting or nil,
        request_id = text(lib.skillcall_error_request_id(error)),
        client_session_id = text(lib.skillcall_error_client_session_id(error)),
    }, Failure)
end

-- The failure of a status about which no more is known.
function native.failure_of(status, message, outcome)
    return setmetatable({
        status = text(lib.skillcall_status_name(status)),
        outcome = outcome or "none",
        message = message or text(lib.skillcall_status_text(status)),
        violations = {},
    }, Failure)
end

-- A string for C, nil for NULL. What C would see cut is refused: it becomes a failure with this outcome,
-- which the functions below return.
function native.given(value, outcome)
    if value ~= nil and type(value) ~= "string" then
        error("a string is expected, not a " .. type(value), 3)
    elseif value and value:find("\0", 1, true) then
        return native.failure_of(lib.SKILLCALL_E_ARGUMENT, "a text must not hold a NUL character",
                                 outcome)
    end
    return value
end

-- The same for a function that returns no failure: it is raised.
function native.plain(value)
    local result = native.given(value)
    return type(result) == "table" and error(result, 0) or result
end

-- Calls a function whose last argument is the error; returns what `succeeded` makes of its result,
-- or nil and the failure.
local function checked(succeeded, call, ...)
    for _, argument in pairs({...}) do
        if getmetatable(argument) == Failure then
            return nil, argument
        end
    end
    local error_object = lib.skillcall_error_new(nil)
    if error_object == nil then
        return nil, native.failure_of(lib.SKILLCALL_E_NO_MEMORY)
    end
    ffi.gc(error_object, lib.skillcall_error_free)
    local count = select("#", ...)
    local arguments = {...}
    arguments[count + 1] = error_object
    local result = call(unpack(arguments, 1, count + 1))
    if succeeded(result) then
        return result
    end
    return nil, native.failure(error_object)
end

-- For functions that return a pointer.
function native.made(call, ...)
    return checked(function(result) return result ~= nil end, call, ...)
end

-- For functions that return a status; returns true.
function native.done(call, ...)
    local result, failure = checked(function(status) return status == lib.SKILLCALL_OK end,
                                    call, ...)
    return result and true, failure
end

-- For functions that return a descriptor.
function native.opened(call, ...)
    return checked(function(descriptor) return descriptor >= 0 end, call, ...)
end

-- What a function writes that is given a buffer and its size before the error.
function native.filled(size, call, ...)
    local buffer = ffi.new("char[?]", size)
    local count = select("#", ...)
    local arguments = {...}
    arguments[count + 1], arguments[count + 2] = buffer, size
    local done, failure = native.done(call, unpack(arguments, 1, count + 2))
    return done and ffi.string(buffer), failure
end

-- What a function writes that returns the length like snprintf.
function native.written(call, ...)
    local count = select("#", ...)
    local arguments = {...}
    arguments[count + 2] = 0
    local size = tonumber(call(unpack(arguments, 1, count + 2))) + 1
    local buffer = ffi.new("char[?]", size)
    arguments[count + 1], arguments[count + 2] = buffer, size
    call(unpack(arguments, 1, count + 2))
    return ffi.string(buffer)
end

-- What the library means by 1, 0 and any other number.
local truths = {[1] = true, [0] = false}
function native.truth(number)
    return truths[number]
end

-- Functions for C: add() makes one of a type, whose function does not get the user data; free()
-- frees all. An error must not pass through C: it is written to stderr, and C gets `otherwise`.
function native.callbacks(what)
    local all = {}
    return {
        add = function(declaration, otherwise, run)
            local callback = ffi.cast(declaration, function(_, ...)
                local fine, result = pcall(run, ...)
                if fine then
                    return result
                end
                io.stderr:write("skillcall: ", what, ": ", tostring(result), "\n")
                return otherwise
            end)
            table.insert(all, callback)
            return callback
        end,
        free = function()
            for _, callback in ipairs(all) do
                callback:free()
            end
        end,
    }
end

-- A class whose objects own an object of the library: close() frees it, at the latest the
-- collector.
function native.class(free)
    local class = {}
    class.__index = class

    -- Takes what native.made returns: a pointer, or nil and a failure.
    function class.own(pointer, failure)
        if pointer == nil then
            return nil, failure
        end
        return setmetatable({native = ffi.gc(pointer, free)}, class)
    end

    function class:close()
        if self.native then
            free(ffi.gc(self.native, nil))
            self.native = nil
        end
    end

    return class
end

return native
