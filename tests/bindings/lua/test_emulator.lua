-- SPDX-License-Identifier: Apache-2.0
-- The emulator as tests of skills start it, which here speaks TLS.
local case = require("case")
local emulator = require("skillcall.emulator")
local skillcall = require("skillcall")
local tests, equal, fails = case.tests, case.equal, case.fails

-- Gives an emulator and a function that places a call there, and stops it after the test.
local function with_emulator(test)
    local secure = emulator.start("--tls")
    local function start(trust)
        local client = assert(skillcall.client(trust or {ca_file = secure.ca_file}))
        return client:start(assert(skillcall.access(secure.url, "any-token")), case.session())
    end
    local fine, problem = xpcall(test, debug.traceback, secure, start)
    secure:stop()
    assert(fine, problem)
    equal(io.open(secure.ca_file), nil)
end

function tests.placed_with_tls()
    with_emulator(function(secure, start)
        assert(start())
        assert(start({ca_blob = case.read(secure.ca_file)}))
        local failure = fails("tls", "not_placed", start({}))
        assert(failure.transport_code ~= 0 and failure.transport_text)
    end)
end

function tests.calls_by_filter()
    with_emulator(function(secure, start)
        local receipt = assert(start())
        local records = secure:calls({kind = "session", from = "+12045551111", status = 200,
                                      client_session_id = receipt.client_session_id}, 20000)
        equal(#records, 1)
        equal(records[1].sessionId, receipt.session_id)
        equal(records[1].event, nil)
        equal(#secure:calls({status = 429}), 0)
        secure:clear()
        equal(#secure:calls(), 0)
    end)
end

function tests.a_fault_is_chosen()
    with_emulator(function(secure, start)
        secure:fault("denied")
        fails("access_denied", "not_placed", start())
        local fine, problem = pcall(secure.fault, secure, "none-such")
        equal(fine, false)
        assert(problem:find("the emulator answers 400: ", 1, true))
    end)
end

function tests.an_emulator_that_does_not_start()
    local fine, problem = pcall(emulator.start, "--keep", "it's wrong")
    equal(fine, false)
    assert(problem:find("the emulator does not start: exit 2", 1, true), problem)
end
