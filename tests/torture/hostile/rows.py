# SPDX-License-Identifier: Apache-2.0
"""The matrix: what each hostile server does, and how a call to it must end.

Where several ends are given, timing or the version of libcurl decides which of them is the honest
one. Run as a program it prints the matrix as a table.
"""
import collections
import dataclasses
import email.utils
import json
import time

import faults
import h2_server
from server import answer, good, placed_body
from truth import PLACED, REFUSED, UNCLEAR, UNPROCESSED

End = collections.namedtuple("End", "outcome status http attempts")

HTTP, HTTPS, H2 = "http", "https", "h2"
FRESH, REUSED, NEXT = "fresh", "reused", "next"
SHORT_MS = 500  # the deadline where it is what ends the call


@dataclasses.dataclass(frozen=True)
class Row:
    name: str
    does: str
    ends: tuple
    fault: object = good
    at_accept: object = None
    over: tuple = (HTTP, HTTPS)
    links: tuple = (FRESH,)
    deadline_ms: int = 3000
    times: object = None
    calls: int = 1
    placed_min: int = 0  # of the calls
    cancel_ms: int = -1
    pause_ms: int = 0
    form: str = "phone"
    certificate: str = "good"
    listens: bool = True
    settings: object = None
    connections_max: int = 1000
    usual: object = good


def placed(attempts=1):
    return End("placed", "ok", 0, attempts)


def unknown(status, http=0, attempts=1):
    return End("unknown", status, http, attempts)


def not_placed(status, http=0, attempts=1):
    return End("not_placed", status, http, attempts)


def well():
    start = b'{"sessionId": "x", "padding": "'
    return (
        Row("a good answer", "answers as documented", (placed(),)),
        Row("chunked", "sends a good answer in one chunk", (placed(),),
            faults.shaped(faults.chunked, PLACED, keep=True)),
        Row("chunks of one byte", "sends a good answer in chunks of one byte", (placed(),),
            faults.shaped(faults.byte_chunks, PLACED, keep=True)),
        Row("until close", "sends a good answer that ends with the connection, in good order",
            (placed(),), faults.shaped(faults.until_close, PLACED)),
        Row("HTTP/1.0", "sends a good answer as an HTTP/1.0 server does", (placed(),),
            faults.shaped(faults.http_1_0, PLACED)),
        Row("100 first", "sends 100 before a good answer", (placed(),),
            faults.shaped(faults.after_interim(100), PLACED, keep=True)),
        Row("103 first", "sends 103 before a good answer", (placed(),),
            faults.shaped(faults.after_interim(103), PLACED, keep=True)),
        Row("103 ten times", "sends 103 ten times before a good answer", (placed(),),
            faults.shaped(faults.after_interim(103, 10), PLACED, keep=True)),
        Row("late", "answers well after 300 ms", (placed(),), faults.late(0.3)),
        Row("large answer", "puts 60,000 bytes of padding into a good answer", (placed(),),
            faults.shaped(lambda body: faults.whole(body[:-1] + b', "p": "%s"}' % (b"p" * 60000)),
                          PLACED, keep=True)),
        Row("room without sessionId", "answers 200 {} to the Smart Properties form", (placed(),),
            faults.shaped(lambda body: answer(200, b"{}"), PLACED, keep=True), form="room"),
    )


