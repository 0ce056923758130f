# SPDX-License-Identifier: Apache-2.0
"""What the tests of the Python binding share."""

import atexit
import json
import unittest
from pathlib import Path

from skillcall import Access, Participant, Session, SkillRequest
from skillcall.testing import Emulator

EMULATOR = Emulator()
atexit.register(EMULATOR.stop)
DEAD_URL = "http://127.0.0.1:1"
CALLER = Participant.phone_caller("+12045551111", "device")
CALLEE = Participant.phone_callee("+16073331111")
SECRET = "s3cr3tS3CR3T"


def vector(name):
    """A document of tests/vectors, as text."""
    return Path(__file__).parents[2].joinpath("vectors", name).read_text(encoding="utf-8")


def session(**options):
    return Session(CALLER, CALLEE, **options)


def access(scenario="ok", url=EMULATOR.url):
    """A right with which the emulator plays a scenario."""
    return Access(url, f"emulator-{scenario}.key-{SECRET}")


def room_request(scenario="ok"):
    """A request from a room, which may use the emulator."""
    document = json.loads(vector("room-request.json"))
    document["context"]["System"].update(apiEndpoint=EMULATOR.url,
                                         apiAccessToken=f"emulator-{scenario}.key-{SECRET}")
    return SkillRequest(document)


def received(client_session_id, **wait):
    """The records of the requests that the emulator had with this id."""
    return EMULATOR.calls(client_session_id=client_session_id, **wait)


class Case(unittest.TestCase):
    def fails(self, kind, function, *arguments, **options):
        """The exception of exactly this kind with which a function fails."""
        with self.assertRaises(kind) as failed:
            function(*arguments, **options)
        self.assertIs(type(failed.exception), kind)
        self.assertTrue(str(failed.exception))
        self.assertNotIn(SECRET, str(failed.exception))
        return failed.exception
