# SPDX-License-Identifier: Apache-2.0
"""After a session started, the emulator sends an event to a SIP media application."""

import contextlib
import http.server
import json
import os
import socket
import tempfile
import threading
import time
import unittest
from pathlib import Path
from unittest import mock

from sip_peer import free_port
from started_call import (CLIENT_ID, DEFAULT_CLIENT_ID, ID, lines_with, room, start, wait_for)
from support import Emulator, Service, emulator, vector

os.environ["no_proxy"] = "*"


class Receiver(http.server.ThreadingHTTPServer):
    """Takes events by HTTP POST."""

    request_queue_size = 64  # a burst that the kernel drops comes again after a second

    def __init__(self, status=200, answer=b"", delay=None):
        self.events = []
        self.headers = []
        super().__init__(("127.0.0.1", 0), self._handler(status, answer, delay))
        self.url = f"http://127.0.0.1:{self.server_port}/events?stage=test"
        threading.Thread(target=self.serve_forever, args=[0.02], daemon=True).start()

    def _handler(self, status, answer, delay):
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.headers.append((self.path, self.headers))
                receiver.events.append(json.loads(body))
                if delay:
                    delay.wait(60)
                with contextlib.suppress(OSError):
                    self.send_response(status)
                    self.send_header("Content-Length", str(len(answer)))
                    self.end_headers()
                    self.wfile.write(answer)

            def log_message(self, *_):
                pass

        return Handler

    def __exit__(self, *_):
        self.shutdown()
        self.server_close()


