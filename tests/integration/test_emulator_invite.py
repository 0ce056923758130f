# SPDX-License-Identifier: Apache-2.0
"""After a session started, the emulator calls a SIP user agent."""

import concurrent.futures
import contextlib
import json
import re
import signal
import socket
import tempfile
import time
import unittest
from pathlib import Path

from command_case import FROM, PHONES, ROOM, TO, CommandCase
from sip_callee import Callee, answers
from sip_peer import Peer, free_port
from started_call import (CLIENT_ID, DEFAULT_CLIENT_ID, ID, SESSION, VALUE, course, room, start,
                          wait_for)
from support import Emulator, send, vector

TALK = [("ringing", 180), ("answered", 200)]


class Invite(unittest.TestCase):
    def invite_of(self, *flags, transport="udp", host="127.0.0.1", **call):
        """The INVITE of a call that is answered and ends well."""
        with Peer("answer", transport, host) as peer:
            with Emulator("--invite", peer.uri, "--talk-ms", "50", *flags) as service:
                self.assertEqual(start(service, **call)[0], 200)
                messages = peer.wait()
                wait_for(service, "sip", "ended")
                self.assertEqual(course(service), TALK + [("ended", 200)])
        self.assertEqual([message.method for message in messages], ["INVITE", "ACK", "BYE"])
        return messages[0]

    def test_headers(self):
        invite = self.invite_of("--lwa-client-id", CLIENT_ID)
        self.assertEqual(invite.one("User-to-User"), VALUE)
        self.assertEqual(invite.one("X-Alexa-LWA-ClientId"), CLIENT_ID)
        self.assertRegex(invite.one("From"), rf"^<sip:{re.escape(FROM)}@127\.0\.0\.1>;tag=")
        self.assertEqual(invite.one("To"), f"<sip:{TO}@127.0.0.1>")
        uri = rf"sip:{re.escape(TO)}@127\.0\.0\.1:\d+;transport=udp"
        self.assertRegex(invite.start, f"^INVITE {uri} SIP/2.0$")
        self.assertRegex(invite.one("Contact"), r"^<sip:127\.0\.0\.1:\d+;transport=udp>$")

    def test_an_offer_with_no_media_to_come(self):
        invite = self.invite_of()
        self.assertEqual(invite.one("Content-Type"), "application/sdp")
        self.assertIn("c=IN IP4 127.0.0.1\n", invite.body)
        self.assertIn("a=inactive\n", invite.body)
        self.assertRegex(invite.one("X-Alexa-LWA-ClientId"), DEFAULT_CLIENT_ID)

    def test_no_client_session_id(self):
        invite = self.invite_of(client_session_id=None)
        self.assertEqual(invite.all("User-to-User"), [])
        self.assertEqual(len(invite.all("X-Alexa-LWA-ClientId")), 1)

    def test_every_character_and_the_greatest_length(self):
        printable = "".join(map(chr, range(0x20, 0x7F)))
        for client_session_id in [printable, "x" * 100, "0"]:
            with self.subTest(client_session_id):
                invite = self.invite_of(client_session_id=client_session_id)
                digits, parameter = invite.one("User-to-User").split(";")
                self.assertEqual(bytes.fromhex(digits).decode(), f"csi={client_session_id}")
                self.assertEqual(parameter, "encoding=hex")

    def test_tcp(self):
        invite = self.invite_of(transport="tcp")
        self.assertEqual(invite.one("User-to-User"), VALUE)
        self.assertIn("SIP/2.0/TCP", invite.one("Via"))

    def test_ipv6(self):
        invite = self.invite_of(host="::1")
        self.assertRegex(invite.one("From"), rf"^<sip:{re.escape(FROM)}@\[::1\]>;tag=")
        self.assertIn("c=IN IP6 ::1\n", invite.body)

    def test_a_uri_with_a_user_and_a_host_name(self):
        with Peer("answer") as peer:
            uri = peer.uri.replace("sip:127.0.0.1", "sip:sales@localhost")
            with Emulator("--invite", uri, "--talk-ms", "0") as service:
                start(service)
                invite, *_ = peer.wait()
        self.assertEqual(invite.start, f"INVITE {uri} SIP/2.0")
        self.assertEqual(invite.one("To"), f"<sip:{TO}@localhost>")

    def test_a_room_calls_an_extension(self):
        profile = "amzn1.profile/é@" + "p" * 112
        invite = self.invite_of(body=room(profile, "4011"), client_session_id="x" * 100)
        self.assertTrue(invite.start.startswith("INVITE sip:4011@127.0.0.1"), invite.start)
        self.assertEqual(invite.one("To"), "<sip:4011@127.0.0.1>")
        self.assertRegex(invite.one("From"), "^<sip:amzn1.profile/%C3%A9%40p{112}@127")
        self.assertEqual(len(invite.all("User-to-User")), 1)


