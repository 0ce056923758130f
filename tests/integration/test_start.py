# SPDX-License-Identifier: Apache-2.0
"""`skillcall start` against the local service: results, exit codes, tokens, signals."""

import json
import os
import re
import signal
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

from command_case import PHONES, ROOM, TO, TOKEN_MARK, CommandCase, token_for
from support import VECTORS, Emulator, command, run

SESSION = VECTORS / "session-request.json"
FAILURE_KEYS = ["outcome", "status", "message", "httpStatus", "serviceCode", "serviceMessage",
                "violations", "attempts", "retryAfterMs", "requestId", "clientSessionId"]

# scenario: exit code, outcome, status, HTTP status, service code
FAILURES = {
    "invalid": (1, "not_placed", "input_refused", 400, "InvalidInput"),
    "expired": (1, "not_placed", "bad_token", 401, "BadToken"),
    "denied": (1, "not_placed", "access_denied", 403, "AccessDenied"),
    "denied-html": (1, "not_placed", "access_denied", 403, None),
    "region": (1, "not_placed", "region", 404, None),
    "throttled": (1, "not_placed", "throttled", 429, "Throttling"),
    "error": (4, "unknown", "service", 500, "InternalServerError"),
    "bad-gateway": (4, "unknown", "service", 502, None),
    "unavailable": (4, "unknown", "unavailable", 503, "ServiceUnavailable"),
    "redirect": (4, "unknown", "answer", 307, None),
    "empty": (4, "unknown", "answer", 200, None),
    "missing": (4, "unknown", "answer", 200, None),
    "blank": (4, "unknown", "answer", 200, None),
    "wrong-type": (4, "unknown", "answer", 200, None),
    "not-json": (4, "unknown", "answer", 200, None),
    "html": (4, "unknown", "answer", 200, None),
    "huge": (4, "unknown", "too_large", 200, None),
    "truncated": (4, "unknown", "network", 200, None),
    "stalled": (4, "unknown", "timeout", 200, None),
    "close": (4, "unknown", "network", None, None),
    "reset": (4, "unknown", "network", None, None),
}


class StartCase(CommandCase):
    @classmethod
    def setUpClass(cls):
        cls.service = Emulator()
        cls.addClassCleanup(cls.service.__exit__, None, None, None)

    def arguments(self, *more):
        return ["start", "--endpoint", self.service.url, *more]

    def last_logged(self):
        return self.service.log()[-1]