def no_connection():
    never_sent = (not_placed("connect", attempts=3),)
    # A reset may come while connecting, then it is tried again, or behind the request.
    reset = never_sent + tuple(unknown("network", attempts=attempts) for attempts in (1, 2, 3))
    return (
        Row("refuse", "has a closed port", never_sent, listens=False, links=(FRESH,)),
        Row("accept and close", "closes each connection at once", (unknown("network"),),
            at_accept=faults.close_at_once, over=(HTTP,), links=(FRESH,)),
        Row("accept and reset", "resets each connection at once", reset,
            at_accept=faults.reset_at_once, over=(HTTP,), links=(FRESH,)),
        Row("close before TLS", "closes each connection at once", never_sent,
            at_accept=faults.close_at_once, over=(HTTPS,), links=(FRESH,)),
        Row("reset before TLS", "resets each connection at once", never_sent,
            at_accept=faults.reset_at_once, over=(HTTPS,), links=(FRESH,)),
        Row("close before TLS, once", "closes the first connection at once", (placed(2),),
            at_accept=faults.close_at_once, over=(HTTPS,), links=(FRESH,), times=1),
        Row("silence before TLS", "accepts and never says a word", (not_placed("timeout"),),
            at_accept=faults.silent_at_once, over=(HTTPS,), links=(FRESH,), deadline_ms=SHORT_MS),
        Row("one mute connection", "never says a word on the first of two connections",
            (placed(), not_placed("timeout")), at_accept=faults.silent_at_once, times=1, calls=2,
            placed_min=1, over=(HTTPS, H2), deadline_ms=SHORT_MS),
        Row("garbage before TLS", "sends garbage in place of a handshake", never_sent,
            at_accept=faults.garbage_at_once, over=(HTTPS,), links=(FRESH,)),
        Row("silence at once", "accepts and never reads or says a word", (unknown("timeout"),),
            at_accept=faults.silent_at_once, over=(HTTP,), links=(FRESH,), deadline_ms=SHORT_MS),
    ) + tuple(
        Row(text, "shows a certificate that " + flaw, (not_placed("tls"),),
            certificate=name, over=(HTTPS,), links=(FRESH,))
        for text, name, flaw in (
            ("wrong certificate", "wrong-ca", "a foreign authority has signed"),
            ("expired certificate", "expired", "has expired"),
            ("wrong host", "wrong-host", "names another host"),
            ("self-signed certificate", "self-signed", "it has signed itself")))


def request_lost():
    lost = (unknown("network"),)
    return (
        Row("idle close", "closes a connection that waits for its next request", (placed(),),
            faults.close_idle, links=(NEXT,), times=1, pause_ms=100),
        Row("idle close in the same moment", "does so while the next request is on its way",
            (placed(),), faults.close_idle, links=(NEXT,), times=1),
    ) + tuple(
        Row(name + " unasked for", "sends %s on a connection that waits for its next request" % what,
            (placed(),), faults.unasked(data), links=(NEXT,), times=1, pause_ms=100)
        for name, what, data in (
            ("200", "another call's answer", answer(200, placed_body("another"))),
            ("408", "408", answer(408)),
            ("429", "429", answer(429)),
            ("503", "503 with Retry-After", answer(503, headers=["Retry-After: 0"])),
            ("half an answer", "half an answer", b"HTTP/1.1 200 OK\r\n"))
    ) + (
        Row("close after 1 byte", "closes after 1 byte of the request", lost,
            faults.close_after_bytes(1)),
        Row("close after 100 bytes", "closes after 100 bytes of the request", lost,
            faults.close_after_bytes(100)),
        Row("reset after 100 bytes", "resets after 100 bytes of the request", lost,
            faults.reset_after_bytes(100)),
        Row("close after the head", "closes after the header section of the request", lost,
            faults.close_after_head),
        Row("close before the last byte", "closes before the last byte of the request", lost,
            faults.close_before_last_byte),
        Row("close after reading", "reads the request and closes", lost,
            faults.close_after_reading),
        Row("close after reading, once", "does so once and would answer a second request well",
            lost, faults.close_after_reading, times=1),
        Row("reset after reading", "reads the request and resets", lost,
            faults.reset_after_reading),
        Row("reset after reading, once", "does so once and would answer a second request well",
            lost, faults.reset_after_reading, times=1),
        Row("silence", "reads the request and never says a word", (unknown("timeout"),),
            faults.silence, deadline_ms=SHORT_MS),
        Row("silence, cancelled", "reads the request in silence until the call is cancelled",
            (unknown("cancelled"),), faults.silence, cancel_ms=1000),
        Row("silence before TLS, cancelled", "says nothing until the call is cancelled",
            (not_placed("cancelled"),), at_accept=faults.silent_at_once, over=(HTTPS,),
            links=(FRESH,), cancel_ms=1000),
    )


