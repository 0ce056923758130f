# SPDX-License-Identifier: Apache-2.0
"""Ten thousand calls with one client, and a twentieth of that over TLS: nothing grows.

Each call has a connection of its own; over TLS, most of the time would be handshakes. CALLS changes
the number. The first fifth warms up: what it costs in memory is the limit for all that follow.
"""
import collections
import os
import sys
import unittest

from support import TESTS, Emulator

sys.path.insert(0, str(TESTS / "torture/hostile"))

from calls import Report, call

CALLS = int(os.environ.get("CALLS", "10000"))
TOKENS = ["emulator-ok", "emulator-denied", "emulator-reset", "emulator-error"]
GROWTH_MAX_KB = 1024
CONNECTIONS = 16


def commands(endpoint, count):
    """Nine in ten are placed; one in a hundred is cancelled at once."""
    for number in range(count):
        if number == count // 5:
            yield "measure"
        token = TOKENS[number // 10 % len(TOKENS)] if number % 10 == 9 else TOKENS[0]
        yield call(endpoint, f"call-{number}", 60000, 0 if number % 100 == 50 else -1, token=token)


class Soak(unittest.TestCase):
    def place(self, tls, count):
        with Emulator(tls=tls) as service:
            report = Report(commands(service.url, count), service.ca_file or "", connections=CONNECTIONS)
        outcomes = collections.Counter(ended["outcome"] for ended in report.calls.values())
        print(f"soak: {count} calls: {dict(outcomes)}, {report.costs}")
        self.assertEqual(outcomes.total(), count)
        self.assertGreater(outcomes["placed"], 0.9 * count)
        self.assertLessEqual(report.costs["memory_grown_kb"], GROWTH_MAX_KB)
        self.assertLessEqual(report.costs["descriptors_grown"], CONNECTIONS)
        self.assertEqual(report.costs["descriptors_left"], 0)

    def test_neither_memory_nor_descriptors_grow(self):
        self.place(False, CALLS)

    def test_they_do_not_grow_over_tls_either(self):
        self.place(True, CALLS // 20)
