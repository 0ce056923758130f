# SPDX-License-Identifier: Apache-2.0
"""Both ends of a call: skill requests and responses, SIP headers and events."""

import json

import skillcall
from case import Case, vector
from skillcall import InboundCall, Permission, Profile, SkillRequest, SkillResponse

UUI = ("6373693d64623739323233332d386466332d343136632d386438302d613730303338373437623734"
       ";encoding=hex")
ID = "db792233-8df3-416c-8d80-a70038747b74"


class Sip(Case):
    def test_uui(self):
        self.assertEqual(skillcall.encode_user_to_user(ID), UUI)
        self.assertEqual(skillcall.decode_user_to_user(UUI), ID)
        self.assertEqual(skillcall.decode_user_to_user(["00;purpose=other", "%", UUI]), ID)
        self.fails(skillcall.Absent, skillcall.decode_user_to_user, [])
        self.fails(skillcall.Malformed, skillcall.decode_user_to_user, ";;")
        self.fails(skillcall.TooLarge, skillcall.decode_user_to_user, "0" * 4097)
        self.fails(skillcall.ArgumentError, skillcall.encode_user_to_user, "")

    def test_event(self):
        text = vector("inbound-call-event.json")
        for form in [text, text.encode(), json.loads(text)]:
            with InboundCall(form) as call:
                self.assertEqual(call.event_type, skillcall.EVENT_NEW_INBOUND_CALL)
                self.assertEqual(call.transaction_id, "46e6f593-1f1c-4808-9166-a141624cf145")
                leg, = call.legs
                self.assertEqual((leg.from_number, leg.to_number), ("+12045551111", "+16073331111"))
                self.assertEqual(leg.call_id, "b7b95da2-fe0a-4890-85cc-433cb3931399")
                self.assertEqual(call.client_session_id(), ID)
                call.check_skill_client_id(leg.skill_client_id)
                self.fails(skillcall.Mismatch, call.check_skill_client_id, "another")
                self.fails(skillcall.ArgumentError, call.client_session_id, 1)

    def test_events_that_are_not_as_they_should_be(self):
        event = json.loads(vector("inbound-call-event.json"))
        headers = event["CallDetails"]["Participants"][0]["SipHeaders"]
        headers["user-to-user"] = "%"
        self.fails(skillcall.Malformed, InboundCall(event).client_session_id)
        headers.clear()
        self.fails(skillcall.Absent, InboundCall(event).client_session_id)
        self.fails(skillcall.Absent, InboundCall(event).check_skill_client_id, "any")
        self.fails(skillcall.Malformed, InboundCall, "[]")


