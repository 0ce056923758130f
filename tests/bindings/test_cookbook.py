# SPDX-License-Identifier: Apache-2.0
"""The programs of docs/guide/cookbook, each run against the emulator. The first of them is also in the bindings' READMEs.

    LANGUAGE=c|python|js|ruby|go test_cookbook.py

All languages of a page print the same.
"""

import json
import os
import re
import socketserver
import subprocess
import sys
import tempfile
import threading
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "integration"))
from support import Emulator, vector

TREE = Path(__file__).resolve().parents[2]
COOKBOOK = TREE / "docs/guide/cookbook"
LANGUAGE = os.environ["LANGUAGE"]
LANGUAGES = ["c", "python", "js", "ruby", "go"]
BINDINGS = {"python": "python", "js": "node", "ruby": "ruby", "go": "go"}
PAGES = {"place-a-call", "session", "event-loop", "cancel", "what-to-say", "reconcile",
         "proxy", "custom-transport", "log-and-traces"}
FROM, TO = "+12045551111", "+16073331111"
EVENT = "inbound-call-event.json"
EVENT_ID = "db792233-8df3-416c-8d80-a70038747b74"


def blocks(page, folder=COOKBOOK):
    """The languages and the texts of a page's programs."""
    text = (folder / f"{page}.md").read_text(encoding="utf-8")
    return re.findall(rf"^```({'|'.join(LANGUAGES)})\n(.*?)^```$", text, re.S | re.M)


def built(page, folder, proxy="proxy.example:3128"):
    """The command that runs a page's program."""
    source = Path(folder, f"{page}.{LANGUAGE}")
    text = dict(blocks(page))[LANGUAGE].replace("proxy.example:3128", proxy)
    source.write_text(text, encoding="utf-8")
    compilers = {"c": compiled_c, "go": compiled_go}
    if LANGUAGE in compilers:
        return [compilers[LANGUAGE](source)]
    interpreters = {"python": [sys.executable, "-W", "error"], "js": ["node"],
                    "ruby": ["ruby", "-w", "-I", TREE / "examples/bindings/ruby/lib"]}
    return [*interpreters[LANGUAGE], source]


def compiled_c(source):
    library = Path(os.environ["SKILLCALL_LIBRARY"])
    subprocess.run([os.environ["CC"], "-std=c11", "-D_POSIX_C_SOURCE=200809L", "-Wall",
                    "-Wextra", "-Werror", "-I", TREE / "include", "-o", source.with_suffix(""),
                    source, library, f"-Wl,-rpath,{library.parent}"], check=True)
    return source.with_suffix("")


def compiled_go(source):
    """The program of a module that requires the binding, formatted and free of go vet's warnings."""
    module = "github.com/skillcall/skillcall-go"
    source.with_name("go.mod").write_text(
        f"module cookbook\ngo 1.19\nrequire {module} v0.0.0\n"
        f"replace {module} => {TREE}/examples/bindings/go\n", encoding="utf-8")
    unformatted = subprocess.check_output(["gofmt", "-d", source], text=True)
    assert not unformatted, unformatted
    for command in (["vet"], ["build", "-o", source.with_suffix("")]):
        subprocess.run(["go", *command, source], check=True, cwd=source.parent)
    return source.with_suffix("")


class Proxy(socketserver.ThreadingTCPServer):
    """Notes where it should lead to, and leads nowhere."""

    daemon_threads = True

    def __init__(self):
        self.asked = set()
        super().__init__(("127.0.0.1", 0), self.Refusal)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    class Refusal(socketserver.StreamRequestHandler):
        def handle(self):
            self.server.asked.add(self.rfile.readline().split()[1])
            while self.rfile.readline().strip():
                pass
            self.wfile.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")


