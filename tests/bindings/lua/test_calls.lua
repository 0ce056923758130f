-- SPDX-License-Identifier: Apache-2.0
-- Calls placed by the Lua binding on the emulator, and every way in which they fail.
local ffi = require("ffi")
local case = require("case")
local skillcall = require("skillcall")
local tests, equal, fails = case.tests, case.equal, case.fails

ffi.cdef [[
    struct pollfd { int fd; short events; short revents; };
    int poll(struct pollfd *fds, unsigned long count, int timeout);
    int fork(void);
    int waitpid(int process, int *status, int options);
    void _exit(int code);
]]

local client = assert(skillcall.client())

function tests.placed()
    local session = case.session()
    local receipt = assert(client:start(case.access(), session))
    local records = case.received(session:client_session_id())
    equal(#records, 1)
    equal(records[1].sessionId, receipt.session_id)
    equal(records[1].requestId, receipt.request_id)
    equal(receipt.client_session_id, session:client_session_id())
    equal(receipt.attempts, 1)
    assert(receipt.elapsed_ms >= 0)
end

function tests.placed_at_the_second_attempt()
    equal(assert(client:start(case.access("throttled.first-1"), case.session())).attempts, 2)
end

function tests.a_room_calls_an_extension()
    local session = assert(skillcall.session {
        skillcall.participant.room("profile", "device"), skillcall.participant.extension("4011")})
    equal(assert(client:start(case.access("empty"), session)).session_id, nil)
end

-- A skill request whose token plays a scenario.
local function request(name, scenario)
    return assert(skillcall.skill_request(case.skill_request(name, scenario or "ok")))
end

function tests.a_phone_is_called_from_a_skill_request()
    local receipt = assert(client:call_phone(request("skill-request.json"), "+16073331111"))
    local record = case.received(receipt.client_session_id)[1]
    equal(record.from, "+12045551111")
    equal(record.to, "+16073331111")
    local call = assert(client:submit_call_phone(request("skill-request.json"), "+16073331111",
                                                 "+12045552222", 5000))
    equal(case.received(assert(call:result()).client_session_id)[1].from, "+12045552222")
    fails("access_denied", "not_placed",
          client:call_phone(request("skill-request.json", "denied.at-number"), "+16073331111"))
    fails("invalid", "not_placed", client:call_phone(request("skill-request.json"), "911"))
end

function tests.a_call_whose_text_is_refused_is_not_placed()
    local room = request("room-request.json")
    fails("argument", "not_placed", client:call_phone(room, "a\0b"))
    fails("argument", "not_placed", client:call_phone(room, "+16073331111", "a\0b"))
    fails("argument", "not_placed", client:call_extension(room, "a\0b", "lwa-token"))
    fails("argument", "not_placed", client:call_extension(room, "4011", "a\0b"))
    fails("argument", "none", client:find_profile_id(case.access(), "a\0b"))
end

function tests.an_extension_is_called_from_a_skill_request()
    local room = request("room-request.json")
    local receipt = assert(client:call_extension(room, "4011", "lwa-token"))
    equal(case.received(receipt.client_session_id)[1].to, "4011")
    fails("absent", "not_placed", client:call_extension(room, "4011", "emulator-profile-none"))
    local call = assert(client:submit_call_extension(room, "4011", "lwa-token"))
    assert(call:result())
    fails("absent", "not_placed",
          client:call_extension(request("skill-request.json"), "4011", "lwa-token"))
end

function tests.every_failure_of_the_service()
    local rows = 0
    for row in case.read(case.here .. "/../failures.tsv"):gmatch("[^\n]+") do
        local operation, scenario, status, outcome, http, code, attempts, waiting =
            row:match("^([a-z]%S*)" .. ("\t(%S+)"):rep(7) .. "$")
        if operation then
            rows = rows + 1
            local session = case.session()
            local run = operation == "start" and client.start or client.find_mobile_number
            local failure = fails(status, outcome, run(client, case.access(scenario),
                                                       operation == "start" and session or nil))
            equal(failure.http_status, tonumber(http))
            equal(failure.service_code or "-", code)
            equal(failure.attempts, tonumber(attempts))
            equal(failure.retry_after_ms, tonumber(waiting))
            if operation == "start" then
                equal(failure.client_session_id, session:client_session_id())
            end
        end
    end
    assert(rows >= 30)
end

function tests.not_sent()
    local failure = fails("connect", "not_placed",
                          client:start(case.access("ok", case.dead_url), case.session()))
    equal(failure.attempts, 3)
end

function tests.what_is_false_in_a_record_is_no_null()
    local callee = {originator = false}
    for name, value in pairs(case.callee) do
        callee[name] = value
    end
    local session = assert(skillcall.session {case.caller, callee})
    assert(client:start(case.access(), session))
    local record = case.received(session:client_session_id(), 20000)[1]
    equal(record.request.body.participants[2].isOriginator, false)
end

function tests.deadline()
    fails("timeout", "unknown", client:start(case.access("ok.delay-60000"), case.session(), 200))
    for _, deadline_ms in ipairs {0, -1, -0.5, 600001} do
        fails("argument", "not_placed", client:start(case.access(), case.session(), deadline_ms))
    end
end

function tests.cancel()
    local session = case.session()
    local call = assert(client:submit(case.access("ok.delay-60000"), session))
    equal(call:ended(), false)
    repeat
        fails("pending", "none", call:result(10))
    until #case.received(session:client_session_id()) == 1
    call:cancel()
    local failure = fails("cancelled", "unknown", call:result())
    equal(call:outcome(), failure.outcome)
end

function tests.bound_on_calls()
    local small = assert(skillcall.client {max_calls = 1})
    local call = assert(small:submit(case.access("ok.delay-60000"), case.session()))
    equal(small:calls_in_flight(), 1)
    fails("busy", "not_placed", small:submit(case.access(), case.session()))
    small:close()
    fails("cancelled", call:outcome(), call:result(0))
end

function tests.options()
    assert(skillcall.client {deadline_ms = 5000, connect_timeout_ms = 1000, max_attempts = 1,
                             backoff_ms = {0, 10}, max_connections = 2, ca_path = "/",
                             proxy = "", http_version = "2", user_agent = "a skill"}):close()
    fails("argument", "none", skillcall.client {max_attempts = 11})
    fails("argument", "none", skillcall.client {http_version = "3"})
    local refused = fails("argument", "none", skillcall.client {user_agent = "a\n"})
    assert(refused.message:find("User-Agent", 1, true))
    local nothing, problem = skillcall.client {deadline = 1}
    equal(nothing, nil)
    equal(problem, "no such option: deadline")
end

-- Tasks: each looks as if it blocked, and all go on together.
function tests.tasks()
    local receipts, order = {}, {}
    for i = 1, 50 do
        client:spawn(function(number)
            local delay = number % 2 == 0 and "ok.delay-150" or "ok.delay-10"
            local receipt = assert(client:start(case.access(delay), case.session()))
            receipts[receipt.session_id] = true
            table.insert(order, number % 2)
            if number == 50 then
                equal(assert(client:find_mobile_number(case.access())), "+12045551111")
                fails("bad_token", "not_placed", client:start(case.access("expired"),
                                                              case.session()))
                table.insert(order, "done")
            end
        end, i)
    end
    equal(#order, 0)
    assert(client:run())
    equal(#order, 51)
    equal(order[1], 1)
    local count = 0
    for _ in pairs(receipts) do
        count = count + 1
    end
    equal(count, 50)
end

function tests.event_loop()
    local watched = ffi.new("struct pollfd", {fd = assert(client:pollable_fd()), events = 1})
    local calls, ended = {}, 0
    for i = 1, 20 do
        calls[i] = assert(client:submit(case.access("throttled.first-1"), case.session()))
    end
    while ended < #calls do
        equal(ffi.C.poll(watched, 1, 10000), 1)
        assert(client:drive(0))
        for call in client.take_ended, client do
            ended = ended + 1
            equal(assert(call:result(0)).attempts, 2)
        end
    end
end

function tests.wake()
    client:wake()
    assert(client:drive())
end

function tests.lookups()
    equal(client:find_mobile_number(case.access()), "+12045551111")
    equal(client:find_mobile_number(case.access(), "person"), "+12045551111")
    local id = assert(client:find_profile_id(case.access(), "unit 1"))
    equal(client:find_profile_id(case.access(), "unit 1"), id)
    assert(client:find_profile_id(case.access(), "unit 2") ~= id)
    equal(client:create_profile(case.access(), "unit 1", "Room 1"), id)
end

function tests.progressive_response()
    equal(client:send_progressive_response(case.access(), "the-request", "One moment."), true)
    local failure = fails("input_refused", "none", client:send_progressive_response(
        case.access("invalid"), "the-request", "One moment."))
    equal(failure.http_status, 400)
end

function tests.fork()
    local child = ffi.C.fork()
    if child == 0 then
        local _, failure = client:start(case.access(), case.session())
        ffi.C._exit(failure.status == "forked" and failure.outcome == "not_placed" and 0 or 1)
    end
    local status = ffi.new("int[1]", -1)
    equal(ffi.C.waitpid(child, status, 0), child)
    equal(status[0], 0)
end

function tests.what_is_closed_is_refused()
    local session = case.session()
    session:close()
    session:close()
    fails("argument", "not_placed", client:start(case.access(), session))
end

function tests.garbage_is_freed_and_what_is_used_is_not()
    for _ = 1, 200 do
        case.session()
        case.access()
        assert(skillcall.client())
    end
    local call = assert(client:submit(case.access(), case.session()))
    collectgarbage()
    collectgarbage()
    assert(call:result())
end
