# SPDX-License-Identifier: Apache-2.0
"""Prints the size of the stripped shared library, and what a program that starts pays for it.

footprint.py BUILD [RUNS]: BUILD is a build for release with the target bench_footprint, for example:
    cmake -S . -B build/bench -G Ninja -DCMAKE_BUILD_TYPE=Release -DSKILLCALL_BUILD_TESTS=ON
    cmake --build build/bench --target bench_footprint
"""
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile


def stripped_size(library):
    with tempfile.TemporaryDirectory() as scratch:
        stripped = pathlib.Path(scratch) / "stripped"
        subprocess.run(["strip", "-o", stripped, library], check=True)
        return stripped.stat().st_size


def milliseconds(program):
    """Time of the processor, which a busy machine does not change; a start waits for nothing."""
    pid = os.posix_spawn(program, [program], os.environ)
    _, status, usage = os.wait4(pid, 0)
    if status:
        sys.exit(f"{program} failed")
    return (usage.ru_utime + usage.ru_stime) * 1000


def main(build, runs="200"):
    build = pathlib.Path(build)
    print(f"libskillcall.so, stripped: {stripped_size(build / 'lib/libskillcall.so') / 1024:.0f} KiB")
    programs = {name: build / "tests/bench" / f"bench_start_{name}" for name in ("libcurl", "skillcall")}
    readings = {name: [] for name in programs}
    for _ in range(int(runs)):
        for name, program in programs.items():
            readings[name].append(milliseconds(program))
    median = {name: statistics.median(each) for name, each in readings.items()}
    for name, value in median.items():
        print(f"a process that starts with {name:10}: {value:.2f} ms of processor time (median of {runs})")
    print(f"difference: {median['skillcall'] - median['libcurl']:+.2f} ms")


if __name__ == "__main__":
    main(*sys.argv[1:])
