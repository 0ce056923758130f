# SPDX-License-Identifier: Apache-2.0
"""The Python binding loaded again in one process, as reloaders of development servers and notebooks do."""

import importlib
import sys

import skillcall
from case import EMULATOR, SECRET, Case


def place_call(binding):
    """A call, with a hook, of this copy of the package."""
    session = binding.Session(binding.Participant.phone_caller("+12045551111", "device"),
                              binding.Participant.phone_callee("+16073331111"))
    lines = []
    with binding.Client(log=lambda level, line: lines.append(line)) as client, \
            binding.Access(EMULATOR.url, f"emulator-ok.key-{SECRET}") as access:
        receipt = client.start(access, session)
    return bool(receipt.session_id and lines)


class Load(Case):
    def test_reload(self):
        self.assertTrue(place_call(importlib.reload(skillcall)))

    def test_second_copy_next_to_the_first(self):
        first = {name: module for name, module in sys.modules.items() if name.split(".")[0] == "skillcall"}
        self.addCleanup(sys.modules.update, first)
        for name in first:
            del sys.modules[name]
        second = importlib.import_module("skillcall")
        self.assertIsNot(second.Client, skillcall.Client)
        self.assertTrue(place_call(second))
        self.assertTrue(place_call(skillcall))
