# SPDX-License-Identifier: Apache-2.0
"""The command at the SIP side: uui and event."""

import json
import unittest

from command_case import CommandCase
from support import VECTORS


class UserToUser(CommandCase):
    ID = "db792233-8df3-416c-8d80-a70038747b74"
    VALUE = ("6373693d64623739323233332d386466332d343136632d386438302d613730303338373437623734"
             ";encoding=hex")
    OTHER = "00a1;purpose=x"

    def test_both_ways(self):
        self.assertEqual(self.skillcall("uui", "encode", self.ID, code=0).stdout, self.VALUE + "\n")
        self.assertEqual(self.json_of("uui", "encode", self.ID, code=0), {"userToUser": self.VALUE})
        for values in [[self.VALUE], [self.OTHER, self.VALUE.upper()],
                       [f"{self.OTHER},{self.VALUE}"], ["\"", self.VALUE]]:
            with self.subTest(values=values):
                self.assertEqual(self.skillcall("uui", "decode", *values, code=0).stdout,
                                 self.ID + "\n")
                self.assertEqual(self.json_of("uui", "decode", *values, code=0),
                                 {"clientSessionId": self.ID})

    def test_nothing_of_ours_and_nothing_well_formed(self):
        for code, status, values in [(1, "absent", [self.OTHER]), (3, "malformed", ["\""]),
                                     (3, "malformed", [self.OTHER, "="]), (3, "malformed", [""])]:
            with self.subTest(values=values):
                result = self.json_of("uui", "decode", *values, code=code)
                self.assertEqual((list(result), result["status"]), (["status", "message"], status))
                self.refused(result["message"], "uui", "decode", *values, code=code)

    def test_of_several_values_the_malformed_one_is_named(self):
        for number, values in [(2, [self.OTHER, "="]), (1, ["=", "\"", self.OTHER]),
                               (3, [self.OTHER, self.OTHER, "00" * 4000])]:
            message = self.json_of("uui", "decode", *values, code=3)["message"]
            self.assertTrue(message.startswith(f"value {number}: the User-to-User"), message)
        contradicting = self.VALUE.replace("34;", "35;")
        for values in [["="], [self.VALUE, contradicting], ["=", self.VALUE, contradicting]]:
            message = self.json_of("uui", "decode", *values, code=3)["message"]
            self.assertTrue(message.startswith("the User-to-User"), message)

    def test_ids_that_no_call_has(self):
        for value in ["", "x" * 101, "é", "a\tb"]:
            self.assertEqual(self.json_of("uui", "encode", value, code=3)["status"], "argument")

    def test_wrong_usage(self):
        for arguments in [[], ["encode"], ["decode"], ["encode", "a", "b"], ["bogus", "a"]]:
            self.refused("", "uui", *arguments)


class Event(CommandCase):
    FILE = VECTORS / "inbound-call-event.json"
    EXPECTED = {
        "clientSessionId": "db792233-8df3-416c-8d80-a70038747b74",
        "from": "+12045551111",
        "to": "+16073331111",
        "lwaClientId": "amzn1.application-oa2-client.84ec9912f0be4066be862afaff9d3c48",
        "transactionId": "46e6f593-1f1c-4808-9166-a141624cf145",
    }

    def changed(self, headers):
        event = json.loads(self.FILE.read_text(encoding="utf-8"))
        event["CallDetails"]["Participants"][0]["SipHeaders"] = headers
        return json.dumps(event)

    def test_the_documented_event(self):
        text = self.FILE.read_text(encoding="utf-8")
        for arguments, stdin in [([self.FILE], ""), ([], text), (["-"], text)]:
            result = self.json_of("event", *arguments, stdin=stdin, code=0)
            self.assertEqual(list(result.items()), list(self.EXPECTED.items()))
            done = self.skillcall("event", *arguments, stdin=stdin, code=0)
            self.assertEqual([line.split(":", 1)[1].strip() for line in done.stdout.splitlines()],
                             list(self.EXPECTED.values()))

    def test_a_call_that_is_none_of_ours(self):
        expected = {**self.EXPECTED, "clientSessionId": None, "lwaClientId": None}
        self.assertEqual(self.json_of("event", stdin=self.changed({}), code=0), expected)
        self.assertIn("client session id:  none\n",
                      self.skillcall("event", stdin=self.changed({}), code=0).stdout)

    def test_a_malformed_header_leaves_the_rest(self):
        done = self.skillcall("event", "--json", stdin=self.changed({"User-To-User": "="}), code=3)
        self.assertEqual(json.loads(done.stdout),
                         {**self.EXPECTED, "clientSessionId": None, "lwaClientId": None})
        self.assertNotEqual(done.stderr, "")

    def test_a_caller_cannot_forge_a_line(self):
        text = self.FILE.read_text(encoding="utf-8").replace(
            self.EXPECTED["from"], "\\u001b[2J\\u009b\\n\\u202e\\u2066\\u061cclient session id:  forged")
        done = self.skillcall("event", stdin=text, code=0)
        self.assertIn("from:               ?[2J???????????client session id:  forged\n", done.stdout)
        self.assertEqual(len(done.stdout.splitlines()), len(self.EXPECTED))
        done = self.skillcall("event", "--json", stdin=text.replace("forged", "\x7f"), code=0)
        self.assertTrue(done.stdout.strip().isprintable() and done.stdout.isascii(), done.stdout)
        self.assertEqual(json.loads(done.stdout)["from"],
                         "\x1b[2J\x9b\n\u202e\u2066\u061cclient session id:  \x7f")

    def test_documents_that_are_no_event(self):
        for status, stdin in [("malformed", ""), ("malformed", "{}"), ("malformed", "[]"),
                              ("too_large", " " * 1048577)]:
            with self.subTest(status=status, start=stdin[:2]):
                result = self.json_of("event", stdin=stdin, code=3)
                self.assertEqual((list(result), result["status"]), (["status", "message"], status))
                self.refused(result["message"], "event", stdin=stdin, code=3)
        line = json.dumps(self.EXPECTED) + "\n"
        self.refused("the event is not a well-formed JSON object (line 2, column 1)", "event",
                     stdin=line * 3, code=3)
        self.assertEqual(self.json_of("event", "/nonexistent", code=3)["status"], "system")
