# SPDX-License-Identifier: Apache-2.0
"""The same server for HTTP/2 over TLS, with the frames of a real implementation (python3-h2)."""
import collections
import socket
import time

import h2.config
import h2.connection
import h2.errors
import h2.events
import h2.settings
import hyperframe.frame

from server import Gone, Server, placed_body
from truth import PLACED, REFUSED, UNCLEAR, UNPROCESSED

ErrorCodes = h2.errors.ErrorCodes
SettingCodes = h2.settings.SettingCodes
PROTOCOLS = ("h2", "http/1.1")

FRAME_MAX = 16384

Request = collections.namedtuple("Request", "stream client_session_id")


class H2Link:
    """One HTTP/2 connection; requests are taken one by one in the order of their ends."""

    def __init__(self, sock, truth, number, settings):
        self._sock = sock
        self.truth = truth
        self.number = number
        self._ended = collections.deque()
        self._bodies = {}
        self._streams_max = settings.get(SettingCodes.MAX_CONCURRENT_STREAMS, 1000)
        self._refused = set()
        self._acknowledged = 0  # of the two frames with settings
        self._last_stream = None  # once GOAWAY has named it
        self._h2 = h2.connection.H2Connection(
            h2.config.H2Configuration(client_side=False, header_encoding="utf-8"))
        self._h2.initiate_connection()
        self._h2.update_settings(settings)
        if settings:
            time.sleep(0.05)  # meanwhile the client does not know them
        self._flush()
        while settings and self._acknowledged < 2:
            self._receive()

    def _flush(self):
        self._sock.sendall(self._h2.data_to_send())

    def _receive(self):
        data = self._sock.recv(65536)
        if not data:
            raise Gone
        self.truth.received(len(data))
        for event in self._h2.receive_data(data):
            if isinstance(event, h2.events.RequestReceived):
                self.truth.begun()
                self._check(dict(event.headers))
                self._open(event.stream_id)
            elif getattr(event, "stream_id", 0) in self._refused:
                pass
            elif isinstance(event, h2.events.DataReceived):
                self._bodies[event.stream_id] += event.data
                self._h2.acknowledge_received_data(event.flow_controlled_length, event.stream_id)
            elif isinstance(event, h2.events.StreamEnded):
                self._ended.append(event.stream_id)
            elif isinstance(event, h2.events.SettingsAcknowledged):
                self._acknowledged += 1
            elif isinstance(event, h2.events.ConnectionTerminated):
                raise Gone
        self._flush()

    def _open(self, stream):
        """A client may exceed the limit until it has read it."""
        if len(self._bodies) < self._streams_max:
            self._bodies[stream] = b""
        else:
            self._refused.add(stream)
            self._h2.reset_stream(stream, ErrorCodes.REFUSED_STREAM)

    @staticmethod
    def _check(headers):
        if (headers[":method"], headers[":path"]) != ("POST", "/v1/communications/session"):
            raise AssertionError("not the request of the contract: %s" % headers)

    def take(self):
        """Waits for the end of a request and returns its stream."""
        while not self._ended:
            self._receive()
        return self._ended.popleft()

    def record(self, stream, verdict):
        return Request(stream, self.truth.read_whole(self._bodies.pop(stream), verdict))

    def read(self, verdict):
        return self.record(self.take(), verdict)

    def head(self, request, status, fields=(), end=False):
        self._h2.send_headers(request.stream, [(":status", str(status)), *fields], end_stream=end)
        self._flush()

    def body(self, request, data, end=True):
        self._h2.send_data(request.stream, data, end_stream=end)
        self._flush()

    def answer(self, request):
        self.head(request, 200, [("content-type", "application/json")])
        self.body(request, placed_body(request.client_session_id))

    def reset_stream(self, request, code):
        self._h2.reset_stream(request.stream, code)
        self._flush()

    def go_away(self, last_stream, code=ErrorCodes.NO_ERROR):
        """Sent as a bare frame, because h2 would send nothing more after its own."""
        self._last_stream = last_stream
        self.send(hyperframe.frame.GoAwayFrame(0, last_stream, code).serialize())

    def send(self, data):
        self._sock.sendall(data)

    def hold(self):
        """Stays silent until the client closes."""
        while True:
            self._receive()

    def finish(self):
        """Sends no more. To close while anything is unread would take back what was sent."""
        socket.socket.shutdown(self._sock, socket.SHUT_WR)
        self.hold()

    def close(self):
        """Requests that were read but not taken count as well."""
        while self._ended:
            disowned = self._last_stream is not None and self._ended[0] > self._last_stream
            self.read(UNPROCESSED if disowned else UNCLEAR)
        self._sock.close()


