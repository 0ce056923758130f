# SPDX-License-Identifier: Apache-2.0
"""The emulator's scenarios and modifiers: each token does what the documentation says."""

import email.utils
import http.client
import json
import re
import socket
import subprocess
import time
import unittest

from support import TESTS, Emulator, emulator, send, vector

SESSION = "/v1/communications/session"
NUMBER = "/v2/accounts/~current/settings/Profile.mobileNumber"
PROFILE = "/v1/communications/profile?entity.type=UNIT&entity.id=A"

ERRORS = {
    "invalid": (400, "InvalidInput"),
    "expired": (401, "BadToken"),
    "denied": (403, "AccessDenied"),
    "region": (404, None),
    "throttled": (429, "Throttling"),
    "error": (500, "InternalServerError"),
    "unavailable": (503, "ServiceUnavailable"),
}
HTML = {"denied-html": 403, "bad-gateway": 502, "html": 200}
BODIES = {
    "empty": rb"",
    "missing": rb"\{\}",
    "blank": rb'\{"sessionId": ""\}',
    "wrong-type": rb'\{"sessionId": 7\}',
    "not-json": rb'\{"sessionId": "[0-9a-f-]{36}"',
    "huge": rb'\{"sessionId": "[0-9a-f-]{36}", "padding": "x{4194304}"\}',
    "ok": rb'\{"sessionId": "[0-9a-f-]{36}"\}',
}
PROFILES = {"profile-none": (404, None)}
BROKEN = {"truncated", "stalled", "close", "reset"}
NUMBERS = {
    "number-plain": {"countryCode": "1", "phoneNumber": "2045551111"},
    "number-separated": {"countryCode": "+1", "phoneNumber": "(204) 555.11-11"},
    "number-none": None,
    "number-no-country": {"phoneNumber": "2045551111"},
    "number-no-phone": {"countryCode": "+1"},
    "number-national": {"countryCode": "+49", "phoneNumber": "030 901820"},
    "number-letters": {"countryCode": "+1", "phoneNumber": "204-CALL-NOW"},
    "number-long": {"countryCode": "+1", "phoneNumber": "204555111122223333"},
    "number-null": {"countryCode": None, "phoneNumber": None},
}


class ScenarioTest(unittest.TestCase):
    flags = ()

    @classmethod
    def setUpClass(cls):
        cls.service = cls.enterClassContext(Emulator(*cls.flags))
        cls.call = vector("session-request.json")

    def post(self, scenario, body=None, **more):
        return send(self.service.url, "POST", SESSION, f"emulator-{scenario}", body or self.call,
                    **more)

    def get(self, path, scenario):
        return send(self.service.url, "GET", path, f"emulator-{scenario}")

    def last(self):
        return self.service.log()[-1]


