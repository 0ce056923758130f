# SPDX-License-Identifier: Apache-2.0
"""Mutation test: changes the library in one place, and sees whether a unit test notices.

`tests/audit/mutation/run` copies the tree to build/mutation and builds it there twice: plain, and with
AddressSanitizer and UndefinedBehaviorSanitizer. This program does the rest there:
  1. ../mutants.py gives the mutants of each file.
  2. Each is compiled with -O2. One that gives the object code of the original or of another mutant is
     the same program, and is not counted; nor is one that does not compile.
  3. Each other is linked with the other objects to a library of its own, and those unit tests that
     reach the file run with it, first those that noticed most of its mutants, until one fails, takes
     far more time than without a mutant, or does not end. Then the mutant is killed.
  4. A mutant that survives may stand in `explained`, with the reason why no test can see it. For any
     other, the same once more under the sanitizers: then it must be killed.
It prints each unexplained survivor, as `file:line: name: old -> new`, a line for each file, and
    mutation: K of N mutants killed, E explained, S survive
Its status is 1 if one survives, or if a line of `explained` names none that does."""
import collections
import concurrent.futures
import json
import math
import os
import pathlib
import shlex
import signal
import subprocess
import sys
import threading

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import mutants  # noqa: E402

FILES = """
src/session/rules.c src/session/known_forms.c src/session/e164.c src/session/findings.c
src/session/participant.c src/session/session_builder.c src/session/session_json.c
src/sip/uui.c src/sip/uui_reader.c
src/base/hex.c src/base/ascii.c src/base/heap.c src/base/date.c
src/service/answer.c src/service/start_session.c src/service/lookup.c
src/engine/call.c src/engine/call_end.c src/engine/receipt.c src/engine/driver.c src/engine/submit.c
src/exchange/exchange.c
src/engine/retry.c src/service/retry_after.c src/base/redact.c
src/sip/inbound_call.c src/skill/skill_request.c src/skill/mobile_number.c src/skill/ssml.c
src/skill/timestamp.c src/access/endpoint.c src/base/host.c src/access/access.c
src/json/json_words.c
""".split()
ROOT = pathlib.Path("build/mutation").resolve()
TREE = ROOT / "tree"
REACHED = """
void _exit(int);
__attribute__((no_instrument_function)) void __cyg_profile_func_enter(void *f, void *c) { _exit(1); }
__attribute__((no_instrument_function)) void __cyg_profile_func_exit(void *f, void *c) {}
"""
EXPLAINED = pathlib.Path(__file__).parent / "explained"


def run(command, seconds=60, **options):
    """Whether a command succeeds; with all it started, it is ended after so many seconds."""
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL, start_new_session=True, **options)
    try:
        return process.wait(seconds) == 0
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return False


class Build:
    """One build of the library and its unit tests."""

    def __init__(self, directory):
        self.directory = directory
        commands = json.loads((directory / "compile_commands.json").read_text())
        self.compilers = {str(pathlib.Path(c["file"]).relative_to(TREE)): shlex.split(c["command"])
                          for c in commands if "/src/" in c["file"]}
        links = subprocess.run(["ninja", "-C", directory, "-t", "commands", "skillcall"],
                               check=True, capture_output=True, text=True).stdout
        link = next(line for line in links.splitlines() if " -shared " in line)
        self.linker = shlex.split(link.split("&&")[1])
        self.tests = sorted(p for p in (directory / "tests/unit").glob("*/*")
                            if p.is_file() and not p.suffix and os.access(p, os.X_OK))
        self.kills = collections.Counter()  # of each file and test
        self.unreached = collections.defaultdict(set)  # the tests' names, of each file
        self.times = {test: self.pass_alone(test) for test in self.tests}

    def name(self, test):
        return test.relative_to(self.directory)

    def compile(self, file, source, output, *options):
        command = self.compilers[file]
        return run([*command[:command.index("-o")], "-w", *options, "-o", output, "-c", source],
                   cwd=self.directory)

    def link(self, file, changed, library):
        command = self.compilers[file]
        original = command[command.index("-o") + 1]
        command = [str(changed) if a == original else a for a in self.linker]
        command[command.index("-o") + 1] = str(library)
        return run(command, cwd=self.directory)

    def passes(self, test, libraries, times):
        """Whether a test passes in about the times, of processor and clock, that it takes alone."""
        environment = dict(os.environ, LD_LIBRARY_PATH=str(libraries),
                           ASAN_OPTIONS="hard_rss_limit_mb=1000")
        processor, clock = times
        limit = 2 + math.ceil(4 * processor)
        return run(["sh", "-c", f'ulimit -t {limit}; exec "$0"', test], 3 * limit + 4 * clock,
                   env=environment, cwd=libraries)

    def pass_alone(self, test):
        before = os.times()
        if not self.passes(test, self.directory / "lib", (20, 20)):
            raise SystemExit(f"mutation: {test.name} fails without a mutant")
        after = os.times()
        return (after.children_user + after.children_system - before.children_user -
                before.children_system, after.elapsed - before.elapsed)

    def prepare(self, file, place):
        """Finds the tests that call no function of the file: they pass if each of them exits."""
        source = place / pathlib.Path(file).name
        source.write_bytes((TREE / file).read_bytes() + REACHED.encode())
        changed = source.with_suffix(".o")
        self.compile(file, source, changed, "-finstrument-functions")
        self.link(file, changed, place / "libskillcall.so.0")
        self.unreached[file] = {self.name(t) for t in self.tests
                                if self.passes(t, place, self.times[t])}

    def kills_with(self, file, changed, unreached):
        """Whether a test notices that an object was put in the place of the file's own."""
        if not self.link(file, changed, changed.parent / "libskillcall.so.0"):
            raise SystemExit(f"mutation: cannot link {changed}")
        for test in sorted(self.tests, key=lambda t: (-self.kills[file, t], self.times[t])):
            if self.name(test) not in unreached and \
                    not self.passes(test, changed.parent, self.times[test]):
                self.kills[file, test] += 1
                return True
        return False


