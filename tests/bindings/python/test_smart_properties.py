# SPDX-License-Identifier: Apache-2.0
"""The skill of examples/smart-properties, from the Grant to the phone at the extension."""

import contextlib
import io
import json
import os
import runpy
import unittest
from pathlib import Path
from unittest import mock

from case import Case, vector
from skillcall import Mismatch
from skillcall.testing import Emulator

SKILL = Path(__file__).resolve().parents[3] / "examples/smart-properties/skill.py"


class Skill(Case):
    @classmethod
    def setUpClass(cls):
        cls.emulator = Emulator("--phone=answer", "--answer-after", "1")
        cls.addClassCleanup(cls.emulator.stop)
        names = runpy.run_path(str(SKILL))
        cls.addClassCleanup(names["client"].close)
        cls.handler = staticmethod(names["handler"])

    def ask(self, name, token="any-token", intent=None, scenario="ok"):
        """The skill's answer to a document of tests/vectors, which may become an intent."""
        event = json.loads(vector(name))
        event["context"]["System"].update(apiEndpoint=self.emulator.url,
                                          apiAccessToken=f"emulator-{scenario}")
        if intent:
            event["request"].update(type="IntentRequest", intent={"name": intent})
        skill_id = event["context"]["System"]["application"]["applicationId"]
        environment = {"SKILL_ID": skill_id, "SUPPORT_EXTENSION": "4011", "LWA_TOKEN": token}
        with mock.patch.dict(os.environ, environment), contextlib.redirect_stdout(io.StringIO()):
            return self.handler(event)

    def setUp(self):
        self.emulator.clear()

    def test_the_grant_is_accepted(self):
        answer = self.ask("grant-request.json")
        self.assertEqual(answer["event"]["header"]["name"], "AcceptGrant.Response")

    def test_a_room_calls_an_extension(self):
        response = self.ask("room-request.json", intent="CallSupportIntent",
                            scenario="ok.delay-300.at-session")["response"]
        self.assertEqual(response["outputSpeech"]["text"], "Calling support.")
        self.assertEqual(response["directives"][0]["commands"], [{"type": "Finish"}])
        answered = self.emulator.calls(kind="session", to="4011", wait=20)[0]
        while not any(step["step"] == "answered" for step in answered["sip"]):
            answered, = self.emulator.calls(kind="session")
        self.assertTrue(answered["clientSessionId"])
        announced, = self.emulator.calls(kind="directive")
        self.assertEqual(announced["request"]["body"]["directive"]["speech"],
                         "One moment, I'm calling support.")

    def test_a_room_without_a_profile(self):
        response = self.ask("room-request.json", "emulator-profile-none",
                            "CallSupportIntent")["response"]
        self.assertIn("This room cannot call yet", response["outputSpeech"]["text"])
        self.assertNotIn("directives", response)
        self.assertEqual(self.emulator.calls(kind="session"), [])

    def test_a_call_that_fails(self):
        for scenario, text in [("denied.at-session", "could not place"),
                               ("error.at-session", "cannot tell")]:
            response = self.ask("room-request.json", scenario=scenario,
                                intent="CallSupportIntent")["response"]
            self.assertIn(text, response["outputSpeech"]["text"])

    def test_what_places_no_call(self):
        self.assertIn("Welcome", str(self.ask("room-request.json")))
        with self.assertRaises(Mismatch), mock.patch.dict(os.environ, SKILL_ID="another"):
            self.handler(json.loads(vector("room-request.json")))
        self.assertEqual(self.emulator.calls(), [])
