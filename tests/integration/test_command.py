# SPDX-License-Identifier: Apache-2.0
"""The command without a service: usage, dry runs, validate, emulate."""

import json
import os
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

from command_case import (DEVICE, FROM, PHONES, ROOM, SUBCOMMANDS, TO, TOKEN_MARK,
                          CommandCase)
from support import (PHONE_PROVIDER, SMART_PROPERTIES_PROVIDER, TESTS, VECTORS, command,
                     emulator)

ROOT = TESTS.parent
SESSION = VECTORS / "session-request.json"


class Usage(CommandCase):
    def test_help_goes_to_stdout(self):
        for arguments in [["--help"], ["-h"], *([s, "--help"] for s in SUBCOMMANDS)]:
            done = self.skillcall(*arguments, code=0)
            self.assertTrue(done.stdout.startswith("Usage: skillcall"), done.stdout)
            self.assertEqual(done.stderr, "")
        self.assertEqual(self.skillcall("start", "-h", code=0).stdout,
                         self.skillcall("start", "--help", code=0).stdout)

    def test_help_names_the_exit_codes(self):
        for subcommand, codes in [("start", "01234"), ("validate", "0123"), ("uui", "0123"),
                                  ("event", "0123"), ("emulate", "012")]:
            text = self.skillcall(subcommand, "--help", code=0).stdout
            listed = re.search(r"^Exit codes?: .*(?:\n.+)*", text, re.M)[0]
            self.assertEqual("".join(re.findall(r"\b\d\b", listed)), codes, listed)

    def test_help_of_the_command_names_every_subcommand(self):
        text = self.skillcall("--help", code=0).stdout
        self.assertEqual(re.findall(r"^  (\w+) +", text, re.M), SUBCOMMANDS)
        self.assertEqual(self.skillcall("help", code=0).stdout, text)

    def test_help_of_a_subcommand(self):
        for subcommand in SUBCOMMANDS:
            self.assertEqual(self.skillcall("help", subcommand, code=0).stdout,
                             self.skillcall(subcommand, "--help", code=0).stdout)
        self.refused("no such subcommand", "help", TOKEN_MARK)

    def test_help_of_help_is_that_of_the_command(self):
        text = self.skillcall("help", code=0).stdout
        for name in ["help", "--help", "-h"]:
            self.assertEqual(self.skillcall("help", name, code=0).stdout, text)

    def test_version(self):
        header = (ROOT / "include/skillcall/version.h").read_text(encoding="utf-8")
        version = re.search(r'SKILLCALL_VERSION "(.*)"', header).group(1)
        self.assertEqual(self.skillcall("--version", code=0).stdout, f"skillcall {version}\n")

    def test_no_subcommand_and_an_unknown_one(self):
        done = self.skillcall(code=2)
        self.assertEqual(done.stdout, "")
        self.assertTrue(done.stderr.startswith("Usage: "))
        self.refused("no such subcommand", TOKEN_MARK)

    def test_wrong_flags(self):
        for sentence, arguments in [
                ("there is no flag --bogus", ["--bogus"]),
                ("there is no flag --bogus", [f"--bogus={TOKEN_MARK}"]),
                ("there is no flag --token\n", [f"--token:{TOKEN_MARK}"]),
                ("there is no flag -x\n", ["-x"]),
                ("there is no flag -x\n", ["--json", "-xv"]),
                ("there is no such flag\n", ["--json", "-é"]),
                ("there is no such flag\n", ["-\x1b[31m"]),
                ("--json takes no value", ["--json=1"]),
                ("--help takes json", ["--help=1"]),
                ("--from needs a value", ["--from"]),
                ("--from needs a value", ["--from", "--to", TO]),
                ("--from is given twice", ["--from", FROM, "--from", FROM]),
                ("--json is given twice", ["--json", "--json"]),
                ("may mean several flags", ["--end", "x"]),
                ("only flags are accepted", [*PHONES, TOKEN_MARK]),
                ("--deadline-ms must be a whole number from 1 to 600000",
                 ["--dry-run", *PHONES, "--deadline-ms", "soon"])]:
            with self.subTest(arguments=arguments):
                self.refused(sentence, "start", *arguments)
        self.refused("one FILE", "validate", "a", "b")
        self.refused("there is no flag --bogus", "validate", "--bogus")

    def test_suggestions(self):
        for sentence, arguments in [
                ('no subcommand "startt"; did you mean "start"?', ["startt"]),
                ('no subcommand "vlidate"; did you mean "validate"?', ["help", "vlidate"]),
                ('no subcommand "--versoin"; did you mean "--version"?', ["--versoin"]),
                ("no flag --endpont; did you mean --endpoint?", ["start", "--endpont", "x"]),
                ("no flag --endpoint_; did you mean --endpoint?", ["start", "--endpoint_=x"]),
                ("no flag --prot; did you mean --port?", ["emulate", "--prot", "1"]),
                ("no flag --größe\n", ["start", "--größe"]),
                ("no flag --" + "ä" * 14 + "\n", ["start", "--" + "ä" * 30]),
                ("no flag --a??b\n", ["start", "--a\u009bb"]),
                ("no flag --tokens; did you mean --token?\n", ["start", f"--tokens={TOKEN_MARK}"]),
                ("there is no such subcommand", ["xyz"])]:
            with self.subTest(arguments=arguments):
                self.refused(sentence, *arguments)

    def test_numbers(self):
        for number in ["", "0", "-1", "1.5", "1e3", " 1", "1 ", "0x10", "600001", "9" * 40]:
            with self.subTest(number=number):
                self.refused("--deadline-ms must be", "start", "--dry-run", *PHONES,
                             f"--deadline-ms={number}")
        for number in ["1", "600000", "0006000"]:
            self.skillcall("start", "--dry-run", *PHONES, "--deadline-ms", number, code=0)

    def test_a_token_is_no_argument(self):
        for arguments in [["--token", TOKEN_MARK], [f"--token={TOKEN_MARK}"], ["--token"]]:
            self.refused("everyone on this machine can read arguments", "start", *PHONES,
                         *arguments)

    def test_what_excludes_each_other(self):
        for first, second in [("session", "from"), ("session", "to"), ("session", "profile-id"),
                              ("session", "extension"), ("session", "endpoint-id"),
                              ("session", "client-session-id"), ("profile-id", "from"),
                              ("profile-id", "to"), ("extension", "from"), ("extension", "to")]:
            with self.subTest(first=first, second=second):
                self.refused(f"--{first} and --{second} cannot be used together", "start", "--dry-run",
                             f"--{second}=1", f"--{first}=1")
        for other in ["session", "endpoint", "token-file", "endpoint-id"]:
            self.refused("cannot be used together", "start", "--skill-request=1", f"--{other}=1")
        for other in [["--session", SESSION], ["--client-session-id", "1"]]:
            self.refused("cannot be used together", "start", "--dry-run", "--no-client-session-id",
                         *other)

    def test_what_is_missing(self):
        for form in [PHONES, ROOM]:
            for i in range(0, len(form), 2):
                with self.subTest(missing=form[i]):
                    self.refused(f"{form[i]} is missing", "start", "--dry-run", *form[:i],
                                 *form[i + 2:])
        self.refused("--endpoint is missing", "start", *PHONES, token=TOKEN_MARK)
        self.refused("there is no token", "start", *PHONES, "--endpoint", "http://127.0.0.1:9")
        self.refused("--to is missing", "start", "--skill-request", "-")
        self.refused("--extension is missing", "start", "--skill-request", "-", "--profile-id", "1")
        self.refused("a dry run sends nothing", "start", "--skill-request", "-", "--to", TO,
                     "--dry-run")
        self.refused("cannot both be standard input", "start", "--session", "-", "--token-file",
                     "-", "--endpoint", "http://127.0.0.1:9")

    def test_output_that_cannot_be_written(self):
        for arguments in [["--help"], ["--version"], ["start", "--help"],
                          ["start", "--dry-run", *PHONES], ["validate", SESSION],
                          ["validate", "--json", SESSION]]:
            for redirection in [">/dev/full", ">&-"]:
                with self.subTest(arguments=arguments, redirection=redirection):
                    done = subprocess.run(["sh", "-c", f'exec "$@" {redirection}', "sh", command(),
                                           *arguments], capture_output=True, text=True, timeout=30)
                    self.assertEqual(done.returncode, 1, done.stderr)
                    self.assertIn("could not be written to standard output", done.stderr)


