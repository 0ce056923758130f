# SPDX-License-Identifier: Apache-2.0
"""The examples of the binding's README and of the page on other languages."""

import os
import re
import unittest
from pathlib import Path

from case import EMULATOR, vector

TREE = Path(__file__).resolve().parents[3]


def example(page):
    """What the first example of a page defines."""
    names = {}
    text = (TREE / page).read_text(encoding="utf-8")
    exec(re.search(r"```python\n(.*?)```", text, re.S)[1], names)
    return names


class Examples(unittest.TestCase):
    def test_readme(self):
        names = example("examples/bindings/python/README.md")
        call = names["call_support"]
        self.addCleanup(names["client"].close)
        self.assertRegex(call(EMULATOR.url, "emulator-ok", "device"), "^placed: ")
        self.assertRegex(call(EMULATOR.url, "emulator-error", "device"), "^perhaps placed; look for ")
        self.assertRegex(call(EMULATOR.url, "emulator-denied", "device"), "^not placed: HTTP 403")
        self.assertRegex(call(EMULATOR.url, "emulator-ok", ""), "^/participants/0/endpointId: ")

    def test_other_languages(self):
        names = example("docs/reference/ffi.md")
        lib = names["load"](os.environ["SKILLCALL_FFI_HEADER"], os.environ["SKILLCALL_LIBRARY"])
        self.assertIsNone(names["fault_of"](lib, vector("session-request.json").encode()))
        self.assertRegex(names["fault_of"](lib, b"{}"), "^/participants")
        self.assertRegex(names["fault_of"](lib, b"{"), "JSON")


if __name__ == "__main__":
    unittest.main()
