# SPDX-License-Identifier: Apache-2.0
"""What the emulator's calls do as RFC 3261 and RFC 4028 want it, and what no peer can make them do."""

import random
import re
import socket
import tempfile
import unittest
from pathlib import Path

from sip_callee import SDP, Callee, answers, called, ok, request_in_dialog, response
from sip_peer import free_port
from started_call import course, start, wait_for
from support import Emulator, Service, directory, emulator

LONG = ["--talk-ms", "600000"]


class Dialog(unittest.TestCase):
    def rest_goes_to(self, *headers, ports=2):
        """The indices of the ports that ACK and BYE come to."""
        def answer(callee, request):
            if request.method == "INVITE":
                lines = [header.format(*callee.ports) for header in headers]
                return [response(request, "200 OK", *lines, "Content-Type: application/sdp",
                                 body="v=0\r\n")]
            return answers()(callee, request)

        with called(answer, "--talk-ms", "50", ports=ports) as (callee, service):
            wait_for(service, "sip", "ended")
        return callee.ports_of("ACK"), callee.ports_of("BYE")

    def test_the_rest_goes_to_the_contact(self):
        self.assertEqual(self.rest_goes_to("Contact: <sip:127.0.0.1:{1}>"), ([1], [1]))

    def test_the_rest_goes_along_the_route(self):
        route = "Record-Route: <sip:127.0.0.1:{1};lr>"
        self.assertEqual(self.rest_goes_to("Contact: <sip:127.0.0.1:{0}>", route), ([1], [1]))

    def test_the_nearest_proxy_is_the_last_of_the_route(self):
        routes = ["Record-Route: <sip:127.0.0.1:{1};lr>", "Record-Route: <sip:127.0.0.1:{2};lr>"]
        self.assertEqual(self.rest_goes_to("Contact: <sip:127.0.0.1:{0}>", *routes, ports=3),
                         ([2], [2]))

    def test_a_re_invite_is_answered(self):
        offer = ("v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
                 "m=video 40002 RTP/AVP 96\r\nm=audio 40000 RTP/AVP 8 101\r\n")
        for body, media in [(offer, ["video 0 RTP/AVP 96", "audio 9 RTP/AVP 8 101"]),
                            ("", ["audio 9 RTP/AVP 0 8"])]:
            with self.subTest(body), called(answers(), *LONG) as (callee, service):
                callee.wait_for("ACK")
                callee.send(request_in_dialog(callee, "INVITE", 7, body))
                answer = callee.wait_for("SIP/2.0 200")[0]
                self.assertEqual(answer.one("CSeq"), "7 INVITE")
                self.assertEqual(re.findall("^m=(.*)$", answer.body, re.M), media)
                self.assertIn("a=inactive", answer.body)
                callee.send(request_in_dialog(callee, "ACK", 7))
                callee.send(request_in_dialog(callee, "BYE", 8))
                wait_for(service, "sip", "hung up")
                self.assertEqual(course(service),
                                 [("answered", 200), ("re-invited", 200), ("hung up", 200)])

    def test_options_are_answered_in_a_dialog(self):
        with called(answers(), *LONG) as (callee, service):
            callee.wait_for("ACK")
            callee.send(request_in_dialog(callee, "OPTIONS", 7))
            answer = callee.wait_for("SIP/2.0 200")[0]
            self.assertEqual(answer.one("CSeq"), "7 OPTIONS")
            self.assertIn("OPTIONS", answer.one("Allow"))