class DryRun(CommandCase):
    def body(self, *arguments, **options):
        return json.loads(self.skillcall("start", "--dry-run", *arguments, code=0,
                                         **options).stdout)

    def test_the_example_is_the_very_vector(self):
        done = self.skillcall("start", "--dry-run", *PHONES, "--client-session-id",
                              "db792233-8df3-416c-8d80-a70038747b74", code=0)
        self.assertEqual(done.stdout, SESSION.read_text(encoding="utf-8"))

    def test_a_session_file_comes_out_as_it_is(self):
        text = SESSION.read_text(encoding="utf-8")
        for file, stdin in [(SESSION, ""), ("-", text)]:
            done = self.skillcall("start", "--dry-run", "--session", file, stdin=stdin, code=0)
            self.assertEqual(done.stdout, text)

    def test_the_client_session_id(self):
        ids = [self.body(*PHONES)["clientContext"]["clientSessionId"] for _ in range(2)]
        for made in ids:
            self.assertRegex(made, r"^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-"
                                   r"[0-9a-f]{12}$")
        self.assertNotEqual(*ids)
        self.assertNotIn("clientContext", self.body(*PHONES, "--no-client-session-id"))

    def test_smart_properties(self):
        caller, callee = self.body(*ROOM)["participants"]
        self.assertEqual(caller, {
            "id": {"type": "COMMUNICATION_PROFILE_ID", "value": "amzn1.profile.1"},
            "endpointId": DEVICE, "isOriginator": True,
            "communicationProviderId": SMART_PROPERTIES_PROVIDER})
        self.assertEqual(callee, {
            "id": {"type": "RAW_ADDRESS", "value": "4011"},
            "communicationProviderId": SMART_PROPERTIES_PROVIDER})

    def test_json_is_the_same_body(self):
        self.assertEqual(self.body(*PHONES, "--json")["participants"][1]["communicationProviderId"],
                         PHONE_PROVIDER)

    def test_violations(self):
        bad = ["--from", "12045551111", "--to", "+1607", "--endpoint-id", "",
               "--client-session-id", "x" * 101]
        result = self.json_of("start", "--dry-run", *bad, code=3)
        self.assertEqual((result["outcome"], result["status"]), ("not_placed", "invalid"))
        self.assertEqual({(v["path"], v["code"]) for v in result["violations"]}, {
            ("/participants/0/id/value", "not_e164"),
            ("/participants/0/endpointId", "required"),
            ("/clientContext/clientSessionId", "too_long")})
        done = self.skillcall("start", "--dry-run", *bad, code=3)
        self.assertEqual(done.stdout, "")
        self.assertIn("the call was not placed: 3 rules are broken\n", done.stderr)
        for violation in result["violations"]:
            self.assertEqual(done.stderr.count(violation["path"] + ":"), 1)
            self.assertIn(violation["message"], done.stderr)

    def test_session_files_that_are_none(self):
        for status, file, stdin in [("malformed", "-", "{"), ("malformed", "-", ""),
                                    ("too_large", "-", "[" * 65537), ("invalid", "-", "{}"),
                                    ("system", "/nonexistent", ""), ("system", "/", "")]:
            with self.subTest(status=status, file=file):
                result = self.json_of("start", "--dry-run", "--session", file, stdin=stdin, code=3)
                self.assertEqual(result["status"], status)
                self.refused(result["message"] if status != "invalid" else "broken", "start",
                             "--dry-run", "--session", file, stdin=stdin, code=3)

    def test_unknown_types_are_for_those_who_allow_them(self):
        text = SESSION.read_text(encoding="utf-8").replace(PHONE_PROVIDER, "my.provider")
        result = self.json_of("start", "--dry-run", "--session", "-", stdin=text, code=3)
        self.assertEqual([v["code"] for v in result["violations"]], ["unknown_provider"])
        self.assertEqual(self.body("--session", "-", "--allow-unknown", stdin=text),
                         json.loads(text))


