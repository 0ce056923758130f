# SPDX-License-Identifier: Apache-2.0
"""Defaults of start: environment variables and the configuration file."""

import json
import tempfile
import unittest
from pathlib import Path

from command_case import DEVICE, FROM, TO, TOKEN_MARK, CommandCase, token_for
from support import Emulator, vector

NUMBERS = ["--from", FROM, "--to", TO]


class Defaults(CommandCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def write(self, text, name="config"):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return str(path)

    def device_of(self, *arguments, **environment):
        """The device that a dry run names."""
        done = self.skillcall("start", "--dry-run", *NUMBERS, *arguments, code=0,
                              environment=environment)
        return json.loads(done.stdout)["participants"][0]["endpointId"]

    def test_flag_then_variable_then_file(self):
        config = self.write("# a comment\n\n  endpoint-id =  from-file \r\ncacert = /none\n")
        self.assertEqual(self.device_of(SKILLCALL_CONFIG=config), "from-file")
        self.assertEqual(self.device_of(SKILLCALL_CONFIG=config, SKILLCALL_ENDPOINT_ID="variable"),
                         "variable")
        self.assertEqual(self.device_of("--endpoint-id", "flag", SKILLCALL_CONFIG=config,
                                        SKILLCALL_ENDPOINT_ID="variable"), "flag")

    def test_where_the_file_is(self):
        self.write("endpoint-id = of-xdg", "skillcall/config")
        self.write("endpoint-id = of-home", ".config/skillcall/config")
        self.assertEqual(self.device_of(XDG_CONFIG_HOME=str(self.folder)), "of-xdg")
        self.assertEqual(self.device_of(XDG_CONFIG_HOME="", HOME=str(self.folder)), "of-home")
        self.assertEqual(self.device_of(XDG_CONFIG_HOME="relative", HOME=str(self.folder)), "of-home")

    def test_a_default_gives_way_to_a_flag_that_excludes_it(self):
        config = self.write("endpoint-id = d\nendpoint = http://127.0.0.1:9\ntoken-file = /none\n")
        session = json.dumps(vector("session-request.json"))
        done = self.skillcall("start", "--dry-run", "--session", "-", stdin=session, code=0,
                              environment={"SKILLCALL_CONFIG": config})
        self.assertEqual(json.loads(done.stdout)["participants"][0]["endpointId"], DEVICE)

    def test_a_call_with_nothing_but_numbers(self):
        with Emulator() as service:
            config = self.write(f"endpoint-id = d\ntoken-file = /none\ndeadline-ms = 5000\n")
            result = self.json_of("start", *NUMBERS, code=0, token=token_for("ok"),
                                  environment={"SKILLCALL_CONFIG": config,
                                               "SKILLCALL_ENDPOINT": service.url})
        self.assertEqual(result["outcome"], "placed")

    def test_what_is_wrong_with_the_file(self):
        for text, sentence in [
                ("endpoint-id", "line 1 of the configuration file"),
                ("\n\nfrom = +1", "line 3 of the configuration file"),
                ("verbose = yes", "no such setting"),
                (f"token = {TOKEN_MARK}", "no such setting"),
                ("a\0b = c", "NUL"),
                ("#" * 65537, "65536 bytes")]:
            with self.subTest(text=text[:20]):
                self.refused(sentence, "start", *NUMBERS, "--dry-run", code=3,
                             environment={"SKILLCALL_CONFIG": self.write(text)})
        self.refused("cannot be read", "start", *NUMBERS, "--dry-run", code=3,
                     environment={"SKILLCALL_CONFIG": "/nonexistent/file"})
        self.refused("--deadline-ms must be", "start", *NUMBERS, "--endpoint-id=d", "--dry-run",
                     code=2, environment={"SKILLCALL_CONFIG": self.write("deadline-ms = soon")})
