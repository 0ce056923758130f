# SPDX-License-Identifier: Apache-2.0
"""Measures how the cost of a session and of a call grows. See `growth`.

Each curve counts instructions under callgrind, which other work on the machine does not change. Where the kernel has a
part in the cost (connections, threads) it also takes the processor time of the same run without callgrind.
"""

import argparse
import contextlib
import dataclasses
import json
import os
import sys
from pathlib import Path
from statistics import median

import growth_plot
import instructions
import measure
import server

# The cost at the last point, compared with the straight line through the first and the one before the last.
MOST_INSTRUCTIONS = 1.10
MOST_TIME = 1.50  # times vary
ROUNDS = 3

# callgrind counts an instruction with the prefix rep, by which glibc fills and copies much memory, once for each byte.
NO_REP = "glibc.cpu.x86_rep_stosb_threshold=1048576:glibc.cpu.x86_rep_movsb_threshold=1048576"


@dataclasses.dataclass
class Line:
    label: str
    scenario: str
    points: list
    server: object       # gives the server for a point
    calls: object        # gives how many calls are made at a point
    counts: list = dataclasses.field(default_factory=list)  # instructions for each session or call
    times: list = dataclasses.field(default_factory=list)   # ns for each call


@dataclasses.dataclass
class Curve:
    name: str
    title: str
    axis: str
    unit: str
    lines: list
    is_of_number: bool  # how many there are, so that all together cost their number times one
    connections: object = staticmethod(lambda _: 16)

    def totals(self, line, costs):
        return [x * cost for x, cost in zip(line.points, costs)] if self.is_of_number else costs


def none(_):
    return contextlib.nullcontext((None, None))


def http_1(_):
    return server.emulator(tls=False)


def long_text(size):
    return server.fixed(json.dumps({"sessionId": "x", "more": "x" * (size - 32)}))


def many_members(size):
    members = {f"{i:08}": 0 for i in range((size - 32) // len('"00000000": 0, '))}
    return server.fixed(json.dumps({"sessionId": "x", **members}))


def session(label, scenario, longest):
    points = [n for n in (1, 32, 64, 128, 256, 512) if n <= longest]
    return Line(label, f"session-of-{scenario}", points, none, lambda _: 20)


def answer(label, service):
    points = [1024 * kib for kib in (1, 4, 16, 32, 64)]
    return Line(label, "blocking", points, service, lambda _: 20)


CURVES = [
    Curve("fields", "Length of a participant's texts", "characters in both participants",
          "session", [session("endpointId", "endpoint-id", 512), session("id.value", "value", 128),
                      session("communicationProviderId", "provider-id", 128)], False),
    Curve("answers", "Size of an answer", "bytes", "call",
          [answer("one long text", long_text), answer("many members", many_members)], False),
    Curve("threads", "Threads that wait on one client", "threads, each with a connection", "call",
          [Line("HTTP/1.1", "threads-shared", [1, 4, 16, 64, 256], http_1, lambda _: 512)],
          True, connections=lambda x: x),
    Curve("connections", "Connections", "connections, each with a call", "call",
          [Line("HTTP/1.1", "memory", [1, 10, 100, 300, 1000], http_1, lambda x: x)],
          True, connections=lambda x: x),
    Curve("in-flight", "Calls in flight", "calls", "call",
          [Line("HTTP/1.1", "memory", [1, 10, 100, 1000, 10000], http_1, lambda x: x)], True),
]


def compare_with_line(points, totals):
    """The last total, compared with the straight line through the first and the last but one."""
    slope = (totals[-2] - totals[0]) / (points[-2] - points[0])
    return totals[-1] / (totals[0] + slope * (points[-1] - points[0]))


class Growth(instructions.Counter):
    def measure(self, curve, line, x):
        run = measure.Run("skillcall", line.scenario, line.calls(x), x,
                          connections=curve.connections(x))
        with self.against(line.server(x)):
            line.counts.append(self.profile_measured(run).total() / run.calls)
            if curve.is_of_number:
                line.times.append(median(self.process(run)["cpu_ns"] for _ in range(ROUNDS)) / run.calls)

    def judge(self, what, ratio, most):
        is_good = ratio <= most
        self.is_good &= is_good
        verdict = "linear" if is_good else "WORSE THAN LINEAR"
        print(f"    {what}, compared with a straight line: {ratio:.2f} (at most {most:.2f}) {verdict}")

    def draw(self, curve):
        print(f"\n{curve.title}, for each {curve.unit}")
        for line in curve.lines:
            print(f"  {line.label}")
            for x in line.points:
                self.measure(curve, line, x)
                time = f"{measure.time_text(line.times[-1]):>10} of processor" if line.times else ""
                print(f"    {x:6} {curve.axis.partition(',')[0].partition(' ')[0]:12}"
                      f"{line.counts[-1]:10.0f} instructions{time}", flush=True)
            for what, costs, most in (("instructions", line.counts, MOST_INSTRUCTIONS),
                                      ("time", line.times, MOST_TIME)):
                if costs:
                    self.judge(what, compare_with_line(line.points, curve.totals(line, costs)), most)


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("programs", type=Path, help="where bench_skillcall and the others are")
    parser.add_argument("images", type=Path, help="where the plots go")
    parser.add_argument("curves", nargs="*", help="which: " + ", ".join(c.name for c in CURVES))
    parser.set_defaults(node=None)
    options = parser.parse_args()
    if unknown := set(options.curves) - {curve.name for curve in CURVES}:
        parser.error(f"there is no curve {', '.join(sorted(unknown))}")
    os.environ["LD_BIND_NOW"] = "1"  # the work of the linker is no part of a call
    os.environ["GLIBC_TUNABLES"] = NO_REP
    growth = Growth(options)
    for curve in CURVES:
        if curve.name in options.curves or not options.curves:
            growth.draw(curve)
            growth_plot.draw(curve, options.images / f"growth-{curve.name}.svg")
    print(f"\nload average: {os.getloadavg()[0]:.1f}")
    sys.exit(not growth.is_good)


if __name__ == "__main__":
    main()