class Validate(CommandCase):
    def test_valid(self):
        text = SESSION.read_text(encoding="utf-8")
        for arguments, stdin in [([SESSION], ""), ([], text), (["-"], text)]:
            self.assertEqual(self.skillcall("validate", *arguments, stdin=stdin, code=0).stdout,
                             "valid\n")
            self.assertEqual(self.json_of("validate", *arguments, stdin=stdin, code=0),
                             {"valid": True, "violations": []})

    def test_every_violation_is_printed(self):
        body = json.loads(SESSION.read_text(encoding="utf-8"))
        del body["participants"][0]["endpointId"]
        body["participants"][1]["id"]["value"] = "16073331111"
        result = self.json_of("validate", stdin=json.dumps(body), code=3)
        self.assertFalse(result["valid"])
        self.assertEqual([(v["path"], v["code"]) for v in result["violations"]],
                         [("/participants/0/endpointId", "required"),
                          ("/participants/1/id/value", "not_e164")])
        text = self.skillcall("validate", stdin=json.dumps(body), code=3).stdout
        self.assertTrue(text.startswith("invalid: 2 rules are broken\n"), text)
        for violation in result["violations"]:
            self.assertIn(f"  {violation['path']}: {violation['message']} ({violation['code']})\n",
                          text)

    def test_no_request_body_at_all(self):
        for code, stdin in [("malformed", ""), ("malformed", "{"), ("malformed", '{"a":1,"a":2}'),
                            ("malformed", "[" * 10000), ("too_large", "[" * 100000)]:
            with self.subTest(code=code, start=stdin[:10]):
                result = self.json_of("validate", stdin=stdin, code=3)
                (violation,) = result["violations"]
                self.assertEqual((violation["path"], violation["code"]), ("", code))
                self.assertEqual(self.skillcall("validate", stdin=stdin, code=3).stdout,
                                 f"invalid: {violation['message']} ({code})\n")

    def test_a_file_that_cannot_be_read(self):
        result = self.json_of("validate", "/nonexistent", code=3)
        self.assertEqual([(v["path"], v["code"]) for v in result["violations"]], [("", "system")])
        self.refused("/nonexistent cannot be read: No such file", "validate", "/nonexistent",
                     code=3)
        for path, shown in [("/nonexistent/\udcff", "?"), ("/nonexistent/a" + 300 * "é", "a?"),
                            ("/nonexistent/\x1b[2J\x9b", "?[2J??")]:
            result = self.json_of("validate", path, code=3)
            self.assertIn("/nonexistent/" + shown, result["violations"][0]["message"])

    def test_ten_megabytes_are_not_read(self):
        with tempfile.TemporaryFile() as file:
            file.write(b" " * 10_000_000)
            file.seek(0)
            done = subprocess.run([command(), "validate"], stdin=file, capture_output=True,
                                  timeout=30)
            self.assertEqual(done.returncode, 3)
            self.assertEqual(os.lseek(file.fileno(), 0, os.SEEK_CUR), 65537)

    def test_unknown_types_are_for_those_who_allow_them(self):
        text = SESSION.read_text(encoding="utf-8").replace(PHONE_PROVIDER, "my.provider")
        self.json_of("validate", stdin=text, code=3)
        self.json_of("validate", "--allow-unknown", stdin=text, code=0)


