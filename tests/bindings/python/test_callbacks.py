# SPDX-License-Identifier: Apache-2.0
"""Callbacks written in Python: the log, and transports in place of libcurl."""

import contextlib
import gc
import http.client
import io
import json
import select
import socket
import subprocess
import sys
import threading
import urllib.parse
from pathlib import Path

import skillcall
from case import DEAD_URL, SECRET, Case, access, received, session
from skillcall import Client, LogLevel, Observer, Outcome, Status, Transport


class HttpClientTransport(Transport):
    """A transport that blocks, over http.client of the standard library."""

    closed = False

    def submit(self, exchange):
        where = urllib.parse.urlsplit(exchange.url)
        connection = http.client.HTTPConnection(where.netloc, timeout=exchange.remaining)
        with contextlib.closing(connection):
            try:
                connection.connect()
            except OSError as failure:
                return exchange.fail(Status.CONNECT, sent=False, reason=str(failure))
            try:
                path = where.path + (f"?{where.query}" if where.query else "")
                connection.request(exchange.method, path, exchange.body, dict(exchange.headers))
                answer = connection.getresponse()
                exchange.answer(answer.status, answer.getheaders(), answer.read())
            except OSError as failure:
                kind = Status.TIMEOUT if isinstance(failure, socket.timeout) else Status.NETWORK
                exchange.fail(kind, sent=True, code=7, reason=str(failure))

    def close(self):
        self.closed = True


class LaterTransport(Transport):
    """Takes exchanges, which the test answers whenever it likes."""

    def __init__(self):
        self.exchanges = []
        self.cancelled = []

    def submit(self, exchange):
        self.exchanges.append(exchange)

    def cancel(self, exchange):
        self.cancelled.append(exchange)
        exchange.fail(Status.CANCELLED, sent=False)


class DrivenTransport(LaterTransport):
    """Answers in drive(), with a descriptor for event loops."""

    def __init__(self):
        super().__init__()
        self.reader, self.writer = socket.socketpair()

    def submit(self, exchange):
        super().submit(exchange)
        self.wake()

    def drive(self, timeout_ms):
        if select.select([self.reader], [], [], timeout_ms / 1000)[0]:
            self.reader.recv(100)
        while self.exchanges:
            self.exchanges.pop().answer(200, [], b'{"sessionId": "driven"}')

    def wake(self):
        self.writer.send(b"!")

    def pollable_fd(self):
        return self.reader.fileno()

    def close(self):
        self.reader.close()
        self.writer.close()


class Log(Case):
    def test_lines_and_levels(self):
        lines = []
        with Client(log=lambda *line: lines.append(line), log_level=LogLevel.DEBUG) as client:
            client.start(access("throttled.first-1"), session())
            self.fails(skillcall.BadToken, client.start, access("expired"), session())
        self.assertEqual({level for level, _ in lines},
                         {LogLevel.ERROR, LogLevel.INFO, LogLevel.DEBUG})
        self.assertTrue(any("bad_token" in line for _, line in lines))
        self.assertFalse(any(SECRET in line or "+1204555" in line for _, line in lines))

    def test_only_what_is_asked_for(self):
        lines = []
        with Client(log=lambda *line: lines.append(line), log_level=LogLevel.ERROR) as client:
            client.start(access(), session())
        self.assertEqual(lines, [])


class Watching(Observer):
    """Keeps what it is told."""

    def __init__(self):
        self.events = []
        for name in ["call_started", "attempt_started", "attempt_ended", "call_ended"]:
            setattr(self, name, lambda event, name=name: self.events.append((name, event)))


class Observers(Case):
    def test_events(self):
        observer = Watching()
        with Client(observer=observer) as client:
            receipt = client.start(access("throttled.first-1"), session())
        attempt = ["attempt_started", "attempt_ended"]
        self.assertEqual([name for name, _ in observer.events],
                         ["call_started", *attempt, *attempt, "call_ended"])
        throttled, ended = observer.events[2][1], observer.events[-1][1]
        self.assertEqual((throttled.attempt, throttled.http_status, throttled.error_type),
                         (1, 429, "throttled"))
        self.assertGreaterEqual(throttled.pause, 0)
        self.assertEqual((ended.method, ended.url_template, ended.server_address),
                         ("POST", "/v1/communications/session", "127.0.0.1"))
        self.assertEqual((ended.attempt, ended.http_status, ended.status, ended.outcome),
                         (2, 200, Status.OK, Outcome.PLACED))
        self.assertEqual((ended.session_id, ended.client_session_id, ended.request_id),
                         (receipt.session_id, receipt.client_session_id, receipt.request_id))
        self.assertTrue(ended.bytes_sent and ended.bytes_received and ended.elapsed >= 0)
        self.assertIsNone(ended.pause)
        self.assertNotIn(SECRET, repr(observer.events))
        self.assertNotIn("2045551111", repr(observer.events))

    def test_a_call_in_a_callback_is_not_placed(self):
        refused = []

        def log(*_):
            if not refused:
                refused.append(self.fails(skillcall.WrongState, client.start, access(), session()))

        with Client(log=log) as client:
            client.start(access(), session())
        self.assertEqual([failure.outcome for failure in refused], [Outcome.NOT_PLACED])

    def test_a_method_that_raises_harms_no_call(self):
        class Broken(Observer):
            def call_ended(self, event):
                raise RuntimeError("broken")

        with Client(observer=Broken()) as client, contextlib.redirect_stderr(io.StringIO()) as told:
            self.assertTrue(client.start(access(), session()).session_id)
        self.assertIn("RuntimeError: broken", told.getvalue())


