# SPDX-License-Identifier: Apache-2.0
"""Counts the instructions and allocations of a session and of a call, and of the same work by hand.

    instructions.py PROGRAMS [--before PROGRAMS]

--before counts an earlier library as well: it names the folder of that one's bench_skillcall.
Other work on the machine changes no count, so they have limits: it exits with 1 if one is passed. callgrind counts
between the two calls of measure_begin and measure_end (work.h); its counts go to the folders of src by file name.
"""
import argparse
import collections
import ctypes
import dataclasses
import os
import re
import sys
import tempfile
import typing
from pathlib import Path

import measure
import server

CALLS = 20

# Debian 12's. Around the same work, later ones need more or fewer instructions.
MEASURED_WITH = b"libcurl/7.88.1 "


class Limits(typing.NamedTuple):
    """On what there is beyond the program by hand."""
    instructions: float  # as a part of those by hand
    allocations: int


@dataclasses.dataclass
class Row:
    title: str
    scenario: str
    by_hand: str  # the scenario of the other program
    limits: Limits
    elsewhere: Limits  # with other libraries


SESSIONS = [
    Row("session, own id", "session-with-id", "session-with-id", Limits(5.9, 4), Limits(9.4, 4)),
    Row("session, new id", "session", "session", Limits(0.05, 4), Limits(0.08, 4)),
]
HTTP_1 = [Row("call, HTTP/1.1", "blocking", "blocking-anew", Limits(0.03, 9), Limits(0.19, 20))]
HTTP_2 = [Row("call, HTTP/2", "blocking", "blocking", Limits(0.02, 10), Limits(0.16, 20))]


class Profile:
    """The instructions of a file of callgrind's, each with its library and source file."""

    # A file, function or object is "(number) name" at first, then "(number)".
    NAME = re.compile(r"(c?)(fl|fi|fe|fn|ob)=\((\d+)\)(?: (.*))?")

    def __init__(self, path):
        self.costs = collections.Counter()
        self.calls = collections.Counter()  # of each function, with all that it calls
        names, place, callee, is_callee = {}, {}, None, False
        for line in path.read_text(encoding="utf-8").splitlines():
            if match := self.NAME.match(line):
                called, kind, number, name = match.groups()
                kind = "file" if kind in ("fl", "fi", "fe") else kind
                if name:
                    names[kind, number] = name
                if not called:
                    place[kind] = (kind, number)
                elif kind == "fn":
                    callee = (kind, number)
            elif line.startswith("calls="):
                is_callee = True  # what follows is the cost of the callee, which is counted there
            elif line[:1] in set("0123456789+-*"):
                if is_callee:
                    self.calls[callee] += int(line.split()[1])
                else:
                    self.costs[place["ob"], place["file"]] += int(line.split()[1])
                is_callee = False
        self.names = names

    def total(self):
        return sum(self.costs.values())

    def below(self, *functions):
        """The instructions of functions that do not call each other, with all that they call."""
        return sum(cost for name, cost in self.calls.items() if self.names[name] in functions)

    def parts(self):
        """The instructions of each folder of src, and of each other library."""
        parts = collections.Counter()
        for (library, file), cost in self.costs.items():
            library = Path(self.names[library]).name.partition(".so")[0]
            folder = re.search(r"(?:^|/)src/(\w+)/", self.names[file])
            parts[f"src/{folder[1]}" if folder and "skillcall" in library else library] += cost
        return parts


def libcurl_version():
    libcurl = ctypes.CDLL("libcurl.so.4")
    libcurl.curl_version.restype = ctypes.c_char_p
    return libcurl.curl_version()


class Counter(measure.Bench):
    is_good = True
    is_elsewhere = not libcurl_version().startswith(MEASURED_WITH)

    def profile(self, run, *limits):
        """All of a process, or what is between the limits."""
        with tempfile.TemporaryDirectory(prefix="skillcall-bench-") as directory:
            out = Path(directory, "out")
            self.process(run, "valgrind", "--quiet", "--tool=callgrind", f"--callgrind-out-file={out}",
                         *limits)
            return Profile(Path(f"{out}.1") if limits else out)

    def profile_measured(self, run):
        return self.profile(run, "--zero-before=measure_begin", "--dump-before=measure_end")

    def allocations(self, program, scenario):
        return self.count(measure.Run(program, scenario, CALLS))["allocations"] / CALLS

    def judge(self, row):
        ours, theirs = (self.profile_measured(measure.Run(program, scenario, CALLS)) for program, scenario in
                        (("skillcall", row.scenario), ("libcurl", row.by_hand)))
        ratio = ours.total() / theirs.total()
        count = self.allocations("skillcall", row.scenario)
        count_by_hand = self.allocations("libcurl", row.by_hand)
        limits = row.elsewhere if self.is_elsewhere else row.limits
        is_good = ratio <= 1 + limits.instructions and count - count_by_hand <= limits.allocations
        self.is_good &= is_good
        print(f"\n{row.title}: {'within its limits' if is_good else 'BEYOND ITS LIMITS'}")
        print(f"  instructions {ours.total() / CALLS:9.0f}, by hand {theirs.total() / CALLS:9.0f}, "
              f"ratio {ratio:.3f} (at most {1 + limits.instructions:.2f})")
        print(f"  allocations  {count:9.1f}, by hand {count_by_hand:9.1f} (at most {limits.allocations} more)")
        if self.options.before:
            before = self.profile_measured(measure.Run("before", row.scenario, CALLS))
            print(f"  before: {before.total() / CALLS:9.0f} instructions, ratio {before.total() / theirs.total():.3f}, "
                  f"{self.allocations('before', row.scenario):.1f} allocations")
        parts, parts_by_hand = ours.parts(), theirs.parts()
        for part, cost in parts.most_common():
            if cost >= 50 * CALLS:
                print(f"  {part:12} {cost / CALLS:9.0f}, by hand {parts_by_hand[part] / CALLS:9.0f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("programs", type=Path, help="where bench_skillcall and the others are")
    parser.add_argument("--before", type=Path, help="where the bench_skillcall of an earlier library is")
    parser.set_defaults(node=None)
    counter = Counter(parser.parse_args())
    os.environ["LD_BIND_NOW"] = "1"  # the work of the linker is no part of a call
    for row in SESSIONS:
        counter.judge(row)
    with counter.against(server.emulator(tls=False)):
        for row in HTTP_1:
            counter.judge(row)
    with counter.against(server.nghttpd(), has_h2=True):
        for row in HTTP_2:
            counter.judge(row)
    sys.exit(not counter.is_good)


if __name__ == "__main__":
    main()
