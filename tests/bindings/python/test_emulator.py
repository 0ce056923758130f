# SPDX-License-Identifier: Apache-2.0
"""The emulator as tests of skills start it."""

import importlib.metadata
import re
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from case import Case, access, session, vector
from skillcall import Access, AccessDenied, Client
from skillcall.testing import Emulator

TREE = Path(__file__).resolve().parents[3]
TESTS = """
import skillcall

def place(emulator):
    access = skillcall.Access(emulator.url, "any-token")
    session = skillcall.Session.from_json(SESSION)
    with skillcall.Client(ca_file=emulator.ca_file) as client:
        return client.start(access, session).session_id

def test_placed(skillcall_emulator):
    assert place(skillcall_emulator)
    assert len(skillcall_emulator.calls()) == 1
    skillcall_emulator.fault = "denied"

def test_each_begins_anew(skillcall_emulator):
    assert place(skillcall_emulator)
    assert len(skillcall_emulator.calls(wait=20)) == 1
"""


class EmulatorOfTests(Case):
    def setUp(self):
        self.emulator = Emulator("--tls")
        self.addCleanup(self.emulator.stop)
        self.client = Client(ca_file=self.emulator.ca_file)
        self.addCleanup(self.client.close)

    def start(self):
        return self.client.start(access(url=self.emulator.url), session())

    def test_calls_by_filter(self):
        receipt = self.start()
        record, = self.emulator.calls(kind="session", from_="+12045551111", wait=20,
                                      client_session_id=receipt.client_session_id)
        self.assertEqual(record["sessionId"], receipt.session_id)
        self.assertEqual(self.emulator.calls(status=429), [])
        late = []
        waiting = threading.Thread(target=lambda: late.extend(
            self.emulator.calls(after=record["number"], min=2, wait=20)))
        waiting.start()
        for _ in range(2):
            self.start()
        waiting.join()
        self.assertEqual(len(late), 2)
        self.emulator.clear()
        self.assertEqual(self.emulator.calls(), [])

    def test_fault(self):
        self.emulator.fault = "denied"
        self.assertEqual(self.emulator.fault, "denied")
        with self.assertRaises(AccessDenied):
            self.client.start(Access(self.emulator.url, "any-token"), session())
        with self.assertRaisesRegex(RuntimeError, "^the emulator answers 400: "):
            self.emulator.fault = "none-such"

    def test_one_that_does_not_start(self):
        program = "from skillcall.testing import Emulator; Emulator('--no-such-flag')"
        done = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True,
                              text=True, timeout=60)
        self.assertIn("RuntimeError: the emulator failed: exit code 2", done.stderr)

    def run_pytest(self, **files):
        """Runs pytest in a folder with these files, and gives what it prints."""
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        for name, text in files.items():
            Path(directory.name, f"{name}.py").write_text(text, encoding="utf-8")
        Path(directory.name, "skill-request.json").write_text(vector("skill-request.json"), encoding="utf-8")
        # pytest finds the plugin of an installed package by itself.
        installed = any(importlib.metadata.distributions(name="skillcall"))
        plugin = [] if installed else ["-p", "skillcall.pytest_plugin"]
        done = subprocess.run([sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *plugin],
                              cwd=directory.name, check=False, capture_output=True, text=True, timeout=100)
        return done.stdout

    def test_fixture_of_pytest(self):
        printed = self.run_pytest(test_of_a_skill=f"SESSION = {session().to_json()!r}\n{TESTS}")
        self.assertIn("2 passed", printed, printed)

    def test_the_guide(self):
        guide = (TREE / "docs/guide/testing-a-skill.md").read_text(encoding="utf-8")
        skill, tests = re.findall(r"^```python\n(.*?)^```$", guide, re.S | re.M)
        printed = self.run_pytest(skill=skill, test_skill=tests)
        self.assertIn("2 passed", printed, printed)