class Transports(Case):
    def test_calls_through_a_transport_that_blocks(self):
        transport = HttpClientTransport()
        call = session()
        with Client(transport=transport) as client:
            receipt = client.start(access("throttled.first-1"), call)
            self.assertEqual(receipt.attempts, 2)
            refused, placed = received(call.client_session_id)
            self.assertEqual(receipt.request_id, placed["requestId"])
            self.assertEqual(json.dumps(placed["request"]["body"], separators=(",", ":")),
                             call.to_json())
            self.assertEqual(client.find_mobile_number(access()), "+12045551111")
            self.assertTrue(client.find_profile_id(access(), "unit"))
            failure = self.fails(skillcall.AccessDenied, client.start, access("denied"), session())
            self.assertEqual(failure.service_code, "AccessDenied")
            self.assertFalse(transport.closed)
        self.assertTrue(transport.closed)

    def test_what_was_not_sent_is_tried_again(self):
        with Client(transport=HttpClientTransport()) as client:
            failure = self.fails(skillcall.ConnectFailed, client.start, access(url=DEAD_URL),
                                 session())
        self.assertEqual((failure.outcome, failure.attempts), (Outcome.NOT_PLACED, 3))
        self.assertIn("refused", failure.transport_text)

    def test_what_may_have_been_sent_is_not(self):
        with Client(transport=HttpClientTransport()) as client:
            failure = self.fails(skillcall.NetworkFailed, client.start, access("reset"), session())
        self.assertEqual((failure.outcome, failure.attempts, failure.transport_code),
                         (Outcome.UNKNOWN, 1, 7))

    def test_the_deadline_reaches_the_transport(self):
        with Client(transport=HttpClientTransport()) as client:
            failure = self.fails(skillcall.DeadlinePassed, client.start, access("ok.delay-60000"),
                                 session(), deadline=0.2)
        self.assertEqual(failure.outcome, Outcome.UNKNOWN)

    def test_an_exception_may_come_after_something_was_sent(self):
        class Broken(Transport):
            def submit(self, exchange):
                raise RuntimeError(f"with {SECRET}")

        with Client(transport=Broken()) as client, contextlib.redirect_stderr(io.StringIO()):
            failure = self.fails(skillcall.TransportFailed, client.start, access(), session())
        self.assertEqual((failure.outcome, failure.attempts), (Outcome.UNKNOWN, 1))
        self.assertEqual(failure.transport_text, "RuntimeError")

    def test_a_failure_with_wrong_arguments_ends_the_exchange(self):
        class Broken(Transport):
            def submit(self, exchange):
                exchange.fail(Status.NETWORK, sent=False, reason="a\0b")

        with Client(transport=Broken()) as client, contextlib.redirect_stderr(io.StringIO()):
            failure = self.fails(skillcall.TransportFailed, client.start, access(), session())
        self.assertEqual(failure.outcome, Outcome.UNKNOWN)

    def test_an_answer_from_another_thread(self):
        class Threaded(Transport):
            def submit(self, exchange):
                threading.Timer(0.05, exchange.answer, (
                    200, [("x-amzn-RequestId", "r")], b'{"sessionId": "from a thread"}')).start()

        with Client(transport=Threaded()) as client:
            receipt = client.start(access(), session())
        self.assertEqual((receipt.session_id, receipt.request_id), ("from a thread", "r"))

    def test_a_transport_that_is_driven(self):
        with Client(transport=DrivenTransport()) as client:
            self.assertEqual(client.start(access(), session()).session_id, "driven")
            call = client.submit(access(), session())
            self.assertTrue(select.select([client], [], [], 10)[0])
            client.drive()
            self.assertEqual(list(client.take_ended()), [call])
            self.assertEqual(call.result(0).session_id, "driven")

    def test_cancel_reaches_the_transport(self):
        transport = LaterTransport()
        with Client(transport=transport) as client:
            call = client.submit(access(), session())
            client.drive()
            call.cancel()
            self.assertEqual(self.fails(skillcall.Cancelled, call.result).outcome,
                             Outcome.NOT_PLACED)
        self.assertEqual(transport.cancelled, transport.exchanges)

    def test_an_exchange_is_answered_once(self):
        transport = LaterTransport()
        with Client(transport=transport) as client:
            call, other = (client.submit(access(), session()) for _ in range(2))
            client.drive()
            first, second = transport.exchanges
            with self.assertRaises(skillcall.ArgumentError):
                first.answer(99, [], b"")
            first.answer(200, [], b'{"sessionId": "1"}')
            self.fails(skillcall.WrongState, first.answer, 200, [], b"{}")
            self.fails(skillcall.WrongState, first.fail, Status.NETWORK, sent=True)
            second.answer(200, [], b" " * 65537)
            self.assertEqual(call.result().session_id, "1")
            self.fails(skillcall.TooLarge, other.result)

    def test_an_exchange_does_not_outlive_its_client(self):
        transport = LaterTransport()
        transport.cancel = lambda exchange: None
        with Client(transport=transport) as client:
            call = client.submit(access(), session())
            client.drive()
        self.fails(skillcall.Cancelled, call.result, 0)
        self.fails(skillcall.WrongState, lambda: transport.exchanges[-1].url)

    def test_a_client_that_is_collected_closes_its_transport(self):
        transport = HttpClientTransport()
        client = Client(transport=transport, log=lambda *_: None)
        client.itself = client
        del client
        gc.collect()
        self.assertTrue(transport.closed)

    def test_a_program_may_end_with_its_client_open(self):
        program = ("import case, test_callbacks, skillcall\n"
                   "client = skillcall.Client(transport=test_callbacks.HttpClientTransport(),"
                   " log=lambda *_: None)\n"
                   "client.start(case.access(), case.session())\n"
                   "call = client.submit(case.access(), case.session())\n")
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, timeout=60,
                              cwd=Path(__file__).parent, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, b""))
