# SPDX-License-Identifier: Apache-2.0
"""The emulator's own API under /_emulator/: what tests ask it, and who may."""

import contextlib
import http.client
import json
import os
import socket
import threading
import time
import unittest
import unittest.mock
import urllib.parse

from support import Emulator, Service, emulator, send, vector

SESSION = "/v1/communications/session"
NUMBER = "/v2/accounts/~current/settings/Profile.mobileNumber"
PROFILE = "/v1/communications/profile"


class ControlCase(unittest.TestCase):
    flags = ()

    def setUp(self):
        self.service = self.enterContext(Emulator(*self.flags))
        self.body = vector("session-request.json")

    def post(self, token="emulator-ok", body=None, path=SESSION):
        return send(self.service.url, "POST", path, token, self.body if body is None else body)

    def named(self, client_session_id):
        return {**self.body, "clientContext": {"clientSessionId": client_session_id}}

    def ask(self, path, method="GET", body=None, status=200, headers=None):
        got, answered, text = send(self.service.url, method, "/_emulator/" + path, None, body,
                                   headers)
        self.assertEqual(got, status, text)
        self.assertEqual(answered["Cache-Control"], "no-store")
        self.assertFalse([name for name in answered if name.lower().startswith("access-control")])
        return json.loads(text) if text else None

    def calls(self, **query):
        return self.ask("calls?" + urllib.parse.urlencode(query))["calls"]

    def numbers(self, **query):
        return [call["number"] for call in self.calls(**query)]


