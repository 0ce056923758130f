# SPDX-License-Identifier: Apache-2.0
"""What the integration tests share: running the command, and running a local service.

ctest sets SKILLCALL_BIN and SKILLCALL_LIBEXEC to the build tree's directories. By hand:

    SKILLCALL_BIN=build/bin SKILLCALL_LIBEXEC=build/libexec/skillcall python3 -m unittest test_emulator
"""

import contextlib
import http.client
import json
import os
import select
import signal
import ssl
import subprocess
import tempfile
import time
import urllib.parse
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent
VECTORS = TESTS / "vectors"

PHONE_PROVIDER = "amzn1.alexa.csp.id.82bb98bc-384a-11ed-a261-0242ac120002"
SMART_PROPERTIES_PROVIDER = "amzn1.comms.csp.id.c0e1cd84-a846-11ed-afa1-0242ac120002"


def directory(variable):
    """The directory that an environment variable names, made absolute."""
    value = os.environ.get(variable)
    if not value:
        raise RuntimeError(f"{variable} is not set: run this test with ctest, or set it")
    return Path(value).resolve()


def command():
    """The path of the skillcall command."""
    return directory("SKILLCALL_BIN") / "skillcall"


def emulator():
    """The path of the emulator, which `skillcall emulate` runs."""
    return directory("SKILLCALL_LIBEXEC") / "skillcall-emulator"


def vector(name):
    """A document of tests/vectors, parsed."""
    return json.loads((VECTORS / name).read_text(encoding="utf-8"))


def run(*arguments, token=None, stdin="", environment=None, timeout=30):
    """Runs `skillcall ARGUMENTS` to its end and gives returncode, stdout and stderr as text."""
    variables = {k: v for k, v in os.environ.items() if not k.startswith("SKILLCALL_")}
    variables["XDG_CONFIG_HOME"] = "/nonexistent"
    if token is not None:
        variables["SKILLCALL_TOKEN"] = token
    variables.update(environment or {})
    return subprocess.run([str(command()), *map(str, arguments)], input=stdin, env=variables,
                          capture_output=True, text=True, encoding="utf-8", timeout=timeout)


def send(url, method, path, token=None, body=None, headers=None, ca_file=None, timeout=20):
    """One HTTP request by Python's own client; gives (status, headers, body as bytes).

    A body that is not bytes is sent as JSON.
    """
    where = urllib.parse.urlsplit(url)
    if where.scheme == "https":
        context = ssl.create_default_context(cafile=ca_file)
        connection = http.client.HTTPSConnection(where.hostname, where.port, timeout=timeout,
                                                 context=context)
    else:
        connection = http.client.HTTPConnection(where.hostname, where.port, timeout=timeout)
    every = {} if token is None else {"Authorization": f"Bearer {token}"}
    if body is not None:
        every["Content-Type"] = "application/json"
        body = body if isinstance(body, bytes) else json.dumps(body).encode()
    every.update(headers or {})
    with contextlib.closing(connection):
        connection.request(method, path, body, every)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()


class Service:
    """A program that prints `listening on URL` when it is ready and stops on SIGTERM."""

    def __init__(self, *argv):
        self.process = subprocess.Popen([str(a) for a in argv], stdin=subprocess.DEVNULL,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.url = self._wait_until_listening()

    def _wait_until_listening(self, seconds=20):
        ready, _, _ = select.select([self.process.stdout], [], [], seconds)
        line = self.process.stdout.readline().decode() if ready else ""
        if not line.startswith("listening on "):
            self.process.kill()
            _, errors = self.process.communicate()
            raise RuntimeError(f"not listening: {line!r} {errors.decode()!r}")
        return line.removeprefix("listening on ").rstrip("\n")

    @property
    def port(self):
        return int(self.url.rsplit(":", 1)[1])

    def stop(self, number=signal.SIGTERM, timeout=20):
        """Stops the program. Gives its exit code; (stdout, stderr) are kept in `output`."""
        if self.process.returncode is None:
            self.process.send_signal(number)
            try:
                self.output = self.process.communicate(timeout=timeout)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.communicate()
                raise
        return self.process.returncode

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        code = self.stop()
        if code != 0 and kind is None:
            raise AssertionError(f"exit code {code}: {self.output[1].decode()}")


class Emulator(Service):
    """The local service, with a log and, under TLS, a CA file of its own.

    with Emulator("--fault", "throttled.first-1") as service:
        run("start", "--endpoint", service.url, ...)
        entries = service.log()
    """

    def __init__(self, *flags, tls=False, through_command=False):
        self.directory = tempfile.TemporaryDirectory(prefix="skillcall-")
        self.log_file = Path(self.directory.name) / "log.jsonl"
        self.ca_file = Path(self.directory.name) / "ca.pem" if tls else None
        program = [command(), "emulate"] if through_command else [emulator()]
        tls_flags = ["--tls", "--ca-out", self.ca_file] if tls else []
        try:
            super().__init__(*program, "--log", self.log_file, *tls_flags, *flags)
        except BaseException:
            self.directory.cleanup()
            raise

    def log(self):
        """The requests received until now, each logged before it was answered."""
        lines = self.log_file.read_text(encoding="utf-8").split("\n")
        return [json.loads(line) for line in lines[:-1]]  # the last is empty, or half-written

    def wait_for_log(self, count, seconds=20):
        """The log, as soon as it holds at least `count` requests."""
        end = time.monotonic() + seconds
        while len(self.log()) < count:
            if time.monotonic() > end:
                raise RuntimeError(f"{len(self.log())} of {count} requests came in {seconds} s")
            time.sleep(0.005)
        return self.log()

    def __exit__(self, *failure):
        try:
            super().__exit__(*failure)
        finally:
            self.directory.cleanup()
