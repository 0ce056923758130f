# SPDX-License-Identifier: Apache-2.0
"""An independent mock service, Prism, made of docs/reference/openapi.yaml: it accepts
all that the library sends, and the library understands each of its examples.

Prism chooses an example by the header Prefer, which the library does not send; a proxy in between adds it.
"""

import contextlib
import http.client
import http.server
import json
import os
import select
import socket
import subprocess
import threading
import unittest

from command_case import PHONES, ROOM
from support import directory, run, send, vector

CONTRACT = directory("SKILLCALL_CONTRACT")
EXAMPLES = directory("SKILLCALL_EXAMPLES")
OPENAPI = json.loads((CONTRACT / "openapi.json").read_text(encoding="utf-8"))
SESSION = "/v1/communications/session"
PROFILE_ID = "amzn1.alexa.communications.profile.did.EXAMPLE"

START = "startCommunicationSession"
UNIT = "findProfileId"
NUMBERS = ("findMobileNumberOfAccount", "findMobileNumberOfPerson")

# What the library makes of each example: for a call its outcome and status, for a lookup what it prints.
UNDERSTOOD = {
    (START, "200", "started"): ("placed", None),
    (START, "400", "invalid"): ("not_placed", "input_refused"),
    (START, "401", "expired"): ("not_placed", "bad_token"),
    (START, "403", "denied"): ("not_placed", "access_denied"),
    (START, "403", "page"): ("not_placed", "access_denied"),
    (START, "404", None): ("not_placed", "region"),
    (START, "429", "tooMany"): ("not_placed", "throttled"),
    (START, "500", "failed"): ("unknown", "service"),
    (START, "500", "withoutCode"): ("unknown", "service"),
    (UNIT, "200", "found"): f"found {PROFILE_ID}",
    (UNIT, "200", "none"): "absent",
    (UNIT, "400", "invalid"): "input_refused",
    (UNIT, "401", "expired"): "bad_token",
    (UNIT, "403", "denied"): "access_denied",
    (UNIT, "404", "none"): "absent",
    (UNIT, "429", "tooMany"): "throttled",
    (UNIT, "500", "failed"): "service",
    (UNIT, "500", "withoutCode"): "service",
    **{(number, code, example): understood for number in NUMBERS for code, example, understood in [
        ("200", "found", "found +12045551111"),
        ("200", "withoutPlus", "found +12045551111"),
        ("200", "empty", "absent"),
        ("200", "missing", "absent"),
        ("204", None, "absent"),
        ("401", "expired", "bad_token"),
        ("403", "noConsent", "access_denied"),
        ("429", "tooMany", "throttled"),
        ("500", "failed", "service"),
        ("500", "withoutCode", "service"),
    ]},
}
LOOK_UPS = {UNIT: "the unit/1", NUMBERS[0]: "account", NUMBERS[1]: "person"}


def resolved(node):
    """A part of the description, or what it refers to."""
    if "$ref" not in node:
        return node
    target = OPENAPI
    for step in node["$ref"].removeprefix("#/").split("/"):
        target = target[step]
    return target


def examples():
    """(operation, HTTP status, name of the example or None, media type or None) of each answer."""
    for path in OPENAPI["paths"].values():
        for operation in (path[method] for method in ("get", "post") if method in path):
            if operation["operationId"] not in (START, *LOOK_UPS):
                continue # the library does not ask for it
            for code, response in operation["responses"].items():
                content = resolved(response).get("content", {})
                for media_type, body in content.items():
                    for name in body["examples"]:
                        yield operation["operationId"], code, name, media_type
                if not content:
                    yield operation["operationId"], code, None, None


def free_port():
    with contextlib.closing(socket.create_server(("127.0.0.1", 0))) as listener:
        return listener.getsockname()[1]


