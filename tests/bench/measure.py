# SPDX-License-Identifier: Apache-2.0
"""Compares this library with a program that does the same work by hand; prints one table.

`run` builds everything and calls this. Each measurement is a process of its own. The programs take
turns, in rounds, so that other work on the machine meets all of them. A time is the median of all
rounds, with the least and the greatest in brackets; a ratio is the median of the rounds' ratios.
"""

import argparse
import contextlib
import json
import os
import resource
import subprocess
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import NamedTuple

import server

HERE = Path(__file__).resolve().parent
HOST_CA = Path("/etc/ssl/certs/ca-certificates.crt")
TOKEN = "Atza." + "t" * 600
SLOW_TOKEN = "emulator-ok.delay-5"


class Aim(NamedTuple):
    """A limit of the ratio; with "≥", of the ratio of the throughputs; with a unit, of this library's time."""
    sign: str
    value: float
    unit: str = ""


class Run:
    """What one process does, and what it took in each round."""

    def __init__(self, program, scenario, calls, width=1, token=TOKEN, connections=16):
        self.program, self.scenario, self.calls, self.width = program, scenario, calls, width
        self.token, self.connections = token, connections
        self.readings = []

    def by(self, program, scenario=None):
        """The same with another program."""
        return Run(program, scenario or self.scenario, self.calls, self.width, self.token, self.connections)

    def each(self, what):
        return [reading[what] / self.calls for reading in self.readings]


class Bench:
    def __init__(self, options):
        self.options = options
        self.rows = []
        self.endpoint = self.ca_file = None
        self.has_h2 = False

    def argv(self, program):
        if program == "axios":
            return ["node", HERE / "with_axios.cjs"]
        if program == "before":
            return [self.options.before / "bench_skillcall"]
        return [self.options.programs / f"bench_{program}"]

    def process(self, run, *tool, preload=None):
        """Runs one process, under a tool if one is given; the readings are its own, and two that
        are taken from outside."""
        every = {**os.environ, "BENCH_TOKEN": run.token, "BENCH_ENDPOINT": self.endpoint or "",
                 "BENCH_CA": str(self.ca_file or ""), "BENCH_CONNECTIONS": str(run.connections)}
        if self.has_h2:
            every["BENCH_H2"] = "1"
        if preload:
            every["LD_PRELOAD"] = str(preload)
        if self.options.node:
            every["NODE_PATH"] = str(self.options.node / "node_modules")
        argv = [*tool, *self.argv(run.program), run.scenario, str(run.calls), str(run.width)]
        cpu, begin = children_cpu_ns(), time.perf_counter_ns()
        done = subprocess.run(argv, env=every, stdout=subprocess.PIPE, check=True)
        wall, cpu = time.perf_counter_ns() - begin, children_cpu_ns() - cpu
        readings = json.loads(done.stdout) if done.stdout else {}
        return {**readings, "process_wall_ns": wall, "process_cpu_ns": cpu}

    def rounds(self, *runs):
        for number in range(self.options.rounds):
            for run in runs if number % 2 else reversed(runs):
                run.readings.append(self.process(run))

    def count(self, run):
        """Allocations, and the most memory in use, with the counter preloaded."""
        return self.process(run, preload=self.options.programs / "libbench_allocations.so")

    def columns(self, ours, theirs):
        """The runs of a row: the library before, if it is compared, as it is now, and the other program."""
        return [ours.by("before"), ours, theirs] if self.options.before else [ours, theirs]

    def compare(self, title, ours, theirs, aim=None, clock=""):
        """A row of times."""
        runs = self.columns(ours, theirs)
        self.rounds(*runs)
        wall = f"{clock}wall_ns"
        ratio = median(a / b for a, b in zip(ours.each(wall), theirs.each(wall)))
        self.row(title, [spread_text(run.each(wall)) for run in runs],
                 judge(ratio, median(ours.each(wall)), aim),
                 [time_text(median(run.each(f"{clock}cpu_ns"))) for run in runs] + self.allocations(runs))

    def allocations(self, runs):
        return [f"{self.count(run)['allocations'] / run.calls:.0f}"
                if run.program != "axios" and run.scenario != "cold" else "" for run in runs]

    def row(self, title, values, verdict, costs):
        self.rows.append([title, *values, *verdict, *costs])

    def sessions(self, calls):
        for title, scenario in [("session: build, check, serialise, own id", "session-with-id"),
                                ("the same, with a new id", "session")]:
            ours = Run("skillcall", scenario, calls)
            self.compare(title, ours, ours.by("libcurl"), Aim("≤", 3, " µs"))

    def blocking(self, title, calls, by_hand="blocking", aim=Aim("≤", 1.05)):
        ours = Run("skillcall", "blocking", calls)
        self.compare(title, ours, ours.by("libcurl", by_hand), aim)

    def threads(self, title, calls, token=TOKEN):
        ours = Run("skillcall", "threads-shared", calls, 8, token)
        self.compare(title, ours, ours.by("skillcall", "threads-separate"), Aim("≥", 0.95))

    def in_flight(self, calls, width):
        ours = Run("skillcall", "in-flight", calls, width)
        self.compare(f"{width} calls in flight", ours, ours.by("libcurl"), Aim("≥", 0.97))

    def memory(self, width):
        ours = Run("skillcall", "memory", width, width)
        runs = self.columns(ours, ours.by("libcurl"))
        kib = [self.count(run)["heap_peak"] / run.calls / 1024 for run in runs]
        self.row(f"most memory for each of {width} calls in flight", [f"{k:.1f} KiB" for k in kib],
                 judge(kib[-2] / kib[-1]), [""] * 2 * len(runs))

    @contextlib.contextmanager
    def host_certificates(self):
        """As many CA certificates as a host has."""
        with tempfile.NamedTemporaryFile(suffix=".pem") as bundle:
            bundle.write(HOST_CA.read_bytes() if HOST_CA.exists() else b"")
            bundle.write(self.ca_file.read_bytes())
            bundle.flush()
            kept, self.ca_file = self.ca_file, bundle.name
            yield
            self.ca_file = kept

    def cold(self, title, other, aim=None):
        """The whole life of a process that makes one call."""
        ours = Run("skillcall", "cold", 1)
        with self.host_certificates():
            self.compare(title, ours, ours.by(other), aim, "process_")

    @contextlib.contextmanager
    def against(self, service, has_h2=False):
        """This library must be set to HTTP/2; libcurl uses it with every server that agrees."""
        self.has_h2 = has_h2
        with service as (self.endpoint, self.ca_file):
            yield

    def print_table(self):
        programs = ["before", "now", "other"] if self.options.before else ["skillcall", "other"]
        head = ["", *programs, "ratio", "aim", ""]
        head += [f"{what}, {program}" for what in ("CPU", "allocations") for program in programs]
        print("| " + " | ".join(head) + " |")
        print("|---" + "|---:" * (len(head) - 1) + "|")
        for row in self.rows:
            print("| " + " | ".join(row) + " |")


