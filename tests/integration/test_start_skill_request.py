# SPDX-License-Identifier: Apache-2.0
"""`skillcall start --skill-request`: everything from what a skill receives."""

import json
import signal
import subprocess
import unittest

from command_case import FROM, TO, TOKEN_MARK, CommandCase, token_for
from support import Emulator, command, vector

NUMBER_PATH = "/v2/accounts/~current/settings/Profile.mobileNumber"
SESSION_PATH = "/v1/communications/session"
START = ["start", "--skill-request", "-", "--to", TO]


class SkillRequest(CommandCase):
    @classmethod
    def setUpClass(cls):
        cls.service = Emulator()
        cls.addClassCleanup(cls.service.__exit__, None, None, None)

    def request(self, scenario="ok", **changes):
        """A skill request that leads to the local service."""
        document = vector("skill-request.json")
        system = document["context"]["System"]
        system.update(apiEndpoint=self.service.url, apiAccessToken=token_for(scenario))
        system.update(changes)
        return json.dumps({**document, "context": {"System": {k: v for k, v in system.items()
                                                              if v is not None}}})

    def paths_since(self, before):
        return [entry["path"] for entry in self.service.log()[before:]]

    def test_the_number_is_looked_up(self):
        before = len(self.service.log())
        result = self.json_of(*START, stdin=self.request(), code=0)
        self.assertEqual(result["outcome"], "placed")
        self.assertEqual(self.paths_since(before), [NUMBER_PATH, SESSION_PATH])
        logged = self.service.log()[-1]
        self.assertEqual(result["sessionId"], logged["sessionId"])
        caller, callee = logged["body"]["participants"]
        self.assertEqual(caller, {"id": {"type": "PHONE_NUMBER", "value": FROM},
                                  "endpointId": "amzn1.ask.device.AAAAAAAA", "isOriginator": True})
        self.assertEqual(callee["id"]["value"], TO)

    def test_a_number_that_is_given_is_not_looked_up(self):
        before = len(self.service.log())
        self.json_of(*START, "--from", "+12045552222", stdin=self.request(), code=0)
        self.assertEqual(self.paths_since(before), [SESSION_PATH])
        self.assertEqual(self.service.log()[-1]["body"]["participants"][0]["id"]["value"],
                         "+12045552222")

    def test_a_room_calls_without_a_lookup(self):
        before = len(self.service.log())
        self.json_of("start", "--skill-request", "-", "--profile-id", "p1", "--extension", "4011",
                     stdin=self.request(), code=0)
        self.assertEqual(self.paths_since(before), [SESSION_PATH])
        caller = self.service.log()[-1]["body"]["participants"][0]
        self.assertEqual((caller["id"]["value"], caller["endpointId"]),
                         ("p1", "amzn1.ask.device.AAAAAAAA"))

    def test_a_dry_run_sends_nothing(self):
        before = len(self.service.log())
        done = self.skillcall(*START, "--from", FROM, "--dry-run", stdin=self.request(), code=0)
        self.assertEqual(json.loads(done.stdout)["participants"][0]["endpointId"],
                         "amzn1.ask.device.AAAAAAAA")
        self.assertEqual(self.paths_since(before), [])

    def test_lookups_that_fail_place_nothing(self):
        before = len(self.service.log())
        for scenario, status in [("expired", "bad_token"), ("denied", "access_denied"),
                                 ("number-none", "absent"), ("number-no-phone", "absent"),
                                 ("number-letters", "malformed"), ("close", "network"),
                                 ("html", None)]:
            with self.subTest(scenario=scenario):
                stdin = self.request(f"{scenario}.at-number")
                result = self.json_of(*START, stdin=stdin, code=1)
                self.assertEqual(result["outcome"], "not_placed")
                self.assertEqual(result["status"], status or result["status"])
                done = self.skillcall(*START, stdin=stdin, code=1)
                self.assertNotIn("The phone may ring", done.stderr)
        self.assertNotIn(SESSION_PATH, self.paths_since(before))

    def test_a_call_that_fails_after_its_lookup(self):
        result = self.json_of(*START, stdin=self.request("error.at-session"), code=4)
        self.assertEqual((result["outcome"], result["status"]), ("unknown", "service"))

    def test_one_deadline_for_both(self):
        arguments = [*START, "--deadline-ms", "700"]
        self.assertEqual(self.json_of(*arguments, stdin=self.request("ok.delay-20000.at-number"),
                                      code=1)["status"], "timeout")
        result = self.json_of(*arguments, stdin=self.request("ok.delay-400"), code=4)
        self.assertEqual((result["outcome"], result["status"]), ("unknown", "timeout"))

    def test_a_signal_during_the_lookup(self):
        before = len(self.service.log())
        process = subprocess.Popen([command(), *START, "--json", "--deadline-ms", "60000"],
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        process.stdin.write(self.request("ok.delay-20000.at-number"))
        process.stdin.close()
        process.stdin = None
        self.service.wait_for_log(before + 1)
        process.send_signal(signal.SIGINT)
        result = json.loads(process.communicate(timeout=15)[0])
        self.assertEqual((process.returncode, result["outcome"], result["status"]),
                         (1, "not_placed", "cancelled"))
        self.assertEqual(self.paths_since(before), [NUMBER_PATH])

    def test_requests_that_start_nothing(self):
        before = len(self.service.log())
        for status, stdin in [
                ("malformed", ""), ("malformed", "{}"), ("too_large", " " * 1048577),
                ("absent", self.request(device=None)), ("absent", self.request(apiEndpoint=None)),
                ("absent", self.request(apiAccessToken=None)),
                ("endpoint", self.request(apiEndpoint="https://example.com")),
                ("token", self.request(apiAccessToken=f"{TOKEN_MARK} x"))]:
            with self.subTest(status=status, start=stdin[:2]):
                result = self.json_of(*START, stdin=stdin, code=3)
                self.assertEqual((result["outcome"], result["status"]), ("not_placed", status))
                self.refused("the call was not placed: ", *START, stdin=stdin, code=3)
        self.assertEqual(len(self.service.log()), before)
        self.assertIn("did not come from a device",
                      self.json_of(*START, stdin=self.request(device=None), code=3)["message"])
        self.refused("the file of --skill-request cannot be read", "start", "--skill-request",
                     "/nonexistent", "--to", TO, code=3)

    def test_the_environment_adds_no_token(self):
        stdin = self.request(apiAccessToken=None)
        self.json_of(*START, stdin=stdin, token=token_for("ok"), code=3)
