# SPDX-License-Identifier: Apache-2.0
"""The emulator as a program: flags, TLS, stopping, many connections."""

import concurrent.futures
import http.client
import signal
import socket
import ssl
import subprocess
import tempfile
import threading
import unittest
import warnings
from pathlib import Path

from support import Emulator, Service, emulator, send, vector

SESSION = "/v1/communications/session"
NUMBER = "/v2/accounts/~current/settings/Profile.mobileNumber"


def run_emulator(*flags):
    return subprocess.run([emulator(), *flags], capture_output=True, text=True, timeout=20)


class Flags(unittest.TestCase):
    def test_wrong_flags(self):
        for flags, message in [
            (["--nonsense"], "no flag --nonsense"),
            (["nonsense"], "only flags"),
            (["-x"], "no flag -x"),
            (["--port"], "--port needs a value"),
            (["--port", "x"], "from 0 to 65535"),
            (["--port", "65536"], "from 0 to 65535"),
            (["--port", "-1"], "from 0 to 65535"),
            (["--port", ""], "from 0 to 65535"),
            (["--address", "localhost"], "127.0.0.1"),
            (["--control-host", "*"], "--control-host takes a host name"),
            (["--control-host", "emulator.test:80"], "--control-host takes a host name"),
            (["--control-host", "http://emulator.test"], "--control-host takes a host name"),
            (["--control-host", "[::1"], "--control-host takes a host name"),
            (["--control-host", ""], "--control-host takes a host name"),
            (["--fault", "nonsense"], "--fault takes"),
            (["--ca-out", "file"], "--tls"),
            (["--tls-fault", "expired"], "--tls"),
            (["--tls", "--ca-out", "file", "--tls-fault", "nonsense"], "wrong-host"),
            (["--tls=yes"], "--tls takes no value"),
            (["--tls", "--tls"], "--tls is given twice"),
            (["--port", "0", "--log", "-", "--port", "0"], "--port is given twice"),
            (["--invite", "127.0.0.1:5060"], "--invite"),
            (["--invite", "sip:"], "--invite"),
            (["--invite", "sips:127.0.0.1"], "--invite"),
            (["--invite", "sip:127.0.0.1;transport=tls"], "--invite"),
            (["--invite", "sip:127.0.0.1?Subject=x"], "--invite"),
            (["--invite", "sip:" + "h" * 300], "--invite"),
            (["--invite", "sip:127.0.0.1:65536"], "--invite"),
            (["--invite", "sip:[::1]:0"], "--invite"),
            (["--ring-ms", "-1"], "--ring-ms"),
            (["--talk-ms", "600001"], "--talk-ms"),
            (["--event-url", "ftp://127.0.0.1"], "--event-url"),
            (["--event-url", "http://"], "--event-url"),
            (["--event-url", "https:///event"], "--event-url"),
            (["--ring-ms", "1"], "--ring-ms needs --invite"),
            (["--talk-ms", "1", "--event-file", "-"], "--talk-ms needs --invite"),
            (["--lwa-client-id", "a"], "--invite, --phone, --registrar, --event-url or --event-file"),
            (["--lwa-client-id", ""], "--lwa-client-id"),
            (["--lwa-client-id", "a b"], "--lwa-client-id"),
            (["--lwa-client-id", "x" * 257], "--lwa-client-id"),
        ]:
            with self.subTest(flags=flags):
                done = run_emulator(*flags)
                self.assertEqual((done.returncode, done.stdout), (2, ""))
                first, last = done.stderr.splitlines()
                self.assertTrue(first.startswith("skillcall emulate: "), first)
                self.assertIn(message, first)
                self.assertEqual(last, "Try: skillcall emulate --help")

    def test_no_message_repeats_a_token(self):
        token = "Atza-a-token-in-the-wrong-place"
        for flags in [[token], ["--token=" + token], ["--tls=" + token], ["-t" + token]] + [
                [flag, token] for flag in ("--port", "--address", "--fault", "--tls-fault", "--invite",
                                           "--ring-ms", "--event-url")] + [
                ["--lwa-client-id", token + " "]]:
            with self.subTest(flags=flags):
                done = run_emulator(*flags)
                self.assertEqual(done.returncode, 2)
                self.assertNotIn("Atza", done.stdout + done.stderr)

    def test_tls_needs_no_file_for_its_certificate(self):
        with subprocess.Popen([emulator(), "--tls", "--port", "0"], stdout=subprocess.PIPE,
                              text=True) as service:
            self.assertRegex(service.stdout.readline(), r"^listening on https://127\.0\.0\.1:\d+$")
            service.terminate()

    def test_what_cannot_be_done(self):
        with Emulator() as service:
            for flags, message in [
                (["--port", str(service.port)], "Address already in use"),
                (["--address", "192.0.2.1"], "Cannot assign requested address"),
                (["--log", "/nonexistent/log"], "/nonexistent/log"),
                (["--tls", "--ca-out", "/nonexistent/ca"], "/nonexistent/ca"),
                (["--event-file", "/nonexistent/events"], "/nonexistent/events"),
                (["--invite", "sip:nobody.invalid"], "nobody.invalid"),
            ]:
                with self.subTest(flags=flags):
                    done = run_emulator(*flags)
                    self.assertEqual((done.returncode, done.stdout), (1, ""))
                    self.assertIn(message, done.stderr)

    def test_help_and_version(self):
        self.assertTrue(run_emulator("--help").stdout.startswith("Usage: skillcall emulate"))
        self.assertRegex(run_emulator("--version").stdout, r"^skillcall-emulator \d+\.\d+\.\d+\n$")
        self.assertEqual(run_emulator("--help").returncode, 0)

    def test_a_version_that_cannot_be_written(self):
        for redirection in [">/dev/full", ">&-"]:
            done = subprocess.run(["sh", "-c", f'exec "$0" --version {redirection}', emulator()],
                                  capture_output=True, text=True, timeout=30)
            self.assertEqual((done.returncode, done.stderr),
                             (1, "skillcall emulate: cannot write to stdout\n"))

    def test_addresses(self):
        for address, url in [("127.0.0.1", r"^http://127\.0\.0\.1:\d+$"),
                             ("::1", r"^http://\[::1\]:\d+$")]:
            with Emulator("--address", address) as service:
                self.assertRegex(service.url, url)
                self.assertEqual(send(service.url, "GET", NUMBER, "t")[0], 200)

    def test_a_given_port_is_taken_and_can_be_taken_again(self):
        with Emulator() as service:
            port = service.port
            send(service.url, "GET", NUMBER, "t")
        with Emulator("--port", str(port)) as service:
            self.assertEqual(service.port, port)

    def test_the_log_starts_empty(self):
        with tempfile.TemporaryDirectory() as directory:
            log = Path(directory, "log")
            log.write_text("of an earlier run\n")
            with Service(emulator(), "--log", log) as service:
                self.assertEqual(log.read_text(), "")
                send(service.url, "GET", NUMBER, "t")
                self.assertEqual(log.read_text().count("\n"), 1)

    def test_the_log_can_be_stdout(self):
        with Service(emulator(), "--log", "-") as service:
            send(service.url, "GET", NUMBER, "t")
            service.stop()
            self.assertRegex(service.output[0].decode(), r'^\{"time":.*\}\n$')


