-- SPDX-License-Identifier: Apache-2.0
-- Runs the tests of the files named, and tells.
local here = arg[0]:match("^(.*)/") or "."
local binding = here .. "/../../../examples/bindings/lua"
package.path = table.concat({here .. "/?.lua", binding .. "/?.lua", binding .. "/?/init.lua",
                             package.path}, ";")
local case = require("case")

for _, name in ipairs(arg) do
    require(name)
end
local names = {}
for name in pairs(case.tests) do
    table.insert(names, name)
end
table.sort(names)
local failed = 0
for _, name in ipairs(names) do
    local fine, problem = xpcall(case.tests[name], debug.traceback)
    print((fine and "ok      " or "FAILED  ") .. name)
    if not fine then
        failed = failed + 1
        print(problem)
    end
    collectgarbage()
end
case.emulator:stop()
print(("Ran %d tests, %d failed"):format(#names, failed))
os.exit(failed == 0 and #names > 0 and 0 or 1, true)
