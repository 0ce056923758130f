"""What the tests of the Python binding share."""

import json
import os
import unittest
from pathlib import Path

from skillcall import Access, Participant, Session

URL = os.environ["SKILLCALL_TEST_URL"]
TLS_URL = os.environ["SKILLCALL_TEST_TLS_URL"]
CA_FILE = os.environ["SKILLCALL_TEST_CA"]
DEAD_URL = "http://127.0.0.1:1"
CALLER = Participant.phone_caller("+12045551111", "device")
CALLEE = Participant.phone_callee("+16073331111")
SECRET = "s3cr3tS3CR3T"


def vector(name):
    """A document of tests/vectors, as text."""
    return (Path(os.environ["SKILLCALL_TEST_VECTORS"]) / name).read_text(encoding="utf-8")


def session(**options):
    return Session(CALLER, CALLEE, **options)


def access(scenario="ok", url=URL):
    """A right with which the emulator plays a scenario."""
    return Access(url, f"emulator-{scenario}.key-{SECRET}")


def received(client_session_id):
    """The requests that the emulator had with this id."""
    lines = Path(os.environ["SKILLCALL_TEST_LOG"]).read_text(encoding="utf-8").splitlines()
    return [entry for entry in map(json.loads, lines)
            if entry["clientSessionId"] == client_session_id]


class Case(unittest.TestCase):
    def fails(self, kind, function, *arguments, **options):
        """The exception of exactly this kind with which a function fails."""
        with self.assertRaises(kind) as failed:
            function(*arguments, **options)
        self.assertIs(type(failed.exception), kind)
        self.assertTrue(str(failed.exception))
        self.assertNotIn(SECRET, str(failed.exception))
        return failed.exception