class Tls(unittest.TestCase):
    def reason(self, *flags, host="127.0.0.1"):
        """Why Python refuses the connection."""
        with Emulator(*flags, tls=True) as service:
            with self.assertRaises(ssl.SSLError) as caught:
                send(f"https://{host}:{service.port}", "GET", NUMBER, "t", ca_file=service.ca_file)
            self.assertEqual(service.log(), [])
            return caught.exception

    def test_every_name_of_the_certificate(self):
        with Emulator("--address", "::1", tls=True) as service:
            self.assertTrue(service.url.startswith("https://[::1]:"))
            status, _, _ = send(service.url, "POST", SESSION, "t", vector("session-request.json"),
                                ca_file=service.ca_file)
            self.assertEqual(status, 200)
        with Emulator(tls=True) as service:
            for host in ["127.0.0.1", "localhost"]:
                self.assertEqual(send(f"https://{host}:{service.port}", "GET", NUMBER, "t",
                                      ca_file=service.ca_file)[0], 200)

    def test_the_host_that_a_flag_names(self):
        for host in ["emulator.test", "192.0.2.1"]:
            with self.subTest(host=host), Emulator("--control-host", host, tls=True) as service:
                context = ssl.create_default_context(cafile=service.ca_file)
                for known in [host, "localhost"]:
                    with socket.create_connection(("127.0.0.1", service.port)) as plain:
                        context.wrap_socket(plain, server_hostname=known).close()

    def test_the_chain_holds_under_strict_checking(self):
        with Emulator(tls=True) as service:
            context = ssl.create_default_context(cafile=service.ca_file)
            context.verify_flags |= ssl.VERIFY_X509_STRICT
            with socket.create_connection(("127.0.0.1", service.port)) as plain:
                with context.wrap_socket(plain, server_hostname="localhost") as secure:
                    self.assertEqual(secure.version(), "TLSv1.3")

    def test_a_client_without_the_ca_refuses(self):
        with Emulator(tls=True) as service, self.assertRaises(ssl.SSLCertVerificationError):
            send(service.url, "GET", NUMBER, "t")

    def test_each_run_has_a_ca_of_its_own(self):
        with Emulator(tls=True) as one, Emulator(tls=True) as other:
            with self.assertRaises(ssl.SSLCertVerificationError):
                send(one.url, "GET", NUMBER, "t", ca_file=other.ca_file)

    def test_certificate_faults(self):
        for fault, words in [("expired", "certificate has expired"),
                             ("not-yet-valid", "certificate is not yet valid"),
                             ("wrong-host", "not valid for '127.0.0.1'"),
                             ("self-signed", "self-signed certificate")]:
            with self.subTest(fault=fault):
                self.assertIn(words, self.reason("--tls-fault", fault).verify_message)

    def test_old_version(self):
        self.assertNotIsInstance(self.reason("--tls-fault", "old-version"),
                                 ssl.SSLCertVerificationError)
        with Emulator("--tls-fault", "old-version", tls=True) as service:
            context = ssl.create_default_context(cafile=service.ca_file)
            with warnings.catch_warnings(action="ignore"):
                context.minimum_version = ssl.TLSVersion.TLSv1_1
            context.set_ciphers("DEFAULT:@SECLEVEL=0")
            with socket.create_connection(("127.0.0.1", service.port)) as plain:
                with context.wrap_socket(plain, server_hostname="localhost") as secure:
                    self.assertEqual(secure.version(), "TLSv1.1")

    def test_faults_under_tls(self):
        broken = (OSError, http.client.HTTPException)
        with Emulator(tls=True) as service:
            for scenario in ["close", "reset", "truncated"]:
                with self.subTest(scenario=scenario), self.assertRaises(broken):
                    send(service.url, "GET", NUMBER, f"emulator-{scenario}",
                         ca_file=service.ca_file)
            status, _, body = send(service.url, "GET", NUMBER, "emulator-huge",
                                   ca_file=service.ca_file)
            self.assertEqual((status, len(body) > 4194304), (200, True))