def answer_lost():
    lost = (unknown("network", 200),)
    nonsense = (unknown("answer"),)
    late = (unknown("timeout", 200),)

    # libcurl gives up a line of 100 KB as if it had no memory for it.
    def endless_line(http):
        return unknown("no_memory", http), unknown("too_large", http)

    return (
        Row("half head", "closes within the header section of a 200", (unknown("network", 200),),
            faults.shaped(faults.half_head)),
        Row("half head, room", "does so to the Smart Properties form", (unknown("network", 200),),
            faults.shaped(faults.half_head), form="room"),
        Row("head only", "closes after the header section of a 200", lost,
            faults.shaped(faults.head_only)),
        Row("half answer", "closes within the body of a 200", lost, faults.shaped(faults.half)),
        Row("half answer, then silence", "stays silent within the body of a 200", late,
            faults.reply_then_hold(answer(200, b'{"sess', length=100)), deadline_ms=SHORT_MS),
        Row("cut chunk", "closes within a chunk", lost, faults.shaped(faults.cut_chunk)),
        Row("no last chunk", "closes before the last chunk", lost,
            faults.shaped(faults.without_last_chunk)),
        Row("no last line feed", "closes before the line feed behind the last chunk",
            (placed(), unknown("network", 200)),
            faults.shaped(faults.without_last_line_feed, PLACED)),
        Row("bad chunk size", "gives a chunk a size that is no number", lost,
            faults.shaped(faults.bad_chunk_size)),
        Row("length too long", "closes before as many bytes as it announced", lost,
            faults.shaped(faults.length_too_long)),
        Row("length too long, then silence", "stays silent before as many bytes as it announced",
            late, faults.reply_then_hold(answer(200, b'{"sessionId": "x"}', length=100)),
            deadline_ms=SHORT_MS),
        Row("length too short", "announces fewer bytes than it sends",
            (unknown("answer", 200),), faults.shaped(faults.length_too_short)),
        Row("two lengths", "announces two different lengths", (placed(), unknown("answer", 200)),
            faults.shaped(faults.two_lengths, PLACED)),
        Row("length that is no number", "announces a length of \"many\"",
            (unknown("answer", 200),), faults.reply(answer(200, b"{}", length="many"))),
        Row("until close, no close_notify", "ends TLS without close_notify at the end of a body "
            "without length", (placed(), unknown("network", 200)),
            faults.shaped(faults.until_close, PLACED, orderly=False), over=(HTTPS,)),
        Row("endless head", "sends header fields without end", (unknown("too_large", 200),),
            faults.endless(b"HTTP/1.1 200 OK\r\n", b"X-Field: value\r\n" * 1000)),
        Row("endless field", "sends one header field without end", endless_line(200),
            faults.endless(b"HTTP/1.1 200 OK\r\nX-Field: ", b"value" * 10000)),
        Row("endless status line", "sends a status line without end", endless_line(0),
            faults.endless(b"HTTP/1.1 200 ", b"OK" * 20000)),
        Row("endless body", "sends a body without end", (unknown("too_large", 200),),
            faults.endless(answer(200, length=10 ** 15), b" " * 65536)),
        Row("endless chunks", "sends chunks without end", (unknown("too_large", 200),),
            faults.endless(faults.CHUNKED, (b"1000\r\n" + b" " * 4096 + b"\r\n") * 16)),
        Row("endless body until close", "sends a body of no length without end",
            (unknown("too_large", 200),),
            faults.endless(b"HTTP/1.1 200 OK\r\n\r\n", b" " * 65536)),
        Row("64 KiB and a byte", "sends a body one byte larger than an answer may be",
            (unknown("too_large", 200),), faults.reply(answer(200, b" " * 65537))),
        Row("slow drip", "sends a good answer at 20 bytes a second", (unknown("timeout"),),
            faults.slow_drip, deadline_ms=SHORT_MS),
        Row("1xx flood", "sends 102 without end",
            (unknown("too_large"),),
            faults.endless(faults.interim(102), faults.interim(102) * 100)),
        Row("1xx drip", "sends 102 each 20 ms without end", (unknown("timeout"),),
            faults.endless(faults.interim(102), faults.interim(102), pause=0.02),
            deadline_ms=SHORT_MS),
        Row("101", "switches to a protocol that nobody asked for",
            (unknown("timeout"),),
            faults.reply_then_hold(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n"),
            deadline_ms=SHORT_MS),
        Row("garbage status line", "answers with what is no HTTP", nonsense,
            faults.reply(b"\x00\xffnonsense\r\n\r\n")),
        Row("text in place of a status line", "answers with plain text", nonsense,
            faults.reply(b"Good morning!\r\n")),
        Row("status that is no number", "answers HTTP/1.1 abc", nonsense,
            faults.reply(b"HTTP/1.1 abc OK\r\nContent-Length: 0\r\n\r\n")),
        Row("gzip bomb", "sends 30 MB of blanks as 30 KB of gzip that nobody asked for",
            (unknown("answer", 200),), faults.reply(faults.bomb(30), keep=True)),
        Row("smuggled answer", "has appended a second good answer to the one before",
            (placed(),), usual=faults.smuggle, links=(NEXT,)),
    ) + tuple(
        Row("redirect %d" % status, "redirects to another host", (unknown("answer", status),),
            faults.redirect(status)) for status in (301, 302, 307, 308))


def bodies_of_200():
    bad = (
        ("HTML", b"<html>hello</html>"),
        ("empty", b""),
        ("JSON that is cut", b'{"sessionId": "x'),
        ("an empty sessionId", b'{"sessionId": ""}'),
        ("no sessionId", b'{"id": "x"}'),
        ("a sessionId that is a number", b'{"sessionId": 5}'),
        ("a sessionId that is null", b'{"sessionId": null}'),
        ("a list", b'["sessionId", "x"]'),
        ("a sessionId that is not UTF-8", b'{"sessionId": "\xff\xfe"}'),
        ("something behind the JSON", b'{"sessionId": "x"} and more'),
        ("10,000 levels of nesting", b"[" * 10000 + b"]" * 10000),
    )
    return tuple(
        Row("200 with " + name, "answers 200 with a body that is " + name,
            (unknown("answer", 200),), faults.reply(answer(200, body), keep=True))
        for name, body in bad
    ) + tuple(
        Row("status %d" % status, "answers %d, which is not documented" % status,
            (unknown("answer", status),), faults.reply(answer(status, body), keep=True))
        for status, body in ((201, b'{"sessionId": "x"}'), (204, b""), (304, b""), (999, b"")))


def errors():
    documented = (
        (400, "InvalidInput", not_placed("input_refused", 400), REFUSED),
        (401, "BadToken", not_placed("bad_token", 401), REFUSED),
        (403, "AccessDenied", not_placed("access_denied", 403), REFUSED),
        (404, "NotFound", not_placed("region", 404), REFUSED),
        (429, "Throttling", not_placed("throttled", 429, 3), UNPROCESSED),
        (500, "InternalServerError", unknown("service", 500), UNCLEAR),
    )
    rows = []
    for status, code, end, verdict in documented:
        kinds = (
            ("JSON", json.dumps({"code": code, "message": "said by the service"}).encode()),
            ("HTML", b"<html><h1>ERROR</h1>The request could not be satisfied.</html>"),
            ("an empty body", b""),
        )
        for kind, body in kinds:
            rows.append(Row("%d with %s" % (status, kind), "answers %d with %s" % (status, kind),
                            (end,), faults.reply(answer(status, body), verdict, keep=True)))
    rows += [
        Row("status %d" % status, "refuses with %d" % status, (not_placed("refused", status),),
            faults.reply(answer(status), REFUSED, keep=True))
        for status in (405, 411, 413, 414, 415, 421, 426, 431)
    ] + [
        Row("status %d" % status, "reads the request, then gives up with %d as a gateway does"
            % status, (unknown(end, status),),
            faults.reply(answer(status, b"", ["Retry-After: 0"]), keep=True))
        for status, end in (
            (402, "answer"), (406, "answer"), (407, "answer"), (408, "answer"), (409, "answer"),
            (410, "answer"), (412, "answer"), (417, "answer"), (418, "answer"), (422, "answer"),
            (425, "answer"), (428, "answer"), (451, "answer"), (460, "answer"), (499, "answer"),
            (501, "service"), (502, "service"), (503, "unavailable"), (504, "service"),
            (505, "service"), (511, "service"), (520, "service"), (598, "service"))
    ]
    forbidden = not_placed("access_denied", 403)
    rows += (
        Row("403, half a body", "refuses and closes within the body", (forbidden,),
            faults.reply(answer(403, b"{", length=100), REFUSED)),
        Row("403, then silence", "refuses and stays silent within the body", (forbidden,),
            faults.reply_then_hold(answer(403, b"{", length=100), REFUSED), deadline_ms=SHORT_MS),
        Row("403, endless body", "refuses with a body without end", (forbidden,),
            faults.endless(answer(403, length=10 ** 15), b" " * 65536, REFUSED)),
        Row("500, half a body", "fails and closes within the body", (unknown("network", 500),),
            faults.reply(answer(500, b"{", length=100))),
    )
    return tuple(rows)


def echoes():
    """Servers that say back what they were sent; tests/torture/secrets looks at all that remains of it."""
    bad_token = (not_placed("bad_token", 401),)

    def row(name, does, ends, shape, verdict=REFUSED):
        return Row("echo " + name, does, ends, faults.echo(shape, verdict))
    return (
        row("in a refusal", "quotes the whole request in code and message of a 400",
            (not_placed("input_refused", 400),), faults.quoted_in(400)),
        row("in chunks of one byte", "does so in chunks of one byte",
            (not_placed("input_refused", 400),), faults.quoted_in_byte_chunks),
        row("many times", "does so in a 403 of 50 KB", (not_placed("access_denied", 403),),
            faults.quoted_many_times),
        row("in JSON escapes", "writes the token as \\uXXXX in the message of a 401", bad_token,
            faults.quoted_in_escapes),
        row("in base64", "writes the token in base64 in the message of a 401", bad_token,
            faults.quoted_in_base64),
        row("in header fields", "puts the token into Retry-After, request id, and others of a 401",
            bad_token, faults.quoted_in_fields(401)),
        row("in header fields of a 200", "does so in a 200 without sessionId",
            (unknown("answer", 200),), faults.quoted_in_fields(200), UNCLEAR),
        row("in the status line", "says 401 and the token as the reason", bad_token,
            faults.quoted_in_status_line),
        row("in place of an answer", "sends the request back", (unknown("answer"),),
            faults.quoted_in_place_of_status_line, UNCLEAR),
        row("in a failure", "quotes the whole request in a 500", (unknown("service", 500),),
            faults.quoted_in(500), UNCLEAR),
        row("in half a body", "does so and closes within the body", (unknown("network", 500),),
            faults.quoted_in_half_a_body, UNCLEAR),
        row("in a good status", "quotes the whole request in a 200", (unknown("answer", 200),),
            faults.quoted_in(200), UNCLEAR),
    )


def retry_after():
    future = email.utils.formatdate(time.time() + 3600, usegmt=True)
    past = email.utils.formatdate(time.time() - 3600, usegmt=True)
    # kind, the header's value, attempts that it leaves within the deadline, deadline
    kinds = (
        ("0", "0", 3, 3000),
        ("1", "1", 2, 1500),
        ("huge", "86400", 1, 3000),
        ("beyond all integers", "9" * 30, 1, 3000),
        ("a date to come", future, 1, 3000),
        ("a date gone by", past, 3, 3000),
    )
    rows = []
    for kind, value, attempts, deadline_ms in kinds:
        rows.append(Row(
            "429, Retry-After " + kind, "answers so", (not_placed("throttled", 429, attempts),),
            faults.reply(answer(429, b"", ["Retry-After: " + value]), UNPROCESSED, keep=True),
            deadline_ms=deadline_ms))
        rows.append(Row(
            "503, Retry-After " + kind, "answers so", (unknown("unavailable", 503),),
            faults.reply(answer(503, b"", ["Retry-After: " + value]), keep=True)))
    throttle = faults.reply(answer(429), UNPROCESSED, keep=True)
    rows += (
        Row("429, Retry-After nonsense", "answers so", (not_placed("throttled", 429, 3),),
            faults.reply(answer(429, b"", ["Retry-After: soon"]), UNPROCESSED, keep=True)),
        Row("429 once", "throttles the first request only", (placed(2),), throttle, times=1),
        Row("503 once", "is unavailable to the first request only", (unknown("unavailable", 503),),
            faults.reply(answer(503, b"", ["Retry-After: 0"]), keep=True), times=1),
        Row("429, then 403", "throttles, then refuses", (not_placed("access_denied", 403, 2),),
            faults.in_turn(throttle, faults.reply(answer(403), REFUSED)), links=(FRESH,)),
        Row("429, then close", "throttles, then reads and closes",
            (unknown("network", attempts=2),),
            faults.in_turn(throttle, faults.close_after_reading), links=(FRESH,)),
        Row("429, then silence", "throttles, then reads in silence",
            (unknown("timeout", attempts=2),), faults.in_turn(throttle, faults.silence),
            links=(FRESH,), deadline_ms=SHORT_MS),
    )
    return tuple(rows)


def http_2():
    codes = h2_server.ErrorCodes
    lost = (unknown("network"),)
    # libcurl does not tell the library that a stream was not processed, so it cannot be repeated.
    unprocessed = lost

    def row(name, does, ends, fault, **options):
        options = {"links": (FRESH, REUSED), **options}
        return Row("HTTP/2: " + name, does, ends, fault, over=(H2,), **options)
    return (
        row("a good answer", "answers as documented", (placed(),), h2_server.good),
        row("20 at once", "answers 20 calls on one connection, the last one first", (placed(),),
            h2_server.answer_in_reverse(20), calls=20, times=1, connections_max=1,
            links=(REUSED,)),
        row("large answers", "puts 60,000 bytes of padding into the good answers to 5 calls", (placed(),),
            h2_server.padded(60000), calls=5),
        row("one stream at a time", "allows one stream at a time to 40 calls, and refuses others", (placed(),),
            h2_server.good, calls=40, settings={h2_server.SettingCodes.MAX_CONCURRENT_STREAMS: 1},
            links=(FRESH,)),
        row("stream reset", "reads the request and resets the stream", lost,
            h2_server.reset_stream(codes.INTERNAL_ERROR)),
        row("stream reset, once", "does so once and would answer a second request well", lost,
            h2_server.reset_stream(codes.INTERNAL_ERROR), times=1),
        row("stream closed without answer", "resets the stream with NO_ERROR", lost,
            h2_server.reset_stream(codes.NO_ERROR)),
        row("half answer, stream reset", "resets the stream within the body of a 200",
            (unknown("network", 200),), h2_server.reset_stream_half_answered),
        row("stream never ended", "closes after all of the body but the end of the stream",
            (unknown("network", 200),), h2_server.unended_answer),
        row("403 without body", "refuses with one frame", (not_placed("access_denied", 403),),
            h2_server.refused_head),
        row("close after reading", "reads the request and closes", lost,
            h2_server.close_after_reading),
        row("close after reading, once", "does so once and would answer a second request well",
            lost, h2_server.close_after_reading, times=1),
        row("silence", "reads the request and never says a word", (unknown("timeout"),),
            h2_server.silence, deadline_ms=SHORT_MS),
        row("garbage frames", "reads the request and sends garbage", lost,
            h2_server.garbage_frames),
        row("REFUSED_STREAM", "refuses every stream as not processed", unprocessed,
            h2_server.reset_stream(codes.REFUSED_STREAM, UNPROCESSED)),
        row("REFUSED_STREAM, once", "refuses the first stream as not processed", unprocessed,
            h2_server.reset_stream(codes.REFUSED_STREAM, UNPROCESSED), times=1),
        row("GOAWAY below", "says by GOAWAY that it did not process the stream", unprocessed,
            h2_server.go_away_below),
        row("GOAWAY below, once", "does so once and would answer a second request well",
            unprocessed, h2_server.go_away_below, times=1),
        row("GOAWAY between", "processes the first of 4 calls and says by GOAWAY that it did not "
            "process the others", (placed(),) + unprocessed, h2_server.go_away_between(4), calls=4, times=1,
            links=(REUSED,)),
        row("GOAWAY, then answer", "takes no more streams but answers the one it has", (placed(),),
            h2_server.go_away_then_answer),
        row("GOAWAY without answer", "reads the request, sends GOAWAY and closes", lost,
            h2_server.go_away_without_answer),
    )


ROWS = (well() + no_connection() + request_lost() + answer_lost() + bodies_of_200() + errors() + echoes()
        + retry_after() + http_2())


def describe(end):
    text = end.outcome.replace("_", " ")
    if end.outcome != "placed":
        text += ": `%s`" % end.status
    if end.http:
        text += ", HTTP %d" % end.http
    if end.attempts > 1:
        text += ", %d attempts" % end.attempts
    return text


def print_table():
    print("| server | what it does | over | connection | how the call ends |")
    print("|---|---|---|---|---|")
    for row in ROWS:
        over = ", ".join("HTTP/2" if name == H2 else name for name in row.over)
        ends = "; or ".join(map(describe, row.ends))
        print("| %s | %s | %s | %s | %s |" % (row.name, row.does, over, ", ".join(row.links), ends))


if __name__ == "__main__":
    print_table()