class H2Server(Server):
    """settings: what the server announces first, for example how many streams it takes."""

    def __init__(self, fault, settings=None, **options):
        super().__init__(fault, usual=good, **options)
        self._settings = settings or {}

    def converse(self, sock, number):
        if sock.selected_alpn_protocol() != "h2":
            raise AssertionError("the client does not speak HTTP/2")
        self.serve(H2Link(sock, self.truth, number, self._settings), number)


def good(link):
    link.answer(link.read(PLACED))
    return True


def padded(size):
    """A good answer, in frames as large as HTTP/2 allows unless the client agrees to more."""
    def fault(link):
        request = link.read(PLACED)
        link.head(request, 200, [("content-type", "application/json")])
        data = b" " * size + placed_body(request.client_session_id)
        while len(data) > FRAME_MAX:
            link.body(request, data[:FRAME_MAX], end=False)
            data = data[FRAME_MAX:]
        link.body(request, data)
        return True
    return fault


def answer_in_reverse(count):
    """Takes count requests on one connection before it answers the last one first."""
    def fault(link):
        requests = [link.read(PLACED) for _ in range(count)]
        for request in reversed(requests):
            link.answer(request)
        return True
    return fault


def reset_stream(code, verdict=UNCLEAR):
    def fault(link):
        link.reset_stream(link.read(verdict), code)
        return True
    return fault


def reset_stream_half_answered(link):
    request = link.read(UNCLEAR)
    link.head(request, 200)
    link.body(request, placed_body(request.client_session_id)[:-3], end=False)
    link.reset_stream(request, ErrorCodes.INTERNAL_ERROR)
    return True


def unended_answer(link):
    """The body is all there, but the stream is never ended and the connection closes."""
    request = link.read(UNCLEAR)
    link.head(request, 200)
    link.body(request, placed_body(request.client_session_id), end=False)
    link.finish()


def refused_head(link):
    """A 403 with END_STREAM on its header section."""
    link.head(link.read(REFUSED), 403, end=True)
    return True


def close_after_reading(link):
    link.read(UNCLEAR)
    link.close()


def silence(link):
    link.read(UNCLEAR)
    link.hold()


def garbage_frames(link):
    link.read(UNCLEAR)
    link.send(b"\xff" * 400)
    link.hold()


def go_away_below(link):
    """Says that our stream was not and will not be processed."""
    request = link.read(UNPROCESSED)
    link.go_away(max(0, request.stream - 2))
    link.hold()


def go_away_then_answer(link):
    """Takes no more streams but answers ours, as a server does that is shut down."""
    request = link.read(PLACED)
    link.go_away(request.stream)
    link.answer(request)
    link.hold()


def go_away_without_answer(link):
    request = link.read(UNCLEAR)
    link.go_away(request.stream, ErrorCodes.INTERNAL_ERROR)
    link.close()


def go_away_between(count):
    """Of count calls on one connection only the first is processed."""
    def fault(link):
        first, *others = sorted(link.take() for _ in range(count))
        request = link.record(first, PLACED)
        for stream in others:
            link.record(stream, UNPROCESSED)
        link.go_away(first)
        link.answer(request)
        link.hold()
    return fault
