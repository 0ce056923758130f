# SPDX-License-Identifier: Apache-2.0
"""Programs that are searched while they stay: they have freed everything, but not ended."""
import os
import subprocess
import tempfile

# How an application has all that is freed wiped, by whatever library it was allocated.
WIPING = {"GLIBC_TUNABLES": "glibc.malloc.perturb=165:glibc.malloc.tcache_count=0",
          "LD_BIND_NOW": "1"}


class Program:
    """Runs with pipes; what it prints is kept in `output`, both streams."""

    def __init__(self, arguments, wiping=False):
        self._errors = tempfile.TemporaryFile()
        self.output = b""
        self._process = subprocess.Popen(
            arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._errors,
            env={**os.environ, **(WIPING if wiping else {})})
        self.pid = self._process.pid

    def say(self, *lines):
        self._process.stdin.write("".join(line + "\n" for line in lines).encode("ascii"))
        self._process.stdin.flush()

    def read_until(self, mark):
        """Reads to the line that has the mark in it and returns that line."""
        for line in self._process.stdout:
            self.output += line
            if mark in line:
                return line
        raise AssertionError("the program ended with %d" % self._process.wait())

    def leave(self):
        """Lets it end, which it must do well."""
        with self._process:
            self._process.stdin.close()
            self.output += self._process.stdout.read()
        with self._errors:
            self._errors.seek(0)
            self.output += self._errors.read()
        if self._process.returncode:
            raise AssertionError("the program ended with %d: %s"
                                 % (self._process.returncode, self.output[-2000:]))