class Results(StartCase):
    def test_a_call_that_is_placed(self):
        result = self.json_of(*self.arguments(*PHONES), token=token_for("ok"), code=0)
        logged = self.last_logged()
        self.assertEqual(list(result), ["outcome", "sessionId", "clientSessionId", "attempts",
                                        "elapsedMs", "requestId"])
        self.assertEqual((result["outcome"], result["attempts"]), ("placed", 1))
        for name in ["sessionId", "clientSessionId", "requestId"]:
            self.assertEqual(result[name], logged[name])

    def test_the_text_for_people(self):
        done = self.skillcall(*self.arguments(*PHONES), token=token_for("ok"), code=0)
        logged = self.last_logged()
        self.assertEqual(done.stderr, "")
        self.assertRegex(done.stdout,
                         "^placed\n"
                         f"client session id:  {logged['clientSessionId']}\n"
                         f"session id:         {logged['sessionId']}\n"
                         "attempts:           1\n"
                         r"time:               \d+ ms" "\n"
                         f"request id:         {logged['requestId']}\n$")

    def test_what_is_sent_is_what_a_dry_run_prints(self):
        for form in [[*PHONES, "--client-session-id", "my id 1"], ["--session", SESSION],
                     [*PHONES, "--no-client-session-id"],
                     [*ROOM, "--client-session-id", "room"]]:
            body = self.skillcall("start", "--dry-run", *form, code=0).stdout
            self.skillcall(*self.arguments(*form), token=token_for("ok"), code=0)
            self.assertEqual(self.last_logged()["body"], json.loads(body))

    def test_every_failure(self):
        for scenario, (code, *expected) in FAILURES.items():
            deadline = "500" if scenario == "stalled" else "6000"
            with self.subTest(scenario=scenario):
                arguments = self.arguments(*PHONES, "--client-session-id", scenario,
                                           "--deadline-ms", deadline)
                result = self.json_of(*arguments, token=token_for(scenario), code=code)
                self.assertEqual(list(result), FAILURE_KEYS)
                self.assertEqual([result[k] for k in ["outcome", "status", "httpStatus",
                                                      "serviceCode"]], expected)
                self.assertEqual((result["clientSessionId"], result["violations"]), (scenario, []))
                self.assertEqual(result["attempts"], 3 if scenario == "throttled" else 1)
                self.assertEqual(result["retryAfterMs"], 1000 if scenario == "unavailable" else None)

                done = self.skillcall(*arguments, token=token_for(scenario), code=code)
                self.assertEqual(done.stdout, "")
                self.assertIn(f"({result['status']})\n", done.stderr)
                self.assertEqual("The phone may ring. Do not call again" in done.stderr, code == 4)
                self.assertEqual(f"session id {scenario} on the SIP side" in done.stderr, code == 4)

    def test_an_unknown_outcome_without_a_client_session_id(self):
        done = self.skillcall(*self.arguments(*PHONES, "--no-client-session-id"),
                              token=token_for("error"), code=4)
        self.assertIn("no client session id to look for", done.stderr)

    def test_smart_properties_without_a_session_id(self):
        result = self.json_of(*self.arguments(*ROOM), token=token_for("missing"), code=0)
        self.assertEqual((result["outcome"], result["sessionId"]), ("placed", None))
        done = self.skillcall(*self.arguments(*ROOM), token=token_for("missing"), code=0)
        self.assertIn("session id:         none given by the service\n", done.stdout)

    def test_no_client_session_id(self):
        arguments = self.arguments(*PHONES, "--no-client-session-id")
        self.assertIsNone(self.json_of(*arguments, token=token_for("ok"),
                                       code=0)["clientSessionId"])
        self.assertIn("client session id:  none\n",
                      self.skillcall(*arguments, token=token_for("ok"), code=0).stdout)

    def test_the_log_of_attempts(self):
        for flag in ["-v", "--verbose"]:
            done = self.skillcall(*self.arguments(*PHONES, flag, "--client-session-id", f"log{flag}"),
                                  token=token_for("throttled.first-1"), code=0)
            self.assertIn("attempts:           2\n", done.stdout)
            self.assertIn("HTTP 429", done.stderr)
            self.assertIn("/v1/communications/session", done.stderr)

    def test_a_deadline(self):
        result = self.json_of(*self.arguments(*PHONES, "--deadline-ms", "200"),
                              token=token_for("ok.delay-20000"), code=4)
        self.assertEqual((result["outcome"], result["status"]), ("unknown", "timeout"))