def place_of(file):
    """The thread's own place for a changed source and its object."""
    place = ROOT / "work" / threading.current_thread().name
    place.mkdir(parents=True, exist_ok=True)
    return place / pathlib.Path(file).name


class Mutation:
    def __init__(self):
        self.plain = Build(ROOT / "plain")
        self.sanitized = Build(ROOT / "sanitized")
        self.explained = read_explained()

    def object_code(self, file, text):
        """What a text of the file compiles to; None if it does not."""
        source = place_of(file)
        source.write_text(text, encoding="latin-1")
        if not self.plain.compile(file, source, source.with_suffix(".o")):
            return None
        return source.with_suffix(".o").read_bytes()

    def survives(self, mutant, code):
        file, source = mutant.file, place_of(mutant.file)
        changed = source.with_suffix(".o")
        changed.write_bytes(code)
        unreached = self.plain.unreached[file]
        if self.plain.kills_with(file, changed, unreached):
            return False
        if mutant.name in self.explained:
            return True
        source.write_text(mutant.text, encoding="latin-1")
        if not self.sanitized.compile(file, source, changed):
            raise SystemExit(f"mutation: cannot compile {mutant.name} for the sanitizers")
        return not self.sanitized.kills_with(file, changed, unreached)

    def survivors(self, file, pool):
        """The mutants of a file that survive, and how many there are in all."""
        self.plain.prepare(file, place_of(file).parent)
        arguments = [a for a in self.plain.compilers[file] if a.startswith(("-I", "-D", "-std"))]
        made = mutants.mutants_of(file, TREE / file, arguments)
        texts = [(TREE / file).read_text(encoding="latin-1")] + [m.text for m in made]
        original, *codes = pool.map(lambda text: self.object_code(file, text), texts)
        first = {}  # of those with the same object code
        for mutant, code in zip(made, codes):
            if code not in (None, original):
                first.setdefault(code, mutant)
        survive = pool.map(lambda code: self.survives(first[code], code), first)
        return [m for m, survives in zip(first.values(), survive) if survives], len(first)


def read_explained():
    """The mutants that are explained: lines that are not indented; what is, tells why."""
    lines = EXPLAINED.read_text(encoding="utf-8").splitlines()
    return {line for line in lines if line and not line.startswith((" ", "#"))}


def main(files):
    mutation = Mutation()
    explained = mutation.explained
    total, unexplained, accepted, found = 0, 0, 0, set()
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for file in files:
            survivors, count = mutation.survivors(file, pool)
            bad = [m for m in survivors if m.name not in explained]
            for mutant in bad:
                print(f"{mutant.file}:{mutant.line}: {mutant.name}: {mutant.shown}")
            print(f"{file}: {count - len(survivors)} of {count} mutants killed, "
                  f"{len(survivors) - len(bad)} explained, {len(bad)} survive", flush=True)
            found |= {m.name for m in survivors}
            total += count
            unexplained += len(bad)
            accepted += len(survivors) - len(bad)
    stale = sorted(e for e in explained - found if e.split(": ")[0] in files)
    for line in stale:
        print(f"explained, but no mutant that survives: {line}")
    print(f"mutation: {total - unexplained - accepted} of {total} mutants killed, "
          f"{accepted} explained, {unexplained} survive")
    return 1 if unexplained or stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or FILES))
