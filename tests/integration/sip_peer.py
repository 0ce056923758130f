# SPDX-License-Identifier: Apache-2.0
"""A SIP user agent, by SIPp, that the emulator calls."""

import contextlib
import re
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from sipp_scenarios import document


def free_port(kind, host="127.0.0.1"):
    """A port at which nobody listens."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, kind) as probe:
        probe.bind((host, 0))
        return probe.getsockname()[1]


def is_open(port, transport):
    """Whether somebody on this machine listens there."""
    for version in ["", "6"]:
        for line in Path(f"/proc/net/{transport}{version}").read_text().splitlines()[1:]:
            _, local, _, state, *_ = line.split()
            if local.endswith(f":{port:04X}") and state in ["07", "0A"]:
                return True
    return False


class Message:
    """A SIP request or response."""

    def __init__(self, text):
        head, _, self.body = text.partition("\n\n")
        self.start, *lines = head.split("\n")
        self.method = self.start.split()[0]
        self.headers = [tuple(re.split(r"\s*:\s*", line, maxsplit=1)) for line in lines]

    def all(self, name):
        """The values of a header."""
        return [value for key, value in self.headers if key.lower() == name.lower()]

    def one(self, name):
        """The value of a header that must be there once."""
        [value] = self.all(name)
        return value


class Peer:
    """Plays a scenario of sipp_scenarios.py for each of so many calls, then ends.

    with Peer("busy") as peer, Emulator("--invite", peer.uri) as service:
        ...
        invite, *_ = peer.wait()
    """

    def __init__(self, scenario, transport="udp", host="127.0.0.1", calls=1):
        self.port = free_port(socket.SOCK_DGRAM if transport == "udp" else socket.SOCK_STREAM, host)
        bracketed = f"[{host}]" if ":" in host else host
        self.uri = f"sip:{bracketed}:{self.port};transport={transport}"
        self._resources = contextlib.ExitStack()
        directory = self._resources.enter_context(tempfile.TemporaryDirectory(prefix="skillcall-"))
        self._messages = Path(directory, "messages")
        played = Path(directory, "scenario.xml")
        played.write_text(document(scenario), encoding="utf-8")
        self._process = subprocess.Popen(
            ["sipp", "-sf", played, "-i", host, "-p", str(self.port),
             "-t", f"{transport[0]}1", "-m", str(calls), "-timeout", "60s", "-timeout_error",
             "-nostdin", "-trace_msg", "-message_file", self._messages],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            cwd=directory)
        self._resources.callback(self._end)
        self._wait_until_open(transport)

    def _wait_until_open(self, transport):
        end = time.monotonic() + 20
        while not is_open(self.port, transport):
            if self._process.poll() is not None or time.monotonic() > end:
                self._resources.close()
                raise RuntimeError("SIPp does not listen")
            time.sleep(0.005)

    def _end(self):
        self._process.kill()
        self._process.communicate()

    def wait(self):
        """Waits until all calls have ended as the scenario has them; gives what was received."""
        output, _ = self._process.communicate(timeout=60)
        if self._process.returncode != 0:
            raise AssertionError(f"SIPp failed: {output.decode()}")
        return self.received()

    def received(self):
        """The messages that came until now."""
        text = self._messages.read_text(encoding="utf-8")
        parts = re.split(r"^-{20,} .*\n\w+ message (received|sent) .*\n\n", text, flags=re.M)
        return [Message(part) for kind, part in zip(parts[1::2], parts[2::2]) if kind == "received"]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._resources.close()
