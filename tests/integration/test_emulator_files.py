# SPDX-License-Identifier: Apache-2.0
"""What the emulator writes: the log, the CA certificate, and lines on a terminal."""

import json
import os
import pty
import re
import select
import stat
import subprocess
import tempfile
import unittest
from pathlib import Path

from support import Emulator, Service, emulator, send, vector

SESSION = "/v1/communications/session"


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


class Files(unittest.TestCase):
    def setUp(self):
        self.directory = Path(self.enterContext(tempfile.TemporaryDirectory()))

    def test_they_are_their_owners_alone(self):
        events = self.directory / "events"
        events.touch(0o644)
        with Emulator("--event-file", str(events), tls=True) as service:
            self.assertEqual([mode(path) for path in (service.log_file, service.ca_file, events)],
                             [0o600] * 3)

    def test_a_log_follows_no_symbolic_link(self):
        target = self.directory / "target"
        target.write_text("kept", encoding="utf-8")
        link = self.directory / "link"
        link.symlink_to(target)
        for flag in ["--log", "--event-file"]:
            done = subprocess.run([emulator(), flag, link], capture_output=True, text=True, timeout=20)
            self.assertEqual(done.returncode, 1)
            self.assertIn("symbolic link", done.stderr)
        self.assertEqual(target.read_text(encoding="utf-8"), "kept")

    def test_the_certificate_replaces_a_symbolic_link(self):
        target = self.directory / "target"
        target.write_text("kept", encoding="utf-8")
        link = self.directory / "ca.pem"
        link.symlink_to(target)
        (self.directory / "ca.pem.new").symlink_to(target)
        with Service(emulator(), "--tls", "--ca-out", link):
            self.assertFalse(link.is_symlink())
            self.assertIn("BEGIN CERTIFICATE", link.read_text(encoding="utf-8"))
        self.assertEqual(target.read_text(encoding="utf-8"), "kept")

    def test_the_certificate_is_written_to_a_pipe_and_replaces_none(self):
        pipe = self.directory / "ca.pem"
        os.mkfifo(pipe)
        reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
        self.addCleanup(os.close, reader)
        with Service(emulator(), "--tls", "--ca-out", pipe):
            self.assertIn(b"BEGIN CERTIFICATE", os.read(reader, 65536))
            self.assertTrue(pipe.is_fifo())

    def test_a_log_that_cannot_be_written_ends_nothing(self):
        for file in ["/dev/full", self.directory / "log"]:
            with Service("/bin/sh", "-c", 'ulimit -f 0; exec "$0" --log "$1"', emulator(),
                         file) as service:
                for _ in range(2):
                    status, _, _ = send(service.url, "POST", SESSION, "t",
                                        vector("session-request.json"))
                    self.assertEqual(status, 200)
                calls = json.loads(send(service.url, "GET", "/_emulator/calls")[2])["calls"]
                self.assertEqual(len(calls), 2)
            self.assertEqual(service.output[1].decode().count(f"cannot write to '{file}'"), 1)


class Terminal(unittest.TestCase):
    def run_on_terminal(self, *flags):
        """Starts the emulator on a terminal; gives its URL and a function that gives the next line."""
        leader, follower = pty.openpty()
        process = subprocess.Popen([emulator(), *flags], stdin=subprocess.DEVNULL, stdout=follower)
        os.close(follower)
        terminal = self.enterContext(os.fdopen(leader, "rb", buffering=0))

        def stop():
            process.terminate()
            process.wait(20)
        self.addCleanup(stop)

        def next_line():
            line = b""
            while not line.endswith(b"\n"):
                self.assertTrue(select.select([terminal], [], [], 20)[0])
                line += terminal.read(1)
            return line.decode().rstrip("\r\n")
        return next_line().removeprefix("listening on "), next_line

    def test_one_readable_line_for_each_thing(self):
        url, next_line = self.run_on_terminal("--event-url", "http://127.0.0.1:1/")
        body = vector("session-request.json")
        send(url, "POST", SESSION, "t", body)
        self.assertRegex(next_line(),
                         r"^\d\d:\d\d:\d\d POST session \+1204…1111 → \+1607…1111 200 placed$")
        self.assertRegex(next_line(), r"^\d\d:\d\d:\d\d      #1 event sent$")
        self.assertRegex(next_line(), r"^\d\d:\d\d:\d\d      #1 event failed$")
        send(url, "POST", SESSION, "emulator-throttled", body)
        self.assertTrue(next_line().endswith("429 Throttling (throttled)"))
        send(url, "GET", "/other", "t")
        self.assertTrue(next_line().endswith(" GET ? 404"))

    def test_no_request_can_control_the_terminal(self):
        url, next_line = self.run_on_terminal()
        body = vector("session-request.json")
        for participant in body["participants"]:
            participant["id"]["value"] = "\x1b[2J\u009b\n"
        send(url, "POST", SESSION, "t", body)
        self.assertTrue(re.fullmatch(r"[ -~→]+", next_line()))

    def test_json_stays_json(self):
        url, next_line = self.run_on_terminal("--log", "-")
        send(url, "GET", "/other", "t")
        self.assertEqual(json.loads(next_line())["path"], "/other")
