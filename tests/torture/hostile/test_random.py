# SPDX-License-Identifier: Apache-2.0
"""22,000 calls, each of which may meet a fault at a random point.

SEED chooses another run; COUNT_SCALE multiplies the number of calls.
"""
import collections
import os
import random
import tempfile
import unittest

import faults
import h2_server
import server
from calls import Report, call
from certificates import Certificates
from server import Server, answer, placed_body
from truth import PLACED, REFUSED, SLOWNESS, UNCLEAR, UNPROCESSED, complaints

SEED = os.environ.get("SEED", "1")
SCALE = float(os.environ.get("COUNT_SCALE", "1"))
ANSWERS = (
    (PLACED, faults.whole),
    (PLACED, faults.chunked),
    (PLACED, faults.byte_chunks),
    (PLACED, faults.after_interim(103, 2)),
    (REFUSED, lambda body: answer(400, b'{"code": "InvalidInput", "message": "no"}')),
    (REFUSED, lambda body: answer(403, b"<html>no</html>")),
    (UNPROCESSED, lambda body: answer(429, b"{}")),
    (UNCLEAR, lambda body: answer(503, b"", ["Retry-After: 0"])),
    (UNCLEAR, lambda body: answer(408, b"", ["Retry-After: 0"])),
    (UNCLEAR, lambda body: answer(500, b'{"code": "InternalServerError"}')),
    (UNCLEAR, lambda body: answer(200, b"{}")),
)


def at_accept(link):
    """Three connections in a hundred end before their first request."""
    chance = random.Random("%s/accept/%d" % (SEED, link.number))
    draw = chance.random()
    if draw < 0.01:
        faults.close_at_once(link)
    elif draw < 0.02:
        faults.reset_at_once(link)
    elif draw < 0.03:
        link.wait_closed(chance.uniform(0.0, 0.3))
        link.close()
    return draw >= 0.03


def cut_answer(link, chance):
    """Sends an answer up to a random byte, then closes, resets or is silent."""
    verdict, shape = chance.choice(ANSWERS)
    sample = shape(placed_body("call-0000000"))  # as long as the answer will be
    cut = chance.randrange(len(sample) - 1)
    if verdict == PLACED or cut < sample.index(b"\r\n") + 2:
        verdict = UNCLEAR
    client_session_id = link.read(verdict)
    link.send(shape(placed_body(client_session_id))[:cut])
    chance.choices((link.close, link.reset, link.hold), (6, 3, 1))[0]()


def whole_answer(link, chance):
    verdict, shape = chance.choice(ANSWERS)
    link.send(shape(placed_body(link.read(verdict))))
    return True


def lose_request(link, chance):
    draw = chance.random()
    if draw < 0.4:
        faults.close_after_bytes(chance.randint(1, 500))(link)
    elif draw < 0.6:
        faults.reset_after_bytes(chance.randint(1, 500))(link)
    elif draw < 0.7:
        faults.close_before_last_byte(link)
    else:
        faults.close_idle(link)


def lose_answer(link, chance):
    chance.choice((faults.close_after_reading, faults.reset_after_reading))(link)


def late_answer(link, chance):
    return faults.late(chance.uniform(0.0, 0.5))(link)


HTTP_1 = ((0.40, lambda link, chance: server.good(link)), (0.20, whole_answer), (0.15, cut_answer),
          (0.10, lose_request), (0.07, lose_answer), (0.07, late_answer),
          (0.01, lambda link, chance: faults.silence(link)))

CODES = h2_server.ErrorCodes
# Most of these end a connection and with it other calls, so they are rarer.
HTTP_2 = tuple((share, lambda link, chance, fault=fault: fault(link)) for share, fault in (
    (0.74, h2_server.good),
    (0.05, h2_server.refused_head),
    (0.05, h2_server.reset_stream(CODES.INTERNAL_ERROR)),
    (0.05, h2_server.reset_stream_half_answered),
    (0.05, h2_server.reset_stream(CODES.REFUSED_STREAM, UNPROCESSED)),
    (0.01, h2_server.unended_answer),
    (0.01, h2_server.close_after_reading),
    (0.01, h2_server.go_away_below),
    (0.01, h2_server.go_away_then_answer),
    (0.01, h2_server.go_away_without_answer),
    (0.01, h2_server.garbage_frames)))


