"""Help, man page, completion and docs/reference/command.md name the same flags."""

import re
import subprocess
import tempfile
import unittest
from pathlib import Path

from command_case import SUBCOMMANDS, CommandCase
from support import TESTS, command, run

ROOT = TESTS.parent


def flags_in_help(subcommand):
    """The flags that the help lists, --help aside."""
    text = run(subcommand, "--help").stdout.partition("\nFlags:\n")[2].partition("\n\n")[0]
    return set(re.findall(r"^ +(?:-\w, )?(--[a-z-]+)", text, re.M)) - {"--help"}


class Documents(CommandCase):
    def test_the_man_page(self):
        text = (ROOT / "docs/man/skillcall.1").read_text(encoding="utf-8")
        for subcommand in SUBCOMMANDS:
            section = text.partition(f".Ss skillcall {subcommand}\n")[2]
            section = re.split(r"^\.S[sh] ", section, flags=re.M)[0]
            listed = re.findall(r"^\.It Fl (?:\w , )?-([a-z-]+)", section, re.M)
            self.assertEqual({"--" + flag for flag in listed}, flags_in_help(subcommand))

    def test_the_document(self):
        text = (ROOT / "docs/reference/command.md").read_text(encoding="utf-8")
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
                          ["validate"], ["event"], ["emulate", "--log"], ["emulate", "--ca-out"],
                          ["emulate", "--event-file"]]:
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
