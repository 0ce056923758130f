# SPDX-License-Identifier: Apache-2.0
"""Measures this library beside a program that does the same work by hand; prints one table.

`run` builds everything and calls this. Each measurement is a process of its own. The contenders
take turns, in rounds, so that whatever else the machine does meets both; the table has medians,
and as ratio the median of the ratios of all rounds.
"""

import argparse
import contextlib
import json
import os
import re
import resource
import subprocess
import tempfile
import time
from pathlib import Path
from statistics import median

import server

HERE = Path(__file__).resolve().parent
HOST_CA = Path("/etc/ssl/certs/ca-certificates.crt")
TOKEN = "Atza." + "t" * 600
SLOW_TOKEN = "emulator-ok.delay-5"


class Run:
    """What one process does, and what it took in each round."""

    def __init__(self, program, scenario, calls, width=1, token=TOKEN, connections=16):
        self.program, self.scenario, self.calls, self.width = program, scenario, calls, width
        self.token, self.connections = token, connections
        self.readings = []

    def per_call(self, what):
        return median(reading[what] for reading in self.readings) / self.calls


class Bench:
    def __init__(self, options):
        self.options = options
        self.rows = []
        self.endpoint = self.ca_file = None
        self.has_h2 = False

    def argv(self, program):
        if program == "axios":
            return ["node", HERE / "with_axios.cjs"]
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

    def compare(self, title, ours, theirs, aim=None, wall="wall_ns", cpu="cpu_ns"):
        """A row of times: aim is the greatest good ratio ours/theirs, or, if it is below 1, the
        least good ratio of the throughputs."""
        self.rounds(ours, theirs)
        ratios = [a[wall] / b[wall] for a, b in zip(ours.readings, theirs.readings)]
        ratio = median(ratios)
        if aim and aim < 1:
            self.row(title, [time_text(run.per_call(wall)) for run in (ours, theirs)],
                     1 / ratio, f"≥ {aim}", 1 / ratio >= aim, self.costs(cpu, ours, theirs))
        else:
            self.row(title, [time_text(run.per_call(wall)) for run in (ours, theirs)],
                     ratio, f"≤ {aim}" if aim else "", aim and ratio <= aim,
                     self.costs(cpu, ours, theirs))

    def costs(self, cpu, *runs):
        """The cells for CPU time and allocations per call."""
        counts = [f"{self.count(run)['allocations'] / run.calls:.0f}"
                  if run.program != "axios" and run.scenario != "cold" else "" for run in runs]
        return [time_text(run.per_call(cpu)) for run in runs] + counts

    def row(self, title, values, ratio, aim, is_good, costs):
        verdict = "" if not aim else "PASS" if is_good else "MISS"
        self.rows.append([title, *values, f"{ratio:.2f}", aim, verdict, *costs])

    def sessions(self, calls):
        for title, scenario in [("session: build, check, serialise, own id", "session-with-id"),
                                ("the same, with a new id", "session")]:
            ours, theirs = (Run(program, scenario, calls) for program in ("skillcall", "libcurl"))
            self.rounds(ours, theirs)
            best = ours.per_call("wall_ns")
            self.row(title, [time_text(run.per_call("wall_ns")) for run in (ours, theirs)],
                     best / theirs.per_call("wall_ns"), "≤ 3 µs", best <= 3000,
                     self.costs("cpu_ns", ours, theirs))

    def blocking(self, title, calls, token=TOKEN, beside="blocking"):
        self.compare(title, Run("skillcall", "blocking", calls, token=token),
                     Run("libcurl", beside, calls, token=token), 1.05)

    def threads(self, title, calls, token=TOKEN):
        self.compare(title, Run("skillcall", "threads-shared", calls, 8, token),
                     Run("skillcall", "threads-separate", calls, 8, token), 0.95)

    def in_flight(self, calls, width):
        self.compare(f"{width} calls in flight", Run("skillcall", "in-flight", calls, width),
                     Run("libcurl", "in-flight", calls, width), 0.95)

    def memory(self, width):
        ours, theirs = (Run(program, "memory", width, width)
                        for program in ("skillcall", "libcurl"))
        kib = [self.count(run)["heap_peak"] / run.calls / 1024 for run in (ours, theirs)]
        self.row(f"most memory for each of {width} calls in flight",
                 [f"{k:.1f} KiB" for k in kib], kib[0] / kib[1], "", True, [""] * 4)

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
        with self.host_certificates():
            self.compare(title, Run("skillcall", "cold", 1), Run(other, "cold", 1), aim,
                         "process_wall_ns", "process_cpu_ns")

    def h2load(self, calls, width):
        """How much of what a load generator reaches on the same server."""
        ours = Run("skillcall", "in-flight", calls, width)
        rates = []
        for _ in range(self.options.rounds):
            ours.readings.append(self.process(ours))
            done = subprocess.run(
                ["h2load", "-n", str(calls * 5), "-c", "8", "-m", str(width // 8), "-d",
                 server.TESTS / "vectors/session-request.json", "-H",
                 "content-type: application/json", f"{self.endpoint}/v1/communications/session"],
                capture_output=True, text=True, check=True)
            rates.append(float(re.search(r"([\d.]+) req/s", done.stdout)[1]))
        mine, other = 1e9 / ours.per_call("wall_ns"), median(rates)
        self.row("the same, beside h2load", [f"{mine:.0f}/s", f"{other:.0f}/s"], mine / other, "",
                 True, [""] * 4)

    @contextlib.contextmanager
    def against(self, service, has_h2=False):
        """This library has to be told to speak HTTP/2; libcurl does so where the server agrees."""
        self.has_h2 = has_h2
        with service as (self.endpoint, self.ca_file):
            yield

    def print_table(self):
        head = ["", "skillcall", "beside", "ratio", "aim", "", "CPU", "beside", "allocations",
                "beside"]
        print("| " + " | ".join(head) + " |")
        print("|---" + "|---:" * (len(head) - 1) + "|")
        for row in self.rows:
            print("| " + " | ".join(row) + " |")


def children_cpu_ns():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (usage.ru_utime + usage.ru_stime) * 1e9


def time_text(ns):
    if ns < 10_000:
        return f"{ns / 1e3:.2f} µs"
    return f"{ns / 1e3:.0f} µs" if ns < 1_000_000 else f"{ns / 1e6:.1f} ms"


def measure_all(bench):
    """The servers answer at once, and so are harder on the ratios than any service; hence also
    answers after 5 ms, which is still far less than a call over the internet takes."""
    bench.sessions(100_000)
    with bench.against(server.nghttpd(), has_h2=True):
        bench.blocking("blocking call, HTTP/2", 1000)
        bench.in_flight(10_000, 1000)
        bench.h2load(10_000, 1000)
        bench.memory(1000)
        bench.threads("8 threads on one client, beside 8 clients", 4000)
        bench.cold("first call of a process", "libcurl", 1.05)
    with bench.against(server.emulator()):
        bench.blocking("blocking call, HTTP/1.1", 1000)
        bench.blocking("the same, beside a new connection for each call", 1000,
                       beside="blocking-anew")
        bench.blocking("blocking call, answer after 5 ms", 100, SLOW_TOKEN)
        bench.threads("8 threads on one client, answers after 5 ms", 800, SLOW_TOKEN)
        if bench.options.node:
            bench.compare("blocking call, HTTP/1.1, beside axios",
                          Run("skillcall", "blocking", 1000), Run("axios", "blocking", 1000))
            bench.cold("first call of a process, beside axios", "axios")


def measure_quickly(bench):
    """Everything that needs no server from outside, just to see that it works."""
    bench.sessions(100)
    with bench.against(server.emulator()):
        bench.blocking("blocking call", 10)
        bench.in_flight(100, 20)
        bench.memory(20)
        bench.threads("8 threads", 100, SLOW_TOKEN)
        bench.cold("first call of a process", "libcurl", 1.05)


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("programs", type=Path, help="where bench_skillcall and the others are")
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
