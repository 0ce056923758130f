-- SPDX-License-Identifier: Apache-2.0
-- Skillcall's emulator for tests; the program skillcall has to be in the PATH. What fails here
-- raises an error. It needs LuaSocket, LuaSec and lua-cjson.
--
--     local emulator = require("skillcall.emulator").start("--tls")
--     local access = assert(skillcall.access(emulator.url, "any-token"))
--     assert(skillcall.client {ca_file = emulator.ca_file}):start(access, session)
--     local calls = emulator:calls({kind = "session"}, 1000) -- {{number = 1, status = 200, ...}}
--     emulator:stop()
local json = require("cjson")
local ltn12 = require("ltn12")
local socket_url = require("socket.url")
local clients = {http = require("socket.http"), https = require("ssl.https")}

local Emulator = {}
Emulator.__index = Emulator

local function quoted(text)
    return "'" .. text:gsub("'", "'\\''") .. "'"
end

-- Starts an emulator with url and, for the flag --tls, ca_file. Flags are those of `skillcall
-- emulate`, for example "--tls" or "--phone=answer".
local function start(...)
    local self = setmetatable({}, Emulator)
    local command = {"sh -c 'echo $$; exec \"$@\"' - skillcall emulate --port 0"}
    for _, flag in ipairs({...}) do
        table.insert(command, quoted(flag))
        if flag == "--tls" then
            self.ca_file = os.tmpname()
            table.insert(command, "--ca-out " .. quoted(self.ca_file))
        end
    end
    self.output = io.popen(table.concat(command, " ") .. "; echo exit $?")
    self.process = self.output:read("*l")
    local line = self.output:read("*l")
    self.url = line:match("^listening on (.*)")
    if not self.url then
        os.remove(self.ca_file or "")
        error("the emulator does not start: " .. line, 2)
    end
    return self
end

-- JSON's null is nil.
local function without_null(value)
    if value == json.null then
        return nil
    end
    if type(value) == "table" then
        for name, member in pairs(value) do
            value[name] = without_null(member)
        end
    end
    return value
end

function Emulator:ask(method, path, body, wait_ms)
    local url, answer = self.url .. "/_emulator" .. path, {}
    local client = clients[url:match("^%a+")]
    client.TIMEOUT = 20 + (wait_ms or 0) / 1000
    local _, status = client.request({
        method = method, url = url, source = ltn12.source.string(body), sink = ltn12.sink.table(answer),
        headers = {["Content-Length"] = #(body or ""), ["Content-Type"] = "application/json"},
        cafile = self.ca_file, verify = self.ca_file and "peer"})
    answer = table.concat(answer)
    if type(status) ~= "number" or status >= 400 then
        error(("the emulator answers %s: %s"):format(status, answer), 3)
    end
    return answer
end

local names = {client_session_id = "clientSessionId", session_id = "sessionId"}

-- The records that match, oldest first; what is null there is nil. Filters: kind,
-- client_session_id, session_id, from, to, status, after, limit. With a time it waits until
-- filters.min of them are there, or 1.
function Emulator:calls(filters, wait_ms)
    local query = {"wait=" .. (wait_ms or 0)}
    for name, value in pairs(filters or {}) do
        table.insert(query, (names[name] or name) .. "=" .. socket_url.escape(tostring(value)))
    end
    local answer = self:ask("GET", "/calls?" .. table.concat(query, "&"), nil, wait_ms)
    return without_null(json.decode(answer)).calls
end

-- Chooses the scenario for requests whose token names none, for example "throttled.first-1".
function Emulator:fault(scenario)
    self:ask("PUT", "/fault", json.encode({fault = scenario}))
end

-- Drops all records, and the counters of faults.
function Emulator:clear()
    self:ask("DELETE", "/calls")
end

-- Ends the emulator.
function Emulator:stop()
    os.execute("kill " .. self.process .. " 2>/dev/null")
    local status = self.output:read("*a"):match("exit (%d+)\n$")
    self.output:close()
    os.remove(self.ca_file or "")
    if status ~= "0" then
        error("the emulator failed: exit " .. tostring(status), 2)
    end
end

return {start = start}
