# SPDX-License-Identifier: Apache-2.0
"""Ten thousand calls with one client, and a twentieth of that over TLS: nothing grows.

Each call has a connection of its own; over TLS, most of the time would be handshakes. CALLS changes
the number.
"""
import os
import subprocess
import unittest

from support import Emulator, directory

CALLS = int(os.environ.get("CALLS", "10000"))


class Soak(unittest.TestCase):
    def place(self, tls, calls):
        with Emulator(tls=tls) as service:
            done = subprocess.run(
                [directory("SKILLCALL_TEST_PROGRAMS") / "soak", service.url, service.ca_file or "", str(calls)],
                capture_output=True, encoding="ascii", timeout=500)
        print(done.stdout + done.stderr, end="")
        self.assertEqual(done.returncode, 0)
        self.assertIn(f"soak: {calls} calls: ", done.stdout)

    def test_neither_memory_nor_descriptors_grow(self):
        self.place(False, CALLS)

    def test_they_do_not_grow_over_tls_either(self):
        self.place(True, CALLS // 20)