class Emulate(CommandCase):
    def test_the_command_becomes_the_emulator(self):
        direct = subprocess.run([emulator(), "--help"], capture_output=True, text=True, timeout=30)
        self.assertEqual(self.skillcall("emulate", "--help", code=0).stdout, direct.stdout)
        self.assertIn("--bogus", self.skillcall("emulate", "--bogus", code=2).stderr)

    def test_it_is_found_next_to_a_moved_command_or_named_as_missing(self):
        with tempfile.TemporaryDirectory() as prefix:
            moved = Path(prefix) / "bin/skillcall"
            beside = Path(prefix) / "libexec/skillcall/skillcall-emulator"
            moved.parent.mkdir()
            moved.write_bytes(command().read_bytes())
            moved.chmod(0o755)
            library = {**os.environ, "LD_LIBRARY_PATH": str(command().parent.parent / "lib")}
            if not Path("/usr/local/libexec/skillcall/skillcall-emulator").exists():
                done = subprocess.run([moved, "emulate"], env=library, capture_output=True,
                                      text=True, timeout=30)
                self.assertEqual(done.returncode, 1)
                self.assertIn("the emulator is not installed", done.stderr)
            beside.parent.mkdir(parents=True)
            beside.write_text('#!/bin/sh\necho "beside $*"\nexit 7\n', encoding="utf-8")
            beside.chmod(0o755)
            done = subprocess.run([moved, "emulate", "a", "b c"], env=library, capture_output=True,
                                  text=True, timeout=30)
            self.assertEqual((done.returncode, done.stdout), (7, "beside a b c\n"))

    def test_placing_a_call_loads_nothing_of_the_emulator(self):
        libraries = subprocess.run(["ldd", command()], capture_output=True, text=True, check=True,
                                   timeout=30).stdout
        self.assertIn("libskillcall", libraries)
        for name in ["libmicrohttpd", "pjsip", "sofia", "osip"]:
            self.assertNotIn(name, libraries)
