# SPDX-License-Identifier: Apache-2.0
"""Places calls through real middleboxes and prints what became of them, one line a scenario.

Fails for a contradiction, a doubled or late call, unknown calls in a scenario without faults, and
calls that are unknown though nothing of them was written.
"""
import argparse
import concurrent.futures
import os
import pathlib
import signal
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "torture/hostile"))

from certificates import Certificates
from loop import Loop
from network import HOST
from placing import NOT_LOCAL, Place, Result
from scenarios import MODES, ORDINARY, SCENARIOS

AT_ONCE = 3  # scenarios side by side; much of their time is waiting
NAMES = f"IP:127.0.0.1,IP:{NOT_LOCAL},IP:{HOST}"
LEAVES = {"good": ("ca", 2, NAMES), "also-good": ("ca", 2, NAMES), "wrong-ca": ("other-ca", 2, NAMES)}
COLUMNS = ("calls", "placed", "not_placed", "unknown", "never written", "never read", "contradictions",
           "doubles", "late")
WIDTH = max(len(scenario.name) for scenario in SCENARIOS)


def line(name, cells):
    return f"{name:<{WIDTH}}" + "".join(f" {cell:>{len(column)}}" for cell, column in zip(cells, COLUMNS))


def run(place, scenario, modes, count):
    try:
        return place.run(scenario, modes, count)
    except Exception as error:  # one scenario that cannot run does not hide the others
        result = Result()
        result.failures.append(repr(error))
        return result


def show(scenario, result, wrong):
    print(line(scenario.name, [result[column] for column in COLUMNS]), flush=True)
    if wrong:
        for problem in wrong:
            print("    WRONG:", problem)
        for end, count in result.ends.most_common(8):
            print(f"    {count:6} {' | '.join(end)}")


def arguments():
    parser = argparse.ArgumentParser(prog="tests/middlebox/run", description=__doc__)
    parser.add_argument("--calls", type=int, default=100000, help="in all, %(default)s unless given")
    parser.add_argument("--only", default="", metavar="SCENARIO", help="those whose name holds this")
    parser.add_argument("--ordinary", action="store_true", help="those of the ordinary suite")
    return parser.parse_args()


def place_all(place, chosen, options):
    """Returns the sum of all results and how many scenarios failed."""
    count = max(1, options.calls // (len(chosen) * (1 if options.ordinary else len(MODES))))
    total, failed = Result(), 0
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        results = [pool.submit(run, place, one, [ORDINARY[one.name]] if options.ordinary else MODES, count)
                   for one in chosen]
        try:
            for scenario, result in zip(chosen, results):
                wrong = result.result().wrong(scenario.faultless)
                show(scenario, result.result(), wrong)
                total.update(result.result())
                failed += bool(wrong)
        finally:
            pool.shutdown(cancel_futures=True)
    return total, failed


def main():
    options = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended by a signal"))  # so that all is stopped
    chosen = [one for one in SCENARIOS
              if options.only in one.name and (one.name in ORDINARY or not options.ordinary)
              and not (one.options.get("http") == 2 and "SKILLCALL_WITHOUT_HTTP_2" in os.environ)]
    if not chosen:
        return f"no scenario's name holds {options.only}"
    print(line("scenario", [column.replace("_", " ") for column in COLUMNS]))
    with tempfile.TemporaryDirectory() as directory, Loop() as loop:
        os.chmod(directory, 0o755)  # some middleboxes are not root when they read it
        place = Place(directory, Certificates(directory, LEAVES), loop)
        total, failed = place_all(place, chosen, options)
    print(line("all", [total[column] for column in COLUMNS]))
    print(f"middlebox: {total['calls']} calls in {len(chosen)} scenarios, {failed} of them failed; "
          + ", ".join(f"{total[name]} {name}" for name in ("contradictions", "doubles", "late")))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
