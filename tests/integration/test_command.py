"""The command without a service: usage, dry runs, validate, emulate, and what documents it."""

import json
import os
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

from command_case import DEVICE, FROM, PHONES, ROOM, TO, TOKEN_MARK, CommandCase
from support import (PHONE_PROVIDER, SMART_PROPERTIES_PROVIDER, TESTS, VECTORS, command, emulator,
                     run)

ROOT = TESTS.parent
SESSION = VECTORS / "session-request.json"
SUBCOMMANDS = ["start", "validate", "uui", "event", "emulate"]


def flags_in_help(subcommand):
    """The flags that the help lists, --help aside."""
    text = run(subcommand, "--help").stdout.partition("\nFlags:\n")[2].partition("\n\n")[0]
    return set(re.findall(r"^ +(?:-\w, )?(--[a-z-]+)", text, re.M)) - {"--help"}


class Usage(CommandCase):
    def test_help_goes_to_stdout(self):
        for arguments in [["--help"], ["-h"], *([s, "--help"] for s in SUBCOMMANDS)]:
            done = self.skillcall(*arguments, code=0)
            self.assertTrue(done.stdout.startswith("Usage: skillcall"), done.stdout)
            self.assertEqual(done.stderr, "")
        self.assertEqual(self.skillcall("start", "-h", code=0).stdout,
                         self.skillcall("start", "--help", code=0).stdout)

    def test_help_of_the_command_names_every_subcommand(self):
        listed = re.findall(r"^  (\w+) +", self.skillcall("--help", code=0).stdout, re.M)
        self.assertEqual(listed, SUBCOMMANDS)

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
                ("there is no flag -x", ["-x"]),
                ("--json takes no value", ["--json=1"]),
                ("--help takes no value", ["--help=1"]),
                ("--from needs a value", ["--from"]),
                ("--from needs a value", ["--from", "--to", TO]),
                ("--from is given twice", ["--from", FROM, "--from", FROM]),
                ("--json is given twice", ["--json", "--json"]),
                ("may mean several flags", ["--end", "x"]),
                ("takes flags only", [*PHONES, TOKEN_MARK]),
                ("--deadline-ms must be a whole number from 1 to 600000",
                 ["--dry-run", *PHONES, "--deadline-ms", "soon"])]:
            with self.subTest(arguments=arguments):
                self.refused(sentence, "start", *arguments)
        self.refused("one FILE", "validate", "a", "b")
        self.refused("there is no flag --bogus", "validate", "--bogus")

    def test_numbers(self):
        for number in ["", "0", "-1", "1.5", "1e3", " 1", "1 ", "0x10", "600001", "9" * 40]:
            with self.subTest(number=number):
                self.refused("--deadline-ms must be", "start", "--dry-run", *PHONES,
                             f"--deadline-ms={number}")
        for number in ["1", "600000", "0006000"]:
            self.skillcall("start", "--dry-run", *PHONES, "--deadline-ms", number, code=0)

    def test_a_token_is_no_argument(self):
        for arguments in [["--token", TOKEN_MARK], [f"--token={TOKEN_MARK}"], ["--token"]]:
            self.refused("everybody on this machine can read arguments", "start", *PHONES,
                         *arguments)

    def test_what_excludes_each_other(self):
        for first, second in [("session", "from"), ("session", "to"), ("session", "profile-id"),
                              ("session", "extension"), ("session", "endpoint-id"),
                              ("session", "client-session-id"), ("profile-id", "from"),
                              ("profile-id", "to"), ("extension", "from"), ("extension", "to")]:
            with self.subTest(first=first, second=second):
                self.refused(f"--{first} and --{second} exclude each other", "start", "--dry-run",
                             f"--{second}=1", f"--{first}=1")
        for other in ["session", "endpoint", "token-file", "endpoint-id"]:
            self.refused("exclude each other", "start", "--skill-request=1", f"--{other}=1")
        for other in [["--session", SESSION], ["--client-session-id", "1"]]:
            self.refused("exclude each other", "start", "--dry-run", "--no-client-session-id",
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

    def test_every_violation_is_told(self):
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


class UserToUser(CommandCase):
    ID = "db792233-8df3-416c-8d80-a70038747b74"
    VALUE = ("6373693d64623739323233332d386466332d343136632d386438302d613730303338373437623734"
             ";encoding=hex")
    OTHER = "00a1;purpose=x"

    def test_both_ways(self):
        self.assertEqual(self.skillcall("uui", "encode", self.ID, code=0).stdout, self.VALUE + "\n")
        self.assertEqual(self.json_of("uui", "encode", self.ID, code=0), {"userToUser": self.VALUE})
        for values in [[self.VALUE], [self.OTHER, self.VALUE.upper()],
                       [f"{self.OTHER},{self.VALUE}"], ["\"", self.VALUE]]:
            with self.subTest(values=values):
                self.assertEqual(self.skillcall("uui", "decode", *values, code=0).stdout,
                                 self.ID + "\n")
                self.assertEqual(self.json_of("uui", "decode", *values, code=0),
                                 {"clientSessionId": self.ID})

    def test_nothing_of_ours_and_nothing_well_formed(self):
        for code, status, values in [(1, "absent", [self.OTHER]), (3, "malformed", ["\""]),
                                     (3, "malformed", [self.OTHER, "="]), (3, "malformed", [""])]:
            with self.subTest(values=values):
                result = self.json_of("uui", "decode", *values, code=code)
                self.assertEqual((list(result), result["status"]), (["status", "message"], status))
                self.refused(result["message"], "uui", "decode", *values, code=code)

    def test_ids_that_no_call_has(self):
        for value in ["", "x" * 101, "é", "a\tb"]:
            self.assertEqual(self.json_of("uui", "encode", value, code=3)["status"], "argument")

    def test_wrong_usage(self):
        for arguments in [[], ["encode"], ["decode"], ["encode", "a", "b"], ["bogus", "a"]]:
            self.refused("", "uui", *arguments)


class Event(CommandCase):
    FILE = VECTORS / "inbound-call-event.json"
    EXPECTED = {
        "clientSessionId": "db792233-8df3-416c-8d80-a70038747b74",
        "from": "+12045551111",
        "to": "+16073331111",
        "lwaClientId": "amzn1.application-oa2-client.84ec9912f0be4066be862afaff9d3c48",
        "transactionId": "46e6f593-1f1c-4808-9166-a141624cf145",
    }

    def changed(self, headers):
        event = json.loads(self.FILE.read_text(encoding="utf-8"))
        event["CallDetails"]["Participants"][0]["SipHeaders"] = headers
        return json.dumps(event)

    def test_the_documented_event(self):
        text = self.FILE.read_text(encoding="utf-8")
        for arguments, stdin in [([self.FILE], ""), ([], text), (["-"], text)]:
            result = self.json_of("event", *arguments, stdin=stdin, code=0)
            self.assertEqual(list(result.items()), list(self.EXPECTED.items()))
            done = self.skillcall("event", *arguments, stdin=stdin, code=0)
            self.assertEqual([line.split(":", 1)[1].strip() for line in done.stdout.splitlines()],
                             list(self.EXPECTED.values()))

    def test_a_call_that_is_none_of_ours(self):
        expected = {**self.EXPECTED, "clientSessionId": None, "lwaClientId": None}
        self.assertEqual(self.json_of("event", stdin=self.changed({}), code=0), expected)
        self.assertIn("client session id:  none\n",
                      self.skillcall("event", stdin=self.changed({}), code=0).stdout)

    def test_a_malformed_header_leaves_the_rest(self):
        done = self.skillcall("event", "--json", stdin=self.changed({"User-To-User": "="}), code=3)
        self.assertEqual(json.loads(done.stdout),
                         {**self.EXPECTED, "clientSessionId": None, "lwaClientId": None})
        self.assertNotEqual(done.stderr, "")

    def test_documents_that_are_no_event(self):
        for status, stdin in [("malformed", ""), ("malformed", "{}"), ("malformed", "[]"),
                              ("too_large", " " * 1048577)]:
            with self.subTest(status=status, start=stdin[:2]):
                result = self.json_of("event", stdin=stdin, code=3)
                self.assertEqual((list(result), result["status"]), (["status", "message"], status))
                self.refused(result["message"], "event", stdin=stdin, code=3)
        self.assertEqual(self.json_of("event", "/nonexistent", code=3)["status"], "system")


class Emulate(CommandCase):
    def test_the_command_becomes_the_emulator(self):
        direct = subprocess.run([emulator(), "--help"], capture_output=True, text=True, timeout=30)
        self.assertEqual(self.skillcall("emulate", "--help", code=0).stdout, direct.stdout)
        self.assertIn("--bogus", self.skillcall("emulate", "--bogus", code=2).stderr)

    def test_it_is_found_beside_a_moved_command_or_named_as_missing(self):
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


class Documents(CommandCase):
    """Help, man page, completion and docs/command.md name the same flags."""

    def test_the_man_page(self):
        text = (ROOT / "docs/man/skillcall.1").read_text(encoding="utf-8")
        for subcommand in SUBCOMMANDS:
            section = text.partition(f".Ss skillcall {subcommand}\n")[2]
            section = re.split(r"^\.S[sh] ", section, flags=re.M)[0]
            listed = re.findall(r"^\.It Fl (?:\w , )?-([a-z-]+)", section, re.M)
            self.assertEqual({"--" + flag for flag in listed}, flags_in_help(subcommand))

    def test_the_document(self):
        text = (ROOT / "docs/command.md").read_text(encoding="utf-8")
        for subcommand in set(SUBCOMMANDS) - {"emulate"}:
            section = text.partition(f"\n## {subcommand}\n")[2].partition("\n## ")[0]
            listed = re.findall(r"^\| (?:`-\w`, )?`(--[a-z-]+)", section, re.M)
            self.assertEqual(set(listed), flags_in_help(subcommand))

    def complete(self, *words):
        script = ('source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _skillcall; '
                  'printf "%s\\n" "${COMPREPLY[@]}"')
        done = subprocess.run(["bash", "-c", script, "bash",
                               ROOT / "src/command/skillcall.bash-completion", command(), *words],
                              capture_output=True, text=True, check=True, timeout=30)
        self.assertEqual(done.stderr, "")
        return set(done.stdout.split())

    def test_the_completion(self):
        self.assertEqual(self.complete(""), {*SUBCOMMANDS, "--help", "--version"})
        for subcommand in SUBCOMMANDS:
            self.assertEqual(self.complete(subcommand, "--"),
                             flags_in_help(subcommand) | {"--help"})
        self.assertEqual(self.complete("start", "--dead"), {"--deadline-ms"})
        self.assertEqual(self.complete("bogus", "--"), set())

    def test_the_completion_of_values(self):
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "request.json").touch()
            for words in [["start", "--session"], ["start", "--skill-request"], ["start", "--token-file"], ["start", "--cacert"],
                          ["validate"], ["event"], ["emulate", "--log"], ["emulate", "--ca-out"]]:
                self.assertEqual(self.complete(*words, f"{folder}/req"), {f"{folder}/request.json"})
        self.assertEqual(self.complete("start", "--from", ""), set())

    def test_every_flag_with_a_value_is_completed_with_a_value(self):
        text = (ROOT / "src/command/skillcall.bash-completion").read_text(encoding="utf-8")
        for subcommand in SUBCOMMANDS:
            help_text = run(subcommand, "--help").stdout
            for flag in re.findall(r"^ +(?:-\w, )?(--[a-z-]+) [A-Z]", help_text, re.M):
                self.assertRegex(text, rf"{flag}( \||\))")


if __name__ == "__main__":
    unittest.main()
