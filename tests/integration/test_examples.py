# SPDX-License-Identifier: Apache-2.0
"""The examples, each run against the emulator; what they say is compared with what it received."""

import os
import re
import signal
import subprocess
import unittest
from pathlib import Path

from command_case import DEVICE, FROM, TO, TOKEN_MARK, token_for
from support import Emulator, directory

PLACED = re.compile(r"^placed: session (\S+), client session id (\S+)$", re.M)
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
NUMBERS = [f"+1607333{n:04}" for n in range(40)]


def pattern_of(output):
    """A regular expression for an output in which "…" stands for anything, and ids, ports and sizes vary."""
    lines = [re.sub(r"[0-9a-f]{8}-…", "[-0-9a-f]{36}", re.escape(line).replace(r"\-…", "-…"))
             for line in output.splitlines()]
    lines = [re.sub(r"(?<=:)\d{4,}|\d+(?=\\ (allocations|bytes))", r"\\d+", line) for line in lines]
    return "\\A" + "".join("(.*\n)*" if line == "…" else line.replace("…", ".*") + "\n"
                           for line in lines) + "\\Z"


def built(name):
    """The path of an example's program."""
    return directory("SKILLCALL_EXAMPLES") / name


def variables(service, token, **more):
    """The environment of an example."""
    every = {**os.environ, "SKILLCALL_TOKEN": token, **more}
    every.pop("SKILLCALL_CA_FILE", None)
    if service.ca_file:
        every["SKILLCALL_CA_FILE"] = str(service.ca_file)
    return every


