# SPDX-License-Identifier: Apache-2.0
"""How long the skill of examples/lambda-skill lets a call take."""

import contextlib
import io
import json
import os
import runpy
import unittest
from pathlib import Path
from unittest import mock

from case import EMULATOR, Case, vector
from skillcall import Client

SKILL = Path(__file__).resolve().parents[3] / "examples/lambda-skill/skill.py"


class Skill(Case):
    def setUp(self):
        names = runpy.run_path(str(SKILL))
        self.addCleanup(names["client"].close)
        self.handler = names["handler"]

    def ask(self, time_left_ms):
        """What the skill says to a request for a call."""
        event = json.loads(vector("skill-request.json"))
        system = event["context"]["System"]
        system.update(apiEndpoint=EMULATOR.url, apiAccessToken="emulator-ok")
        environment = {"SKILL_ID": system["application"]["applicationId"],
                       "SUPPORT_NUMBER": "+16073331111"}
        context = mock.Mock(**{"get_remaining_time_in_millis.return_value": time_left_ms})
        with mock.patch.dict(os.environ, environment), contextlib.redirect_stdout(io.StringIO()):
            return self.handler(event, context)["response"]["outputSpeech"]["text"]

    def test_a_call(self):
        self.assertEqual(self.ask(8000), "Calling support.")

    def test_however_long_lambda_would_wait_the_answer_comes_in_time(self):
        for time_left_ms, deadline in [(900000, 6), (3000, 2.5)]:
            with mock.patch.object(Client, "call_phone") as call:
                self.ask(time_left_ms)
            self.assertEqual(call.call_args.kwargs["deadline"], deadline)

    def test_no_time_is_left(self):
        for time_left_ms in [500, 0, -1000]:
            self.assertIn("could not place", self.ask(time_left_ms))