class Tokens(ScenarioTest):
    def test_errors(self):
        for name, (status, code) in ERRORS.items():
            with self.subTest(scenario=name):
                got, headers, body = self.post(name)
                document = json.loads(body)
                self.assertEqual((got, document.get("code")), (status, code))
                self.assertTrue(document["message"])
                self.assertEqual(headers["Content-Type"], "application/json")
                self.assertEqual(headers["Retry-After"], "1" if status == 503 else None)
                entry = self.last()
                self.assertEqual((entry["status"], entry["code"], entry["fault"]),
                                 (status, code, name))
                self.assertIsNone(entry["sessionId"])

    def test_html(self):
        for name, status in HTML.items():
            with self.subTest(scenario=name):
                got, headers, body = self.post(name)
                self.assertEqual((got, headers["Content-Type"]), (status, "text/html"))
                self.assertTrue(body.startswith(b"<!DOCTYPE html>"))

    def test_bodies_of_accepted_requests(self):
        for name, body in BODIES.items():
            with self.subTest(scenario=name):
                status, _, got = self.post(name)
                self.assertEqual(status, 200)
                self.assertTrue(re.fullmatch(body, got), got[:100])
                self.assertEqual(len(self.last()["sessionId"]), 36)

    def test_redirect(self):
        status, headers, body = self.post("redirect")
        self.assertEqual((status, headers["Location"], body), (307, SESSION, b""))

    def test_truncated(self):
        with self.assertRaises(http.client.IncompleteRead) as caught:
            self.post("truncated")
        self.assertRegex(caught.exception.partial, rb'^\{"sessionId": "[0-9a-f-]{11}$')
        self.assertEqual(len(self.last()["sessionId"]), 36)

    def test_stalled(self):
        with self.assertRaises(socket.timeout):
            self.post("stalled", timeout=0.3)
        self.assertEqual((self.last()["fault"], self.last()["status"]), ("stalled", 200))

    def test_close_and_reset(self):
        for name, failure in [("close", http.client.RemoteDisconnected),
                              ("reset", ConnectionResetError)]:
            with self.subTest(scenario=name):
                with self.assertRaises(ConnectionError) as caught:
                    self.post(name)
                self.assertIs(type(caught.exception), failure)
                self.assertEqual((self.last()["status"], self.last()["sessionId"]), (0, None))

    def test_numbers(self):
        for name, number in NUMBERS.items():
            with self.subTest(scenario=name):
                status, _, body = self.get(NUMBER, name)
                self.assertEqual(status, 200 if number else 204)
                self.assertEqual(json.loads(body) if body else None, number)
                self.assertEqual(self.post(name)[0], 200)

    def test_profiles(self):
        for name, (status, code) in PROFILES.items():
            with self.subTest(scenario=name):
                got, _, body = self.get(PROFILE, name)
                self.assertEqual((got, json.loads(body).get("code")), (status, code))
                self.assertEqual(self.post(name)[0], 200)
        self.assertEqual([self.get(PROFILE, "profile-none.first-1")[0] for _ in range(2)],
                         [404, 200])

    def test_scenarios_at_the_other_endpoints(self):
        for path, name, status, document in [
            (NUMBER, "denied", 403, None),
            (NUMBER, "missing", 200, {}),
            (NUMBER, "blank", 200, {"countryCode": "", "phoneNumber": ""}),
            (NUMBER, "wrong-type", 200, {"countryCode": 7, "phoneNumber": 7}),
            (PROFILE, "throttled", 429, None),
            (PROFILE, "blank", 200, {"profileId": {"profileId": ""}}),
            (PROFILE, "wrong-type", 200, {"profileId": {"profileId": 7}}),
        ]:
            with self.subTest(path=path, scenario=name):
                got, _, body = self.get(path, name)
                self.assertEqual(got, status)
                if document is not None:
                    self.assertEqual(json.loads(body), document)
        self.assertIn(b'"ACCESS_DENIED"', self.get(NUMBER, "denied")[2])

    def test_accepting_scenarios_still_check_the_request(self):
        for name in ["ok", "empty", "truncated", "huge"]:
            self.assertEqual(self.post(name, {"participants": []})[0], 400)
        self.assertEqual(self.post("expired", {"participants": []})[0], 401)

    def test_a_misspelt_token_is_refused(self):
        for name in ["", "nonsense", "ok.", "ok.nonsense", "ok.delay-", "ok.delay-x",
                     "ok.delay-600001", "ok.first-0", "ok.first-1001", "ok.at-home", "OK",
                     "ok.retry-after--1", "ok.retry-date-86401", "ok." + "key-k" * 100]:
            with self.subTest(scenario=name):
                status, _, body = self.post(name)
                self.assertEqual(status, 400)
                self.assertIn(b"names no scenario", body)


