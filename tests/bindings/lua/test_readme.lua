-- SPDX-License-Identifier: Apache-2.0
-- The example of the binding's README.
local case = require("case")

function case.tests.readme()
    local text = case.read(case.here .. "/../../../examples/bindings/lua/README.md")
    local call_support = assert(loadstring(text:match("```lua\n(.-)```")))()
    assert(call_support(case.url, "emulator-ok", "device"):find("^placed: "))
    assert(call_support(case.url, "emulator-error", "device"):find("^perhaps placed; look for "))
    assert(call_support(case.url, "emulator-denied", "device"):find("^not placed: HTTP 403"))
    assert(call_support(case.url, "emulator-ok", ""):find("^/participants/0/endpointId: "))
end