def children_cpu_ns():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (usage.ru_utime + usage.ru_stime) * 1e9


UNITS = [(10_000, 1e3, ".2f", "µs"), (1_000_000, 1e3, ".0f", "µs"), (float("inf"), 1e6, ".1f", "ms")]


def time_text(*times):
    """Times in the unit that suits the first: it alone, or the least and the greatest in brackets."""
    scale, digits, unit = next(unit for most, *unit in UNITS if times[0] < most)
    first, *others = (f"{ns / scale:{digits}}" for ns in times)
    return f"{first} {unit}" + (f" ({'–'.join(others)})" if others else "")


def judge(ratio, ns=0, aim=None):
    """The cells of the ratio, the aim and the verdict."""
    if not aim:
        return [f"{ratio:.2f}", "", ""]
    if aim.sign == "≥":
        ratio = 1 / ratio
    value = ns / 1000 if aim.unit else ratio
    is_good = value >= aim.value if aim.sign == "≥" else value <= aim.value
    return [f"{ratio:.2f}", f"{aim.sign} {aim.value}{aim.unit}", "PASS" if is_good else "MISS"]


def spread_text(times):
    return time_text(median(times), min(times), max(times))


def measure_all(bench):
    """Most servers answer at once, and so are harder on the ratios than any service."""
    bench.sessions(100_000)
    with bench.against(server.nghttpd(), has_h2=True):
        bench.blocking("blocking call, HTTP/2", 1000)
        bench.in_flight(10_000, 1000)
        bench.memory(1000)
        bench.threads("8 threads on one client, compared with 8 clients", 4000)
        bench.cold("first call of a process", "libcurl", Aim("≤", 1.05))
    with bench.against(server.emulator(tls=False)):
        bench.blocking("blocking call, HTTP/1.1, no TLS, new connections", 1000, "blocking-anew")
    with bench.against(server.emulator()):
        bench.blocking("blocking call, HTTP/1.1, TLS, new connections", 500, "blocking-anew")
        bench.blocking("the same, compared with a kept connection", 500, aim=None)
        bench.threads("8 threads on one client, answers after 5 ms", 800, SLOW_TOKEN)
        if bench.options.node:
            bench.cold("first call of a process, compared with axios", "axios")


def measure_quickly(bench):
    """Everything that needs no server from outside, just to see that it works."""
    bench.sessions(100)
    with bench.against(server.emulator()):
        bench.blocking("blocking call", 10)
        bench.in_flight(100, 20)
        bench.memory(20)
        bench.threads("8 threads", 100, SLOW_TOKEN)
        bench.cold("first call of a process", "libcurl", Aim("≤", 1.05))


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("programs", type=Path, help="where bench_skillcall and the others are")
    parser.add_argument("--before", type=Path, help="where the bench_skillcall of an earlier library is")
    parser.add_argument("--rounds", type=int, default=21)
    parser.add_argument("--node", type=Path, help="where node_modules with axios and uuid is")
    parser.add_argument("--quick", action="store_true", help="only see that it works")
    options = parser.parse_args()
    if options.quick:
        options.rounds = 1
    bench = Bench(options)
    (measure_quickly if options.quick else measure_all)(bench)
    bench.print_table()


if __name__ == "__main__":
    main()
