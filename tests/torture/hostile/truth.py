# SPDX-License-Identifier: Apache-2.0
"""What a server really saw, and whether what a client says of its calls can be true."""
import collections
import json
import os
import threading

# What the server made of a POST that it read whole, decided before its answer leaves.
PLACED = "placed"            # answered with a whole 200 and a session id
REFUSED = "refused"          # answered with a 4xx that proves it
UNPROCESSED = "unprocessed"  # refused for now: 429, REFUSED_STREAM, GOAWAY
UNCLEAR = "unclear"          # anything else: only the service knows

SLOWNESS = int(os.environ.get("SLOWNESS", "1"))  # more for an emulated machine
GRACE_MS = 250 * SLOWNESS


def session_id_for(client_session_id):
    return "session-of-" + client_session_id


class Truth:
    """The record of one server; safe to use from all its threads."""

    def __init__(self):
        self._lock = threading.Lock()
        self.posts = collections.defaultdict(list)
        self.posts_read = 0
        self.requests_begun = 0
        self.connections = 0
        self.bytes_read = 0

    def connected(self):
        with self._lock:
            self.connections += 1
            return self.connections

    def begun(self):
        with self._lock:
            self.requests_begun += 1

    def received(self, count):
        with self._lock:
            self.bytes_read += count

    def read_whole(self, body, verdict):
        """Records a POST and returns its client session id."""
        client_session_id = json.loads(body)["clientContext"]["clientSessionId"]
        with self._lock:
            self.posts[client_session_id].append(verdict)
            self.posts_read += 1
        return client_session_id


def ended_later_than(call, due_ms):
    """Leaves out the time in which the machine had no processor for the client."""
    return call["elapsed_ms"] - call["starved_ms"] > due_ms + GRACE_MS


def contradictions(call, verdicts):
    """Lists what cannot be true of a call's report, given what the server made of its POSTs."""
    found = []
    if call["outcome"] == "placed":
        if verdicts.count(PLACED) != 1 or verdicts[-1] != PLACED:
            found.append("says placed without a whole 200")
        elif call["session_id"] not in (None, session_id_for(call["id"])):
            found.append("has another call's session id")
    elif call["outcome"] == "not_placed":
        if any(verdict in (PLACED, UNCLEAR) for verdict in verdicts):
            found.append("says not placed, but the server read it and did not refuse it")
    elif call["outcome"] != "unknown":
        found.append("ended without an outcome")
    if len(verdicts) > call["attempts"]:
        found.append("was sent more often than it reports")
    return ["%s: %s; server saw %s" % (problem, json.dumps(call), verdicts) for problem in found]


def was_doubled(verdicts):
    """Sent again although the one before was not refused as unprocessed."""
    return any(verdict != UNPROCESSED for verdict in verdicts[:-1])


def complaints(call, verdicts):
    """Lists all that is wrong with a call's report."""
    found = contradictions(call, verdicts)
    if was_doubled(verdicts):
        found.append("was sent twice: %s; server saw %s" % (json.dumps(call), verdicts))
    if ended_later_than(call, call["deadline_ms"]):
        found.append("ended too late: %s" % json.dumps(call))
    return found