class Access(StartCase):
    def from_file(self, content, code, **options):
        with tempfile.NamedTemporaryFile() as file:
            file.write(content)
            file.flush()
            return self.json_of(*self.arguments(*PHONES), "--token-file", file.name, code=code,
                                **options)

    def test_a_token_file(self):
        token = token_for("expired").encode()
        for newline in [b"", b"\n", b"\r\n"]:
            self.assertEqual(self.from_file(token + newline, 1)["status"], "bad_token")

    def test_a_token_file_goes_before_the_environment(self):
        self.assertEqual(self.from_file(token_for("expired").encode(), 1,
                                        token=token_for("ok"))["status"], "bad_token")

    def test_a_token_from_standard_input(self):
        result = self.json_of(*self.arguments(*PHONES), "--token-file", "-",
                              stdin=token_for("expired") + "\n", code=1)
        self.assertEqual(result["status"], "bad_token")

    def test_tokens_that_are_none(self):
        mark = TOKEN_MARK.encode()
        before = len(self.service.log())
        for content in [b"", b"\n", mark + b"\n\n", mark + b" x", b"\r\n" + mark, mark + b"\0",
                        mark + "é".encode(), b"x" * 65537]:
            with self.subTest(content=content[:20]):
                result = self.from_file(content, 3)
                self.assertEqual(result["outcome"], "not_placed")
                self.assertIn(result["status"], ["token", "system"])
        for token in ["", "a b", "a\nb", "é"]:
            self.assertEqual(self.json_of(*self.arguments(*PHONES), token=token, code=3)["status"],
                             "token")
        self.assertEqual(len(self.service.log()), before)

    def test_a_token_in_place_of_its_file_is_not_shown(self):
        for path in [TOKEN_MARK, "/" + TOKEN_MARK]:
            self.refused("the file of --token-file cannot be read: No such file",
                         *self.arguments(*PHONES, "--token-file", path), code=3)
            self.json_of(*self.arguments(*PHONES, "--token-file", path), code=3)
            self.refused("the file of --skill-request cannot be read: No such file", "start",
                         "--skill-request", path, *PHONES[2:4], code=3)

    def test_files_that_cannot_be_read(self):
        for flag in ["--session", "--cacert"]:
            form = [] if flag == "--session" else PHONES
            self.refused("/nonexistent cannot be read: No such file",
                         *self.arguments(*form, flag, "/nonexistent"), token=TOKEN_MARK, code=3)

    def test_endpoints_that_get_no_token(self):
        for endpoint in ["http://api.amazonalexa.com", "https://example.com", "ftp://127.0.0.1",
                         "https://api.amazonalexa.com.example.com", "nonsense", "",
                         "https://user@api.amazonalexa.com", "http://127.0.0.1.example.com"]:
            with self.subTest(endpoint=endpoint):
                result = self.json_of("start", *PHONES, "--endpoint", endpoint, token=TOKEN_MARK,
                                      code=3)
                self.assertEqual((result["outcome"], result["status"], result["attempts"]),
                                 ("not_placed", "endpoint", 0))

    def test_the_flag_that_allows_an_endpoint_is_named(self):
        self.refused("  --allow-host HOST (no scheme, no port) names another host", "start", *PHONES,
                     "--endpoint", "https://example.com", token=TOKEN_MARK, code=3)

    def test_one_more_host(self):
        arguments = ["start", *PHONES, "--endpoint", "https://example.invalid", "--deadline-ms",
                     "3000"]
        self.assertEqual(self.json_of(*arguments, "--allow-host", "example.org", token=TOKEN_MARK,
                                      code=3)["status"], "endpoint")
        result = self.json_of(*arguments, "--allow-host", "example.invalid", token=TOKEN_MARK,
                              code=1)
        self.assertEqual(result["outcome"], "not_placed")
        self.assertGreater(result["attempts"], 0)

    def test_no_server_listens(self):
        with Emulator() as service:
            url = service.url
        result = self.json_of("start", *PHONES, "--endpoint", url, token=TOKEN_MARK, code=1)
        self.assertEqual((result["outcome"], result["status"]), ("not_placed", "connect"))

    def test_tls(self):
        with Emulator(tls=True) as service:
            arguments = ["start", *PHONES, "--endpoint", service.url]
            result = self.json_of(*arguments, "--cacert", service.ca_file, token=token_for("ok"),
                                  code=0)
            self.assertEqual(result["outcome"], "placed")
            result = self.json_of(*arguments, token=token_for("ok"), code=1)
            self.assertEqual((result["outcome"], result["status"]), ("not_placed", "tls"))
            self.assertNotIn("the CA certificates cannot be used", result["message"])
            result = self.json_of(*arguments, "--cacert", SESSION, token=token_for("ok"), code=1)
            self.assertEqual((result["outcome"], result["status"]), ("not_placed", "tls"))
            self.assertRegex(result["message"],
                             f"the CA certificates cannot be used: .*{re.escape(str(SESSION))}")
            self.assertEqual(len(service.log()), 1)

    def test_advice_for_http_and_https(self):
        with Emulator() as plain, Emulator(tls=True) as secure:
            for url, code, advice in [
                    (secure.url.replace("https", "http"), 4, "must begin with https://"),
                    (plain.url.replace("http", "https"), 1, "must begin with http://"),
                    (secure.url, 1, "--cacert FILE")]:
                with self.subTest(url):
                    result = run("start", *PHONES, "--endpoint", url, token=TOKEN_MARK)
                    self.assertEqual(result.returncode, code, result.stderr)
                    self.assertIn(advice, result.stderr)

    def test_a_server_that_speaks_no_tls_of_today(self):
        with Emulator("--tls-fault", "old-version", tls=True) as service:
            result = self.json_of("start", *PHONES, "--endpoint", service.url, "--cacert",
                                  service.ca_file, token=TOKEN_MARK, code=1)
        self.assertEqual((result["outcome"], result["status"], result["attempts"]),
                         ("not_placed", "tls", 1))

    def test_unknown_providers_are_for_those_who_allow_them(self):
        text = SESSION.read_text(encoding="utf-8").replace("amzn1.alexa.csp.id.", "my.provider.")
        arguments = ["start", "--session", "-"]
        with Emulator("--allow-unknown") as service:
            arguments += ["--endpoint", service.url]
            self.json_of(*arguments, stdin=text, token=token_for("ok"), code=3)
            self.assertEqual(service.log(), [])
            self.json_of(*arguments, "--allow-unknown", stdin=text, token=token_for("ok"), code=0)