class Modifiers(ScenarioTest):
    def test_delay(self):
        start = time.monotonic()
        self.assertEqual(self.post("ok.delay-300")[0], 200)
        self.assertGreaterEqual(time.monotonic() - start, 0.3)

    def test_a_delay_holds_up_no_other_request(self):
        with socket.create_connection(("127.0.0.1", self.service.port)) as slow:
            slow.sendall(f"GET {NUMBER} HTTP/1.1\r\nHost: localhost\r\n"
                         "Authorization: Bearer emulator-ok.delay-20000\r\n\r\n".encode())
            before = len(self.service.wait_for_log(1))
            self.assertEqual(self.post("ok", timeout=10)[0], 200)
            self.assertEqual(len(self.service.log()), before + 1)

    def test_the_log_comes_before_the_answer(self):
        with self.assertRaises(socket.timeout):
            self.post("ok.delay-20000", timeout=0.3)
        self.assertEqual(len(self.last()["sessionId"]), 36)

    def test_first(self):
        def statuses(scenario, body):
            return [self.post(scenario, body)[0] for _ in range(4)]

        another = {**self.call, "clientContext": {"clientSessionId": "another"}}
        without = {"participants": self.call["participants"]}
        self.assertEqual(statuses("throttled.first-2", self.call), [429, 429, 200, 200])
        self.assertEqual([e["fault"] for e in self.service.log()[-4:]],
                         ["throttled", "throttled", None, None])
        self.assertEqual(statuses("throttled.first-2", another), [429, 429, 200, 200])
        self.assertEqual(statuses("throttled.first-2", without), [429, 429, 200, 200])
        self.assertEqual(statuses("throttled.first-2.key-b", another), [429, 429, 200, 200])
        self.assertEqual([self.get(NUMBER, "error.first-1")[0] for _ in range(2)], [500, 200])

    def test_retry_after(self):
        for scenario, expected in [("throttled", None), ("unavailable.no-retry-after", None),
                                   ("throttled.retry-after-0", "0"),
                                   ("throttled.retry-after-86400", "86400"),
                                   ("unavailable.retry-after-3", "3")]:
            with self.subTest(scenario=scenario):
                self.assertEqual(self.post(scenario)[1]["Retry-After"], expected)

    def test_retry_date(self):
        date = self.post("throttled.retry-date-3600")[1]["Retry-After"]
        self.assertRegex(date, r"^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$")
        ahead = email.utils.parsedate_to_datetime(date).timestamp() - time.time()
        self.assertAlmostEqual(ahead, 3600, delta=60)

    def test_endpoints(self):
        self.assertEqual(self.post("denied.at-session")[0], 403)
        self.assertEqual(self.get(NUMBER, "denied.at-session")[0], 200)
        self.assertEqual(self.post("denied.at-number")[0], 200)
        self.assertEqual(self.get(NUMBER, "denied.at-number")[0], 403)
        self.assertEqual(self.get(PROFILE, "error.at-profile")[0], 500)
        self.assertEqual(self.get(NUMBER, "error.at-profile")[0], 200)

    def test_modifiers_combine_in_any_order(self):
        status, headers, _ = self.post("throttled.key-z.retry-after-2.first-1.delay-1.at-session")
        self.assertEqual((status, headers["Retry-After"]), (429, "2"))


class Fault(ScenarioTest):
    flags = ("--fault", "throttled.first-1")

    def test_it_meets_tokens_that_name_no_scenario(self):
        statuses = [send(self.service.url, "POST", SESSION, "real.token", self.call)[0]
                    for _ in range(2)]
        self.assertEqual(statuses, [429, 200])
        self.assertEqual(self.post("ok")[0], 200)


class Documentation(unittest.TestCase):
    """The code, --help, docs/guide/emulator.md and these tests know the same scenarios."""

    def test_they_agree(self):
        tested = {*ERRORS, *HTML, *BODIES, *BROKEN, *NUMBERS, *PROFILES, "redirect"}
        help_text = subprocess.run([emulator(), "--help"], capture_output=True, text=True,
                                   check=True).stdout
        docs = (TESTS.parent / "docs/guide/emulator.md").read_text(encoding="utf-8")
        helped = re.findall(r"^  ([a-z-]+) +(\d{3}|-)  ", help_text, re.MULTILINE)
        documented = re.findall(r"^\| `emulator-([a-z-]+)` \| (\d{3}|-) \|", docs, re.MULTILINE)
        self.assertEqual({name for name, _ in helped}, tested)
        self.assertEqual(documented, helped)

    def test_flags_and_modifiers_are_documented(self):
        help_text = subprocess.run([emulator(), "--help"], capture_output=True, text=True,
                                   check=True).stdout
        docs = (TESTS.parent / "docs/guide/emulator.md").read_text(encoding="utf-8")
        flags = re.findall(r"^  (?:-h, )?(--[a-z-]+)", help_text, re.MULTILINE)
        modifiers = re.findall(r"^  ([a-z-]+-(?:N|WORD)|no-retry-after) ", help_text, re.MULTILINE)
        self.assertTrue(flags and modifiers)
        for word in flags + modifiers:
            self.assertIn(f"`{word}", docs)
