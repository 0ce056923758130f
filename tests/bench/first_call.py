# SPDX-License-Identifier: Apache-2.0
"""Counts the instructions of a process that places one call, by parts, and takes its time. See `first-call`."""

import argparse
import os
import sys
from pathlib import Path
from statistics import median

import instructions
import measure
import server

AIM = 1.02
PROGRAMS = ["skillcall", "libcurl"]


def parts(profile):
    """libcurl reads the CA certificates when the server's have come, so that is a part of the handshake."""
    main = profile.below("main")
    set_up = profile.below("curl_global_init") + profile.below("SSL_CTX_new")
    certificates = profile.below("X509_load_cert_crl_file_ex")
    handshake = profile.below("SSL_connect")
    return {
        "loader, constructors, exit": profile.total() - main,
        "TLS set-up": set_up,
        "CA certificates": certificates,
        "first handshake": handshake - certificates,
        "request, answer and all else": main - set_up - handshake,
        "all": profile.total(),
    }


class Starts:
    """The two programs of one build."""

    def __init__(self, title, bench):
        self.title, self.bench = title, bench
        self.profiles = [parts(bench.profile(measure.Run(program, "cold", 1))) for program in PROGRAMS]
        self.runs = [measure.Run(program, "cold", 1) for program in PROGRAMS]
        bench.rounds(*self.runs)

    def ratio(self):
        ours, theirs = (profile["all"] for profile in self.profiles)
        return ours / theirs

    def report(self):
        print(f"\n{self.title:30}{'skillcall':>10}{'by hand':>10}   millions of instructions")
        for part in self.profiles[0]:
            print(f"  {part:28}" + "".join(f"{profile[part] / 1e6:10.2f}" for profile in self.profiles))
        print(f"  {'ratio':28}{self.ratio():10.4f}")
        for name, key in (("processor time", "process_cpu_ns"), ("start to end", "process_wall_ns")):
            ours, theirs = ([reading[key] for reading in run.readings] for run in self.runs)
            print(f"  {name + ', ms':28}{median(ours) / 1e6:10.1f}{median(theirs) / 1e6:10.1f}   ratio "
                  f"{median(a / b for a, b in zip(ours, theirs)):.3f} (medians of {len(ours)})")


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("ordinary", type=Path, help="where bench_skillcall and bench_libcurl are")
    parser.add_argument("static", type=Path, help="where the static ones are")
    parser.add_argument("--rounds", type=int, default=21)
    parser.set_defaults(node=None)
    options = parser.parse_args()
    bench = instructions.Counter(options)
    with bench.against(server.emulator()), bench.host_certificates():
        options.programs = options.ordinary
        Starts("ordinary build", bench).report()
        options.programs = options.static
        static = Starts("static, libraries of the bundle", bench)
        static.report()
    print(f"\nstatic, compared with by hand: {static.ratio():.4f} (aim: at most {AIM})   "
          f"load average {os.getloadavg()[0]:.1f}")
    sys.exit(static.ratio() > AIM)


if __name__ == "__main__":
    main()
