-- SPDX-License-Identifier: Apache-2.0
-- Callbacks written in Lua: the log, and transports in place of libcurl.
local http = require("socket.http")
local ltn12 = require("ltn12")
local case = require("case")
local skillcall = require("skillcall")
local tests, equal, fails = case.tests, case.equal, case.fails

-- Gives a client, and closes it after the test.
local function with_client(options, test)
    local client = assert(skillcall.client(options))
    local fine, problem = xpcall(test, debug.traceback, client)
    client:close()
    assert(fine, problem)
end

-- A transport that blocks, over LuaSocket.
local function luasocket()
    local transport = {closed = 0}

    function transport:submit(exchange)
        local headers, body, answer = exchange:headers(), exchange:body(), {}
        headers["Content-Length"] = body and #body
        http.TIMEOUT = exchange:remaining_ms() / 1000
        local fine, status, fields = http.request({
            method = exchange:method(), url = exchange:url(), headers = headers, redirect = false,
            source = body and ltn12.source.string(body), sink = ltn12.sink.table(answer)})
        if fine then
            exchange:answer(status, fields, table.concat(answer))
        elseif status == "connection refused" then
            exchange:fail("connect", false, 111, status)
        else
            exchange:fail(status == "timeout" and "timeout" or "network", true, 1, status)
        end
    end

    function transport:close()
        self.closed = self.closed + 1
    end

    return transport
end

function tests.log_lines_and_levels()
    local seen = {}
    local function log(level, line)
        seen[level] = line
        assert(not line:find(case.secret, 1, true))
    end
    with_client({log = log, log_level = "debug"}, function(client)
        assert(client:start(case.access("throttled.first-1"), case.session()))
        fails("bad_token", "not_placed", client:start(case.access("expired"), case.session()))
    end)
    assert(seen.debug and seen.info and seen.error:find("bad_token", 1, true))
    seen = {}
    with_client({log = log, log_level = "error"}, function(client)
        assert(client:start(case.access(), case.session()))
    end)
    equal(next(seen), nil)
end

function tests.events_of_a_call()
    local moments, events = {}, {}
    local observer = {}
    for _, moment in ipairs({"call_started", "attempt_ended", "call_ended"}) do
        observer[moment] = function(event)
            table.insert(moments, moment)
            table.insert(events, event)
        end
    end
    local receipt
    with_client({observer = observer}, function(client)
        receipt = assert(client:start(case.access("throttled.first-1"), case.session()))
    end)
    equal(table.concat(moments, " "), "call_started attempt_ended attempt_ended call_ended")
    local started, refused, placed, ended = unpack(events)
    for _, event in ipairs(events) do
        equal(event.call_id, started.call_id)
        equal(event.method, "POST")
        equal(event.url_template, "/v1/communications/session")
        equal(("http://%s:%d"):format(event.server_address, event.server_port), case.url)
        equal(event.client_session_id, receipt.client_session_id)
        for _, value in pairs(event) do
            assert(not tostring(value):find(case.secret, 1, true))
            assert(not tostring(value):find("+1204555", 1, true))
        end
    end
    equal(started.status, "pending")
    equal(refused.status, "throttled")
    equal(refused.error_type, "throttled")
    equal(refused.http_status, 429)
    equal(refused.outcome, "not_placed")
    assert(refused.pause_ms >= 0)
    equal(placed.pause_ms, nil)
    equal(ended.attempt, 2)
    equal(ended.outcome, "placed")
    equal(ended.session_id, receipt.session_id)
    equal(ended.request_id, receipt.request_id)
    assert(ended.elapsed_ms >= ended.attempt_elapsed_ms)
    assert(ended.bytes_sent > 0 and ended.bytes_received > 0)
end

