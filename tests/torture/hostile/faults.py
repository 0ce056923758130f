# SPDX-License-Identifier: Apache-2.0
"""The faults: each takes a Link (server.py), or is made by a function that says which kind."""
import base64
import gzip
import json
import re
import time

from server import answer, good, placed_body
from truth import PLACED, UNCLEAR

CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"


# At acceptance.

def close_at_once(link):
    link.close()


def reset_at_once(link):
    link.reset()


def silent_at_once(link):
    link.hold()


def garbage_at_once(link):
    link.send(b"\x00\xffthis is no handshake\r\n" * 4)
    link.hold()


# While the request is read.

def close_idle(link):
    """Ends a connection that waits for its next request, as servers do with old ones."""
    link.close()


def unasked(data):
    """Sends something on a connection that waits for its next request, which it would answer well."""
    def fault(link):
        link.send(data)
        return good(link)
    return fault


def close_after_bytes(count):
    def fault(link):
        link.read_some(count)
        link.close()
    return fault


def reset_after_bytes(count):
    def fault(link):
        link.read_some(count)
        link.reset()
    return fault


def close_after_head(link):
    link.read_head()
    link.close()


def close_before_last_byte(link):
    link.read_but_last_byte()
    link.close()


def close_after_reading(link):
    link.read(UNCLEAR)
    link.close()


def reset_after_reading(link):
    link.read(UNCLEAR)
    link.reset()


def silence(link):
    link.read(UNCLEAR)
    link.hold()


# While the answer is written.

def reply(data, verdict=UNCLEAR, keep=False):
    """Sends data as it is, then closes in good order or keeps the connection."""
    def fault(link):
        link.read(verdict)
        link.send(data)
        if not keep:
            link.finish()
        return keep
    return fault


def reply_then_hold(data, verdict=UNCLEAR):
    """Sends part of an answer and never the rest."""
    def fault(link):
        link.read(verdict)
        link.send(data)
        link.hold()
    return fault


def shaped(shape, verdict=UNCLEAR, keep=False, orderly=True):
    """Sends what shape makes of a good body, which is whole only where the verdict says so."""
    def fault(link):
        link.send(shape(placed_body(link.read(verdict))))
        if orderly and not keep:
            link.finish()
        return keep
    return fault


def endless(start, piece, verdict=UNCLEAR, pause=0.0):
    def fault(link):
        link.read(verdict)
        link.send(start)
        while not (pause and link.wait_closed(pause)):
            link.send(piece)
    return fault


def slow_drip(link):
    data = answer(200, placed_body(link.read(UNCLEAR)))
    for byte in data:
        link.send(bytes([byte]))
        if link.wait_closed(0.05):
            return


def late(seconds):
    """Answers well, but late."""
    def fault(link):
        client_session_id = link.read(PLACED)
        time.sleep(seconds)
        link.send(answer(200, placed_body(client_session_id)))
        return True
    return fault


def smuggle(link):
    """Puts a second good answer behind the first, for the next call to stumble over."""
    data = answer(200, placed_body(link.read(PLACED)))
    link.send(data + data)
    return True


def redirect(status):
    """Points to a listener under another name, which must never hear of the call."""
    def fault(link):
        link.read(UNCLEAR)
        link.send(answer(status, b"", ["Location: http://localhost:%d/v1/communications/session"
                                       % link.bystander_port]))
        return True
    return fault


def echo(shape, verdict=UNCLEAR):
    """Sends what shape makes of the whole request, which has the token and both numbers in it."""
    def fault(link):
        link.read(verdict)
        link.send(shape(link.request))
        link.finish()
    return fault


def in_turn(*faults):
    """A different fault for each POST, the last one for all that follow."""
    def fault(link):
        return faults[min(link.truth.posts_read, len(faults) - 1)](link)
    return fault


# Shapes of a request, for echo().

def token_of(request):
    return re.search(rb"Bearer (\S+)", request)[1].decode("ascii")


def quote(request):
    """An error as a service may word it that means well."""
    text = request.decode("ascii")
    return json.dumps({"code": token_of(request), "message": text[-700:] + text}).encode("ascii")


def quoted_in(status):
    return lambda request: answer(status, quote(request))


def quoted_in_byte_chunks(request):
    return byte_chunks(quote(request)).replace(b"200 OK", b"400 Bad Request", 1)


def quoted_in_escapes(request):
    escaped = "".join("\\u%04x" % ord(character) for character in token_of(request))
    return answer(401, b'{"code": "x", "message": "no token: %s"}' % escaped.encode("ascii"))


def quoted_in_base64(request):
    text = base64.b64encode(token_of(request).encode("ascii")).decode("ascii")
    return answer(401, json.dumps({"message": text}).encode("ascii"))


def quoted_in_fields(status, body=b"{}"):
    def shape(request):
        token = token_of(request)
        return answer(status, body, ["X-Amzn-RequestId: for " + token, "Retry-After: " + token,
                                     "Location: https://localhost/" + token,
                                     "WWW-Authenticate: Bearer " + token, token + ": " + token])
    return shape


def quoted_in_status_line(request):
    return b"HTTP/1.1 401 %s\r\nContent-Length: 0\r\n\r\n" % token_of(request).encode("ascii")


def quoted_in_place_of_status_line(request):
    return request


def quoted_in_half_a_body(request):
    return answer(500, quote(request), length=100000)


def quoted_many_times(request):
    return answer(403, quote(request)[:-1] + b', "more": "' + request.hex().encode("ascii") * 40 +
                  json.dumps(token_of(request) * 200).encode("ascii")[1:] + b"}")


# Shapes of a good body, for shaped().

def whole(body):
    return answer(200, body, ["Content-Type: application/json"])


def chunked(body):
    return CHUNKED + b"%x\r\n" % len(body) + body + b"\r\n0\r\n\r\n"


def byte_chunks(body):
    return CHUNKED + b"".join(b"1\r\n%c\r\n" % byte for byte in body) + b"0\r\n\r\n"


def without_last_chunk(body):
    return CHUNKED + b"%x\r\n" % len(body) + body + b"\r\n"


def without_last_line_feed(body):
    """The body and its end are complete all the same, so this still counts as a whole answer."""
    return chunked(body)[:-1]


def cut_chunk(body):
    return CHUNKED + b"%x\r\n" % len(body) + body[:-5]


def bad_chunk_size(body):
    return CHUNKED + b"zz\r\n" + body + b"\r\n0\r\n\r\n"


def until_close(body):
    return b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + body


def http_1_0(body):
    return b"HTTP/1.0 200 OK\r\n\r\n" + body


def half(body):
    return whole(body)[:-len(body) // 2]


def half_head(body):
    return whole(body)[:25]


def head_only(body):
    return whole(body)[:-len(body)]


def length_too_long(body):
    return answer(200, body, length=len(body) + 20)


def length_too_short(body):
    return answer(200, body, length=len(body) - 2)


def two_lengths(body):
    return answer(200, body, ["Content-Length: %d" % (len(body) - 2)])


def after_interim(status, count=1):
    def shape(body):
        return interim(status) * count + whole(body)
    return shape


def interim(status):
    return b"HTTP/1.1 %d Interim\r\nLink: </a>; rel=preload\r\n\r\n" % status


def bomb(megabytes):
    """Much JSON white space in few bytes."""
    data = gzip.compress(b" " * (megabytes << 20), 9)
    return answer(200, data, ["Content-Type: application/json", "Content-Encoding: gzip"])
