# SPDX-License-Identifier: Apache-2.0
"""The phone in the emulator, and soft phones that register with it."""

import contextlib
import re
import os
import socket
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

from sip_callee import Callee, answers
from started_call import ID, course, start, wait_for
from support import TESTS, Emulator, command, run, send

RINGING = [("invited", 0), ("ringing", 180)]
TALKING = RINGING + [("answered", 200)]


def do(service, verb, number=1):
    """Makes the phone act on the call of a record; gives the status of the answer."""
    return send(service.url, "POST", f"/_emulator/calls/{number}/phone", None, {"do": verb})[0]


class Phone(unittest.TestCase):
    def test_it_shows_the_id_that_it_decoded(self):
        for client_session_id, phrase in [(ID, f"client session id {ID}"),
                                          ("x" * 100, "client session id " + "x" * 100),
                                          (None, "no client session id")]:
            with self.subTest(client_session_id), Emulator("--phone") as service:
                start(service, client_session_id)
                wait_for(service, "sip", "ringing")
                [invited] = [line for line in service.log() if line.get("sip") == "invited"]
                self.assertEqual(invited["phrase"], phrase)

    def test_it_answers_and_hangs_up(self):
        with Emulator("--phone") as service:
            start(service)
            wait_for(service, "sip", "ringing")
            self.assertEqual(do(service, "hang-up"), 409)
            self.assertEqual(do(service, "answer"), 202)
            wait_for(service, "sip", "answered")
            self.assertEqual(do(service, "answer"), 409)
            self.assertEqual(do(service, "decline"), 409)
            self.assertEqual(do(service, "hang-up"), 202)
            wait_for(service, "sip", "hung up")
            self.assertEqual(do(service, "hang-up"), 409)
            self.assertEqual(course(service), TALKING + [("hung up", 200)])

    def test_it_declines(self):
        with Emulator("--phone") as service:
            start(service)
            wait_for(service, "sip", "ringing")
            self.assertEqual(do(service, "decline"), 202)
            wait_for(service, "sip", "refused")
            self.assertEqual(do(service, "answer"), 409)
            self.assertEqual(course(service), RINGING + [("refused", 603)])

    def test_the_time_is_over(self):
        for flags, expected in [(["--ring-ms", "100"], RINGING + [("cancelled", 487)]),
                                (["--ring-ms", "20000", "--talk-ms", "100"],
                                 TALKING + [("ended", 200)])]:
            with self.subTest(flags), Emulator("--phone", *flags) as service:
                start(service)
                wait_for(service, "sip", "ringing", "cancelled")
                if len(expected) > 3:
                    self.assertEqual(do(service, "answer"), 202)
                wait_for(service, "sip", expected[-1][0])
                self.assertEqual(course(service), expected)

    def test_it_acts_by_itself(self):
        for flag, expected in [("--phone=answer", TALKING + [("ended", 200)]),
                               ("--phone=decline", RINGING + [("refused", 603)])]:
            with self.subTest(flag):
                with Emulator(flag, "--answer-after", "50", "--talk-ms", "50") as service:
                    start(service)
                    wait_for(service, "sip", expected[-1][0])
                    self.assertEqual(course(service), expected)

    def test_two_calls_at_once(self):
        with Emulator("--phone") as service:
            for name in ["first", "second"]:
                start(service, name)
                wait_for(service, "sip", "ringing")
            self.assertEqual(do(service, "decline", 1), 202)
            wait_for(service, "sip", "refused")
            self.assertEqual(do(service, "answer", 2), 202)
            last = wait_for(service, "sip", "answered")[-1]
            self.assertEqual(last["clientSessionId"], "second")

    def test_a_call_that_is_played_again(self):
        with Emulator("--phone=decline", "--answer-after", "0") as service:
            start(service)
            wait_for(service, "sip", "refused")
            status, *_ = send(service.url, "POST", "/_emulator/calls/1/invite")
            self.assertEqual(status, 202)
            while course(service) != 2 * (RINGING + [("refused", 603)]):
                time.sleep(0.005)

    def test_a_stop_while_it_rings_and_talks(self):
        for flag, moment in [("--phone", "ringing"), ("--phone=answer", "answered")]:
            with self.subTest(flag):
                service = self.enterContext(Emulator(flag, "--talk-ms", "60000"))
                start(service)
                wait_for(service, "sip", moment)
                self.assertEqual(service.stop(), 0)
                self.assertEqual(service.output, (b"", b""))
                self.assertIn(course(service)[-1], [("cancelled", 487), ("ended", 200)])

    def test_strangers_cannot_call_it(self):
        with Callee(answers()) as stranger, Emulator("--phone") as service:
            start(service)
            wait_for(service, "sip", "ringing")
            for port in phone_ports(service):
                stranger.ask(port, "INVITE")
            answered = stranger.wait_for("SIP/2.0 403", 2)
            self.assertTrue(answered)
            self.assertEqual(course(service), RINGING)


def phone_ports(service):
    """The UDP ports of the emulator: the phone's, and the one that it calls from."""
    inodes = set()
    for link in (Path("/proc") / str(service.process.pid) / "fd").iterdir():
        with contextlib.suppress(OSError):
            if found := re.fullmatch(r"socket:\[(\d+)\]", str(link.readlink())):
                inodes.add(found[1])
    rows = [row.split() for row in Path("/proc/net/udp").read_text().splitlines()[1:]]
    return [int(row[1].rsplit(":", 1)[1], 16) for row in rows if row[9] in inodes]