class Cookbook(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="skillcall-")
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def emulator(self, **options):
        service = Emulator(**options)
        self.addCleanup(service.__exit__, None)
        return service

    def run_program(self, command, *arguments, document="", **environment):
        done = subprocess.run([*command, *arguments], input=document, capture_output=True,
                              text=True, timeout=60, env={**os.environ, **environment})
        self.assertEqual(done.returncode, 0, done.stderr)
        return done

    def outputs(self, page, *scenarios, arguments=()):
        """What the program prints for a skill request in each scenario."""
        command = built(page, self.folder)
        service = self.emulator()
        for scenario in scenarios:
            request = vector("skill-request.json")
            request["context"]["System"].update(apiEndpoint=service.url,
                                                apiAccessToken=f"emulator-{scenario}")
            yield self.run_program(command, *arguments, document=json.dumps(request)), service

    def assert_outputs(self, page, expected, *arguments):
        outputs = self.outputs(page, *expected, arguments=arguments)
        for (done, _), pattern in zip(outputs, expected.values()):
            self.assertRegex(done.stdout, f"\\A{pattern}\n\\Z", done.stderr)

    def test_every_page(self):
        self.assertEqual({page.stem for page in COOKBOOK.glob("*.md")} - {"README"}, PAGES)
        for page in PAGES:
            self.assertEqual([name for name, _ in blocks(page)], LANGUAGES, page)

    def test_readmes(self):
        for language, binding in BINDINGS.items():
            self.assertIn((language, dict(blocks("place-a-call"))[language]),
                          blocks("README", TREE / "examples/bindings" / binding))

    def test_place_a_call(self):
        self.assert_outputs("place-a-call", {
            "ok": "placed: session [-0-9a-f]{36}",
            "denied.at-number": "not_placed: .+",
            "error.at-session": "unknown: .+"})

    def test_session(self):
        self.assert_outputs("session", {"ok": "placed: session [-0-9a-f]{36}",
                                        "error.at-session": "service: .+"}, FROM, TO)
        violations = [f"/participants/{n}/id/value: .+" for n in (0, 1)]
        self.assert_outputs("session", {"ok": "\n".join(["invalid: .+", *violations])}, "1", "2")

    def test_event_loop(self):
        placed = "placed: session [-0-9a-f]{36}"
        self.assert_outputs("event-loop", {"ok": f"{placed}\n{placed}",
                                           "error.at-session": "unknown: .+\nunknown: .+"})

    def test_cancel(self):
        self.assert_outputs("cancel", {
            "ok": "placed",
            "ok.delay-10000.at-session": "unknown: the call was cancelled.*",
            "ok.delay-10000.at-number": "not_placed: the call was cancelled.*"})

    def test_what_the_skill_answers(self):
        spoken = {"ok": "Calling support.",
                  "error.at-session": "I cannot tell whether the call was placed. "
                                      "Please wait a moment.",
                  "denied.at-number": "Please allow calls from this skill in the Alexa app.",
                  "number-none": "Please add your phone number in the Alexa app.",
                  "number-letters": "Please add your phone number in the Alexa app.",
                  "throttled.retry-after-60": "Sorry, I could not place the call. "
                                              "Please try again later."}
        for (done, _), (scenario, text) in zip(self.outputs("what-to-say", *spoken),
                                               spoken.items()):
            response = json.loads(done.stdout)["response"]
            self.assertEqual(response["outputSpeech"]["text"], text)
            self.assertEqual("card" in response, "denied" in scenario)

    def test_reconcile(self):
        command = built("reconcile", self.folder)
        event = vector(EVENT)
        for argument, expected in [(EVENT_ID, "it was placed\n"), ("an-id", "another call\n")]:
            done = self.run_program(command, argument, document=json.dumps(event))
            self.assertEqual(done.stdout, expected)
        del event["CallDetails"]["Participants"][0]["SipHeaders"]["user-to-user"]
        done = self.run_program(command, EVENT_ID, document=json.dumps(event))
        self.assertRegex(done.stdout, "client session id|User-to-User")

    def test_proxy(self):
        with Proxy() as proxy:
            self.addCleanup(proxy.shutdown)
            command = built("proxy", self.folder, f"127.0.0.1:{proxy.server_address[1]}")
            service = self.emulator(tls=True)
            environment = {"TOKEN": "any-token", "CA_FILE": str(service.ca_file)}
            for url, printed in [(service.url, "the gateway works\n"),
                                 ("https://other.example", "endpoint: "),
                                 ("https://gateway.example", "connect: ")]:
                done = self.run_program(command, url, **environment)
                self.assertRegex(done.stdout, f"\\A{printed}")
            self.assertEqual(proxy.asked, {b"gateway.example:443"})

    def test_custom_transport(self):
        (done, service), = self.outputs("custom-transport", "ok")
        self.assertEqual(done.stdout, f"POST {service.url}/v1/communications/session\na-test\n")
        self.assertEqual(service.log(), [])

    def test_log_and_traces(self):
        for (done, _), outcome in zip(self.outputs("log-and-traces", "ok", "error.at-session"),
                                      ["placed, HTTP 200", "unknown, HTTP 500"]):
            self.assertRegex(done.stdout, f"\\A{outcome}, \\d+ ms\n\\Z")
            self.assertRegex(done.stderr, outcome.split(",")[0])


if __name__ == "__main__":
    unittest.main()