class Examples(unittest.TestCase):
    ONE_CALL = ["start_call", "custom_allocator", "custom_transport", "cancel_with_ctrl_c"]
    MANY_CALLS = ["many_threads", "epoll_loop"]

    def place(self, name, service, numbers=(TO,), token=token_for("ok"), code=0, **environment):
        """Runs an example to its end and checks exit code and secrecy."""
        done = subprocess.run([built(name), service.url, DEVICE, FROM, *numbers],
                              env=variables(service, token, **environment), capture_output=True,
                              text=True, timeout=60)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        self.assertNotIn(TOKEN_MARK, done.stdout + done.stderr)
        return done

    def assert_placed(self, done, service, numbers=(TO,)):
        """One receipt for each number, with the very ids and numbers that the service has seen."""
        bodies = [entry["body"] for entry in service.log()]
        self.assertCountEqual([b["participants"][1]["id"]["value"] for b in bodies], numbers)
        ids = [b["clientContext"]["clientSessionId"] for b in bodies]
        receipts = PLACED.findall(done.stdout)
        self.assertCountEqual([client_session_id for _, client_session_id in receipts], ids)
        self.assertEqual(len({session_id for session_id, _ in receipts}), len(numbers))

    def test_every_example_is_tested(self):
        names = {file.stem for file in EXAMPLES.glob("*.c")} - {"setup"}
        self.assertEqual(names, {*self.ONE_CALL, *self.MANY_CALLS, "call_from_room",
                                 "prometheus_metrics"})

    def test_what_the_readme_shows(self):
        text = (EXAMPLES / "README.md").read_text(encoding="utf-8")
        shown = re.findall(r"^\$ (examples/run .*)\n((?:(?!\$|```).*\n)+)", text, re.M)
        names = {command.split()[1] for command, _ in shown}
        self.assertEqual(names, set(re.findall(r"^\| \[([\w-]+)\]", text, re.M)))
        build = directory("SKILLCALL_EXAMPLES").parent
        # Python itself is not under the sanitizer that a library may be.
        if b"__asan_init" in (build / "bin/skillcall").read_bytes():
            shown = [(command, _) for command, _ in shown if "smart-properties" not in command]
        for command, output in shown:
            with self.subTest(command):
                done = subprocess.run(command.split(), cwd=EXAMPLES.parent, text=True, timeout=60,
                                      env={**os.environ, "SKILLCALL_BUILD": str(build)}, check=False,
                                      stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
                self.assertRegex(done.stdout, pattern_of(output))

    def call_from_room(self, service, lookup="ok", call="ok", code=0):
        environment = variables(service, token_for(call), LWA_TOKEN=token_for(lookup))
        done = subprocess.run([built("call_from_room"), service.url, "amzn1.alexa.unit.did.A&B",
                               DEVICE, "4011"], env=environment, capture_output=True, text=True,
                              timeout=60)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        self.assertNotIn(TOKEN_MARK, done.stdout + done.stderr)
        return done

    def test_a_call_from_a_room(self):
        with Emulator(tls=True) as service:
            done = self.call_from_room(service)
            lookup, call = service.log()
            self.assertEqual(lookup["query"], {"entity.type": "UNIT",
                                                "entity.id": "amzn1.alexa.unit.did.A&B"})
            room, extension = call["body"]["participants"]
            self.assertIn(f"communication profile: {room['id']['value']}\n", done.stdout)
            self.assertEqual(room["endpointId"], DEVICE)
            self.assertEqual(extension["id"], {"type": "RAW_ADDRESS", "value": "4011"})
            self.assertIn(call["clientSessionId"], done.stdout)

    def test_a_call_from_a_room_that_fails(self):
        with Emulator() as service:
            self.call_from_room(service, lookup="denied", code=1)
            self.assertEqual([entry["method"] for entry in service.log()], ["GET"])
            self.call_from_room(service, call="denied", code=1)
            self.assertIn("unknown: ", self.call_from_room(service, call="error", code=4).stderr)
            self.assertIn("session without an id", self.call_from_room(service, call="empty").stdout)
            self.assertEqual(subprocess.run([built("call_from_room")], capture_output=True,
                                            timeout=10).returncode, 2)

    def test_one_call(self):
        for name in self.ONE_CALL:
            with self.subTest(name), Emulator(tls=True) as service:
                self.assert_placed(self.place(name, service), service)

    def test_many_calls(self):
        for name in self.MANY_CALLS:
            with self.subTest(name), Emulator(tls=True) as service:
                self.assert_placed(self.place(name, service, NUMBERS), service, NUMBERS)

    def test_metrics(self):
        with Emulator() as service:
            done = self.place("prometheus_metrics", service, NUMBERS[:2])
            self.assertIn('skillcall_calls_total{outcome="placed"} 2\n', done.stdout)
            self.assertIn("http_client_request_duration_seconds_count 2\n", done.stdout)
            done = self.place("prometheus_metrics", service, token=token_for("error"), code=4)
            self.assertIn('skillcall_calls_total{outcome="unknown"} 1\n', done.stdout)
            self.assertIn("skillcall_requests_failed_total 1\n", done.stdout)

    def test_exit_codes(self):
        for name in self.ONE_CALL + self.MANY_CALLS:
            with self.subTest(name), Emulator() as service:
                done = self.place(name, service, token=token_for("expired"), code=1)
                self.assertIn("not_placed: ", done.stderr)
                done = self.place(name, service, token=token_for("error"), code=4)
                self.assertIn("unknown: ", done.stderr)
                self.assertEqual(len(service.log()), 2)
                done = self.place(name, service, numbers=["12"], code=1)
                self.assertIn("/participants/1/id/value: ", done.stderr)
                self.assertEqual(subprocess.run([built(name)], capture_output=True,
                                                timeout=10).returncode, 2)
                self.assertEqual(len(service.log()), 2)

    def test_one_bad_call_among_many(self):
        for name in self.MANY_CALLS:
            with self.subTest(name), Emulator() as service:
                done = self.place(name, service, [*NUMBERS[:3], "12", *NUMBERS[3:6]], code=1)
                self.assert_placed(done, service, NUMBERS[:6])

    def test_a_refused_call_and_one_that_was_not_sent_are_tried_again(self):
        with Emulator() as service:
            self.place("custom_transport", service, token=token_for("throttled.first-1"))
            self.assertEqual(len(service.log()), 2)
        done = self.place("custom_transport", service, code=1)
        self.assertIn("not_placed: ", done.stderr)
        self.assertEqual(done.stdout.count("POST "), 3)

    def test_a_call_that_may_have_been_sent_is_not_tried_again(self):
        with Emulator() as service:
            done = self.place("custom_transport", service, token=token_for("reset"), code=4)
            self.assertIn("unknown: ", done.stderr)
            self.assertEqual(done.stdout.count("POST "), 1)
            self.assertEqual(len(service.log()), 1)

    def test_a_budget_of_memory(self):
        counts = r"(\d+) allocations, at most (\d+) bytes at once, 0 bytes left over\n"
        with Emulator() as service:
            done = self.place("custom_allocator", service)
            allocations, peak = map(int, re.search(counts, done.stdout).groups())
            self.assertGreater(allocations, 0)
            # The most is in use when the answer comes: then the call may have been placed.
            for budget, code in [(peak, 0), (peak - 1, 4), (0, 1)]:
                done = self.place("custom_allocator", service, code=code,
                                  SKILLCALL_MEMORY=str(budget))
                self.assertRegex(done.stdout, counts)
                self.assertEqual("out of memory" in done.stderr, code != 0, done.stderr)
            self.assertEqual(len(service.log()), 3)

    def test_ctrl_c(self):
        with Emulator() as service:
            program = subprocess.Popen([built("cancel_with_ctrl_c"), service.url, DEVICE, FROM, TO],
                                       env=variables(service, token_for("ok.delay-60000")),
                                       stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            service.wait_for_log(1)
            program.send_signal(signal.SIGINT)
            _, errors = program.communicate(timeout=5)
            self.assertEqual(program.returncode, 4, errors)
            self.assertIn("unknown: the call was cancelled", errors)
            self.assertIn(service.log()[0]["body"]["clientContext"]["clientSessionId"], errors)
