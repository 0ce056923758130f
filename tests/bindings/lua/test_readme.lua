-- The example of the binding's README.
local rig = require("rig")

function rig.tests.readme()
    local text = rig.read(rig.readme)
    local call_support = assert(loadstring(text:match("```lua\n(.-)```")))()
    assert(call_support(rig.url, "emulator-ok", "device"):find("^placed: "))
    assert(call_support(rig.url, "emulator-error", "device"):find("^perhaps placed; look for "))
    assert(call_support(rig.url, "emulator-denied", "device"):find("^not placed: HTTP 403"))
    assert(call_support(rig.url, "emulator-ok", ""):find("^/participants/0/endpointId: "))
end
