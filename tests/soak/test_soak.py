"""100,000 calls with one client over kept-alive TLS connections: nothing grows.

CALLS changes their number.
"""
import os
import pathlib
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "integration"))
from support import Emulator

CALLS = int(os.environ.get("CALLS", "100000"))


class Soak(unittest.TestCase):
    def test_neither_memory_nor_descriptors_grow(self):
        with Emulator(tls=True) as service:
            done = subprocess.run(
                [os.environ["SKILLCALL_SOAK"], service.url, service.ca_file, str(CALLS)],
                capture_output=True, encoding="ascii", timeout=600)
        print(done.stdout + done.stderr, end="")
        self.assertEqual(done.returncode, 0)
        self.assertIn(f"soak: {CALLS} calls: ", done.stdout)


if __name__ == "__main__":
    unittest.main()