class Ends(StartCase):
    def spawn(self, scenario, *more, **options):
        variables = {**os.environ, "SKILLCALL_TOKEN": token_for(scenario)}
        return subprocess.Popen([command(), *self.arguments(*PHONES, *more)], env=variables,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                **options)

    def interrupt(self, scenario, number, *more, **options):
        before = len(self.service.log())
        process = self.spawn(scenario, *more, **options)
        self.service.wait_for_log(before + 1)
        process.send_signal(number)
        output, errors = process.communicate(timeout=15)
        self.assertNotIn(TOKEN_MARK, output + errors)
        return process.returncode, output, errors

    def test_a_signal_cancels_a_call_that_is_on_its_way(self):
        for number in [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]:
            with self.subTest(number=number):
                start = time.monotonic()
                code, output, _ = self.interrupt(
                    "ok.delay-20000", number, "--json", "--deadline-ms", "60000",
                    "--client-session-id", "held",
                    preexec_fn=lambda number=number: signal.signal(number, signal.SIG_DFL))
                self.assertEqual(code, 4)
                result = json.loads(output)
                self.assertEqual((result["outcome"], result["status"], result["clientSessionId"]),
                                 ("unknown", "cancelled", "held"))
                self.assertLess(time.monotonic() - start, 10)

    def test_a_signal_ends_a_command_that_still_reads(self):
        for flags in [["--session", "-"], ["--skill-request", "-", "--to", TO]]:
            for number in [signal.SIGINT, signal.SIGTERM]:
                with self.subTest(flags=flags, number=number):
                    endpoint = [] if "--to" in flags else ["--endpoint", self.service.url]
                    process = subprocess.Popen(
                        [command(), "start", *endpoint, *flags], stdin=subprocess.PIPE,
                        env={**os.environ, "SKILLCALL_TOKEN": token_for("ok")},
                        preexec_fn=lambda n=number: signal.signal(n, signal.SIG_DFL))
                    with process:
                        stat = Path(f"/proc/{process.pid}/stat")
                        while ") S " not in stat.read_text(encoding="utf-8"):
                            time.sleep(0.01)
                        process.send_signal(number)
                        self.assertEqual(process.wait(timeout=15), -number)

    def test_the_text_after_a_signal(self):
        code, output, errors = self.interrupt("ok.delay-20000", signal.SIGINT,
                                              "--client-session-id", "cancelled-1")
        self.assertEqual((code, output), (4, ""))
        self.assertIn("(cancelled)", errors)
        self.assertIn("session id cancelled-1 on the SIP side", errors)

    def test_a_signal_between_attempts_leaves_the_call_unplaced(self):
        process = self.spawn("throttled.retry-after-30", "--json", "--deadline-ms", "60000", "-v")
        attempt = process.stderr.readline()
        self.assertIn("HTTP 429", attempt)
        process.send_signal(signal.SIGINT)
        output, _ = process.communicate(timeout=15)
        result = json.loads(output)
        self.assertEqual((process.returncode, result["outcome"], result["status"]),
                         (1, "not_placed", "cancelled"))

    def test_a_signal_that_the_parent_ignores_stays_ignored(self):
        for number in [signal.SIGINT, signal.SIGHUP]:
            code, output, _ = self.interrupt(
                "ok.delay-500", number, "--json",
                preexec_fn=lambda number=number: signal.signal(number, signal.SIG_IGN))
            self.assertEqual((code, json.loads(output)["outcome"]), (0, "placed"))

    def test_a_placed_call_whose_result_is_lost(self):
        variables = {**os.environ, "SKILLCALL_TOKEN": token_for("ok")}
        file = self.enterContext(tempfile.NamedTemporaryFile()).name
        for flags in [[], ["--json"]]:
            for script in ['exec "$@" >/dev/full', 'exec "$@" >&-',
                           'ulimit -f 0; exec "$@" >"$0"']:
                with self.subTest(flags=flags, script=script):
                    done = subprocess.run(["sh", "-c", script, file, command(),
                                           *self.arguments(*PHONES, *flags)], env=variables,
                                          capture_output=True, text=True, timeout=30)
                    self.assertEqual(done.returncode, 4)
                    self.assertIn("the call was placed anyway", done.stderr)
                    self.assertEqual(self.last_logged()["status"], 200)

    def test_a_closed_stream_leaves_no_number_for_a_connection(self):
        before = len(self.service.log())
        process = self.spawn("ok.delay-20000", preexec_fn=lambda: os.closerange(0, 3))
        self.service.wait_for_log(before + 1)
        targets = {os.readlink(f"/proc/{process.pid}/fd/{number}") for number in range(3)}
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=15)
        self.assertEqual(targets, {"/dev/null"})

    def test_a_reader_who_went_away(self):
        process = self.spawn("ok.delay-200")
        process.stdout.close()
        self.assertEqual(process.wait(timeout=15), 4)
        errors = process.stderr.read()
        process.stderr.close()
        self.assertIn("the call was placed anyway", errors)
