-- What the tests of the Lua binding share: tests by name, and what they compare with.
local skillcall = require("skillcall")

local rig = {tests = {}}

rig.url = os.getenv("SKILLCALL_TEST_URL")
rig.tls_url = os.getenv("SKILLCALL_TEST_TLS_URL")
rig.ca_file = os.getenv("SKILLCALL_TEST_CA")
rig.dead_url = "http://127.0.0.1:1"
rig.secret = "s3cr3tS3CR3T"
rig.caller = assert(skillcall.participant.phone_caller("+12045551111", "device"))
rig.callee = assert(skillcall.participant.phone_callee("+16073331111"))

function rig.read(path)
    local file = assert(io.open(path))
    local text = file:read("*a")
    file:close()
    return text
end

-- A document of tests/vectors.
function rig.vector(name)
    return rig.read(os.getenv("SKILLCALL_TEST_VECTORS") .. "/" .. name)
end

function rig.session()
    return assert(skillcall.session {rig.caller, rig.callee})
end

-- A right with which the emulator plays a scenario.
function rig.access(scenario, url)
    return assert(skillcall.access(url or rig.url, "emulator-" .. (scenario or "ok") .. ".key-" ..
                                   rig.secret))
end

-- The lines of the emulator's log that hold a client session id.
function rig.received(client_session_id)
    local lines = {}
    for line in rig.read(os.getenv("SKILLCALL_TEST_LOG")):gmatch("[^\n]+") do
        if line:find(client_session_id, 1, true) then
            table.insert(lines, line)
        end
    end
    return lines
end

local function show(value)
    return type(value) == "string" and ("%q"):format(value) or tostring(value)
end

function rig.equal(seen, expected)
    if seen ~= expected then
        error(("%s is not %s"):format(show(seen), show(expected)), 2)
    end
end

-- Checks that a function has failed with a status (and an outcome), and gives the failure.
function rig.fails(status, outcome, result, failure)
    if result ~= nil then
        error("it did not fail: " .. show(result), 2)
    end
    if failure.status ~= status or failure.outcome ~= outcome then
        error(("%s, %s: %s"):format(failure.status, failure.outcome, failure), 2)
    end
    assert(#tostring(failure) > 0 and not tostring(failure):find(rig.secret, 1, true))
    return failure
end

return rig