class Refusal(unittest.TestCase):
    def test_one_refusal_is_to_one_invite(self):
        for status, *headers in [
            ("300 Multiple Choices", "Contact: <sip:127.0.0.1:{0}>"),
            ("305 Use Proxy", "Contact: <sip:127.0.0.1:{0}>"),
            ("401 Unauthorized", 'WWW-Authenticate: Digest realm="pbx", nonce="1"'),
            ("407 Proxy Authentication Required", 'Proxy-Authenticate: Digest realm="a", nonce="1"'),
            ("422 Session Interval Too Small", "Min-SE: 1800"),
            ("423 Interval Too Brief", "Min-Expires: 60"),
            ("500 Server Internal Error", "Retry-After: 0"),
            ("503 Service Unavailable", "Retry-After: 0"),
            ("503 Service Unavailable", "Retry-After: 1"),
        ]:
            def answer(callee, request):
                if request.method != "INVITE":
                    return []
                return [response(request, status, *[h.format(*callee.ports) for h in headers])]

            with self.subTest(status), called(answer) as (callee, service):
                [line] = wait_for(service, "sip", "refused")
                self.assertEqual(f"{line['status']} {line['phrase']}", status)
                callee.wait_for("ACK")
            self.assertEqual(len(callee.messages("INVITE")), 1)

    def test_a_status_that_was_not_sent_is_not_logged(self):
        with Emulator("--invite", f"sip:127.0.0.1:{free_port(socket.SOCK_DGRAM)}") as service:
            start(service)
            [line] = wait_for(service, "sip", "failed")
            self.assertEqual((line["status"], line["phrase"]), (0, "cannot be reached"))

    def test_a_cancelled_call_without_487(self):
        def answer(_, request):
            return [response(request, "180 Ringing" if request.method == "INVITE" else "200 OK")]

        with called(answer) as (callee, service):
            wait_for(service, "sip", "ringing")
            self.assertEqual(service.stop(), 0)
            self.assertEqual(course(service), [("ringing", 180), ("cancelled", 0)])
            self.assertEqual(len(callee.messages("CANCEL")), 1)

    def test_a_refusal_that_crosses_the_cancel(self):
        def answer(callee, request):
            if request.method == "CANCEL":
                return [response(request, "200 OK"), response(callee.messages("INVITE")[0],
                                                              "486 Busy Here")]
            return [response(request, "180 Ringing")] if request.method == "INVITE" else []

        with called(answer, "--ring-ms", "100") as (callee, service):
            wait_for(service, "sip", "refused")
            self.assertEqual(course(service), [("ringing", 180), ("refused", 486)])


class SessionTimer(unittest.TestCase):
    def test_a_session_is_refreshed_in_time(self):
        timer = answers("Require: timer", "Session-Expires: 4;refresher=uac")
        with called(timer, "--talk-ms", "5000") as (callee, service):
            wait_for(service, "sip", "ended")
            self.assertEqual(course(service), [("answered", 200), ("refreshed", 200),
                                               ("refreshed", 200), ("ended", 200)])
        [first, *refreshes] = callee.messages("INVITE")
        for refresh in refreshes:
            self.assertEqual(refresh.one("Session-Expires"), "4;refresher=uac")
            self.assertEqual(refresh.body, first.body)

    def test_a_refresh_that_is_refused(self):
        def answer(callee, request):
            if request.method == "INVITE" and "tag=" in request.one("To"):
                return [response(request, "481 Call/Transaction Does Not Exist")]
            return answers("Require: timer", "Session-Expires: 2;refresher=uac")(callee, request)

        with called(answer, *LONG) as (callee, service):
            wait_for(service, "sip", "ended")
            self.assertEqual(course(service)[:2], [("answered", 200), ("not refreshed", 481)])

    def test_a_session_that_the_peer_lets_expire(self):
        timer = answers("Supported: timer", "Session-Expires: 2;refresher=uas")
        with called(timer, *LONG) as (callee, service):
            wait_for(service, "sip", "expired")
            self.assertEqual(course(service), [("answered", 200), ("expired", 200)])


