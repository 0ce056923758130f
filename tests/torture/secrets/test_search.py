# SPDX-License-Identifier: Apache-2.0
"""No failure path tells a token or a number, or leaves one in memory.

Every path runs at the most talkative log level. All that it prints is searched, and then the
memory of the process, which has freed everything and waits:

- as it is usual: nothing may be left in any block that the library has ever had, which an
  allocator keeps as they were given back;
- in the mode that docs/reference/security.md recommends: nothing may be left anywhere.
"""
import collections
import json
import os
import pathlib
import re
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "hostile"))

from certificates import Certificates
from command_paths import CommandPaths
from needles import Needles, Token
from programs import Program
from server import Server
from test_matrix import cases

# The last five digits of each are no port.
NUMBERS = ("+12045571111", "+16073391111")  # of tests/torture/hostile/caller.c, too
STATUS_HEADER = HERE.parents[2] / "include" / "skillcall" / "status.h"

MODES = (False, True)  # wiping

totals = collections.Counter()
left_by_others = collections.Counter()


class Secrets(unittest.TestCase):
    statuses = set()

    def setUp(self):
        self.token = Token()
        self.needles = Needles(self.token, NUMBERS)

    def check_output(self, output, paths):
        totals["texts"] += output.count(b"\n")
        totals["paths"] += paths
        self.statuses.update(re.findall(rb'status"?: "?([a-z_]+)', output))
        self.assertEqual([], self.needles.in_text(output))

    def check_memory(self, program, wiping, kept_at, kept_size):
        searched, found = self.needles.in_memory(program.pid)
        totals["bytes"] += searched
        if not wiping:
            left_by_others.update(name for address, name, _ in found
                                  if not kept_at <= address < kept_at + kept_size)
            found = [find for find in found if kept_at <= find[0] < kept_at + kept_size]
        self.assertEqual([], found)

    def test_without_server(self):
        for wiping in MODES:
            with self.subTest(wiping=wiping):
                self.run_paths(wiping)

    def run_paths(self, wiping):
        program = Program([os.environ["SKILLCALL_PATHS"]] + ([] if wiping else ["--keep"]), wiping)
        program.say(self.token.numbered(0), *NUMBERS)
        program.read_until(b"ready")
        _, found = self.needles.in_memory(program.pid)
        self.assertGreaterEqual(len(found), 4, "the search does not find what is there")
        program.say("")
        _, kept_at, kept_size = program.read_until(b"done ").split()
        self.check_memory(program, wiping, int(kept_at), int(kept_size))
        program.leave()
        self.check_output(program.output, program.output.count(b"\npath "))

    def test_hostile_servers(self):
        with tempfile.TemporaryDirectory() as directory:
            certificates = Certificates(directory)
            for wiping in MODES:
                with self.subTest(wiping=wiping):
                    self.run_hostile(certificates, wiping)

    def run_hostile(self, certificates, wiping):
        """All servers at once, after those calls that leave a connection to be used again."""
        bystander = Server()
        servers, before, at_once = [], [], []
        chosen = cases()
        for number, case in enumerate(chosen):
            servers.append(case.server(certificates, bystander))
            first, others = case.commands(servers[-1].endpoint, self.token.numbered(number))
            before += first
            at_once += [command.replace("start\t", "call\t") for command in others]
        pause = "pause\t%d" % max(case.row.pause_ms for case in chosen)
        program = Program([os.environ["SKILLCALL_CALLER"], "--cacert", certificates.ca_file,
                           "--window", "1000", "--connections", "1000",
                           "--keep", "0" if wiping else "1"], wiping)
        program.say(*before, "wait", pause, *at_once, "end")
        costs = json.loads(program.read_until(b'"kept_at"'))
        self.check_memory(program, wiping, costs["kept_at"], costs["kept_size"])
        program.leave()
        self.check_output(program.output, len(chosen))
        for server in (*servers, bystander):
            server.close()

    def test_command(self):
        with tempfile.TemporaryDirectory() as directory:
            paths = CommandPaths(pathlib.Path(directory), self.token, NUMBERS)
            for output in paths.run():
                with self.subTest(output[:200]):
                    self.check_output(output, 1)
            self.assertEqual([], Needles(self.token, ()).in_text(paths.emulator_log()))


class Statuses(unittest.TestCase):
    """Comes last: what the tests above have met."""

    def test_every_status_was_met(self):
        names = re.findall(r"SKILLCALL_E_(\w+) =", STATUS_HEADER.read_text(encoding="utf-8"))
        met = {status.decode("ascii") for status in Secrets.statuses}
        self.assertEqual(set(), {name.lower() for name in names} - met)


if __name__ == "__main__":
    if unittest.main(verbosity=1, exit=False).result.wasSuccessful():
        print("left without wiping by other libraries, finds in each mapping:",
              dict(left_by_others) or "none")
        print("secrets: %(texts)d texts of %(paths)d failure paths searched, %(bytes)d bytes of "
              "memory, nothing found" % totals)
    else:
        sys.exit(1)
