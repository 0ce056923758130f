# SPDX-License-Identifier: Apache-2.0
"""Prints what the tests reached, file by file and folder by folder, from gcovr's JSON.

usage: judge.py COVERAGE.json EXCLUSIONS

Exits with 1 if a folder or file of WHOLE misses a branch or a line that EXCLUSIONS does not name, if
the library's branches are below LIBRARY percent, if a file of it was not measured, or if an exclusion
fits no longer.
"""

import json
import pathlib
import re
import sys

WHOLE = ("src/base/", "src/json/", "src/session/", "src/sip/",
         "src/service/answer.c", "src/service/start_session.c", "src/engine/receipt.c",
         "src/engine/retry.c", "src/service/retry_after.c", "src/exchange/exchange.c")
LIBRARY = 95


class Line:
    def __init__(self, file, function, text, counted):
        self.file, self.function, self.text, self.number = file, function, text, counted["line_number"]
        self.reached = counted["count"] > 0
        self.branches = len(counted["branches"])
        self.missed = sum(branch["count"] == 0 for branch in counted["branches"])
        self.is_excluded = False

    def is_whole(self):
        return self.reached and not self.missed


def read_lines(coverage):
    lines = []
    for file in json.loads(pathlib.Path(coverage).read_text())["files"]:
        texts = pathlib.Path(file["file"]).read_text().splitlines()
        starts = sorted((function["lineno"], function["name"]) for function in file["functions"])
        for counted in file["lines"]:
            if not counted["gcovr/noncode"]:
                number = counted["line_number"]
                function = max((start for start in starts if start[0] <= number), default=(0, ""))[1]
                lines.append(Line(file["file"], function, texts[number - 1].strip(), counted))
    return lines


def unmeasured(lines):
    measured = {line.file for line in lines}
    return sorted({str(file) for file in pathlib.Path("src").glob("*/*.c")
                   if file.parts[1] not in ("command", "darwin", "emulator")} - measured)


def read_exclusions(path):
    """Each is a file, a function, the number of branches that are missed there, and the reason."""
    text = re.sub("^#.*\n", "", pathlib.Path(path).read_text(), flags=re.MULTILINE)
    for block in filter(None, re.split(r"\n\s*\n", text.strip())):
        head, *reason = block.splitlines()
        file, function, missed = head.split()
        yield file, function, int(missed), reason


def exclude(lines, file, function, missed, reason):
    """Marks what one exclusion is about; gives what is wrong with it."""
    if not reason:
        return "it needs a reason"
    found = [line for line in lines if (line.file, line.function) == (file, function) and not line.is_whole()]
    for line in found:
        line.is_excluded = True
    now_missed = sum(line.missed for line in found)
    if now_missed != missed or not all(line.reached for line in found):
        return f"{now_missed} branches are missed there, not {missed}"
    return None


def figures(lines):
    counted = (("lines", sum(line.reached for line in lines), len(lines)),
               ("branches", sum(line.branches - line.missed for line in lines),
                sum(line.branches for line in lines)))
    return ", ".join(f"{name} {100 * reached / of:.1f} % ({reached} of {of})"
                     for name, reached, of in counted)


def main(coverage, table):
    lines = read_lines(coverage)
    if absent := unmeasured(lines):
        return f"not measured: {', '.join(absent)}"
    exclusions = list(read_exclusions(table))
    wrong = [f"exclusion in {exclusion[0]}: {exclusion[1]}: {fault}"
             for exclusion in exclusions if (fault := exclude(lines, *exclusion))]
    for line in lines:
        if not line.is_whole():
            what = f"{line.missed} of {line.branches} branches" if line.reached else "never"
            note = " (excluded)" if line.is_excluded else ""
            print(f"{line.file}:{line.number}: {what}{note}: {line.text}")
        if not line.is_whole() and not line.is_excluded and line.file.startswith(WHOLE):
            wrong.append(f"{line.file}:{line.number} must be reached as a whole")
    for folder in sorted({line.file.rsplit("/", 1)[0] for line in lines}):
        print(f"{folder}: {figures([l for l in lines if l.file.startswith(f'{folder}/')])}")
    branches = sum(line.branches for line in lines)
    if 100 * (branches - sum(line.missed for line in lines)) < LIBRARY * branches:
        wrong.append(f"the library's branches are below {LIBRARY} %")
    for fault in wrong:
        print(fault)
    print(f"coverage: {figures(lines)}; exclusions: {len(exclusions)}; "
          f"{f'{len(wrong)} faults' if wrong else 'all that must be whole is'}")
    return 1 if wrong else 0


sys.exit(main(*sys.argv[1:]))
