# SPDX-License-Identifier: Apache-2.0
"""A raw-socket HTTP/1.1 server that misbehaves on purpose and keeps the truth (truth.py).

A fault is a function of a Link that does something to a connection, at its acceptance or in place
of a good answer; it returns true if the connection goes on. Faults live in faults.py.
"""
import json
import socket
import ssl
import struct
import sys
import threading
import traceback

from truth import PLACED, Truth, session_id_for

REASONS = {200: "OK", 307: "Temporary Redirect", 403: "Forbidden", 429: "Too Many Requests",
           500: "Internal Server Error", 503: "Service Unavailable"}


class Gone(Exception):
    """The client has closed the connection."""


def answer(status, body=b"", headers=(), length=None):
    """A whole answer as bytes; length may lie."""
    lines = ["HTTP/1.1 %d %s" % (status, REASONS.get(status, "Status"))]
    lines += headers
    lines.append("Content-Length: %s" % (len(body) if length is None else length))
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1") + body


def placed_body(client_session_id):
    return json.dumps({"sessionId": session_id_for(client_session_id)}).encode("ascii")


def good(link):
    """What the service does when all is well."""
    client_session_id = link.read(PLACED)
    link.send(answer(200, placed_body(client_session_id), ["Content-Type: application/json"]))
    return True


class Link:
    """One connection, and what can be done to it."""

    def __init__(self, sock, truth, number, bystander_port=None):
        self._sock = sock
        self.truth = truth
        self.number = number
        self.bystander_port = bystander_port
        self.request = b""  # the last one read whole, with its header section
        self._buffer = b""
        self._request_begun = False

    def _receive(self):
        data = self._sock.recv(65536)
        if not data:
            raise Gone
        self.truth.received(len(data))
        if not self._request_begun:
            self._request_begun = True
            self.truth.begun()
        self._buffer += data

    def read_some(self, count):
        """Reads count bytes of a request."""
        while len(self._buffer) < count:
            self._receive()

    def read_head(self):
        """Reads the header section and returns where it ends."""
        while b"\r\n\r\n" not in self._buffer:
            self._receive()
        return self._buffer.index(b"\r\n\r\n") + 4

    def _read_sizes(self):
        """Reads and checks the header section; returns its size and that of the body."""
        end = self.read_head()
        request_line, *lines = self._buffer[:end].decode("latin-1").strip().split("\r\n")
        if request_line != "POST /v1/communications/session HTTP/1.1":
            raise AssertionError("not the request of the contract: " + request_line)
        fields = dict(line.lower().split(": ", 1) for line in lines)
        return end, int(fields["content-length"])

    def read_but_last_byte(self):
        self.read_some(sum(self._read_sizes()) - 1)

    def read(self, verdict):
        """Reads a request whole, records it with the verdict, returns its client session id."""
        end, size = self._read_sizes()
        self.read_some(end + size)
        self.request, rest = self._buffer[:end + size], self._buffer[end + size:]
        if rest:
            raise AssertionError("something follows the request: %r" % rest[:40])
        self._buffer = b""
        self._request_begun = False
        return self.truth.read_whole(self.request[end:], verdict)

    def send(self, data):
        self._sock.sendall(data)

    def hold(self):
        """Stays silent until the client closes."""
        while self._sock.recv(65536):
            pass

    def wait_closed(self, seconds):
        """Pauses; returns true if the client closed meanwhile."""
        self._sock.settimeout(seconds)
        try:
            return not self._sock.recv(65536)
        except TimeoutError:
            return False
        finally:
            self._sock.settimeout(None)

    def finish(self):
        """Ends what was sent in good order: over TLS with close_notify."""
        if isinstance(self._sock, ssl.SSLSocket):
            self._sock = self._sock.unwrap()

    def reset(self):
        self._sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close()

    def close(self):
        self._sock.close()


class Server:
    """Listens on a port of its own, with one thread for each connection.

    fault: what happens in place of a good answer.
    at_accept: what happens to a connection before TLS and its first request.
    good_before: so many POSTs are answered well before the fault sets in.
    usual: what happens where the fault does not.
    times: so many connections or requests meet the fault, later ones do not; None for all.
    victim: the number of the only connection that meets the fault, from 1; None for any.
    bystander_port: where redirects point to.
    """

    def __init__(self, fault=good, at_accept=None, tls=None, good_before=0, times=None,
                 victim=None, usual=good, bystander_port=None):
        self.truth = Truth()
        self.failures = []  # what went wrong in the server itself: always a defect of the test
        self.usual = usual
        self._bystander_port = bystander_port
        self.fault = fault
        self._at_accept = at_accept
        self._tls = tls
        self._good_before = good_before
        self._times = times
        self._victim = victim
        self._lock = threading.Lock()
        self._threads = []
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=1024)
        self.port = self._listener.getsockname()[1]
        self.endpoint = "%s://127.0.0.1:%d" % ("https" if tls else "http", self.port)
        self._acceptor = threading.Thread(target=self._accept, daemon=True)
        self._acceptor.start()

    def close(self):
        """Ends when every connection has ended, so that the truth is final."""
        try:
            self._listener.shutdown(socket.SHUT_RDWR)
        finally:
            self._listener.close()
        self._acceptor.join()
        for thread in self._threads:
            thread.join(10)
            if thread.is_alive():
                stack = traceback.format_stack(sys._current_frames()[thread.ident])
                self.failures.append("a connection did not end: " + "".join(stack))

    def _accept(self):
        while True:
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            number = self.truth.connected()
            thread = threading.Thread(target=self._serve, args=(sock, number), daemon=True)
            self._threads.append(thread)
            thread.start()

    def misbehaves_on(self, number):
        with self._lock:
            if self.truth.posts_read < self._good_before or self._times == 0:
                return False
            if self._victim not in (None, number):
                return False
            if self._times is not None:
                self._times -= 1
            return True

    def _serve(self, sock, number):
        try:
            if self._at_accept and self.misbehaves_on(number):
                if not self._at_accept(Link(sock, self.truth, number)):
                    return
            if self._tls:
                sock = self._tls.wrap_socket(sock, server_side=True)
            self.converse(sock, number)
        except (Gone, OSError):
            pass
        except Exception as error:  # a defect of this server must fail the test, not vanish
            self.failures.append(repr(error))
        finally:
            sock.close()

    def converse(self, sock, number):
        self.serve(Link(sock, self.truth, number, self._bystander_port), number)

    def serve(self, link, number):
        try:
            going_on = True
            while going_on:
                going_on = self.fault(link) if self.misbehaves_on(number) else self.usual(link)
        finally:
            link.close()
