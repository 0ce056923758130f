-- SPDX-License-Identifier: Apache-2.0
-- The client: places calls, one or thousands. Endpoint and token come with each call.
jit.off(true, true) -- what is compiled must not be called back

local native = require("skillcall.native")
local ffi, lib, text, given = native.ffi, native.lib, native.text, native.given
local profile_number = require("skillcall.skill").profile
local hooks = {observer = require("skillcall.observer"), transport = require("skillcall.transport")}

local levels = {[0] = "none", "error", "info", "debug"}
local http_versions = {["1.1"] = lib.SKILLCALL_HTTP_1_1, ["2"] = lib.SKILLCALL_HTTP_2}
local level_numbers = {none = 0, error = 1, info = 2, debug = 3}

-- A call or a lookup in flight. Keep it: one that is closed or collected is cancelled.
local Call = native.class(lib.skillcall_call_free)

local function receipt(call)
    local pointer = lib.skillcall_call_receipt(call)
    return {
        session_id = text(lib.skillcall_receipt_session_id(pointer)),
        client_session_id = text(lib.skillcall_receipt_client_session_id(pointer)),
        request_id = text(lib.skillcall_receipt_request_id(pointer)),
        attempts = lib.skillcall_receipt_attempts(pointer),
        elapsed_ms = tonumber(lib.skillcall_receipt_elapsed_ms(pointer)),
    }
end

local function found(call)
    return text(lib.skillcall_call_found(call))
end

-- The result of a call that has no value.
local function taken()
    return true
end

function Call:ended()
    return lib.skillcall_call_status(self.native) ~= lib.SKILLCALL_E_PENDING
end

-- "none" before its end, and for a lookup.
function Call:outcome()
    return text(lib.skillcall_outcome_name(lib.skillcall_call_outcome(self.native)))
end

-- Cancels the call. Afterwards result() has its outcome.
function Call:cancel()
    lib.skillcall_call_cancel(self.native)
end

-- Waits for its end, without a timeout for as long as it takes; returns the receipt or what was
-- found, or nil and the failure, which is "pending" where the timeout came first.
function Call:result(timeout_ms)
    -- Without an error object, so that the outcome is reported even when out of memory.
    local status = lib.skillcall_call_wait(self.native, timeout_ms or -1, nil)
    if status == lib.SKILLCALL_OK then
        return self.read(self.native)
    end
    local problem = lib.skillcall_call_error(self.native)
    return nil, problem ~= nil and native.failure(problem) or native.failure_of(status)
end

local Client = native.class(lib.skillcall_client_free)

-- Option by option, what its setter is given besides the options and the error.
local setters = {
    backoff_ms = function(pauses) return pauses[1], pauses[2] end,
    ca_file = given,
    ca_path = given,
    ca_blob = function(data) return data, #data end,
    proxy = given,
    http_version = function(name) return http_versions[name] or -1 end,
    user_agent = given,
}
for _, name in ipairs({"deadline_ms", "connect_timeout_ms", "max_attempts", "max_connections",
                       "max_calls"}) do
    setters[name] = function(value) return value end
end

local function set(options, name, ...)
    local setter = lib["skillcall_client_options_set_" .. name]
    local fine, failure = native.done(setter, options, ...)
    if not fine then
        error(failure, 0)
    end
end

local function log_callback(log)
    local callbacks = native.callbacks("log")
    return callbacks.add("skillcall_log_function", nil, function(level, message)
        log(levels[level] or level, text(message))
    end), callbacks.free
end

-- Sets all options; adds the functions that free what the client calls back.
local function apply(options, wanted, cleanups)
    for name, value in pairs(wanted) do
        if setters[name] then
            set(options, name, setters[name](value))
        elseif name == "log" then
            local callback, free = log_callback(value)
            table.insert(cleanups, free)
            set(options, "log", callback, nil, level_numbers[wanted.log_level or "info"] or -1)
        elseif hooks[name] then
            local ctable, free = hooks[name](value)
            table.insert(cleanups, free)
            set(options, name, ctable)
        elseif name ~= "log_level" then
            error("no such option: " .. tostring(name), 0)
        end
    end
end

local function run_all(cleanups)
    for _, cleanup in ipairs(cleanups or {}) do
        cleanup()
    end
end

-- Clients that call back, with what frees the callbacks. They are not collected: close them.
local called_back = {}

-- A client. Options: deadline_ms, connect_timeout_ms, max_attempts, backoff_ms = {base, cap},
-- max_connections, max_calls, ca_file, ca_path, ca_blob, proxy, http_version ("1.1" or "2"),
-- user_agent, log = function(level, line), log_level, observer, transport. Returns nil and the failure
-- where one is refused.
function Client.new(wanted)
    local options, failure = native.made(lib.skillcall_client_options_new, nil)
    if not options then
        return nil, failure
    end
    ffi.gc(options, lib.skillcall_client_options_free)
    local cleanups = {}
    local fine, problem = pcall(apply, options, wanted or {}, cleanups)
    if not fine then
        run_all(cleanups)
        return nil, problem
    end
    local client
    client, failure = Client.own(native.made(lib.skillcall_client_new, nil, options))
    if not client then
        run_all(cleanups)
        return nil, failure
    end
    client.calls = setmetatable({}, {__mode = "v"})
    client.waiting = {}
    if #cleanups > 0 then
        called_back[client] = cleanups
        ffi.gc(client.native, nil)
    end
    return client
