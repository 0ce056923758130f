# SPDX-License-Identifier: Apache-2.0
"""Completions, man page and reference are those that the flag tables give, and they work."""

import subprocess
import tempfile
import unittest
from pathlib import Path

from command_case import SUBCOMMANDS, CommandCase
from support import TESTS, command

ROOT = TESTS.parent
COMPLETION = ROOT / "src/command/completion"


class Documents(unittest.TestCase):
    def test_they_are_up_to_date(self):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([ROOT / "cmake/command/renew", command(), folder], check=True)
            for path in filter(Path.is_file, Path(folder).rglob("*")):
                name = path.relative_to(folder)
                with self.subTest(file=name):
                    self.assertEqual((ROOT / name).read_text(encoding="utf-8"),
                                     path.read_text(encoding="utf-8"),
                                     "run cmake/command/renew build/gcc/bin/skillcall")


class Completion:
    """What a shell offers; each shell's class has complete()."""

    def test_subcommands(self):
        self.assertLessEqual({*SUBCOMMANDS, "help"}, self.complete(""))
        self.assertEqual(self.complete("val"), {"validate"})

    def test_flags(self):
        self.assertEqual(self.complete("start", "--dead"), {"--deadline-ms"})
        self.assertEqual(self.complete("validate", "--"), {"--allow-unknown", "--json", "--help"})
        self.assertEqual(self.complete("bogus", "--"), set())

    def test_values(self):
        self.assertEqual(self.complete("emulate", "--tls-fault", "e"), {"expired"})
        self.assertEqual(self.complete("emulate", "--fault", "thr"), {"throttled"})
        self.assertEqual(self.complete("start", "--from", ""), set())

    def test_files(self):
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "request.json").touch()
            for words in [["start", "--session"], ["start", "--cacert"], ["validate"], ["event"],
                          ["emulate", "--log"]]:
                with self.subTest(words=words):
                    self.assertEqual(self.complete(*words, f"{folder}/req"),
                                     {f"{folder}/request.json"})


class Bash(Completion, CommandCase):
    def complete(self, *words):
        script = ('source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _skillcall; '
                  'printf "%s\\n" "${COMPREPLY[@]}"')
        done = subprocess.run(["bash", "-c", script, "bash", COMPLETION / "skillcall.bash",
                               "skillcall", *words], capture_output=True, text=True, check=True,
                              timeout=30)
        self.assertEqual(done.stderr, "")
        return set(done.stdout.split())

    def test_a_value_after_an_equals_sign(self):
        self.assertEqual(self.complete("emulate", "--phone", "="), {"answer", "decline"})
        self.assertEqual(self.complete("emulate", "--tls-fault", "=", "e"), {"expired"})


class Fish(Completion, CommandCase):
    def complete(self, *words):
        script = 'source $argv[1]; complete -C "$argv[2]"'
        done = subprocess.run(["fish", "--no-config", "-c", script, COMPLETION / "skillcall.fish",
                               " ".join(["skillcall", *words])], capture_output=True, text=True,
                              check=True, timeout=30)
        self.assertEqual(done.stderr, "")
        return {line.partition("\t")[0].rstrip("=") for line in done.stdout.splitlines()}


class Zsh(unittest.TestCase):
    def test_its_syntax(self):
        subprocess.run(["zsh", "-n", COMPLETION / "_skillcall"], check=True)