class Event(unittest.TestCase):
    def setUp(self):
        self.file = Path(self.enterContext(tempfile.TemporaryDirectory()), "events.jsonl")

    def events(self):
        return [json.loads(line) for line in self.file.read_text().splitlines()]

    def test_it_has_the_form_of_the_documented_one(self):
        self.file.write_text("of an earlier run\n")
        before = time.time()
        with Emulator("--event-file", self.file, "--lwa-client-id", CLIENT_ID) as service:
            start(service)
            [event] = self.events() # it is there before the answer
        expected = vector("inbound-call-event.json")

        def take(event, *names):
            [participant] = event["CallDetails"]["Participants"]
            return [participant.pop(name) for name in names]

        details = event["CallDetails"]
        for name in ["TransactionId", "AwsAccountId", "AwsRegion", "SipRuleId",
                     "SipMediaApplicationId"]:
            self.assertRegex(details.pop(name), r"^[0-9a-f-]{36}$|^\d{12}$|^us-east-1$")
            expected["CallDetails"].pop(name)
        call_id, started = take(event, "CallId", "StartTimeInMilliseconds")
        take(expected, "CallId", "StartTimeInMilliseconds")
        self.assertRegex(call_id, r"^[0-9a-f-]{36}$")
        self.assertTrue(before * 1000 - 1 <= int(started) <= time.time() * 1000)
        self.assertEqual(event, expected)

    def test_no_client_session_id(self):
        with Emulator("--event-file", self.file) as service:
            start(service, client_session_id=None)
        [participant] = self.events()[0]["CallDetails"]["Participants"]
        self.assertEqual(list(participant["SipHeaders"]), ["X-Alexa-LWA-ClientId"])
        self.assertRegex(participant["SipHeaders"]["X-Alexa-LWA-ClientId"], DEFAULT_CLIENT_ID)

    def test_each_call_is_a_line_of_its_own(self):
        with Emulator("--event-file", self.file) as service:
            for number in range(3):
                start(service, f"call-{number}")
        transactions = {event["CallDetails"]["TransactionId"] for event in self.events()}
        self.assertEqual(len(transactions), 3)

    def test_an_extension_has_no_sip_media_application(self):
        with Emulator("--event-file", self.file) as service:
            self.assertEqual(start(service, body=room("p", "4011"))[0], 200)
        self.assertEqual(self.events(), [])

    def test_it_can_go_to_stdout(self):
        with Service(emulator(), "--event-file", "-") as service:
            start(service)
            service.stop()
            event = json.loads(service.output[0])
            self.assertEqual(event["InvocationEventType"], "NEW_INBOUND_CALL")

    def test_post(self):
        answer = {"SchemaVersion": "1.0", "Actions": [{"Type": "Hangup"}]}
        with Receiver(answer=json.dumps(answer).encode()) as receiver:
            with Emulator("--event-url", receiver.url, "--event-file", self.file) as service:
                start(service)
                [line] = wait_for(service, "event", "delivered")
                self.assertEqual(receiver.events, self.events())
                path, headers = receiver.headers[0]
                self.assertEqual(path, "/events?stage=test")
                self.assertEqual(headers["Content-Type"], "application/json")
                self.assertEqual((line["status"], line["reason"]), (200, None))
                self.assertEqual(line["answer"], answer)
                self.assertEqual(line["clientSessionId"], ID)
                transaction_id = self.events()[0]["CallDetails"]["TransactionId"]
                self.assertEqual(line["transactionId"], transaction_id)

    def test_no_proxy_comes_between_the_local_machine_and_itself(self):
        variables = {"http_proxy": "", "no_proxy": "", "NO_PROXY": ""}
        with Receiver() as receiver, Receiver() as proxy, mock.patch.dict(os.environ, variables):
            os.environ["http_proxy"] = proxy.url
            for host, to, other in [("127.0.0.1", receiver, proxy), ("localhost", receiver, proxy),
                                    ("127.1", receiver, proxy), ("far.invalid", proxy, receiver)]:
                url = receiver.url.replace("127.0.0.1", host)
                with self.subTest(host), Emulator("--event-url", url) as service:
                    start(service)
                    wait_for(service, "event", "delivered")
                    self.assertEqual((len(to.events), len(other.events)), (1, 0))
                    to.events.clear()

    def test_answers_that_are_no_json(self):
        for answer, shown in [(b"", None), (b"good \xff", "good ?"), (b"[", "[")]:
            with self.subTest(answer), Receiver(answer=answer) as receiver:
                with Emulator("--event-url", receiver.url) as service:
                    start(service)
                    self.assertEqual(wait_for(service, "event", "delivered")[0]["answer"], shown)

    def test_posts_that_fail(self):
        with Receiver(status=500) as refusing, Receiver(answer=b"x" * 70000) as talkative:
            nowhere = f"http://127.0.0.1:{free_port(socket.SOCK_STREAM)}"
            for url, status, reason in [(refusing.url, 500, None), (nowhere, 0, "connect"),
                                        (talkative.url, 200, ""), ("http://[", 0, "")]:
                with self.subTest(url), Emulator("--event-url", url) as service:
                    self.assertEqual(start(service)[0], 200)
                    [line] = wait_for(service, "event", "failed")
                    self.assertEqual(line["status"], status)
                    if reason is None:
                        self.assertIsNone(line["reason"])
                    else:
                        self.assertIn(reason, line["reason"])

    def test_a_slow_receiver_delays_no_one_else(self):
        go_on = threading.Event()
        with Receiver(delay=go_on) as receiver, Emulator("--event-url", receiver.url) as service:
            for number in range(50):
                self.assertEqual(start(service, f"call-{number}")[0], 200)
            self.assertEqual(lines_with(service, "event"), [])
            go_on.set()
            while len(lines_with(service, "event")) < 50:
                wait_for(service, "event", "delivered")
            names = {line["clientSessionId"] for line in lines_with(service, "event")}
            self.assertEqual(names, {f"call-{number}" for number in range(50)})

    def test_an_event_that_ends_soon_is_waited_for_at_a_stop(self):
        go_on = threading.Event()
        with Receiver(delay=go_on) as receiver:
            service = self.enterContext(Emulator("--event-url", receiver.url))
            start(service)
            while not receiver.events:
                time.sleep(0.005)
            threading.Timer(0.2, go_on.set).start()
            self.assertEqual(service.stop(), 0)
            self.assertEqual(lines_with(service, "event")[0]["event"], "delivered")

    def test_an_event_that_is_under_way_is_given_up(self):
        with Receiver(delay=threading.Event()) as receiver:
            service = self.enterContext(Emulator("--event-url", receiver.url))
            start(service)
            while not receiver.events:
                time.sleep(0.005)
            self.assertEqual(service.stop(), 0)
            [line] = lines_with(service, "event")
            self.assertEqual((line["event"], line["reason"]), ("failed", "the emulator stopped"))