class Hostile(unittest.TestCase):
    def test_no_body_of_the_peer_is_parsed(self):
        for body in ["v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=audio 9 x =\r\n",
                     "v=0\r\n" + "m=" * 20000, "\0" * 1000]:
            with self.subTest(body[-20:]), called(answers(body=body), *LONG) as (callee, service):
                callee.wait_for("ACK")
                callee.send(request_in_dialog(callee, "INVITE", 7, body))
                callee.wait_for("SIP/2.0 200")
                self.assertEqual(start(service)[0], 200)

    def test_a_dialog_that_no_address_leads_to(self):
        for *headers, target in [
            ("Contact: *", "*"),
            ("Contact: <foo:bar>", "foo:bar"),
            ("Contact: <tel:+12045551111>", "tel:+12045551111"),
            ("Contact: <sip:127.0.0.1>", "Record-Route: <foo:bar;lr>", "sip:127.0.0.1"),
            ("Contact: <sip:pbx.example>", "sip:pbx.example"),
        ]:
            def answer(callee, request):
                if request.method == "INVITE":
                    return [response(request, "200 OK", *headers, body=SDP)]
                return answers()(callee, request)

            with self.subTest(headers), called(answer, "--talk-ms", "50") as (callee, service):
                wait_for(service, "sip", "ended")
            starts = [message.start for _, message in callee.received[1:]]
            self.assertEqual(starts, [f"{method} {target} SIP/2.0" for method in ["ACK", "BYE"]])

    def test_a_re_invite_to_what_is_no_sip_uri(self):
        with called(answers(), "--talk-ms", "500") as (callee, service):
            callee.wait_for("ACK")
            text = request_in_dialog(callee, "INVITE", 7)
            callee.send(re.sub("Contact: .*", "Contact: <foo:bar>\r", text))
            callee.wait_for("SIP/2.0 200")
            callee.send(request_in_dialog(callee, "ACK", 7))
            wait_for(service, "sip", "ended")
            self.assertEqual(callee.messages("BYE")[0].start, "BYE foo:bar SIP/2.0")

    def test_mutated_answers(self):
        dice = random.Random(1)
        pieces = ["\r\n", "\0", ";", ",", "<", ">", '"', ":", "[", "%", "-1", "9" * 30, "x" * 5000,
                  "\r\nContact: *", "\r\nContact: <foo:bar>", "\r\nRecord-Route: <sip:[::1;lr>",
                  "\r\nSession-Expires: 4294967295;refresher=uas", "\r\nRSeq: 1\r\nRequire: 100rel",
                  "\r\nContent-Length: 4294967295", "\r\nContent-Type: multipart/mixed;boundary="]

        def mutated(message):
            text = message.decode()
            for _ in range(dice.choice([0, 1, 1, 3])):
                at = dice.choice([dice.randrange(len(text)), max(0, text.find("\r\n", dice.randrange(
                    len(text))))])
                text = text[:at] + dice.choice(pieces) + text[at + dice.choice([0, 0, 1, 20]):]
            return text.encode()

        def answer(callee, request):
            if request.method in ["ACK", "SIP/2.0"]:
                return []
            status = dice.choice(["200 OK", "200 OK", "302 x", "401 x", "422 x", "503 x"])
            ringing = [mutated(response(request, "180 Ringing"))]
            return ringing + [mutated(response(
                request, status, f"Contact: <sip:127.0.0.1:{callee.ports[0]}>", "Require: timer",
                "Session-Expires: 2;refresher=uac", body=SDP))]

        with Callee(answer) as callee:
            with Emulator("--invite", callee.uri, "--talk-ms", "50") as service:
                for number in range(300):
                    self.assertEqual(start(service, f"call-{number}")[0], 200)
                self.assertGreaterEqual(len(callee.wait_for("INVITE", 300)), 300)

    def test_the_log_of_a_call_is_bounded(self):
        def answer(callee, request):
            if request.method != "INVITE":
                return answers()(callee, request)
            return [response(request, f"183 {number} " + "x" * 300) for number in range(150)] + [
                ok(callee, request)]

        with called(answer, "--talk-ms", "0") as (callee, service):
            lines = wait_for(service, "sip", "ended")
            self.assertLess(len(lines), 110)
            self.assertLess(max(len(line["phrase"]) for line in lines), 210)


class Addresses(unittest.TestCase):
    def test_ipv4_follows_ipv6(self):
        log = Path(self.enterContext(tempfile.TemporaryDirectory()), "log.jsonl")
        module = directory("SKILLCALL_TEST_PROGRAMS") / "libipv6_first.so"
        # A sanitizer otherwise insists on being loaded first.
        preload = [f"LD_PRELOAD={module}", "ASAN_OPTIONS=verify_asan_link_order=0"]
        with Callee(answers()) as callee:
            uri = callee.uri.replace("127.0.0.1", "localhost")
            with Service("env", *preload, emulator(), "--log", log, "--invite", uri,
                         "--talk-ms", "0") as service:
                start(service)
                callee.wait_for("BYE")
            self.assertEqual(len(callee.messages("INVITE")), 1)
            self.assertNotIn('"failed"', log.read_text())
