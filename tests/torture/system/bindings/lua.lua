-- SPDX-License-Identifier: Apache-2.0
-- The Lua binding, out of memory at each place where the library asks for it.
local ffi = require("ffi")
ffi.cdef [[
    const char *memory_next(void);
    void memory_end(void);
    void memory_report(const char *outcome);
    struct pollfd { int fd; short events; short revents; };
    int poll(struct pollfd *fds, unsigned long count, int timeout);
]]
local memory = ffi.C
local skillcall = require("skillcall")

local function read(path)
    local file = assert(io.open(path))
    local text = file:read("*a")
    file:close()
    return text
end

local vectors = os.getenv("SKILLCALL_TEST_VECTORS")
local skill_request = read(vectors .. "/skill-request.json")
local event = read(vectors .. "/inbound-call-event.json")

local function read_documents()
    assert(assert(skillcall.skill_request(skill_request)):originator("+12045551111"))
    assert(assert(skillcall.inbound_call(event)):client_session_id())
    assert(skillcall.decode_user_to_user(assert(skillcall.encode_user_to_user("an-id"))))
    assert(assert(skillcall.skill_response()):say("Calling."))
end

local function make_session(client_session_id)
    local session = assert(skillcall.session {
        assert(skillcall.participant.phone_caller("+12045551111", "device")),
        assert(skillcall.participant.phone_callee("+16073331111")),
        client_session_id = client_session_id})
    return assert(skillcall.session_from_json(session:json()))
end

local function play(client_session_id)
    read_documents()
    local access = assert(skillcall.access(os.getenv("SKILLCALL_TEST_URL"), "emulator-ok"))
    local session = make_session(client_session_id)
    local client = assert(skillcall.client())
    assert(client:find_mobile_number(access))
    local pollable = ffi.new("struct pollfd[1]", {{assert(client:pollable_fd()), 1, 0}})
    local call = assert(client:submit(access, session))
    local driven = true -- out of memory it may not, but the call is still there
    while driven and not call:ended() do
        memory.poll(pollable, 1, 5000)
        driven = client:drive(0)
    end
    assert(call:result())
end

-- What became of the call: every failure is the library's, and says that there is no memory.
local function outcome_of(client_session_id)
    local fine, failure = pcall(play, client_session_id)
    if fine then
        return "placed"
    end
    assert(type(failure) == "table" and failure.status == "no_memory" and #tostring(failure) > 0,
           tostring(failure))
    return failure.outcome
end

local id = memory.memory_next()
while id ~= nil do
    local outcome = outcome_of(ffi.string(id))
    memory.memory_end()
    collectgarbage()
    collectgarbage()
    memory.memory_report(outcome)
    id = memory.memory_next()
end