class Prism:
    """The mock service; it answers what breaks the description with an error."""

    def __init__(self):
        self.port = free_port()
        program = CONTRACT / "node_modules" / ".bin" / "prism"
        self.process = subprocess.Popen(
            [program, "mock", "--errors", "--port", str(self.port), CONTRACT / "openapi.json"],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
        self._wait_until_listening()
        self.reader = threading.Thread(target=self.process.stdout.read)
        self.reader.start()

    def _wait_until_listening(self):
        said = b""
        while b"is listening on" not in said:
            ready, _, _ = select.select([self.process.stdout], [], [], 60)
            some = os.read(self.process.stdout.fileno(), 4096) if ready else b""
            if not some:
                self.process.kill()
                raise RuntimeError(f"Prism does not listen: {said.decode()}")
            said += some

    def stop(self):
        self.process.terminate()
        self.process.wait(20)
        self.reader.join()
        self.process.stdout.close()


class Proxy(http.server.ThreadingHTTPServer):
    """Hands each request on to Prism as it is, with the example that is wanted."""

    def __init__(self, prism):
        super().__init__(("127.0.0.1", 0), Handler)
        self.prism = prism
        self.extra_headers = {}
        self.answers = []
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        threading.Thread(target=self.serve_forever).start()

    def prefer(self, code=None, example=None, media_type=None):
        self.answers = []
        wanted = [f"code={code}"] * bool(code) + [f"example={example}"] * bool(example)
        self.extra_headers = {"Prefer": ", ".join(wanted)} if wanted else {}
        if media_type:
            self.extra_headers["Accept"] = media_type


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.server.prism.port)) as prism:
            prism.request(self.command, self.path, body or None, {**self.headers, **self.server.extra_headers})
            answer = prism.getresponse()
            content = answer.read()
        self.server.answers.append((self.command, self.path, answer.status, content.decode()))
        self.send_response(answer.status)
        if "Content-Type" in answer.headers:
            self.send_header("Content-Type", answer.headers["Content-Type"])
        if answer.status != 204:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = answer

    def log_message(self, *_):
        pass


class PrismTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        prism = Prism()
        cls.addClassCleanup(prism.stop)
        cls.proxy = Proxy(prism)
        cls.addClassCleanup(cls.proxy.server_close)
        cls.addClassCleanup(cls.proxy.shutdown)

    def setUp(self):
        self.proxy.prefer()

    def start(self, *arguments, **options):
        return run("start", "--json", *arguments, token="a-token", **options)

    def assert_accepted(self, done, requests=1):
        self.assertEqual(done.returncode, 0, (done.stdout, done.stderr, self.proxy.answers))
        self.assertEqual([status for _, _, status, _ in self.proxy.answers], [200] * requests, self.proxy.answers)
        self.proxy.prefer()

    def lookup(self, what):
        done = subprocess.run([CONTRACT / "lookup", self.proxy.url, what], capture_output=True, text=True, timeout=30,
                              check=True)
        return done.stdout.rstrip("\n")

    def test_prism_refuses_what_breaks_the_description(self):
        good = vector("session-request.json")
        bad = {**good, "participants": good["participants"][:1]}
        for body, token, expected in [(good, "a-token", [200]), (bad, "a-token", [400, 422]), (good, None, [401])]:
            status, _, _ = send(self.proxy.url, "POST", SESSION, token=token, body=body)
            self.assertIn(status, expected)

    def test_prism_accepts_every_form_of_a_call(self):
        endpoint = ["--endpoint", self.proxy.url]
        for arguments in (PHONES, ROOM, [*PHONES, "--no-client-session-id"],
                          [*PHONES, "--client-session-id", " ~" * 50]):
            with self.subTest(arguments):
                self.assert_accepted(self.start(*endpoint, *arguments))

    def test_prism_accepts_the_examples_of_the_description(self):
        content = OPENAPI["paths"][SESSION]["post"]["requestBody"]["content"]["application/json"]
        self.assertEqual(sorted(content["examples"]), ["phones", "room"])
        for name, example in content["examples"].items():
            with self.subTest(name):
                body = json.dumps(example["value"])
                self.assert_accepted(self.start("--endpoint", self.proxy.url, "--session", "-", stdin=body))

    def test_prism_accepts_a_skill_request_with_its_lookup(self):
        request = vector("skill-request.json")
        request["context"]["System"]["apiEndpoint"] = self.proxy.url
        self.assert_accepted(run("start", "--json", "--skill-request", "-", "--to", "+16073331111",
                                 stdin=json.dumps(request)), requests=2)

    def test_prism_accepts_the_example_program(self):
        environment = {**os.environ, "SKILLCALL_TOKEN": "a-token"}
        done = subprocess.run([EXAMPLES / "start_call", self.proxy.url, "device", "+12045551111", "+16073331111"],
                              env=environment, capture_output=True, text=True, timeout=30)
        self.assert_accepted(done)

    def test_each_example_has_a_row(self):
        self.assertEqual({row[:3] for row in examples()}, set(UNDERSTOOD))

    def test_the_library_understands_each_example(self):
        for operation, code, example, media_type in examples():
            with self.subTest(operation, code=code, example=example):
                self.proxy.prefer(code, example, media_type)
                expected = UNDERSTOOD[operation, code, example]
                if operation == START:
                    said = json.loads(self.start("--endpoint", self.proxy.url, *PHONES).stdout)
                    self.assertEqual((said["outcome"], said.get("status")), expected, said)
                else:
                    self.assertEqual(self.lookup(LOOK_UPS[operation]), expected)
                self.assertEqual({status for _, _, status, _ in self.proxy.answers}, {int(code)}, self.proxy.answers)
