#!/usr/bin/env python3
"""The table of figures of docs/testing.md: runs its commands, all or those of the figures named, and
writes there what they printed: of each the last line that begins with the figure's name.

    figures.py [--check] [NAME...]      --check: writes nothing, fails if the page says otherwise
    figures.py --log LOG                fails if the log of tests that ran says something else than the
                                        page of a figure that is the same in every run
"""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/testing.md"
ROW = re.compile(r"^\| `(?P<name>[a-z_/]+)` \| (?P<figure>.*) \| `(?P<command>[^`]+)` \|$", re.M)
STEADY = {"torture/transport_tables", "torture/transport_threads", "hostile/matrix", "hardening"}


def last_said(name, output):
    said = re.findall(rf"^(?:\d+: )?\.*{name}: (.*)$", output, re.M)
    return said[-1] if said else None


def measured(name, command):
    print(f"{name}: {command}", flush=True)
    done = subprocess.run(command, shell=True, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    figure = last_said(name, done.stdout)
    if done.returncode or not figure:
        sys.exit(done.stdout + f"{name}: {command} ended with {done.returncode}")
    print(f"    {figure}", flush=True)
    return figure


def write(row, figure):
    line = f"| `{row['name']}` | {figure} | `{row['command']}` |"
    PAGE.write_text(PAGE.read_text(encoding="utf-8").replace(row[0], line), encoding="utf-8")


def main(arguments):
    option = arguments.pop(0) if arguments and arguments[0] in ("--check", "--log") else None
    log = pathlib.Path(arguments.pop(0)).read_text(errors="replace") if option == "--log" else None
    wanted = STEADY if log is not None else set(arguments)
    rows = [row for row in ROW.finditer(PAGE.read_text(encoding="utf-8"))
            if not wanted or row["name"] in wanted]
    stale = [f"no figure is named {name}" for name in wanted - {row["name"] for row in rows}]
    for row in rows:
        figure = measured(row["name"], row["command"]) if log is None else last_said(row["name"], log)
        if not option:
            write(row, figure)
        elif figure != row["figure"]:
            stale.append(f"{row['name']}: docs/testing.md says {row['figure']}, the tests {figure}")
    return "\n".join(stale) or 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