class Stopping(unittest.TestCase):
    def test_signals(self):
        for number in [signal.SIGTERM, signal.SIGINT]:
            service = self.enterContext(Emulator())
            self.assertEqual(service.stop(number), 0)
            self.assertEqual(service.output, (b"", b""))
            with self.assertRaises(ConnectionRefusedError):
                send(service.url, "GET", NUMBER, "t")

    def test_a_request_that_ends_soon_is_finished(self):
        service = self.enterContext(Emulator())
        with concurrent.futures.ThreadPoolExecutor() as pool:
            answer = pool.submit(send, service.url, "GET", NUMBER, "emulator-ok.delay-300")
            service.wait_for_log(1)
            self.assertEqual(service.stop(), 0)
            self.assertEqual(answer.result()[0], 200)

    def test_a_request_that_would_last_is_cut(self):
        for token in ["emulator-ok.delay-600000", "emulator-stalled"]:
            service = self.enterContext(Emulator())
            with concurrent.futures.ThreadPoolExecutor() as pool:
                answer = pool.submit(send, service.url, "GET", NUMBER, token, timeout=60)
                service.wait_for_log(1)
                self.assertEqual(service.stop(timeout=20), 0)
                self.assertIsNotNone(answer.exception())

    def test_an_idle_connection_does_not_hold_it_up(self):
        for tls in [False, True]:
            service = self.enterContext(Emulator(tls=tls))
            with socket.create_connection(("127.0.0.1", service.port)):
                self.assertEqual(service.stop(timeout=20), 0)

    def test_clients_that_leave_in_the_middle(self):
        with Emulator() as service:
            for piece in [b"", b"POST", b"POST /v1/communications/session HTTP/1.1\r\nHost: localhost\r\n",
                          b"POST /v1/communications/session HTTP/1.1\r\nHost: localhost\r\n"
                          b"Content-Length: 9\r\n\r\n1234"]:
                with socket.create_connection(("127.0.0.1", service.port)) as connection:
                    connection.sendall(piece)
            self.assertEqual(send(service.url, "GET", NUMBER, "t")[0], 200)
            self.assertEqual(len(service.log()), 1)


class ThroughTheCommand(unittest.TestCase):
    def test_skillcall_emulate_is_this_program(self):
        with Emulator("--fault", "expired", through_command=True) as service:
            self.assertEqual(send(service.url, "GET", NUMBER, "t")[0], 401)
            self.assertEqual(service.stop(), 0)


class ManyConnections(unittest.TestCase):
    def test_two_hundred_calls_at_once_are_all_there(self):
        call = vector("session-request.json")
        ready = threading.Barrier(200)

        def start(number):
            body = {**call, "clientContext": {"clientSessionId": f"call-{number}"}}
            ready.wait()
            return send(service.url, "POST", SESSION, "emulator-ok.delay-100", body)[0]

        with Emulator() as service, concurrent.futures.ThreadPoolExecutor(200) as pool:
            self.assertEqual(set(pool.map(start, range(200))), {200})
            ids = {entry["clientSessionId"] for entry in service.log()}
            self.assertEqual(ids, {f"call-{number}" for number in range(200)})
