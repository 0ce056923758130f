# SPDX-License-Identifier: Apache-2.0
"""A callee of its own making over UDP, for answers that no well-behaved user agent gives."""

import contextlib
import re
import select
import socket
import threading
import time

from sip_peer import Message
from started_call import start
from support import Emulator

SDP = ("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
       "m=audio 40000 RTP/AVP 0\r\na=inactive\r\n")


class Callee:
    """Listens on some ports, keeps what comes to each, and sends what `answer` makes of it.

    `answer` gets the callee and a request, and gives the responses to it.

    with Callee(answer) as callee:
        ...
        callee.wait_for("BYE")
    """

    def __init__(self, answer, ports=1, host="127.0.0.1"):
        self.received = []  # (index of the port, message)
        self.peer = None    # the address that the last message came from
        self._answer = answer
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.sockets = [socket.socket(family, socket.SOCK_DGRAM) for _ in range(ports)]
        for one in self.sockets:
            one.bind((host, 0))
        self.ports = [one.getsockname()[1] for one in self.sockets]
        self.uri = f"sip:{host}:{self.ports[0]}"
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self):
        while not self._end.is_set():
            for one in select.select(self.sockets, [], [], 0.05)[0]:
                data, self.peer = one.recvfrom(65535)
                message = Message(data.decode("utf-8", "replace").replace("\r\n", "\n"))
                self.received.append((self.sockets.index(one), message))
                for response in self._answer(self, message):
                    one.sendto(response, self.peer)

    def send(self, text):
        """Sends a request to where the last message came from."""
        self.sockets[0].sendto(text.encode(), self.peer)

    def ask(self, port, method, *headers, number=1):
        """Sends a request that is part of no dialog."""
        own = self.ports[0]
        self.peer = ("127.0.0.1", port)
        self.send("\r\n".join([
            f"{method} sip:127.0.0.1:{port} SIP/2.0",
            f"Via: SIP/2.0/UDP 127.0.0.1:{own};branch=z9hG4bK{method}{port}{number}",
            "Max-Forwards: 70", f"From: <sip:a@127.0.0.1>;tag={own}", "To: <sip:a@127.0.0.1>",
            f"Call-ID: {own}-{port}", f"CSeq: {number} {method}",
            *headers, "Content-Length: 0", "", ""]))

    def messages(self, start):
        """What has come and begins so: a method, or "SIP/2.0" for responses."""
        return [message for _, message in self.received if message.start.startswith(start)]

    def ports_of(self, method):
        """The indices of the ports that requests of a method came to."""
        return [port for port, message in self.received if message.method == method]

    def wait_for(self, start, count=1, seconds=30):
        end = time.monotonic() + seconds
        while len(self.messages(start)) < count:
            if time.monotonic() > end:
                raise AssertionError(f"{start} did not come: {[m.start for _, m in self.received]}")
            time.sleep(0.005)
        return self.messages(start)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._end.set()
        self._thread.join()
        for one in self.sockets:
            one.close()


@contextlib.contextmanager
def called(answer, *flags, ports=1):
    """A callee and an emulator that calls it."""
    with Callee(answer, ports) as callee, Emulator("--invite", callee.uri, *flags) as service:
        start(service)
        yield callee, service


def response(request, status, *headers, body=""):
    """A response to a request."""
    kept = [f"{name}: {value}" for name, value in request.headers
            if name in ["Via", "From", "Call-ID", "CSeq"]]
    to = request.one("To")
    kept.append(f"To: {to}" if "tag=" in to else f"To: {to};tag=callee")
    lines = [f"SIP/2.0 {status}", *kept, *headers, f"Content-Length: {len(body)}", "", body]
    return "\r\n".join(lines).encode()


def ok(callee, request, *headers, body=SDP):
    """The 200 to an INVITE."""
    return response(request, "200 OK", f"Contact: <sip:127.0.0.1:{callee.ports[0]}>", *headers,
                    "Content-Type: application/sdp", body=body)


def answers(*headers, body=SDP):
    """A callee's way to answer every request with 200, INVITE with these headers as well."""
    def answer(callee, request):
        if request.method == "INVITE":
            return [ok(callee, request, *headers, body=body)]
        return [] if request.method in ["ACK", "SIP/2.0"] else [response(request, "200 OK")]
    return answer


def request_in_dialog(callee, method, number, body=""):
    """A request of the callee within the dialog of the INVITE that it answered."""
    [invite, *_] = callee.messages("INVITE")
    target = re.search("<(.*)>", invite.one("Contact"))[1]
    kind = ["Content-Type: application/sdp"] if body else []
    return "\r\n".join([
        f"{method} {target} SIP/2.0",
        f"Via: SIP/2.0/UDP 127.0.0.1:{callee.ports[0]};branch=z9hG4bK{method}{number}",
        "Max-Forwards: 70", f"From: {invite.one('To')};tag=callee", f"To: {invite.one('From')}",
        f"Call-ID: {invite.one('Call-ID')}", f"CSeq: {number} {method}",
        f"Contact: <sip:127.0.0.1:{callee.ports[0]}>", *kind, f"Content-Length: {len(body)}", "",
        body])
