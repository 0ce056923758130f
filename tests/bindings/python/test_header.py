# SPDX-License-Identifier: Apache-2.0
"""skillcall_ffi.h: complete, and free of what such a header cannot have."""

import os
import re
import subprocess
import sys
import unittest
from pathlib import Path
from types import ModuleType

import skillcall
from cffi import FFI

TREE = Path(__file__).resolve().parents[3]
TEXT = Path(os.environ["SKILLCALL_FFI_HEADER"]).read_text(encoding="utf-8")
PUBLIC = "".join(file.read_text(encoding="utf-8")
                 for file in sorted((TREE / "include/skillcall").glob("*.h")))


class Header(unittest.TestCase):
    def setUp(self):
        self.ffi = FFI()
        self.ffi.cdef(TEXT)  # verbatim
        self.lib = self.ffi.dlopen(os.environ["SKILLCALL_LIBRARY"])

    def test_it_is_declarations_only(self):
        self.assertNotRegex(TEXT, r"#|/\*|__attribute__|SKILLCALL_API|extern")

    def test_it_has_every_exported_function(self):
        declared = re.findall(r"^[a-z].*?[ *](skillcall_\w+)\([^*]", TEXT, re.M)
        listed = (TREE / "cmake/symbols.txt").read_text(encoding="utf-8").split()
        self.assertCountEqual(declared, listed)
        for name in listed:
            self.assertTrue(callable(getattr(self.lib, name)))

    def test_the_package_exports_its_names(self):
        names = [name for name, value in vars(skillcall).items()
                 if not name.startswith("_") and not isinstance(value, ModuleType)]
        self.assertCountEqual(names, skillcall.__all__)

    def test_it_has_every_number_of_the_headers(self):
        numbers = re.findall(r"\b(SKILLCALL_\w+) = (-?\d+)", PUBLIC)
        numbers += re.findall(r"^#define (SKILLCALL_\w+) (\d+)$", PUBLIC, re.M)
        self.assertGreater(len(numbers), 70)
        for name, value in numbers:
            self.assertEqual(getattr(self.lib, name), int(value), name)

    def test_the_package_has_the_strings_that_it_cannot_hold(self):
        texts = re.findall(r'^#define SKILLCALL_(\w+)[ \\\n]+"(.*)"$', PUBLIC, re.M)
        self.assertEqual(len(texts), 8)
        for name, value in texts:
            if name != "VERSION":
                self.assertEqual(getattr(skillcall, name.replace("TYPE_", "")), value, name)

    def test_the_enumerations_of_the_package_are_those_of_the_header(self):
        for kind, prefix in [(skillcall.Status, "E_"), (skillcall.Outcome, "OUTCOME_"),
                             (skillcall.LogLevel, "LOG_"), (skillcall.Profile, "PROFILE_"),
                             (skillcall.Permission, "PERMISSION_")]:
            constants, = re.findall(rf"^enum \w+ {{ ([^}}]*SKILLCALL_{prefix}[^}}]*) }};", TEXT,
                                    re.M)
            numbers = dict(re.findall(rf"SKILLCALL_(?:{prefix})?(\w+) = (\d+)", constants))
            self.assertEqual({member.name: str(member.value) for member in kind}, numbers)

    def test_every_status_has_its_exception(self):
        kinds = {kind.status: kind for kind in skillcall.SkillcallError.__subclasses__()}
        self.assertEqual(set(kinds), set(skillcall.Status) - {skillcall.Status.OK})
        for kind in kinds.values():
            self.assertIs(getattr(skillcall, kind.__name__), kind)

    def test_a_missing_library_is_reported_with_its_variable(self):
        for variable in ["SKILLCALL_LIBRARY", "SKILLCALL_FFI_HEADER"]:
            done = subprocess.run([sys.executable, "-c", "import skillcall"], check=False,
                                  capture_output=True, text=True, timeout=60,
                                  env={**os.environ, variable: "/nonexistent"})
            self.assertRegex(done.stderr, rf"\nImportError: .*; install skillcall, or name [a-z ]+ in {variable}\n$")
