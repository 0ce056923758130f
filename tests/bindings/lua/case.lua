-- SPDX-License-Identifier: Apache-2.0
-- What the tests of the Lua binding share: tests by name, and what they compare with.
local skillcall = require("skillcall")

local case = {tests = {}, here = arg[0]:match("^(.*)/") or "."}

case.emulator = require("skillcall.emulator").start()
case.url = case.emulator.url
case.dead_url = "http://127.0.0.1:1"
case.secret = "s3cr3tS3CR3T"
case.caller = assert(skillcall.participant.phone_caller("+12045551111", "device"))
case.callee = assert(skillcall.participant.phone_callee("+16073331111"))

function case.read(path)
    local file = assert(io.open(path))
    local text = file:read("*a")
    file:close()
    return text
end

-- A document of tests/vectors.
function case.vector(name)
    return case.read(case.here .. "/../../vectors/" .. name)
end

-- A skill request of tests/vectors for the emulator, with a token that plays a scenario.
function case.skill_request(name, scenario)
    local values = {apiEndpoint = case.url, apiAccessToken = "emulator-" .. scenario}
    return (case.vector(name):gsub('"(api%a+)": "[^"]*"', function(member)
        return values[member] and ('"%s": "%s"'):format(member, values[member])
    end))
end

function case.session()
    return assert(skillcall.session {case.caller, case.callee})
end

-- A right with which the emulator plays a scenario.
function case.access(scenario, url)
    return assert(skillcall.access(url or case.url, "emulator-" .. (scenario or "ok") .. ".key-" ..
                                   case.secret))
end

-- The records of the requests that the emulator had with a client session id.
function case.received(client_session_id, wait_ms)
    return case.emulator:calls({client_session_id = client_session_id}, wait_ms)
end

local function show(value)
    return type(value) == "string" and ("%q"):format(value) or tostring(value)
end

function case.equal(seen, expected)
    if seen ~= expected then
        error(("%s is not %s"):format(show(seen), show(expected)), 2)
    end
end

-- Checks that a function has failed with a status (and an outcome), and gives the failure.
function case.fails(status, outcome, result, failure)
    if result ~= nil then
        error("it did not fail: " .. show(result), 2)
    end
    if failure.status ~= status or failure.outcome ~= outcome then
        error(("%s, %s: %s"):format(failure.status, failure.outcome, failure), 2)
    end
    assert(#tostring(failure) > 0 and not tostring(failure):find(case.secret, 1, true))
    return failure
end

return case
