# SPDX-License-Identifier: Apache-2.0
"""The SIP media application's function, run as Lambda does."""

import json
import unittest

from lambda_case import FunctionCase
from support import vector

EVENT = vector("inbound-call-event.json")
CALLER = EVENT["CallDetails"]["Participants"][0]
SKILL_CLIENT_ID = CALLER["SipHeaders"]["X-Alexa-LWA-ClientId"]
ID = "db792233-8df3-416c-8d80-a70038747b74"
GREETING = {"SchemaVersion": "1.0", "Actions": [
    {"Type": "Speak", "Parameters": {"CallId": CALLER["CallId"],
                                     "Text": "Welcome to the support of Example."}},
    {"Type": "Hangup", "Parameters": {"ParticipantTag": "LEG-A", "SipResponseCode": "0"}}]}
TURNED_AWAY = {"SchemaVersion": "1.0", "Actions": [
    {"Type": "Hangup", "Parameters": {"ParticipantTag": "LEG-A", "SipResponseCode": "480"}}]}
NOTHING = {"SchemaVersion": "1.0", "Actions": []}


def event(kind="NEW_INBOUND_CALL", headers=None, **members):
    """The event of the vectors, with other headers or other members of the caller."""
    changed = json.loads(json.dumps(EVENT))
    changed["InvocationEventType"] = kind
    caller = changed["CallDetails"]["Participants"][0]
    caller["SipHeaders"].update(headers or {})
    caller.update(members)
    return changed


class SipFunction(FunctionCase):
    PROGRAM = "lambda_sip_function"

    def start(self, skill_client_id=SKILL_CLIENT_ID):
        self.sip_function = self.function(SKILL_CLIENT_ID=skill_client_id)

    def test_a_call_of_the_skill(self):
        self.start()
        for _ in range(3):
            self.assertEqual(self.answer(event()), GREETING)
        transaction = event()["CallDetails"]["TransactionId"]
        self.assertEqual(
            self.sip_function.log(), f"transaction {transaction}: client session id {ID}\n" * 3)

    def test_a_call_that_carries_no_id(self):
        self.start()
        for value in ["00c81e3f;encoding=other", "6373693d3;encoding=hex", ""]:
            with self.subTest(value):
                self.assertEqual(self.answer(event(headers={"user-to-user": value})), GREETING)
        log = self.sip_function.log().splitlines()
        self.assertEqual(len(log), 3)
        self.assertTrue(all(line.startswith("taken without an id: ") for line in log), log)

    def test_a_call_of_anybody_else(self):
        self.start()
        other = {"X-Alexa-LWA-ClientId": SKILL_CLIENT_ID.replace("8", "9")}
        self.assertEqual(self.answer(event(headers=other)), TURNED_AWAY)
        self.assertEqual(self.answer(event(SipHeaders={})), TURNED_AWAY)
        self.assertNotIn(ID, self.sip_function.log())

    def test_events_that_need_no_action(self):
        self.start()
        for kind in ["RINGING", "ACTION_SUCCESSFUL", "ACTION_FAILED", "HANGUP"]:
            self.assertEqual(self.answer(event(kind)), NOTHING)

    def test_events_that_are_none(self):
        self.start()
        whole = json.dumps(EVENT).encode()
        for bad, error_type in [(b"", "Sip.argument"), (b"{}", "Sip.malformed"),
                                (whole[:-1], "Sip.malformed"), (b"[]", "Sip.malformed"),
                                (whole + b" " * 1048576, "Sip.too_large")]:
            with self.subTest(bad[:20]):
                self.refused(bad, error_type, "")
        self.refused(event(CallId=None), "Sip.NoAnswer", "CallId")
        self.assertEqual(self.answer(event()), GREETING)

    def test_configuration_that_is_missing(self):
        self.start(skill_client_id=None)
        self.assertEqual(self.sip_function.wait(), 1)
        error = self.api.answers.get(timeout=20)
        self.assertEqual(error.kind, "init/error")
        self.assertIn("SKILL_CLIENT_ID", error.json()["errorMessage"])