class Skill(Case):
    def request(self, change=lambda system: None):
        document = json.loads(vector("skill-request.json"))
        change(document["context"]["System"])
        return SkillRequest(document)

    def test_request(self):
        request = SkillRequest(vector("skill-request.json"))
        self.assertEqual((request.type, request.intent_name, request.locale),
                         ("IntentRequest", "CallSupportIntent", "en-US"))
        self.assertEqual(request.device_id, "amzn1.ask.device.AAAAAAAA")
        self.assertEqual(request.user_id, "amzn1.ask.account.AAAAAAAA")
        self.assertTrue(request.id.startswith("amzn1.echo-api.request."))
        self.assertEqual(request.api_endpoint, skillcall.ENDPOINT_NORTH_AMERICA)
        self.assertIs(request.is_new_session, False)
        for absent in [request.user_access_token, request.person_id, request.persistent_unit_id]:
            self.assertIsNone(absent)

    def test_members_that_are_not_read_may_be_anything(self):
        text = vector("skill-request.json").replace("{", '{"n": [1e400, "\\ud83c", "\\u0000"],', 1)
        for form in [text, text.encode(), json.loads(text)]:
            self.assertEqual(SkillRequest(form).type, "IntentRequest")

    def test_an_exception_does_not_hold_what_is_not_unicode(self):
        for kind, function, arguments in [
                (ValueError, SkillRequest, ["\ud83c"]),
                (skillcall.ArgumentError, skillcall.Access, ["http://localhost", "secret\ud83c"])]:
            failure = self.fails(kind, function, *arguments)
            self.assertEqual(failure.args, (str(failure),))
            self.assertIsNone(failure.__context__)
            self.assertNotIn("secret", str(failure))

    def test_request_is_meant_for_this_skill(self):
        request = self.request()
        request.check_application_id(request.application_id)
        self.fails(skillcall.Mismatch, request.check_application_id, "another")

    def test_freshness(self):
        request = self.request()
        self.assertEqual(request.timestamp, 1795341600)
        for age, fresh in [(0, True), (150, True), (-150, True), (151, False), (-151, False)]:
            self.assertIs(request.is_fresh(request.timestamp + age), fresh)
        event = json.loads(vector("skill-request.json"))
        event["request"]["type"] = "AlexaSkillEvent.SkillEnabled"
        self.assertIs(SkillRequest(event).is_fresh(request.timestamp + 3600), True)
        self.assertIs(SkillRequest(event).is_fresh(request.timestamp + 3601), False)
        del event["request"]["timestamp"]
        self.assertIsNone(SkillRequest(event).is_fresh())

    def test_what_a_request_gives_for_a_call(self):
        request = self.request()
        self.assertEqual(request.access().endpoint, skillcall.ENDPOINT_NORTH_AMERICA)
        self.assertEqual(request.originator("+12045551111"),
                         skillcall.Participant.phone_caller("+12045551111", request.device_id))
        self.fails(skillcall.Absent, self.request(lambda s: s.pop("device")).originator, "+12")
        self.fails(skillcall.Absent, self.request(lambda s: s.pop("apiAccessToken")).access)
        elsewhere = self.request(lambda s: s.update(apiEndpoint="https://example.com"))
        self.fails(skillcall.EndpointRefused, elsewhere.access)
        self.assertEqual(elsewhere.access("example.com").endpoint, "https://example.com")
        self.fails(skillcall.Malformed, SkillRequest, "{}")

    def test_room(self):
        request = SkillRequest(vector("room-request.json"))
        self.assertTrue(request.unit_id and request.persistent_unit_id and request.apl_token)
        self.assertTrue(request.supports_interface("Alexa.Presentation.APL"))
        self.assertFalse(request.supports_interface("AudioPlayer.None"))
        self.assertFalse(request.is_grant)

    def test_permissions(self):
        document = json.loads(vector("skill-request.json"))
        document["context"]["System"]["user"]["permissions"] = {
            "scopes": {"a": {"status": "GRANTED"}, "b": {"status": "DENIED"}}}
        self.assertEqual([SkillRequest(document).permission(scope) for scope in "abc"],
                         [Permission.GRANTED, Permission.DENIED, Permission.NOT_ASKED])

    def test_grant(self):
        request = SkillRequest(vector("grant-request.json"))
        self.assertTrue(request.is_grant)
        self.assertEqual((request.grant_type, request.grant_code),
                         ("OAuth2.AuthorizationCode", "ANbCodeOfTheGrant"))
        answer = SkillResponse().say("Not this.").accept_grant().to_dict()
        self.assertEqual(list(answer), ["event"])
        self.assertEqual(answer["event"]["header"]["name"], "AcceptGrant.Response")

    def test_response_with_a_screen_and_an_open_session(self):
        response = SkillResponse().say("Which one?").reprompt("Which room?").link_account()
        response.finish_apl("the-token").add_directive({"type": "Mine"}).add_directive('{"type":"2"}')
        document = response.set_session_attributes({"room": 7}).to_dict()
        answer = document["response"]
        self.assertEqual(document["sessionAttributes"], {"room": 7})
        self.assertEqual(answer["reprompt"]["outputSpeech"]["text"], "Which room?")
        self.assertEqual(answer["card"], {"type": "LinkAccount"})
        self.assertIs(answer["shouldEndSession"], False)
        self.assertEqual([directive["type"] for directive in answer["directives"]],
                         ["Alexa.Presentation.APL.ExecuteCommands", "Mine", "2"])
        self.assertEqual(answer["directives"][0]["token"], "the-token")
        ssml = SkillResponse().say_ssml("<speak>a</speak>").reprompt_ssml("<speak>b</speak>")
        self.assertEqual(ssml.to_dict()["response"]["reprompt"]["outputSpeech"]["ssml"],
                         "<speak>b</speak>")
        self.fails(skillcall.Malformed, response.add_directive, {})

    def test_response(self):
        response = SkillResponse().say("Calling.").ask_for_permission(Profile.PERSON)
        answer = response.to_dict()["response"]
        self.assertEqual(answer["outputSpeech"], {"type": "PlainText", "text": "Calling."})
        self.assertIn("AskForPermissionsConsent", response.to_json())
        self.assertIn("alexa::person_id:read", response.to_json())
        self.assertIs(answer["shouldEndSession"], True)
        ssml = f"<speak>{skillcall.escape_ssml('Müller & <Co>')}</speak>"
        self.assertEqual(SkillResponse().say_ssml(ssml).to_dict()["response"]["outputSpeech"],
                         {"type": "SSML", "ssml": "<speak>Müller &amp; &lt;Co&gt;</speak>"})
        self.fails(skillcall.TooLarge, response.say, "x" * 8001)
        self.fails(skillcall.ArgumentError, response.say, "")

    def test_mobile_number(self):
        self.assertEqual(skillcall.join_mobile_number("1", "(204) 555-1111"), "+12045551111")
        self.fails(skillcall.Absent, skillcall.join_mobile_number, "+1", None)
        failure = self.fails(skillcall.Malformed, skillcall.join_mobile_number, "+44",
                             "020 7183 8750")
        self.assertNotIn("7183", str(failure))