class Course(unittest.TestCase):
    def test_calls_that_end_otherwise(self):
        for scenario, flags, expected in [
            ("busy", [], [("refused", 486)]),
            ("redirect", [], [("refused", 302)]),
            ("challenge", [], [("refused", 401)]),
            ("hang-up", ["--talk-ms", "600000"], TALK + [("hung up", 200)]),
            ("ring", ["--ring-ms", "100"], [("ringing", 180), ("cancelled", 487)]),
            ("too-late", ["--ring-ms", "100", "--talk-ms", "600000"], TALK + [("ended", 200)]),
            ("no-media", ["--talk-ms", "600000"], [("answered", 200), ("ended", 200)]),
        ]:
            for transport in ["udp", "tcp"]:
                with self.subTest(scenario, transport=transport), Peer(scenario, transport) as peer:
                    with Emulator("--invite", peer.uri, *flags) as service:
                        self.assertEqual(start(service)[0], 200)
                        peer.wait()
                        wait_for(service, "sip", expected[-1][0])
                        self.assertEqual(course(service), expected)

    def test_no_peer_answers(self):
        for transport, kind in [("udp", socket.SOCK_DGRAM), ("tcp", socket.SOCK_STREAM)]:
            with self.subTest(transport):
                uri = f"sip:127.0.0.1:{free_port(kind)};transport={transport}"
                with Emulator("--invite", uri) as service:
                    self.assertEqual(start(service)[0], 200)
                    wait_for(service, "sip", "failed")
                    self.assertEqual(start(service)[0], 200)

    def test_each_line_names_its_session(self):
        with Peer("busy") as peer, Emulator("--invite", peer.uri) as service:
            _, answer = start(service)
            invite, *_ = peer.wait()
            [line] = wait_for(service, "sip", "refused")
            self.assertEqual(line["sessionId"], json.loads(answer)["sessionId"])
            self.assertEqual(line["clientSessionId"], ID)
            self.assertEqual(line["phrase"], "Busy Here")
            self.assertEqual(line["callId"], invite.one("Call-ID"))
            self.assertRegex(line["time"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")

    def test_only_a_session_that_started_is_called(self):
        with tempfile.TemporaryDirectory() as directory, Peer("busy") as peer:
            file = Path(directory, "events")
            with Emulator("--invite", peer.uri, "--event-file", file) as service:
                for token in ["emulator-denied", "emulator-close", "emulator-error"]:
                    with contextlib.suppress(OSError):
                        start(service, "not-started", token=token)
                send(service.url, "POST", SESSION, "emulator-ok", {"participants": []})
                self.assertEqual(file.read_text(), "")
                start(service, token="emulator-empty") # its answer is odd, but it did start
                self.assertEqual(peer.wait()[0].one("User-to-User"), VALUE)
                self.assertEqual(file.read_text().count("\n"), 1)

    def test_a_hundred_calls_at_once(self):
        ids = {f"call-{number}" for number in range(100)}
        with Peer("answer", "tcp", calls=100) as peer:
            with Emulator("--invite", peer.uri, "--talk-ms", "200") as service:
                with concurrent.futures.ThreadPoolExecutor(20) as pool:
                    answers = list(pool.map(lambda name: start(service, name)[0], ids))
                self.assertEqual(answers, [200] * 100)
                invites = [message for message in peer.wait() if message.method == "INVITE"]
                values = {message.one("User-to-User").split(";")[0] for message in invites}
                self.assertEqual({bytes.fromhex(value).decode()[4:] for value in values}, ids)

    def test_strangers_are_answered(self):
        peer = self.enterContext(Peer("answer"))
        with Emulator("--invite", peer.uri, "--talk-ms", "600000") as service:
            start(service)
            wait_for(service, "sip", "answered")
            [invite] = [m for m in peer.received() if m.method == "INVITE"]
            port = int(re.search(r":(\d+);", invite.one("Contact"))[1])
            for method, status in [("INVITE", 403), ("MESSAGE", 405), ("REGISTER", 405),
                                   ("OPTIONS", 200), ("NONSENSE", 501)]:
                with self.subTest(method), Callee(answers()) as stranger:
                    stranger.ask(port, method)
                    stranger.wait_for(f"SIP/2.0 {status} ")
            self.assertEqual(course(service), TALK)


class Stopping(unittest.TestCase):
    def stop_at(self, peer, moment, *flags):
        service = self.enterContext(Emulator("--invite", peer.uri, *flags))
        start(service)
        wait_for(service, "sip", moment)
        self.assertEqual(service.stop(signal.SIGINT), 0)
        self.assertEqual(service.output, (b"", b""))
        peer.wait()
        return course(service)

    def test_a_ringing_call_is_cancelled(self):
        for transport in ["udp", "tcp"]:
            with self.subTest(transport), Peer("ring", transport) as peer:
                course_of_it = self.stop_at(peer, "ringing")
                self.assertEqual(course_of_it, [("ringing", 180), ("cancelled", 487)])

    def test_an_answered_call_is_ended(self):
        with Peer("answer") as peer:
            self.assertEqual(self.stop_at(peer, "answered", "--talk-ms", "600000"),
                             TALK + [("ended", 200)])

    def test_a_silent_peer_is_given_up(self):
        with socket.socket(type=socket.SOCK_DGRAM) as silent:
            silent.bind(("127.0.0.1", 0))
            silent.settimeout(20)
            uri = f"sip:127.0.0.1:{silent.getsockname()[1]}"
            service = self.enterContext(Emulator("--invite", uri))
            start(service)
            self.assertTrue(silent.recv(4096).startswith(b"INVITE "))
            self.assertEqual(service.stop(), 0)
            self.assertEqual(service.output, (b"", b""))
            self.assertEqual(course(service), [("given up", 0)])

    def test_a_session_that_starts_during_the_stop(self):
        body = json.dumps(vector("session-request.json")).encode()
        with Peer("busy") as peer, Emulator("--invite", peer.uri) as service:
            with socket.create_connection(("127.0.0.1", service.port)) as connection:
                connection.sendall(b"POST %b HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer t\r\n"
                                   b"Content-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                                   % (SESSION.encode(), len(body)))
                send(service.url, "GET", "/", "t") # by then the head has been read, too
                service.process.send_signal(signal.SIGTERM)
                time.sleep(0.2) # the stop has begun
                connection.sendall(body)
                self.assertTrue(connection.recv(4096).startswith(b"HTTP/1.1 200 "))
            self.assertEqual(service.stop(), 0)
            self.assertEqual(service.output[1], b"")
            self.assertEqual(course(service), [])


class Circle(CommandCase):
    def test_the_id_that_start_prints_is_found_on_the_sip_side(self):
        with tempfile.TemporaryDirectory() as directory, Peer("answer") as peer:
            events = Path(directory, "events.jsonl")
            with Emulator("--invite", peer.uri, "--talk-ms", "0", "--event-file", events,
                          "--lwa-client-id", CLIENT_ID) as service:
                placed = self.json_of("start", "--endpoint", service.url, *PHONES, token="t",
                                      code=0)
                header = peer.wait()[0].one("User-to-User")
            decoded = self.json_of("uui", "decode", header, code=0)
            told = self.json_of("event", events, code=0)
        self.assertEqual(decoded["clientSessionId"], placed["clientSessionId"])
        self.assertEqual(told["clientSessionId"], placed["clientSessionId"])
        self.assertEqual((told["from"], told["to"], told["lwaClientId"]), (FROM, TO, CLIENT_ID))

    def test_a_room(self):
        with Peer("answer") as peer:
            with Emulator("--invite", peer.uri, "--talk-ms", "0") as service:
                placed = self.json_of("start", "--endpoint", service.url, *ROOM, token="t", code=0)
                header = peer.wait()[0].one("User-to-User")
            decoded = self.json_of("uui", "decode", header, code=0)
        self.assertEqual(decoded["clientSessionId"], placed["clientSessionId"])
