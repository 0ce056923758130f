# SPDX-License-Identifier: Apache-2.0
"""The example of the page on other languages."""

import os
import re
import unittest
from pathlib import Path

from case import vector

PAGE = Path(__file__).resolve().parents[3] / "docs/reference/ffi.md"


class OtherLanguages(unittest.TestCase):
    def test_example(self):
        names = {}
        exec(re.search(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S)[1], names)
        lib = names["load"](os.environ["SKILLCALL_FFI_HEADER"], os.environ["SKILLCALL_LIBRARY"])
        self.assertIsNone(names["fault_of"](lib, vector("session-request.json").encode()))
        self.assertRegex(names["fault_of"](lib, b"{}"), "^/participants")
        self.assertRegex(names["fault_of"](lib, b"{"), "JSON")