function tests.an_error_in_an_observer_does_not_pass_through_c()
    local stderr, written = io.stderr, {}
    io.stderr = {write = function(_, ...) table.insert(written, table.concat({...})) end}
    with_client({observer = {call_ended = function() error("broken") end}}, function(client)
        assert(client:start(case.access(), case.session()))
    end)
    io.stderr = stderr
    equal(#written, 1)
    assert(written[1]:find("^skillcall: observer: "))
end

function tests.calls_through_a_transport_that_blocks()
    local transport = luasocket()
    with_client({transport = transport}, function(client)
        local session = case.session()
        local receipt = assert(client:start(case.access("throttled.first-1"), session))
        equal(receipt.attempts, 2)
        equal(#case.received(session:client_session_id()), 2)
        equal(case.received(session:client_session_id())[2].requestId, receipt.request_id)
        equal(client:find_mobile_number(case.access()), "+12045551111")
        local failure = fails("access_denied", "not_placed",
                              client:start(case.access("denied"), case.session()))
        equal(failure.service_code, "AccessDenied")
        equal(transport.closed, 0)
    end)
    equal(transport.closed, 1)
end

function tests.what_was_not_sent_is_tried_again()
    with_client({transport = luasocket()}, function(client)
        local failure = fails("connect", "not_placed",
                              client:start(case.access("ok", case.dead_url), case.session()))
        equal(failure.attempts, 3)
        equal(failure.transport_text, "connection refused")
        equal(failure.transport_code, 111)
    end)
end

function tests.what_may_have_been_sent_is_not()
    with_client({transport = luasocket()}, function(client)
        local failure = fails("network", "unknown",
                              client:start(case.access("reset"), case.session()))
        equal(failure.attempts, 1)
        fails("timeout", "unknown", client:start(case.access("ok.delay-60000"), case.session(), 200))
    end)
end

function tests.an_error_in_a_transport_does_not_pass_through_c()
    local stderr = io.stderr
    io.stderr = {write = function() end}
    with_client({transport = {submit = function() error("broken") end}}, function(client)
        local failure = fails("transport", "unknown", client:start(case.access(), case.session()))
        equal(failure.attempts, 1)
        equal(failure.transport_text, "an error in the transport")
    end)
    io.stderr = stderr
end

-- A transport that is driven and answers with what the test wants.
local function scripted()
    local transport = {taken = {}, cancelled = 0, answered = 0}

    function transport:submit(exchange)
        table.insert(self.taken, exchange)
    end

    function transport:drive()
        while self.answered < #self.taken and self.reply do
            self.answered = self.answered + 1
            self.reply(self.taken[self.answered])
        end
    end

    function transport:wake() end

    function transport:cancel(exchange)
        self.cancelled = self.cancelled + 1
        exchange:fail("cancelled", false)
    end

    return transport
end

function tests.a_call_in_a_callback_is_not_placed()
    local client, refused
    client = assert(skillcall.client {log = function()
        refused = refused or {client:start(case.access(), case.session())}
    end})
    assert(client:start(case.access(), case.session()))
    client:close()
    fails("state", "not_placed", unpack(refused, 1, 2))
end

function tests.a_failure_with_wrong_arguments_ends_the_exchange()
    local transport = {submit = function(_, exchange) exchange:fail("network", true, 1, "a\0b") end}
    local client = assert(skillcall.client {transport = transport})
    fails("transport", "unknown", client:start(case.access(), case.session()))
    client:close()
end

function tests.a_transport_that_is_driven()
    local transport = scripted()
    transport.reply = function(exchange)
        equal(exchange:method(), "POST")
        exchange:answer(200, {["x-amzn-RequestId"] = "r"}, '{"sessionId": "driven"}')
    end
    with_client({transport = transport}, function(client)
        local receipt = assert(client:start(case.access(), case.session()))
        equal(receipt.session_id, "driven")
        equal(receipt.request_id, "r")
    end)
end

-- What may call back must not be compiled. By its name this is the first of all tests: LuaJIT does
-- not compile what it has seen to call back.
function tests.a_function_that_seldom_calls_back_is_not_compiled()
    local clients, closed = {}, 0
    for i = 1, 500 do
        clients[i] = assert(skillcall.client())
    end
    local transport = scripted()
    function transport:close()
        closed = closed + 1
    end
    clients[501] = assert(skillcall.client {transport = transport})
    for i = 1, #clients do
        clients[i]:close()
    end
    equal(closed, 1)
end

function tests.cancel_reaches_the_transport()
    local transport = scripted()
    with_client({transport = transport}, function(client)
        local call = assert(client:submit(case.access(), case.session()))
        client:drive(0)
        call:cancel()
        fails("cancelled", "not_placed", call:result())
        equal(transport.cancelled, 1)
    end)
end

function tests.an_exchange_is_answered_once()
    local transport = scripted()
    transport.reply = function(exchange)
        equal(pcall(exchange.answer, exchange, 99, {}, ""), false)
        exchange:answer(200, {}, (" "):rep(65537))
        equal(pcall(exchange.answer, exchange, 200, {}, "{}"), false)
        equal(pcall(exchange.url, exchange), false)
    end
    with_client({transport = transport}, function(client)
        fails("too_large", "unknown", client:start(case.access(), case.session()))
    end)
    transport.reply = nil
    transport.cancel = nil
    local call
    with_client({transport = transport}, function(client)
        call = assert(client:submit(case.access(), case.session()))
        client:drive(0)
    end)
    fails("cancelled", "unknown", call:result(0))
    equal(pcall(transport.taken[#transport.taken].url, transport.taken[#transport.taken]), false)
end

function tests.callbacks_are_given_back()
    for _ = 1, 2000 do -- more than LuaJIT has
        with_client({transport = luasocket(), log = print, observer = {call_ended = print}},
                    function() end)
        equal(skillcall.client {log = print, log_level = "none such"}, nil)
    end
end
