-- SPDX-License-Identifier: Apache-2.0
-- Both ends of a call: sessions, skill requests and responses, SIP headers and events.
local case = require("case")
local skillcall = require("skillcall")
local tests, equal, fails = case.tests, case.equal, case.fails

local ID = "db792233-8df3-416c-8d80-a70038747b74"
local UUI = "6373693d64623739323233332d386466332d343136632d386438302d613730303338373437623734" ..
            ";encoding=hex"

function tests.a_missing_library_is_reported_with_its_variable()
    for _, variable in ipairs {"SKILLCALL_LIBRARY", "SKILLCALL_FFI_HEADER"} do
        local program = io.popen(("LUA_PATH='%s' %s=/nonexistent luajit -e 'require(\"skillcall\")' 2>&1")
                                 :format(package.path, variable))
        assert(program:read("*a"):find("; install skillcall, or name [a-z ]+ in " .. variable .. "\n"))
        program:close()
    end
end

function tests.all_violations_at_once()
    local failure = fails("invalid", "none", skillcall.session {
        skillcall.participant.phone_caller("12", ""), case.callee})
    equal(#failure.violations, 2)
    equal(failure.violations[1].path, "/participants/0/id/value")
    equal(failure.violations[1].code, "not_e164")
    equal(failure.violations[2].path, "/participants/0/endpointId")
    equal(failure.violations[2].code, "required")
    assert(#failure.violations[2].message > 0)
    fails("invalid", "none", skillcall.session {case.caller})
    fails("too_large", "none", skillcall.session((function()
        local many = {}
        for i = 1, 17 do
            many[i] = case.caller
        end
        return many
    end)()))
end

function tests.client_session_id()
    local function id(options)
        options[1], options[2] = case.caller, case.callee
        return assert(skillcall.session(options)):client_session_id()
    end
    equal(id {client_session_id = "mine"}, "mine")
    equal(id {omit_client_session_id = true}, nil)
    assert(id {} ~= id {})
end

function tests.session_json_there_and_back()
    local session = assert(skillcall.session_from_json(case.vector("session-request.json")))
    equal(session:client_session_id(), ID)
    local caller, callee = unpack(session:participants())
    equal(caller.originator, true)
    equal(callee.originator, nil)
    equal(callee.value, case.callee.value)
    equal(callee.provider_id, case.callee.provider_id)
    equal(assert(skillcall.session {caller, callee, client_session_id = ID}):json(2),
          session:json(2))
    fails("malformed", "none", skillcall.session_from_json("{"))
    fails("too_large", "none", skillcall.session_from_json((" "):rep(65537)))
end

function tests.unknown_providers_on_request()
    local other = {type = "PHONE_NUMBER", value = "+16073331111", provider_id = "mine",
                   originator = false}
    fails("invalid", "none", skillcall.session {case.caller, other})
    local session = assert(skillcall.session {case.caller, other, allow_unknown = true})
    equal(session:participants()[2].provider_id, "mine")
    equal(session:participants()[2].originator, false)
end

function tests.strings_that_c_cannot_hold()
    fails("argument", "none", skillcall.participant.phone_callee("a\0b"))
    local fine, raised = pcall(skillcall.escape_ssml, "a\0b")
    equal(fine, false)
    equal(raised.status, "argument")
    equal(pcall(skillcall.participant.phone_callee, {}), false)
    local failure = fails("invalid", "none", skillcall.session {
        skillcall.participant.phone_caller("+12045551111", "\255"), case.callee})
    equal(failure.violations[1].code, "not_utf8")
end

function tests.access()
    equal(assert(skillcall.access("https://API.amazonalexa.com/", "t")):endpoint(),
          "https://api.amazonalexa.com")
    assert(skillcall.access("https://example.com", "t", "example.com"))
    fails("endpoint", "none", skillcall.access("https://example.com", "t"))
    fails("token", "none", skillcall.access(case.url, "a b"))
end

function tests.user_to_user()
    equal(skillcall.encode_user_to_user(ID), UUI)
    equal(skillcall.decode_user_to_user(UUI), ID)
    equal(skillcall.decode_user_to_user("00;purpose=other", "%", UUI), ID)
    fails("absent", "none", skillcall.decode_user_to_user())
    fails("malformed", "none", skillcall.decode_user_to_user(";;"))
    fails("argument", "none", skillcall.encode_user_to_user(""))
end

function tests.event()
    local document = case.vector("inbound-call-event.json")
    local event = assert(skillcall.inbound_call(document))
    equal(event:event_type(), "NEW_INBOUND_CALL")
    equal(event:transaction_id(), "46e6f593-1f1c-4808-9166-a141624cf145")
    local legs = event:legs()
    equal(#legs, 1)
    equal(legs[1].from, "+12045551111")
    equal(legs[1].to, "+16073331111")
    equal(legs[1].call_id, "b7b95da2-fe0a-4890-85cc-433cb3931399")
    equal(event:client_session_id(), ID)
    assert(event:check_skill_client_id(legs[1].skill_client_id))
    fails("mismatch", "none", event:check_skill_client_id("another"))
    fails("argument", "none", event:client_session_id(2))
    local bad = assert(skillcall.inbound_call((document:gsub(UUI, "%%%%"))))
    fails("malformed", "none", bad:client_session_id())
    fails("malformed", "none", skillcall.inbound_call("[]"))
end

function tests.skill_request()
    local document = case.vector("skill-request.json")
    local request = assert(skillcall.skill_request(document))
    equal(request:type(), "IntentRequest")
    equal(request:intent_name(), "CallSupportIntent")
    equal(request:device_id(), "amzn1.ask.device.AAAAAAAA")
    equal(request:person_id(), nil)
    equal(request:is_new_session(), false)
    equal(request:timestamp_ms(), 1795341600000)
    equal(request:is_fresh(1795341600000 + 150000), true)
    equal(request:is_fresh(1795341600000 - 150001), false)
    equal(request:is_grant(), false)
    assert(request:check_application_id(request:application_id()))
    fails("mismatch", "none", request:check_application_id("another"))
    equal(assert(request:access()):endpoint(), request:api_endpoint())
    local caller = assert(request:originator("+12045551111"))
    equal(caller.endpoint_id, request:device_id())
    equal(caller.originator, true)
    local without = assert(skillcall.skill_request((document:gsub('"device"', '"other"'))))
    fails("absent", "none", without:originator("+12045551111"))
    fails("malformed", "none", skillcall.skill_request("{}"))
    local late = assert(skillcall.skill_request((document:gsub("IntentRequest",
                                                               "AlexaSkillEvent.SkillEnabled"))))
    equal(late:is_fresh(1795341600000 + 3600000), true)
    local timeless = assert(skillcall.skill_request((document:gsub('"timestamp"', '"other"'))))
    equal(timeless:is_fresh(), nil)
end

function tests.request_of_a_room()
    local request = assert(skillcall.skill_request(case.vector("room-request.json")))
    equal(request:unit_id(), "amzn1.alexa.unit.did.UNIT")
    equal(request:persistent_unit_id(), "amzn1.alexa.unit.did.PERSISTENT")
    equal(request:apl_token(), "room-menu")
    equal(request:permission("alexa::persistent_unit_id::read"), "granted")
    equal(request:permission("alexa::profile:mobile_number:read"), "denied")
    equal(request:permission("x"), "not_asked")
    equal(request:supports_interface("Alexa.Presentation.APL"), true)
    equal(request:supports_interface("AudioPlayer"), false)
end

function tests.grant()
    local request = assert(skillcall.skill_request(case.vector("grant-request.json")))
    equal(request:is_grant(), true)
    equal(request:grant_type(), "OAuth2.AuthorizationCode")
    equal(request:grant_code(), "ANbCodeOfTheGrant")
    local response = assert(skillcall.skill_response())
    assert(response:say("Not this."))
    assert(response:accept_grant())
    local json = assert(response:json())
    assert(json:find('"AcceptGrant.Response"', 1, true) and not json:find("Not this.", 1, true))
end

function tests.response_of_a_skill_with_a_screen()
    local response = assert(skillcall.skill_response())
    assert(response:reprompt("Still there?"))
    assert(response:link_account())
    assert(response:add_directive_json('{"type": "Own"}'))
    assert(response:finish_apl("room-menu"))
    assert(response:set_session_attributes_json('{"turn": 2}'))
    local json = assert(response:json())
    for _, part in ipairs({'"Still there?"', '"LinkAccount"', '"Own"', '"room-menu"', '"turn"',
                           '"shouldEndSession":false'}) do
        assert(json:find(part, 1, true), part)
    end
    assert(response:reprompt_ssml("<speak>Hm?</speak>"))
    assert(response:json():find("<speak>Hm?</speak>", 1, true))
    fails("malformed", "none", response:add_directive_json("{}"))
end

function tests.skill_response()
    local response = assert(skillcall.skill_response())
    assert(response:say("Calling."))
    assert(response:ask_for_permission("person"))
    local json = assert(response:json())
    assert(json:find('"text":"Calling."', 1, true))
    assert(json:find('"alexa::person_id:read"', 1, true))
    assert(json:find('"shouldEndSession":true', 1, true))
    assert(response:say_ssml("<speak>" .. skillcall.escape_ssml("A & <B>") .. "</speak>"))
    assert(response:json():find("<speak>A &amp; &lt;B&gt;</speak>", 1, true))
    fails("too_large", "none", response:say(("x"):rep(8001)))
    equal(pcall(response.ask_for_permission, response, "nobody"), false)
end

function tests.mobile_number()
    equal(skillcall.join_mobile_number("1", "(204) 555-1111"), "+12045551111")
    fails("absent", "none", skillcall.join_mobile_number("+1"))
    fails("malformed", "none", skillcall.join_mobile_number("+44", "020 7183 8750"))
end

function tests.loaded_again()
    local kept = {}
    for name, module in pairs(package.loaded) do
        if name:find("^skillcall") then
            kept[name] = module
            package.loaded[name] = nil
        end
    end
    local again = require("skillcall")
    for name, module in pairs(kept) do
        package.loaded[name] = module
    end
    equal(again ~= kept.skillcall, true)
    assert(again.skill_response()):close()
end