class Guide(unittest.TestCase):
    def test_one_call_with_curl(self):
        guide = (TESTS.parent / "docs/guide/emulator.md").read_text(encoding="utf-8")
        script = re.search("### One call with curl\n.*?```sh\n(.*?)```", guide, re.S)[1]
        path = f"{command().parent}:{os.environ['PATH']}"
        with Emulator("--phone") as service, tempfile.TemporaryDirectory() as directory:
            script = script.replace("http://127.0.0.1:8080", service.url)
            done = subprocess.run(["sh", "-eu", "-c", script], cwd=directory, check=False, text=True,
                                  env={**os.environ, "PATH": path}, capture_output=True, timeout=60)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn('"step":"ringing"', done.stdout)
            wait_for(service, "sip", "hung up")
            self.assertEqual(course(service), TALKING + [("hung up", 200)])


class Registrar(unittest.TestCase):
    def setUp(self):
        self.number = 0

    def emulator(self, *flags):
        service = self.enterContext(Emulator("--registrar", "0", "--talk-ms", "50", *flags))
        line = service.process.stdout.readline().decode()
        self.port = int(re.fullmatch(r"registrar at sip:127\.0\.0\.1:(\d+)\n", line)[1])
        return service

    def register(self, phone, *headers):
        """Sends REGISTER; gives the response."""
        self.number += 1
        phone.ask(self.port, "REGISTER", *headers, number=self.number)
        return phone.wait_for("SIP/2.0", self.number)[-1]

    def test_a_phone_that_registers_is_called(self):
        with Callee(answers()) as phone:
            service = self.emulator()
            contact = f"<sip:a@127.0.0.1:{phone.ports[0]}>"
            response = self.register(phone, f"Contact: {contact}", "Expires: 600")
            self.assertEqual(response.start, "SIP/2.0 200 OK")
            self.assertEqual(response.one("Contact"), f"{contact};expires=600")
            start(service)
            wait_for(service, "sip", "ended")
            invite = phone.messages("INVITE")[0]
            self.assertEqual(invite.start, f"INVITE {contact[1:-1]} SIP/2.0")
            self.assertEqual(len(phone.messages("BYE")), 1)

    def test_no_phone_is_registered(self):
        with Callee(answers()) as phone:
            service = self.emulator()
            contact = f"Contact: <sip:a@127.0.0.1:{phone.ports[0]}>"
            for leave in [["Contact: *", "Expires: 0"], [contact + ";expires=0"]]:
                self.register(phone, contact)
                self.assertEqual(self.register(phone, *leave).all("Contact"), [])
                start(service)
                line = wait_for(service, "sip", "failed")[-1]
                self.assertEqual((line["status"], line["phrase"]), (0, "no phone is registered"))
            self.assertEqual(phone.messages("INVITE"), [])

    def test_a_registration_runs_out(self):
        with Callee(answers()) as phone:
            service = self.emulator()
            self.register(phone, f"Contact: <sip:a@127.0.0.1:{phone.ports[0]}>;expires=1")
            while self.register(phone).all("Contact"):
                time.sleep(0.1)
            start(service)
            wait_for(service, "sip", "failed")

    def test_the_last_phone_is_called_and_then_the_built_in_one(self):
        with Callee(answers()) as first, Callee(answers()) as second:
            service = self.emulator("--phone")
            for phone in [first, second]:
                self.number = 0
                self.register(phone, f"Contact: <sip:a@127.0.0.1:{phone.ports[0]}>")
            start(service)
            wait_for(service, "sip", "ended")
            self.assertEqual(len(second.messages("INVITE")), 1)
            self.register(second, "Contact: *", "Expires: 0")
            start(service)
            wait_for(service, "sip", "ringing")
            self.assertEqual(first.messages("INVITE"), [])

    def test_contacts_that_cannot_be_called(self):
        with Callee(answers()) as phone:
            self.emulator()
            for contact in ["<sip:a@phone.invalid>", "<sips:a@127.0.0.1>", "<tel:+12045551111>",
                            "<sip:a@127.0.0.1;transport=ws>", "<sip:a@127.0.0.1?Subject=x>"]:
                with self.subTest(contact):
                    response = self.register(phone, f"Contact: {contact}")
                    self.assertTrue(response.start.startswith("SIP/2.0 400 "), response.start)


class Flags(unittest.TestCase):
    def test_what_goes_together(self):
        for flags, message in [
            (["--phone", "--invite", "sip:127.0.0.1"], "--invite cannot be used with"),
            (["--registrar", "0", "--invite", "sip:127.0.0.1"], "--invite cannot be used with"),
            (["--phone", "--answer-after", "1"], "--answer-after needs"),
            (["--phone=sing"], "--phone takes"),
            (["--registrar", "65536"], "--registrar must be a whole number"),
            (["--talk-ms", "1"], "--talk-ms needs --invite, --phone or --registrar"),
        ]:
            with self.subTest(flags):
                done = run("emulate", *flags)
                self.assertEqual(done.returncode, 2)
                self.assertIn(message, done.stderr)

    def test_a_registrar_whose_port_is_in_use(self):
        with socket.socket(type=socket.SOCK_DGRAM) as taken:
            taken.bind(("127.0.0.1", 0))
            done = run("emulate", "--registrar", taken.getsockname()[1])
        self.assertEqual(done.returncode, 1)
        self.assertIn("cannot open the registrar", done.stderr)
