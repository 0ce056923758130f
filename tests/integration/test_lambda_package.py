# SPDX-License-Identifier: Apache-2.0
"""What `pack` makes of a program: a zip file that is the same each time, and lacks nothing."""

import subprocess
import tempfile
import time
import unittest
import zipfile
from pathlib import Path

from lambda_case import LAMBDA
from support import directory

CA_FILE = Path("/etc/ssl/certs/ca-certificates.crt")


def pack(program, file, **options):
    return subprocess.run([LAMBDA / "pack", program, file], capture_output=True, text=True, **options)


class Package(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.directory = Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        cls.program = cls.directory / "program"
        subprocess.run(["cc", "-static", "-xc", "-", "-o", cls.program], check=True, text=True,
                       input="int main(void) { return 0; }\n")
        cls.zip_file = cls.directory / "made" / "function.zip"
        pack(cls.program, cls.zip_file, check=True)

    def test_the_same_program_gives_the_same_file(self):
        again = self.directory / "again" / "function.zip"
        time.sleep(2.1)  # the times in a zip file are those of every other second
        again.parent.mkdir()
        with zipfile.ZipFile(again, "w") as archive:
            archive.writestr("of-yesterday", "")
        pack(self.program, again, check=True)
        self.assertEqual(again.read_bytes(), self.zip_file.read_bytes())

    def test_what_lambda_starts(self):
        with zipfile.ZipFile(self.zip_file) as archive:
            modes = {member.filename: member.external_attr >> 16 & 0o777
                     for member in archive.infolist()}
            self.assertEqual(archive.read("bootstrap"), self.program.read_bytes())
        self.assertEqual(modes["bootstrap"], 0o755)
        self.assertEqual({Path(name).parts[0] for name in modes}, {"bootstrap", "certificates"})

    def test_every_certificate_of_the_machine_is_found_by_its_name(self):
        with zipfile.ZipFile(self.zip_file) as archive:
            names = [name for name in archive.namelist() if name != "bootstrap"]
            files = {name: archive.read(name) for name in names}
        self.assertEqual(len(files), CA_FILE.read_text(encoding="utf-8").count("-BEGIN CERTIFICATE-"))
        for name in names[::20]:
            done = subprocess.run(["openssl", "x509", "-noout", "-hash"], input=files[name],
                                  check=True, capture_output=True)
            self.assertEqual(done.stdout.decode().strip(), Path(name).stem)

    def test_a_program_that_lambda_could_not_start(self):
        for program, message in [(directory("SKILLCALL_EXAMPLES") / "lambda_skill", "libskillcall.so.0"),
                                 ("/nowhere", "/nowhere")]:
            file = self.directory / "refused" / "function.zip"
            done = pack(program, file)
            self.assertEqual(done.returncode, 1)
            self.assertIn(message, done.stderr)
            self.assertFalse(file.exists())

    def test_usage(self):
        for arguments in [[], ["a"], ["a", "b", "c"]]:
            done = subprocess.run([LAMBDA / "pack", *arguments], capture_output=True, text=True)
            self.assertEqual(done.returncode, 2)
            self.assertIn("usage: ", done.stderr)