def randomly(kinds):
    """A fault that is drawn anew for each request, from the seed and its place alone."""
    def fault(link):
        link.turn = getattr(link, "turn", 0) + 1
        chance = random.Random("%s/%d/%d" % (SEED, link.number, link.turn))
        shares, functions = zip(*kinds)
        return chance.choices(functions, shares)[0](link, chance)
    return fault


def commands(endpoint, count, deadlines):
    chance = random.Random("%s/calls" % SEED)
    for number in range(count):
        cancel_ms = chance.randint(0, 30) if chance.random() < 0.05 else -1
        yield call(endpoint, "call-%07d" % number, chance.randint(*deadlines), cancel_ms)


class RandomFaults(unittest.TestCase):
    longMessage = False
    outcomes = collections.Counter()
    posts_read = 0

    @classmethod
    def tearDownClass(cls):
        print("hostile/random: %d calls, %d POSTs read: %s"
              % (cls.outcomes.total(), cls.posts_read,
                 ", ".join("%s %d" % item for item in sorted(cls.outcomes.items()))))

    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.certificates = Certificates(directory.name)

    def place(self, service, count, at_once, http=1, deadlines=(200, 600)):
        count = int(count * SCALE)
        try:
            deadlines = [SLOWNESS * ms for ms in deadlines]
            report = Report(commands(service.endpoint, count, deadlines), self.certificates.ca_file,
                            window=at_once, connections=at_once, backoff_ms=5, http=http)
        finally:
            service.close()
        self.assertEqual([], service.failures)
        self.assertEqual(count, len(report.calls))
        posts = service.truth.posts
        wrong = [problem for name, ended in report.calls.items()
                 for problem in complaints(ended, posts.get(name, []))]
        self.assertEqual([], wrong[:20], "%d contradictions, such as %s" % (len(wrong), wrong[:20]))
        self.assertFalse(report.token_seen, "showed the token")
        self.assertEqual(0, report.costs["descriptors_left"])
        self.assertLess(report.costs["memory_grown_kb"], 64 * 1024)
        self.show(service, report)

    def show(self, service, report):
        ends = collections.Counter((ended["outcome"], ended["status"])
                                   for ended in report.calls.values())
        outcomes = collections.Counter(ended["outcome"] for ended in report.calls.values())
        self.outcomes.update(outcomes)
        type(self).posts_read += service.truth.posts_read
        print("\n%s, seed %s: %d calls, %d connections"
              % (service.endpoint, SEED, len(report.calls), service.truth.connections))
        print("  " + ", ".join("%s/%s %d" % (*end, n) for end, n in sorted(ends.items())))
        # An outcome that is always "unknown" would contradict nothing, and help nobody.
        answered = [name for name, verdicts in service.truth.posts.items()
                    if verdicts[-1] == PLACED]
        placed = sum(report.calls[name]["outcome"] == "placed" for name in answered)
        self.assertGreater(placed, 0.8 * len(answered))
        self.assertEqual({"placed", "not_placed", "unknown"}, set(outcomes))

    def test_http(self):
        self.place(Server(randomly(HTTP_1), at_accept), 15000, 48)

    def test_https(self):
        # Each call is a handshake, for which this server has one processor at most.
        self.place(Server(randomly(HTTP_1), at_accept,
                          tls=self.certificates.server_context("good")), 4000, 16,
                   deadlines=(1000, 1500))

    def test_http_2(self):
        tls = self.certificates.server_context("good", h2_server.PROTOCOLS)
        self.place(h2_server.H2Server(randomly(HTTP_2), at_accept=at_accept, tls=tls), 3000, 8,
                   http=2)
