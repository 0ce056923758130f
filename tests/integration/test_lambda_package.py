# SPDX-License-Identifier: Apache-2.0
"""What `pack` makes of a program: a zip file that is the same each time, and lacks nothing."""

import re
import subprocess
import tempfile
import time
import unittest
import zipfile
from pathlib import Path

from lambda_case import LAMBDA, PackedCase, pack


def sections(file):
    """What `objdump -p` says of a file: {title: lines}."""
    text = subprocess.run(["objdump", "-p", file], check=True, capture_output=True, text=True).stdout
    found = re.findall(r"^(\S[^\n]*):\n((?:[ \t\d][^\n]*\n)*)", text, re.M)
    return {title: lines.splitlines() for title, lines in found}


def needed(file):
    """{library: the symbol versions of it that a file needs}"""
    every = sections(file)
    versions = {line.split()[1]: set() for line in every.get("Dynamic Section", [])
                if line.split()[0] == "NEEDED"}
    library = None
    for line in every.get("Version References", []):
        if line.strip().startswith("required from "):
            library = line.split()[2].rstrip(":")
        else:
            versions.setdefault(library, set()).add(line.split()[3])
    return versions


def defined(file):
    """The symbol versions that a library has."""
    return {line.split()[3] for line in sections(file).get("Version definitions", [])
            if len(line.split()) == 4}


class Package(PackedCase):
    PROGRAM = "lambda_skill"

    def test_every_library_and_every_symbol_version_is_brought(self):
        libraries = {file.name: file for file in (self.root / "lib").iterdir()}
        self.assertIn("libc.so.6", libraries)
        for file in [self.root / "function", *libraries.values()]:
            for library, versions in needed(file).items():
                self.assertIn(library, libraries, file)
                self.assertLessEqual(versions, defined(libraries[library]), (file, library))
        self.assertIn("libskillcall.so.0", needed(self.root / "function"))
        self.assertTrue(any(v.startswith("GLIBC_") for v in
                            needed(self.root / "function")["libc.so.6"]))

    def test_the_same_program_gives_the_same_file(self):
        again = Path(self.directory.name) / "again" / "function.zip"
        time.sleep(2.1)  # the times in a zip file are those of every other second
        again.parent.mkdir()
        with zipfile.ZipFile(again, "w") as archive:
            archive.writestr("of-yesterday", "")
        pack(self.PROGRAM, again)
        self.assertEqual(again.read_bytes(), self.zip_file.read_bytes())

    def test_what_lambda_starts(self):
        with zipfile.ZipFile(self.zip_file) as archive:
            modes = {member.filename: member.external_attr >> 16 & 0o777
                     for member in archive.infolist()}
        self.assertEqual(modes["bootstrap"], 0o755)
        self.assertEqual(modes["function"], 0o755)
        self.assertEqual({Path(name).parts[0] for name in modes},
                         {"bootstrap", "function", "lib", "certificates"})

    def test_every_certificate_of_the_bundle_is_found_by_its_name(self):
        bundle = subprocess.run(["curl-config", "--ca"], check=True, capture_output=True, text=True)
        text = Path(bundle.stdout.strip()).read_text(encoding="utf-8")
        files = list((self.root / "certificates").iterdir())
        self.assertEqual(len(files), text.count("-BEGIN CERTIFICATE-"))
        for file in files[::20]:
            done = subprocess.run(["openssl", "x509", "-noout", "-hash", "-in", file], check=True,
                                  capture_output=True, text=True)
            self.assertEqual(done.stdout.strip(), file.stem)

    def test_no_path_of_the_build_machine(self):
        dynamic = sections(self.root / "function")["Dynamic Section"]
        self.assertEqual([line.split()[1] for line in dynamic if "PATH" in line], ["$ORIGIN/../lib"])

    def test_usage(self):
        for arguments in [[], ["a"], ["a", "b", "c"]]:
            done = subprocess.run([LAMBDA / "pack", *arguments], capture_output=True, text=True)
            self.assertEqual(done.returncode, 2)
            self.assertIn("usage: ", done.stderr)

    def test_a_program_that_is_not_there(self):
        with tempfile.TemporaryDirectory() as directory:
            zip_file = Path(directory) / "function.zip"
            done = subprocess.run([LAMBDA / "pack", "/nowhere", zip_file], capture_output=True)
            self.assertNotEqual(done.returncode, 0)
            self.assertFalse(zip_file.exists())


if __name__ == "__main__":
    unittest.main()
