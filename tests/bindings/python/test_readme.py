"""The example of the binding's README."""

import re
import unittest
from pathlib import Path

from rig import URL

README = Path(__file__).resolve().parents[3] / "examples/bindings/python/README.md"


class Readme(unittest.TestCase):
    def test_example(self):
        names = {}
        text = README.read_text(encoding="utf-8")
        exec(re.search(r"```python\n(.*?)```", text, re.S)[1], names)
        call = names["call_support"]
        self.addCleanup(names["client"].close)
        self.assertRegex(call(URL, "emulator-ok", "device"), "^placed: ")
        self.assertRegex(call(URL, "emulator-error", "device"), "^perhaps placed; look for ")
        self.assertRegex(call(URL, "emulator-denied", "device"), "^not placed: HTTP 403")
        self.assertRegex(call(URL, "emulator-ok", ""), "^/participants/0/endpointId: ")


if __name__ == "__main__":
    unittest.main()
