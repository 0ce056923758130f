# SPDX-License-Identifier: Apache-2.0
"""Every row of rows.py over every kind of connection that it is meant for.

The server's truth decides: the outcome must not contradict it, nothing is sent twice unless the
first was refused as unprocessed, every call ends in time, and memory stays bounded. Besides that
each row says exactly how its call has to end.
"""
import concurrent.futures
import os
import socket
import tempfile
import unittest

import rows
from calls import TOKEN, Report, call
from certificates import Certificates
from h2_server import H2Server, PROTOCOLS
from server import Server
from truth import Truth, complaints, ended_later_than

AT_ONCE = 4  # cases that run side by side; most of their time is waiting
MEMORY_KB = 8 * 1024


class ClosedPort:
    """A port that refuses connections, because nobody listens although it is taken."""

    def __init__(self, over):
        self.truth = Truth()
        self.failures = []
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        self.endpoint = "%s://127.0.0.1:%d" % (over, self._socket.getsockname()[1])

    def close(self):
        self._socket.close()


class Case:
    """A row over one kind of connection."""

    def __init__(self, row, over, link):
        self.row = row
        self.over = over
        self.link = link
        self.is_second = link != rows.FRESH
        self.name = "%s, %s, %s" % (row.name, over, link)
        self.ids = ["call-%d" % number for number in range(row.calls)]

    def server(self, certificates, bystander):
        row = self.row
        if not row.listens:
            return ClosedPort(self.over)
        options = {"fault": row.fault, "at_accept": row.at_accept, "times": row.times,
                   "good_before": int(self.is_second), "bystander_port": bystander.port}
        if self.over == rows.H2:
            tls = certificates.server_context(row.certificate, PROTOCOLS)
            return H2Server(tls=tls, settings=row.settings, **options)
        options["usual"] = row.usual
        options["victim"] = 1 if self.link == rows.NEXT else None
        tls = self.over == rows.HTTPS and certificates.server_context(row.certificate)
        return Server(tls=tls, **options)

    def commands(self, endpoint, token=TOKEN):
        """Those that come first, so that there is a connection to use again, and the others."""
        row = self.row
        first = [call(endpoint, "first", 3000, token=token)] if self.is_second else []
        # A single fresh call blocks; all others are submitted. It is the same engine.
        blocks = not self.is_second and row.calls == 1 and row.cancel_ms < 0
        return first, [call(endpoint, name, row.deadline_ms, row.cancel_ms, row.form,
                            "start" if blocks else "call", token) for name in self.ids]

    def run(self, certificates):
        """Returns what is wrong, as a list of sentences."""
        bystander = Server()
        server = self.server(certificates, bystander)
        first, others = self.commands(server.endpoint)
        pause = ["wait", "pause\t%d" % self.row.pause_ms] if first else []
        try:
            report = Report(first + pause + others, certificates.ca_file,
                            http=2 if self.over == rows.H2 else 1)
        finally:
            server.close()
            bystander.close()
        return (server.failures + self._wrong_ends(report, server)
                + self._wrong_costs(report, server, bystander))

    def _wrong_ends(self, report, server):
        found = []
        for name in self.ids:
            ended = report.calls[name]
            end = rows.End(*(ended[field] for field in rows.End._fields))
            if end not in self.row.ends:
                found.append("ended as %s: %s" % (tuple(end), ended))
            if self.row.cancel_ms >= 0 and ended_later_than(ended, self.row.cancel_ms):
                found.append("was cancelled too slowly: %s" % ended)
        placed = sum(report.calls[name]["outcome"] == "placed" for name in self.ids)
        if placed < self.row.placed_min:
            found.append("placed only %d calls" % placed)
        for name, ended in report.calls.items():
            found += complaints(ended, server.truth.posts.get(name, []))
            if ended["client_session_id"] != name:
                found.append("reports another client session id: %s" % ended)
        if self.is_second:
            if report.calls["first"]["outcome"] != "placed":
                found.append("the good call before was not placed: %s" % report.calls["first"])
            if (self.link == rows.REUSED) != (server.truth.connections == 1):
                found.append("made %d connections" % server.truth.connections)
        return found

    def _wrong_costs(self, report, server, bystander):
        found = []
        attempts = sum(ended["attempts"] for ended in report.calls.values())
        if server.truth.requests_begun > attempts:
            found.append("sent %d requests in %d attempts"
                         % (server.truth.requests_begun, attempts))
        if bystander.truth.connections:
            found.append("connected to a host that a redirect named")
        if report.token_seen:
            found.append("showed the token")
        if report.costs["memory_grown_kb"] > MEMORY_KB:
            found.append("memory grew by %d KB" % report.costs["memory_grown_kb"])
        if report.costs["descriptors_left"]:
            found.append("left %d descriptors open" % report.costs["descriptors_left"])
        if server.truth.connections > self.row.connections_max:
            found.append("opened %d connections" % server.truth.connections)
        return found


def cases():
    return [Case(row, over, link) for row in rows.ROWS for over in row.over for link in row.links
            if not (over == rows.H2 and "SKILLCALL_WITHOUT_HTTP_2" in os.environ)
            and not (link == rows.REUSED and row.calls > 1 and "SKILLCALL_WITHOUT_SHARING" in os.environ)]


class Matrix(unittest.TestCase):
    def test_every_row(self):
        with tempfile.TemporaryDirectory() as directory:
            certificates = Certificates(directory)
            chosen = [case for case in cases() if os.environ.get("ROW", "") in case.name]
            with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
                results = pool.map(lambda case: case.run(certificates), chosen)
                for case, found in zip(chosen, results):
                    with self.subTest(case.name):
                        self.assertEqual([], found)
            print("hostile/matrix: %d rows, %d cases" % (len({case.row.name for case in chosen}), len(chosen)))

    def test_names_are_unique(self):
        names = [row.name for row in rows.ROWS]
        self.assertEqual(sorted(set(names)), sorted(names))