end

-- Cancels what is in flight and frees the client.
local close = Client.close
function Client:close()
    close(self)
    run_all(called_back[self])
    called_back[self] = nil
end

local function submitted(client, read, pointer, failure)
    local call
    call, failure = Call.own(pointer, failure)
    if call then
        call.read = read
        client.calls[native.address(pointer)] = call
    end
    return call, failure
end

-- Waits for the end of what was just submitted: in a task of spawn() the others go on meanwhile.
local function result(client, call, failure)
    if not call then
        return nil, failure
    end
    if client.task == coroutine.running() and client.task then
        coroutine.yield(call)
    end
    local value
    value, failure = call:result()
    if failure and failure.status == "state" and call.read == receipt then
        failure.outcome = "not_placed" -- in a callback, where no other thread drives
    end
    call:close()
    return value, failure
end

-- How long a call may take, 0 for the client's own deadline. No time at all is -1, which the library
-- refuses.
local function time_for(deadline_ms)
    if not deadline_ms then
        return 0
    end
    return deadline_ms > 0 and math.max(1, deadline_ms) or -1
end

-- What a client does, in two forms. The one that submits returns a call at once, which makes progress
-- while a thread waits for any call, or drives; the other one waits, and returns the value, or nil and
-- the failure.
local function define(waiting, submitting, read, arguments)
    local submit = lib["skillcall_client_" .. submitting]
    Client[submitting] = function(self, ...)
        return submitted(self, read, native.made(submit, self.native, arguments(...)))
    end
    Client[waiting] = function(self, ...)
        return result(self, self[submitting](self, ...))
    end
end

-- A text of a call, which is not placed if the text is refused.
local function placing(value)
    return given(value, "not_placed")
end

-- Places a call; returns the receipt.
define("start", "submit", receipt, function(access, session, deadline_ms)
    return access.native, session.native, time_for(deadline_ms)
end)

-- Calls a number from the device of a skill request; looks the user's number up unless it is given.
-- Returns the receipt.
define("call_phone", "submit_call_phone", receipt, function(request, callee, caller, deadline_ms)
    return request.native, placing(callee), placing(caller), time_for(deadline_ms)
end)

-- Calls an extension from the room of a skill request; the Login-with-Amazon token is for the lookup
-- of the room's profile. Returns the receipt.
define("call_extension", "submit_call_extension", receipt,
       function(request, extension, profile_token, deadline_ms)
    return request.native, placing(extension), placing(profile_token), time_for(deadline_ms)
end)

-- The user's mobile number; profile is "account" or "person".
define("find_mobile_number", "submit_mobile_number_lookup", found,
       function(access, profile, deadline_ms)
    return access.native, profile_number(profile), time_for(deadline_ms)
end)

-- The communication profile id of a unit (a room).
define("find_profile_id", "submit_profile_id_lookup", found, function(access, unit_id, deadline_ms)
    return access.native, given(unit_id), time_for(deadline_ms)
end)

-- Creates the communication profile of a unit, or renames it; returns its id. The name may be nil.
define("create_profile", "submit_profile_creation", found,
       function(access, unit_id, name, deadline_ms)
    return access.native, given(unit_id), given(name), time_for(deadline_ms)
end)

-- Makes Alexa say something, text or SSML, while the skill is still working on its answer; returns
-- true. The id is that of the skill request.
define("send_progressive_response", "submit_progressive_response", taken,
       function(access, request_id, speech, deadline_ms)
    return access.native, given(request_id), given(speech), time_for(deadline_ms)
end)

-- Makes progress with all calls: returns when one has ended, after wake(), or when the time has
-- passed; without a time there is no limit.
function Client:drive(timeout_ms)
    return native.done(lib.skillcall_client_drive, self.native, timeout_ms or -1)
end

-- Takes the next call that has ended, nil when none has: for call in client.take_ended, client do
function Client:take_ended()
    while true do
        local pointer = lib.skillcall_client_take_ended(self.native)
        if pointer == nil then
            return nil
        end
        local call = self.calls[native.address(pointer)]
        if call then
            return call
        end
    end
end

-- A descriptor for event loops: when it is readable, drive(0) and take what has ended.
function Client:pollable_fd()
    return native.opened(lib.skillcall_client_pollable_fd, self.native)
end

function Client:wake()
    lib.skillcall_client_wake(self.native)
end

function Client:calls_in_flight()
    return tonumber(lib.skillcall_client_calls_in_flight(self.native))
end

local function continue(client, task, ...)
    local outer = client.task
    client.task = task
    local fine, call = coroutine.resume(task, ...)
    client.task = outer
    if not fine then
        error(call, 0)
    elseif coroutine.status(task) ~= "dead" then
        client.waiting[call] = task
    end
end

-- Runs a function as a task: start() and the lookups in it let other tasks go on.
function Client:spawn(task, ...)
    continue(self, coroutine.create(task), ...)
end

-- Continues the tasks whose calls have ended; for event loops, after drive(0).
function Client:continue_tasks()
    for call in self.take_ended, self do
        local task = self.waiting[call]
        self.waiting[call] = nil
        if task then
            continue(self, task)
        end
    end
end

-- Drives until all tasks are done; returns true, or nil and the failure.
function Client:run()
    while next(self.waiting) do
        local driven, failure = self:drive()
        self:continue_tasks()
        if not driven and next(self.waiting) then
            return nil, failure
        end
    end
    return true
end

return Client
