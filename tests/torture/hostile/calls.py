# SPDX-License-Identifier: Apache-2.0
"""Runs the caller (caller.c) and reads what the library reports of its calls."""
import json
import os
import subprocess

TOKEN = "Atza-a-token-that-nobody-else-may-see"


def call(endpoint, client_session_id, deadline_ms, cancel_ms=-1, form="phone", verb="call",
         token=TOKEN):
    return "\t".join((verb, form, endpoint, token, client_session_id, str(deadline_ms),
                      str(cancel_ms)))


class Report:
    """Each call's report, and what the program cost."""

    def __init__(self, commands, ca_file, prefix=(), **options):
        arguments = [*prefix, os.environ["SKILLCALL_CALLER"], "--cacert", ca_file]
        for name, value in options.items():
            arguments += ["--" + name.replace("_", "-"), str(value)]
        done = subprocess.run(arguments, input="\n".join(commands) + "\n", capture_output=True,
                              encoding="ascii", timeout=600)
        self.log = done.stderr
        if done.returncode:
            raise AssertionError("the caller ended with %d: %s" % (done.returncode, done.stderr[-2000:]))
        self.calls, self.costs = {}, {}
        for line in map(json.loads, done.stdout.splitlines()):
            if "id" not in line:
                self.costs.update(line)
            elif self.calls.setdefault(line["id"], line) is not line:
                raise AssertionError("a call ended twice")
        self.token_seen = TOKEN in done.stdout + done.stderr
