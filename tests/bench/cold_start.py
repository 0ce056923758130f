# SPDX-License-Identifier: Apache-2.0
"""Measures the start of the skill in C, packed and not, and of one in Node. See `cold-start`."""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import server  # noqa: F401 - it makes the next imports possible
from lambda_case import LAMBDA, RuntimeApi, add_certificate
from support import Emulator, vector

PACKED, SHARED, NODE = "C, packed", "C, shared libraries", "Node"


def skill_request(service):
    """A skill request that makes both skills place a call with the emulator."""
    request = vector("skill-request.json")
    request["context"]["System"].update(apiEndpoint=service.url, apiAccessToken="any-token")
    return request


def peak_kib(process):
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
    return int(status.split("VmHWM:")[1].split()[0])


def start_once(argv, request, environment):
    """(ms from the start of the process to its first answer, peak memory in MiB until then)"""
    with RuntimeApi() as api:
        every = {"PATH": os.environ["PATH"], "AWS_LAMBDA_RUNTIME_API": api.host, **environment}
        begin = time.monotonic()
        with subprocess.Popen([str(a) for a in argv], env=every, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL) as process:
            try:
                answer = api.invoke(request)
                peak = peak_kib(process)
            finally:
                process.kill()
    if answer.kind != "response" or "Calling support." not in answer.body.decode():
        raise RuntimeError(f"no call was placed: {answer.body!r}")
    return 1000 * (answer.time - begin), peak / 1024


def unpack_skill(program, target):
    unpacked = Path(target, "task")
    subprocess.run([LAMBDA / "pack", program, Path(target, "function.zip")], check=True)
    shutil.unpack_archive(Path(target, "function.zip"), unpacked)
    (unpacked / "bootstrap").chmod(0o755)
    return unpacked


def measure(options):
    """The readings of each skill, round by round; each round turns the order."""
    with tempfile.TemporaryDirectory() as directory, Emulator(tls=True) as service:
        task = unpack_skill(options.packed, directory)
        add_certificate(task / "certificates", service.ca_file)
        request = skill_request(service)
        every = {"SKILL_ID": request["context"]["System"]["application"]["applicationId"],
                 "SUPPORT_NUMBER": "+16073331111"}
        c = {"LAMBDA_TASK_ROOT": str(task), **every}
        skills = {
            PACKED: ([task / "bootstrap"], c),
            SHARED: ([options.build / "examples" / "lambda_skill"], c),
            NODE: (["node", options.node / "cold_start_skill.cjs"],
                   {"NODE_EXTRA_CA_CERTS": str(service.ca_file), **every})}
        readings = {name: [] for name in skills}
        for number in range(options.rounds + 1):
            for name in sorted(skills, reverse=number % 2 == 1):
                argv, environment = skills[name]
                reading = start_once(argv, request, environment)
                if number > 0:  # the first round only fills the cache of files
                    readings[name].append(reading)
    return readings


def report(readings):
    """Prints the table; gives whether the aims are met."""
    start, peak = ({name: median(reading[i] for reading in readings[name]) for name in readings}
                   for i in (0, 1))
    print(f"{'':28}{'start to first answer':>24}{'peak memory':>14}")
    for name in readings:
        print(f"{name:28}{start[name]:21.1f} ms{peak[name]:10.1f} MiB")
    met = True
    for base, aim in ((SHARED, 2), (NODE, 20)):
        ratio = start[base] / start[PACKED]
        met = met and ratio >= aim
        print(f"packed, compared with {base}: 1/{ratio:.1f} of the time (aim: 1/{aim})")
    return met


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("packed", type=Path, help="the program to pack")
    parser.add_argument("build", type=Path, help="the ordinary build")
    parser.add_argument("node", type=Path, help="the folder of the skill in Node")
    parser.add_argument("--rounds", type=int, default=21)
    options = parser.parse_args()
    sys.exit(0 if report(measure(options)) else 1)


if __name__ == "__main__":
    main()
