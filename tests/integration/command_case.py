# SPDX-License-Identifier: Apache-2.0
"""What the tests of the command share: every run is checked for leaked tokens."""

import json
import unittest

from support import run, vector

SUBCOMMANDS = ["start", "validate", "uui", "event", "emulate"]
TOKEN_MARK = "s3cr3tS3CR3T"

_caller, _callee = vector("session-request.json")["participants"]
FROM = _caller["id"]["value"]
TO = _callee["id"]["value"]
DEVICE = _caller["endpointId"]
PHONES = ["--from", FROM, "--to", TO, "--endpoint-id", DEVICE]
ROOM = ["--profile-id", "amzn1.profile.1", "--extension", "4011", "--endpoint-id", DEVICE]


def token_for(scenario):
    """A token that asks the emulator for a scenario and that no output may hold."""
    return f"emulator-{scenario}.key-{TOKEN_MARK}"


class CommandCase(unittest.TestCase):
    def skillcall(self, *arguments, code, **options):
        """Runs the command, checks exit code and secrecy, and gives the finished process."""
        done = run(*arguments, **options)
        self.assertNotIn(TOKEN_MARK, done.stdout + done.stderr)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done

    def json_of(self, *arguments, code, **options):
        """The one JSON object that a run with --json prints; nothing else may be said."""
        done = self.skillcall(*arguments, "--json", code=code, **options)
        self.assertEqual(done.stderr, "")
        self.assertEqual(done.stdout.count("\n"), 1)
        return json.loads(done.stdout)

    def refused(self, sentence, *arguments, code=2, **options):
        """Runs what must fail with a sentence on stderr and nothing on stdout."""
        done = self.skillcall(*arguments, code=code, **options)
        self.assertEqual(done.stdout, "")
        self.assertIn(sentence, done.stderr)
        if code == 2:
            self.assertIn("Try: skillcall", done.stderr)
