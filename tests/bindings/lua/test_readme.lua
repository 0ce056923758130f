-- SPDX-License-Identifier: Apache-2.0
-- The program of the binding's README.
local case = require("case")

local readme = case.read(case.here .. "/../../../examples/bindings/lua/README.md")

-- What the program prints when it reads a skill request whose token plays a scenario.
local function printed(scenario)
    local program = assert(loadstring(readme:match("```lua\n(.-)```")))
    local output
    local input = {read = function() return case.skill_request("skill-request.json", scenario) end}
    setfenv(program, {require = require, assert = assert, io = input, print = function(line) output = line end})
    program()
    return output
end

function case.tests.readme()
    assert(printed("ok"):find("^placed: session %x+"))
    assert(printed("error.at-session"):find("^unknown: HTTP 500"))
    assert(printed("denied"):find("^not_placed: HTTP 403"))
end
