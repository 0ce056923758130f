# SPDX-License-Identifier: Apache-2.0
"""The skill for AWS Lambda, run as Lambda does, against the emulator."""

import json
import subprocess
import tempfile
import time
import unittest
import uuid
from pathlib import Path

from command_case import FROM, TO, token_for
from lambda_case import LAMBDA, FunctionCase, add_certificate
from support import VECTORS, Emulator, directory, vector

SKILL_ID = vector("skill-request.json")["context"]["System"]["application"]["applicationId"]
ACCOUNT = "/v2/accounts/~current/settings/Profile.mobileNumber"
PERSON = "/v2/persons/~current/profile/mobileNumber"
SESSION = "/v1/communications/session"
DIRECTIVE = "/v1/directives"
SILENCE = {"version": "1.0", "response": {"shouldEndSession": True}}


class Skill(FunctionCase):
    PROGRAM = "lambda_skill"

    def start(self, tls=False, **environment):
        """Starts the emulator and the skill."""
        self.service = self.enterContext(Emulator(tls=tls))
        ca_file = str(self.service.ca_file) if tls else None
        self.skill = self.function(**{"SKILL_ID": SKILL_ID, "SUPPORT_NUMBER": TO,
                                      "SKILLCALL_CA_FILE": ca_file, **environment})

    def request(self, scenario="ok", kind="IntentRequest", intent="CallSupportIntent", **system):
        """A skill request to the emulator; a member of context.System given as None is left out."""
        request = vector("skill-request.json")
        request["context"]["System"].update({"apiEndpoint": self.service.url,
                                             "apiAccessToken": token_for(scenario), **system})
        for name in [name for name, value in system.items() if value is None]:
            del request["context"]["System"][name]
        request["request"]["type"] = kind
        if kind == "IntentRequest":
            request["request"]["intent"]["name"] = intent
        else:
            del request["request"]["intent"]
        return request

    def says(self, text, request, requests, card=None, **options):
        """Asks the skill; it must say this, after requests to these paths, beside which it may have
        said something already."""
        before = len(self.service.log())
        response = self.answer(request, **options)["response"]
        self.assertIn(text, response["outputSpeech"]["text"])
        self.assertIs(response["shouldEndSession"], True)
        self.assertEqual(response.get("card"), card)
        paths = [entry["path"] for entry in self.service.log()[before:]]
        self.assertEqual([path for path in paths if path != DIRECTIVE], requests)

    def test_a_call_over_tls(self):
        self.start(tls=True)
        url = f"https://localhost:{self.service.port}"
        self.says("Calling support.", self.request(apiEndpoint=url), [ACCOUNT, SESSION])

    def test_the_grant_is_accepted(self):
        self.start()
        request = self.request(kind="Alexa.Authorization.Grant")
        request["request"]["body"] = {"grant": {"type": "OAuth2.AuthorizationCode", "code": "RHj"}}
        response = self.answer(request)
        message_id = response["event"]["header"].pop("messageId")
        self.assertEqual(str(uuid.UUID(message_id)), message_id)
        self.assertEqual(response, {"event": {
            "header": {"namespace": "Alexa.Authorization", "name": "AcceptGrant.Response",
                       "payloadVersion": "3"}, "payload": {}}})
        self.assertNotIn("RHj", self.skill.log())

    def test_the_screen_is_cleared_for_a_call(self):
        self.start()
        request = self.request()
        request["context"]["Alexa.Presentation.APL"] = {"token": "welcome"}
        self.assertEqual(self.answer(request)["response"]["directives"], [
            {"type": "Alexa.Presentation.APL.ExecuteCommands", "token": "welcome",
             "commands": [{"type": "Finish"}]}])

    def test_a_server_whose_certificate_is_not_trusted(self):
        with Emulator(tls=True) as other:
            self.start(tls=True, SKILLCALL_CA_FILE=str(other.ca_file))
        self.says("Sorry, I could not", self.request(), [])

    def test_the_certificates_that_it_was_packed_with(self):
        certificates = Path(self.enterContext(tempfile.TemporaryDirectory()), "certificates")
        certificates.mkdir()
        self.start(tls=True, SKILLCALL_CA_FILE=None, LAMBDA_TASK_ROOT=str(certificates.parent))
        self.says("Sorry, I could not", self.request(), [])
        add_certificate(certificates, self.service.ca_file)
        self.says("Calling support.", self.request(), [ACCOUNT, SESSION])

    def test_call_after_call(self):
        self.start()
        for _ in range(5):
            self.says("Calling support.", self.request(), [ACCOUNT, SESSION])
        log = self.service.log()
        sessions = [entry for entry in log if entry["path"] == SESSION]
        for entry in sessions:
            caller, callee = entry["body"]["participants"]
            self.assertEqual((caller["id"]["value"], callee["id"]["value"]), (FROM, TO))
            self.assertEqual(caller["endpointId"], "amzn1.ask.device.AAAAAAAA")
        ids = {entry["clientSessionId"] for entry in sessions}
        self.assertEqual(len(ids), 5)
        for client_session_id in ids:
            self.assertIn(client_session_id, self.skill.log())
        self.assertEqual(len({entry["connection"] for entry in log}), len(log))

    def test_messages_before_the_result(self):
        self.start()
        request = self.request("ok.delay-500.at-number")
        self.says("Calling support.", request, [ACCOUNT, SESSION])
        entry, = [entry for entry in self.service.log() if entry["path"] == DIRECTIVE]
        self.assertEqual(entry["body"], {
            "header": {"requestId": request["request"]["requestId"]},
            "directive": {"type": "VoicePlayer.Speak",
                          "speech": "One moment, I'm calling support."}})
        for scenario in ["error", "close", "denied", "ok.delay-60000"]:
            with self.subTest(scenario):
                self.says("Calling support.", self.request(f"{scenario}.at-directive"),
                          [ACCOUNT, SESSION])

    def test_the_number_of_the_person_who_was_recognised(self):
        self.start()
        person = {"personId": "amzn1.ask.person.A"}
        self.says("Calling support.", self.request(person=person), [PERSON, SESSION])

    def test_what_places_no_call(self):
        self.start()
        self.says("Welcome", self.request(kind="LaunchRequest"), [])
        self.says("call support", self.request(intent="AMAZON.HelpIntent"), [])
        for silent in [self.request(intent="AMAZON.StopIntent"),
                       self.request(intent="AMAZON.CancelIntent"),
                       self.request(kind="SessionEndedRequest"),
                       self.request(kind="CanFulfillIntentRequest")]:
            self.assertEqual(self.answer(silent), SILENCE)
        self.assertEqual(self.service.log(), [])

    def test_an_intent_request_without_an_intent(self):
        self.start()
        request = self.request()
        del request["request"]["intent"]
        self.says("call support", request, [])

    def test_the_permission_is_missing(self):
        self.start()
        card = {"type": "AskForPermissionsConsent",
                "permissions": ["alexa::profile:mobile_number:read"]}
        self.says("phone number", self.request("denied"), [ACCOUNT], card)

    def test_the_permission_of_the_person_is_missing(self):
        self.start()
        request = self.request("denied", person={"personId": "amzn1.ask.person.A"})
        response = self.answer(request)["response"]
        self.assertCountEqual(response["card"]["permissions"], [
            "alexa::person_id:read", "alexa::profile:mobile_number:read"])

    def test_no_number(self):
        self.start()
        for scenario in ["number-none", "number-no-phone", "number-national", "number-letters"]:
            with self.subTest(scenario):
                self.says("no phone number", self.request(scenario), [ACCOUNT])

    def test_not_placed(self):
        self.start()
        for scenario, requests in [("expired", [ACCOUNT]), ("error.at-number", [ACCOUNT] * 3),
                                   ("denied.at-session", [ACCOUNT, SESSION]),
                                   ("region.at-session", [ACCOUNT, SESSION]),
                                   ("invalid.at-session", [ACCOUNT, SESSION]),
                                   ("throttled.at-session", [ACCOUNT] + [SESSION] * 3)]:
            with self.subTest(scenario):
                self.says("Sorry, I could not", self.request(scenario), requests)
                self.assertIn("not_placed: ", self.skill.log())

    def test_a_refused_call_is_tried_again(self):
        self.start()
        self.says("Calling support.", self.request("throttled.first-1.at-session"),
                  [ACCOUNT, SESSION, SESSION])

    def test_unknown(self):
        self.start()
        for scenario in ["error", "close", "reset", "not-json", "truncated"]:
            with self.subTest(scenario):
                self.says("may still come through", self.request(f"{scenario}.at-session"),
                          [ACCOUNT, SESSION])
                self.assertIn(self.service.log()[-1]["clientSessionId"], self.skill.log())
        self.assertIn("unknown: ", self.skill.log())

    def test_no_device(self):
        self.start()
        self.says("from a device", self.request(device=None), [])

    def test_no_access(self):
        self.start()
        for system in [{"apiAccessToken": None}, {"apiEndpoint": None},
                       {"apiEndpoint": "https://alexa.example.com"}]:
            with self.subTest(system):
                self.says("Sorry, I could not", self.request(**system), [])

    def test_one_more_host_by_configuration(self):
        self.start(SKILLCALL_HOST="alexa.invalid")
        for host, sentence in [("alexa.example.com", "a token is sent only to"),
                               ("alexa.invalid", "resolve")]:
            request = self.request(apiEndpoint=f"https://{host}")
            before = len(self.skill.log())
            self.says("Sorry, I could not", request, [])
            self.assertIn(sentence, self.skill.log()[before:])

    def test_another_skill(self):
        self.start()
        other = {"applicationId": SKILL_ID.replace("0", "1")}
        self.refused(self.request(application=other), "Skill.mismatch", "another skill")
        request = self.request(application=None)
        request.pop("session", None)
        self.refused(request, "Skill.absent", "")
        self.assertEqual(self.service.log(), [])

    def test_events_that_are_no_requests(self):
        self.start()
        request = json.dumps(self.request()).encode()
        for event, error_type in [
                (b"", "Skill.argument"), (b"{}", "Skill.malformed"), (b"null", "Skill.malformed"),
                (request[:-1], "Skill.malformed"), (b"\xff" + request, "Skill.malformed"),
                (b"[" * 100000, "Skill.malformed"),
                (request.replace(b'"type": "Intent', b'"type": 1, "x": "'), "Skill.malformed"),
                (request + b" " * 1048576, "Skill.too_large"),
                (b" " * (7 * 1048576), "Runtime.EventTooLarge")]:
            with self.subTest(event[:20]):
                self.refused(event, error_type, "")
        self.says("Calling support.", self.request(), [ACCOUNT, SESSION])

    def test_the_invocation_has_little_time_left(self):
        self.start()
        for left in [-1000, 0, 400]:
            with self.subTest(left):
                self.says("Sorry, I could not", self.request(), [], deadline_ms=left)
        self.assertIn("no time left", self.skill.log())

    def test_one_deadline_for_lookup_and_call(self):
        self.start()
        for scenario, text, requests in [
                ("ok.delay-60000.at-number", "Sorry, I could not", [ACCOUNT]),
                ("ok.delay-60000.at-session", "may still come through", [ACCOUNT, SESSION]),
                ("ok.delay-900", "may still come through", [ACCOUNT, SESSION])]:
            with self.subTest(scenario):
                begin = time.monotonic()
                self.says(text, self.request(scenario), requests, deadline_ms=2000)
                self.assertLess(time.monotonic() - begin, 2)

    def test_a_deadline_that_is_not_known(self):
        self.start()
        for headers in [{}, {"Lambda-Runtime-Deadline-Ms": "1542409706888"}]:
            self.says("Calling support.", self.request(), [ACCOUNT, SESSION], deadline_ms=None,
                      headers=headers)

    def test_a_number_to_call_that_is_none(self):
        self.start(SUPPORT_NUMBER="555-1234")
        self.says("Sorry, I could not", self.request(), [ACCOUNT])
        self.assertIn("not_placed: ", self.skill.log())

    def test_configuration_that_is_missing(self):
        for missing in ["SKILL_ID", "SUPPORT_NUMBER"]:
            with self.subTest(missing):
                self.start(**{missing: None})
                self.assertEqual(self.skill.wait(), 1)
                error = self.api.answers.get(timeout=20)
                self.assertEqual(error.kind, "init/error")
                self.assertEqual(error.headers["Lambda-Runtime-Function-Error-Type"],
                                 "Runtime.ConfigInvalid")
                self.assertIn(missing, error.json()["errorMessage"])

    def test_local_failures_are_reported_in_one_line(self):
        skill = str(directory("SKILLCALL_EXAMPLES") / self.PROGRAM)
        event = str(VECTORS / "skill-request.json")
        for arguments, message in [([skill, event], "the function cannot start: "),
                                   ([skill, "/nonexistent"], "/nonexistent"),
                                   (["/nonexistent", event], "/nonexistent")]:
            done = subprocess.run([LAMBDA / "local_lambda.py", *arguments], env={"PATH": "/usr/bin"},
                                  capture_output=True, text=True, timeout=60)
            self.assertEqual(done.returncode, 1)
            last = done.stderr.splitlines()[-1]
            self.assertTrue(last.startswith("local_lambda.py: ") and message in last, done.stderr)
            self.assertNotIn("Traceback", done.stderr)