class Records(ControlCase):
    def test_ready(self):
        document = self.ask("ready")
        self.assertIs(document["ready"], True)
        self.assertRegex(document["version"], r"^\d+\.\d+\.\d+$")

    def test_no_calls(self):
        self.assertEqual(self.ask("calls"), {"calls": [], "last": 0})
        self.assertIn("no record", self.ask("calls/1", status=404)["message"])

    def test_the_members_of_a_record(self):
        _, headers, answer = self.post()
        call = self.ask("calls/1")
        self.assertEqual(set(call), {
            "number", "kind", "time", "clientSessionId", "sessionId", "from", "to", "status", "code",
            "fault", "violations", "request", "requestId", "sip", "event"})
        self.assertRegex(call["time"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")
        self.assertEqual(
            (call["number"], call["kind"], call["status"], call["sessionId"], call["requestId"]),
            (1, "session", 200, json.loads(answer)["sessionId"], headers["x-amzn-RequestId"]))
        self.assertEqual(call["clientSessionId"], self.body["clientContext"]["clientSessionId"])
        ends = {p.get("isOriginator", False): p["id"]["value"] for p in self.body["participants"]}
        self.assertEqual((call["from"], call["to"]), (ends[True], ends[False]))
        self.assertEqual((call["code"], call["fault"], call["event"]), (None, None, None))
        self.assertEqual((call["violations"], call["sip"]), ([], []))
        request = call["request"]
        self.assertEqual((request["method"], request["path"], request["body"]),
                         ("POST", SESSION, self.body))
        self.assertEqual(request["headers"]["Authorization"], "Bearer ***")

    def test_kinds(self):
        self.post()
        send(self.service.url, "GET", NUMBER, "t")
        send(self.service.url, "GET", PROFILE + "?entity.type=UNIT&entity.id=a", "t")
        entity = {"entity": {"type": "UNIT", "id": "a"}, "name": "room 1"}
        self.assertEqual(self.post(body=entity, path=PROFILE)[0], 201)
        speech = {"header": {"requestId": "r"},
                  "directive": {"type": "VoicePlayer.Speak", "speech": "one moment"}}
        self.assertEqual(self.post(body=speech, path="/v1/directives")[0], 204)
        send(self.service.url, "GET", "/other", "t")
        self.assertEqual([call["kind"] for call in self.calls()],
                         ["session", "number", "profile", "profile", "directive", None])
        self.assertEqual(self.numbers(kind="profile"), [3, 4])

    def test_a_refused_request(self):
        self.post(body={"participants": []})
        [call] = self.calls(status=400)
        self.assertEqual(call["code"], "InvalidInput")
        self.assertEqual(call["violations"][0]["path"], "/participants")
        self.assertEqual((call["sessionId"], call["from"]), (None, None))

    def test_a_request_without_an_answer(self):
        with self.assertRaises(ConnectionError):
            self.post("emulator-close")
        [call] = self.calls(status=0)
        self.assertEqual((call["status"], call["fault"]), (None, "close"))

    def test_filters(self):
        for name in ["a", "b", "b"]:
            self.post(body=self.named(name))
        self.post("emulator-throttled", self.named("a"))
        [third] = self.calls(clientSessionId="b", after=2)
        self.assertEqual(third["number"], 3)
        self.assertEqual(self.numbers(sessionId=third["sessionId"]), [3])
        self.assertEqual(self.numbers(**{"from": third["from"]}), [1, 2, 3, 4])
        self.assertEqual(self.ask(f"calls?to={third['to']}")["last"], 4) # + that is not escaped
        self.assertEqual(self.numbers(to="+1"), [])
        self.assertEqual(self.numbers(status=429, clientSessionId="a"), [4])

    def test_limit_pages_through_the_records(self):
        for name in "abbb":
            self.post(body=self.named(name))
        page = self.ask("calls?clientSessionId=b&limit=2")
        self.assertEqual(([c["number"] for c in page["calls"]], page["last"]), ([2, 3], 3))
        page = self.ask("calls?clientSessionId=b&limit=2&after=3")
        self.assertEqual(([c["number"] for c in page["calls"]], page["last"]), ([4], 4))

    def test_wrong_queries(self):
        for query in ["kind=call", "status=x", "after=-1", "limit=0", "wait=60001", "min=0", "form=1",
                      "limit=1&limit=2", "status", "wait="]:
            with self.subTest(query=query):
                self.assertTrue(self.ask("calls?" + query, status=400)["message"])

    def test_clearing(self):
        self.post("emulator-throttled.first-1")
        self.ask("calls", "DELETE", status=204)
        self.assertEqual(self.ask("calls"), {"calls": [], "last": 1})
        self.assertEqual(self.post("emulator-throttled.first-1")[0], 429)
        self.assertEqual(self.numbers(), [2])

    def test_secrets_are_masked(self):
        document = {"context": {"System": {"apiAccessToken": "Atza|s1"}}, "refresh_token": ["s2"]}
        for headers in [{"Authorization": "Basic s3"}, {"X-Amz-Security-Token": "s4"},
                        {"Cookie": "s5"}, {"authorization": "Bearer s6"},
                        {"Referer": "https://a/?access_token=s10"}, {"X-Any": "Bearer s11"}]:
            send(self.service.url, "POST", "/any?access_token=s7&X-Amz-Signature=s8", None, document,
                 headers)
        send(self.service.url, "POST", "/any", None, b"grant_type=x&client_secret=s9")
        shown = json.dumps(self.calls()) + self.service.log_file.read_text(encoding="utf-8")
        for number in range(1, 12):
            self.assertNotIn(f"s{number}\"", shown)
            self.assertNotIn(f"=s{number}", shown)
        self.assertNotIn("Atza", shown)

    def test_a_blank_before_the_colon_hides_no_token(self):
        with socket.create_connection(("127.0.0.1", self.service.port)) as connection:
            connection.sendall(b"GET /any HTTP/1.1\r\nHost: localhost\r\n"
                               b"Authorization : Bearer secret-value\r\nConnection: close\r\n\r\n")
            while connection.recv(4096):
                pass
        shown = json.dumps(self.calls()) + self.service.log_file.read_text(encoding="utf-8")
        self.assertNotIn("secret-value", shown)

    def test_unknown_paths_and_methods(self):
        self.ask("nothing", status=404)
        self.ask("calls/x", status=404)
        self.ask("calls/1/ring", "POST", status=404)
        status, headers, _ = send(self.service.url, "POST", "/_emulator/calls")
        self.assertEqual((status, headers["Allow"]), (405, "GET, HEAD, DELETE"))
        self.assertEqual(self.numbers(), [])

    def test_head(self):
        for path in ["", "ready", "calls", "calls/9", "fault", "calls/1/phone"]:
            status, headers, _ = send(self.service.url, "GET", "/_emulator/" + path)
            with self.subTest(path=path):
                head, fields, body = send(self.service.url, "HEAD", "/_emulator/" + path)
                self.assertEqual((head, fields["Content-Type"], fields["Content-Length"], body),
                                 (status, headers["Content-Type"], headers["Content-Length"], b""))
        with socket.create_connection(("127.0.0.1", self.service.port)) as connection:
            connection.sendall(b"HEAD /_emulator/events HTTP/1.1\r\nHost: localhost\r\n"
                               b"Connection: close\r\n\r\n")
            self.assertRegex(connection.makefile("rb").read(), rb"^HTTP/1\.1 200 (?s:.*)\r\n\r\n$")

    def test_its_description(self):
        status, headers, text = send(self.service.url, "GET", "/_emulator/openapi.yaml")
        self.assertEqual((status, headers["Content-Type"]), (200, "application/yaml"))
        self.assertIn(b"\nopenapi: 3", text)


    def test_the_page(self):
        for path, kind in [("", "text/html"), ("page.css", "text/css"), ("page.js", "text/javascript")]:
            status, headers, text = send(self.service.url, "GET", "/_emulator/" + path)
            self.assertEqual((status, headers["Content-Type"]), (200, kind + "; charset=utf-8"))
            self.assertIn("default-src 'none'; script-src 'self'", headers["Content-Security-Policy"])
            self.assertEqual(headers["X-Content-Type-Options"], "nosniff")
            self.assertTrue(text)


class Waiting(ControlCase):
    def test_it_waits_for_the_record(self):
        answers = []
        thread = threading.Thread(
            target=lambda: answers.append(self.calls(clientSessionId="b", wait=60000)))
        thread.start()
        self.post(body=self.named("a"))
        self.post(body=self.named("b"))
        thread.join(30)
        self.assertEqual([[call["clientSessionId"] for call in answer] for answer in answers],
                         [["b"]])

    def test_it_waits_for_several(self):
        answers = []
        self.post()
        thread = threading.Thread(target=lambda: answers.append(self.numbers(min=3, wait=60000)))
        thread.start()
        self.post()
        self.post()
        thread.join(30)
        self.assertEqual(answers, [[1, 2, 3]])

    def test_the_time_is_over(self):
        self.post()
        start = time.monotonic()
        self.assertEqual(self.numbers(min=2, wait=200), [1])
        self.assertGreaterEqual(time.monotonic() - start, 0.2)

    def test_what_is_there_is_not_waited_for(self):
        self.post()
        self.assertEqual(self.numbers(wait=60000), [1])

    def test_dropped_records_do_not_count(self):
        answers = []
        self.post()
        thread = threading.Thread(target=lambda: answers.append(self.numbers(min=2, wait=60000)))
        thread.start()
        time.sleep(0.1)
        self.ask("calls", "DELETE", status=204)
        self.post()
        self.post()
        thread.join(30)
        self.assertEqual(answers, [[2, 3]])

    def test_a_thousand_waits_need_no_thread(self):
        def threads():
            with open(f"/proc/{self.service.process.pid}/status", encoding="ascii") as status:
                return next(line for line in status if line.startswith("Threads:"))

        before = threads()
        request = (b"GET /_emulator/calls?wait=60000&min=2 HTTP/1.1\r\nHost: localhost\r\n"
                   b"Connection: close\r\n\r\n")
        with contextlib.ExitStack() as stack:
            readers = [stack.enter_context(
                socket.create_connection(("127.0.0.1", self.service.port))) for _ in range(400)]
            for reader in readers:
                reader.sendall(request)
            self.post()
            self.assertEqual(threads(), before)
            self.post()
            for reader in readers:
                reader.settimeout(30)
                self.assertTrue(reader.recv(4096).startswith(b"HTTP/1.1 200 "))

    def test_a_stop_ends_the_waits(self):
        with socket.create_connection(("127.0.0.1", self.service.port)) as reader:
            reader.sendall(b"GET /_emulator/calls?wait=60000 HTTP/1.1\r\nHost: localhost\r\n\r\n")
            self.ask("ready")
            self.assertEqual(self.service.stop(), 0)
            reader.settimeout(10)
            self.assertTrue(reader.recv(4096).startswith(b"HTTP/1.1 200 "))


class Events(ControlCase):
    def listen(self, last=None):
        """The response of a reader of events, and a function that gives the next event."""
        connection = http.client.HTTPConnection("127.0.0.1", self.service.port, timeout=30)
        self.addCleanup(connection.close)
        headers = {} if last is None else {"Last-Event-ID": str(last)}
        connection.request("GET", "/_emulator/events", headers=headers)
        response = connection.getresponse()
        self.assertEqual(response.status, 200)
        self.assertEqual(response.headers["Content-Type"], "text/event-stream")
        self.assertEqual(response.readline(), b"retry: 1000\n")
        self.assertEqual(response.readline(), b"\n")

        def next_event():
            fields = {}
            while (line := response.readline().decode().rstrip("\n")) or not fields:
                if line and not line.startswith(":"):
                    name, _, value = line.partition(": ")
                    fields[name] = value
            return fields
        return next_event

    def test_a_record_comes_as_an_event(self):
        next_event = self.listen()
        self.post()
        event = next_event()
        self.assertEqual((event["event"], event["id"]), ("call", "1"))
        self.assertEqual(json.loads(event["data"]), self.ask("calls/1"))

    def test_only_what_changes_from_now_on(self):
        self.post()
        next_event = self.listen()
        self.post()
        self.assertEqual(json.loads(next_event()["data"])["number"], 2)

    def test_resuming(self):
        for _ in range(4):
            self.post()
        next_event = self.listen(2)
        self.assertEqual([json.loads(next_event()["data"])["number"] for _ in range(2)], [3, 4])
        self.post()
        self.assertEqual(json.loads(next_event()["data"])["number"], 5)

    def test_an_id_of_an_earlier_run(self):
        self.post()
        self.assertEqual(json.loads(self.listen(1000)()["data"])["number"], 1)

    def test_a_wrong_id(self):
        for wrong in ["x", "-1", "", "9" * 19]:
            status, _, _ = send(self.service.url, "GET", "/_emulator/events",
                                headers={"Last-Event-ID": wrong})
            self.assertEqual(status, 400, wrong)

    def test_a_long_record(self):
        next_event = self.listen()
        self.post(body={**self.body, "more": "x" * 200000})
        self.assertEqual(len(json.loads(next_event()["data"])["request"]["body"]["more"]), 200000)

    def test_a_stop_ends_the_events(self):
        next_event = self.listen()
        self.post()
        next_event()
        start = time.monotonic()
        self.assertEqual(self.service.stop(), 0)
        self.assertLess(time.monotonic() - start, 5)


class Fault(ControlCase):
    def test_choosing_the_fault(self):
        self.assertEqual(self.ask("fault"), {"fault": "ok"})
        chosen = {"fault": "throttled.first-1"}
        self.assertEqual(self.ask("fault", "PUT", chosen), chosen)
        self.assertEqual(self.ask("fault"), chosen)
        self.assertEqual([self.post("any")[0] for _ in range(2)], [429, 200])

    def test_one_that_does_not_exist(self):
        for body in [{"fault": "nonsense"}, {"fault": 1}, {}, [], b"fault"]:
            self.assertTrue(self.ask("fault", "PUT", body, status=400)["message"])
        self.assertEqual(self.ask("fault"), {"fault": "ok"})


class Nothing(ControlCase):
    """There is neither a call nor an event to play."""

    def test_playing(self):
        self.post()
        for part in ["invite", "event"]:
            self.assertTrue(self.ask(f"calls/1/{part}", "POST", status=409)["message"])
            self.ask(f"calls/2/{part}", "POST", status=404)

    def test_the_phone(self):
        self.post()
        for verb in ["answer", "decline", "hang-up"]:
            self.ask("calls/1/phone", "POST", {"do": verb}, status=409)
        self.ask("calls/1/phone", "POST", {"do": "sing"}, status=400)
        self.ask("calls/1/phone", "POST", status=400)
        self.ask("calls/2/phone", "POST", {"do": "answer"}, status=404)


class NoControl(ControlCase):
    flags = ("--no-control",)

    def test_it_is_a_path_like_any_other(self):
        status, headers, _ = send(self.service.url, "GET", "/_emulator/ready")
        self.assertEqual((status, headers["Cache-Control"]), (404, None))


class Keeping(ControlCase):
    flags = ("--keep", "3")

    def setUp(self):
        # Under AddressSanitizer, memory that was freed is to be used again as elsewhere.
        sanitizer = os.environ.get("ASAN_OPTIONS", "") + ":quarantine_size_mb=1"
        with unittest.mock.patch.dict(os.environ, ASAN_OPTIONS=sanitizer):
            super().setUp()

    def test_the_oldest_go(self):
        for _ in range(5):
            self.post()
        self.assertEqual(self.numbers(), [3, 4, 5])
        self.ask("calls/2", status=404)

    def test_large_records_go_before_memory_does(self):
        """Three of them are kept; what is kept for first-N of many does not grow with their ids."""
        def memory():
            with open(f"/proc/{self.service.process.pid}/status", encoding="ascii") as status:
                return next(int(line.split()[1]) for line in status if line.startswith("VmRSS:"))

        def post_some(start):
            for number in range(start, start + 150):
                name = f"{number:04}" + "x" * 100000
                self.post("emulator-throttled.first-1", self.named(name))

        post_some(0)
        before = memory()
        post_some(150)
        self.assertLess(memory() - before, 7000)


class Loading(ControlCase):
    def test_the_log_of_an_earlier_run(self):
        self.post(body=self.named("a"))
        self.post("emulator-throttled", self.named("b"))
        with Emulator("--load", str(self.service.log_file)) as later:
            got = json.loads(send(later.url, "GET", "/_emulator/calls")[2])
            self.assertEqual(got, self.ask("calls"))
            send(later.url, "POST", SESSION, "t", self.body)
            self.assertEqual(json.loads(send(later.url, "GET", "/_emulator/calls")[2])["last"], 3)

    def test_a_log_that_is_loaded_is_continued(self):
        log = self.service.log_file.with_name("continued")
        link = log.with_name("link")
        log.write_text('{"number": 1, "time": "t"}\n{"number": 2, "ti', encoding="utf-8")
        os.link(log, link)
        for last in (2, 3):
            with Service(emulator(), "--load", link, "--log", log) as later:
                send(later.url, "POST", SESSION, "t", self.body)
                self.assertEqual(json.loads(send(later.url, "GET", "/_emulator/calls")[2])["last"], last)
        lines = log.read_text(encoding="utf-8").splitlines()
        self.assertEqual([json.loads(line)["number"] for line in lines], [1, 2, 3])

    def test_a_file_that_is_no_log(self):
        path = self.service.log_file.with_name("other")
        for text in ["{}\n", "no JSON\n", '{"number": 1}\n', '{"number": 1, "time": 2}\n']:
            path.write_text(text, encoding="utf-8")
            with self.assertRaisesRegex(RuntimeError, "line 1 of"):
                Emulator("--load", str(path))


class OtherSites(ControlCase):
    """A page of another site, by its own name or by one that it made lead here, gets nothing."""

    def refused(self, path="/_emulator/calls", **headers):
        status, answered, body = send(self.service.url, "GET", path, "t", headers=headers)
        self.assertIn(status, (200, 403))
        if status == 403:
            self.assertEqual(list(json.loads(body)), ["message"])
            self.assertIsNone(answered["Access-Control-Allow-Origin"])
        return status == 403

    def test_hosts(self):
        port = self.service.port
        for own in [f"127.0.0.1:{port}", "127.0.0.1", f"localhost:{port}", "LOCALHOST:1"]:
            self.assertFalse(self.refused(Host=own), own)
        for other in ["evil.example", f"evil.example:{port}", "127.0.0.1.evil.example", "[::1]", "::1",
                      "127.0.0.2", "localhost.", "localhost@evil.example", "localhost:x", "",
                      "evil.example:127.0.0.1", "[127.0.0.1"]:
            self.assertTrue(self.refused(Host=other), other)

    def test_origins(self):
        own = f"127.0.0.1:{self.service.port}"
        self.assertFalse(self.refused(Origin=f"http://{own}"))
        for other in ["null", "http://evil.example", f"https://{own}", f"http://{own}.evil.example",
                      "http://localhost", "", f"http://localhost:{self.service.port}"]:
            self.assertTrue(self.refused(Origin=other), other)

    def test_the_service_itself(self):
        self.assertTrue(self.refused(NUMBER, Host="evil.example"))
        self.assertTrue(self.refused(NUMBER, Origin="http://evil.example"))
        self.assertFalse(self.refused(NUMBER))
        status, _, _ = send(self.service.url, "POST", SESSION, "t", self.body,
                            {"Origin": "http://evil.example"})
        self.assertEqual((status, self.numbers()), (403, [1]))

    def test_two_hosts_are_none(self):
        with socket.create_connection(("127.0.0.1", self.service.port)) as connection:
            connection.sendall(b"GET /_emulator/ready HTTP/1.1\r\nHost: localhost\r\n"
                               b"Host: localhost\r\n\r\n")
            self.assertRegex(connection.recv(4096), rb"^HTTP/1.1 40[03] ")

    def test_a_name_that_was_allowed(self):
        with Emulator("--control-host", "emulator.test") as service:
            def status(host):
                return send(service.url, "GET", "/_emulator/ready", headers={"Host": host})[0]
            self.assertEqual((status("Emulator.test:80"), status("localhost"), status("other.test")),
                             (200, 200, 403))

    def test_every_address(self):
        with Emulator("--address", "0.0.0.0") as service:
            url = f"http://127.0.0.1:{service.port}"
            def status(host):
                return send(url, "GET", "/_emulator/ready", headers={"Host": host})[0]
            self.assertEqual((status("127.0.0.1"), status("127.0.0.2"), status("evil.example")),
                             (200, 403, 403))


class Connections(ControlCase):
    flags = ("--idle-seconds", "1")

    def test_a_silent_connection_is_closed(self):
        with socket.create_connection(("127.0.0.1", self.service.port)) as connection:
            connection.sendall(b"GET /_emulator/ready HTTP/1.1\r\nHost: localhost\r\n\r\n")
            connection.settimeout(30)
            self.assertTrue(connection.recv(4096))
            self.assertEqual(connection.recv(4096), b"")
