# SPDX-License-Identifier: Apache-2.0
"""What the tests of the Lambda functions share: running them as Lambda does."""

import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from command_case import TOKEN_MARK
from support import TESTS, directory

LAMBDA = TESTS.parent / "examples" / "lambda-skill"
sys.path.append(str(LAMBDA))

from local_lambda import RuntimeApi  # noqa: E402

SLOWNESS = int(os.environ.get("SLOWNESS", "1"))  # more for an emulated machine

# What a function exits with when the runtime API tells it that there is no going on.
STOPPED = "runtime API: invocation/next: HTTP status 500\n"


def add_certificate(directory, ca_file):
    """Adds a CA to those that a function was packed with, under the name that OpenSSL looks for."""
    name = subprocess.run(["openssl", "x509", "-noout", "-hash", "-in", ca_file], check=True,
                          capture_output=True, text=True).stdout.strip()
    shutil.copy(ca_file, directory / f"{name}.0")


class Function:
    """A function that runs with Lambda's environment and nothing else of this machine's."""

    def __init__(self, argv, api, **environment):
        self.api = api
        self.log_file = tempfile.TemporaryFile("w+", encoding="utf-8")
        every = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "en_US.UTF-8",
                 "AWS_LAMBDA_RUNTIME_API": api.host,
                 "LAMBDA_TASK_ROOT": str(Path(argv[0]).parent), **environment}
        every = {name: value for name, value in every.items() if value is not None}
        self.process = subprocess.Popen([str(a) for a in argv], env=every,
                                        stdin=subprocess.DEVNULL, stdout=self.log_file,
                                        stderr=self.log_file)

    def log(self):
        """All that it has printed until now."""
        self.log_file.seek(0)
        return self.log_file.read()

    def wait(self, timeout=20):
        """Waits for its end. Gives the exit code."""
        return self.process.wait(timeout)

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        """A function that still runs is told to end, so that it frees what it holds."""
        try:
            if self.process.poll() is None:
                self.api.end()
                code = self.wait()
                if kind is None and (code != 1 or not self.log().endswith(STOPPED)):
                    raise AssertionError(f"exit code {code}: {self.log()}")
            if TOKEN_MARK in self.log():
                raise AssertionError("a token is in the log")
        finally:
            self.process.kill()
            self.process.wait()
            self.log_file.close()


class FunctionCase(unittest.TestCase):
    """Tests of one program."""

    PROGRAM = None

    def setUp(self):
        self.api = self.enterContext(RuntimeApi())

    def function(self, **environment):
        """Starts the function; the test's end is its end."""
        program = directory("SKILLCALL_EXAMPLES") / self.PROGRAM
        return self.enterContext(Function([program], self.api, **environment))

    def answer(self, event, **options):
        """The answer to an event, which must not be an error."""
        options = {"deadline_ms": 8000 * SLOWNESS, "timeout": 30 * SLOWNESS, **options}
        answer = self.api.invoke(event, **options)
        self.assertEqual(answer.kind, "response", answer.body)
        return answer.json()

    def refused(self, event, error_type, sentence, **options):
        """Gives an event that must end in an error of this type."""
        answer = self.api.invoke(event, **options)
        self.assertEqual(answer.kind, "error", answer.body)
        self.assertEqual(answer.headers["Lambda-Runtime-Function-Error-Type"], error_type)
        self.assertEqual(answer.json()["errorType"], error_type)
        self.assertIn(sentence, answer.json()["errorMessage"])
        self.assertEqual(answer.json()["stackTrace"], [])
