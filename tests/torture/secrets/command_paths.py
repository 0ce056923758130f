# SPDX-License-Identifier: Apache-2.0
"""Every way in which the command can fail, with secrets in all that it is given."""
import contextlib
import itertools
import json
import pathlib
import socket
import sys
import threading

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "integration"))

import rows
from certificates import Certificates
from server import Server
from support import Service, command, run

SCENARIOS = ("ok", "invalid", "expired", "denied", "denied-html", "region", "throttled", "error",
             "bad-gateway", "unavailable", "redirect", "empty", "missing")
CERTIFICATES = ("expired", "wrong-host", "wrong-ca", "self-signed")


@contextlib.contextmanager
def proxy(answer):
    """A proxy that answers each request with the same bytes; gives its port."""
    def serve():
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                connection.recv(65536)
                connection.sendall(answer)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve)
        thread.start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)
    thread.join()


class CommandPaths:
    def __init__(self, directory, token, numbers):
        self._directory = directory
        self._token = token.numbered(0)
        self._from, self._to = numbers
        self._phones = ("--from", self._from, "--to", self._to, "--endpoint-id", "device")

    def _file(self, name, content):
        path = self._directory / name
        path.write_text(content, encoding="utf-8")
        return path

    def _run(self, *arguments, **options):
        done = run(*arguments, **options)
        return (done.stdout + done.stderr).encode("utf-8")

    def _start(self, endpoint, *more, environment=None):
        """With the token by file and by environment, and the result as text and as JSON."""
        file = self._file("token", self._token + "\n")
        arguments = ("start", "--endpoint", endpoint, *self._phones, "--deadline-ms", 700,
                     "--verbose", *more)
        for form in ((), ("--json",)):
            yield self._run(*arguments, *form, "--token-file", file, environment=environment)
            yield self._run(*arguments, *form, token=self._token, environment=environment)

    def run(self):
        """Gives what each run prints."""
        return itertools.chain(self._servers(), self._certificates(), self._proxies(),
                               self._usage(), self._documents(), self._emulated())

    def _servers(self):
        bystander = Server()
        for row in rows.echoes() + rows.no_connection()[1:3]:
            server = Server(fault=row.fault, at_accept=row.at_accept)
            yield from self._start(server.endpoint)
            server.close()
        bystander.close()

    def _certificates(self):
        certificates = Certificates(str(self._directory))
        for name in CERTIFICATES:
            server = Server(tls=certificates.server_context(name))
            yield from self._start(server.endpoint, "--cacert", certificates.ca_file)
            server.close()

    def _proxies(self):
        quoting = "HTTP/1.1 407 %s\r\nProxy-Authenticate: Basic realm=%s\r\n\r\n%s" % (
            (self._token,) * 3)
        for answer in (b"", quoting.encode("ascii"), self._token.encode("ascii")):
            with proxy(answer) as port:
                url = "http://user:%s@127.0.0.1:%d" % (self._token, port)
                yield from self._start("https://127.0.0.1:9", environment={"https_proxy": url})

    def _usage(self):
        token, number = self._token, self._from
        for arguments in ((token,), (number,), ("start", token), ("start", "--token", token),
                          ("start", "--token=" + token), ("start", "--token:" + token),
                          ("start", "--deadline-ms", number, *self._phones),
                          ("start", "--endpoint", token, *self._phones),
                          ("start", "--endpoint", "https://x.example", *self._phones,
                           "--token-file", token),
                          ("start", "--skill-request", token, "--to", number),
                          ("start", "--skill-request", self._directory / "none", "--to", token),
                          ("start", "--endpoint", "https://%s@x.example" % token, *self._phones),
                          ("start", "--from", "x" + number, "--to", number + "x", "--dry-run"),
                          ("uui", token), ("uui", "decode", token, number), ("uui", "encode", token * 3)):
            yield self._run(*arguments, token=token)

    def _documents(self):
        documents = (self._token, json.dumps(self._token), json.dumps({self._token: self._from}),
                     json.dumps({"participants": [{"id": {"type": self._token,
                                                          "value": self._from}}]}),
                     json.dumps({"context": {"System": {"apiAccessToken": self._token,
                                                        "apiEndpoint": "https://" + self._token,
                                                        "device": {"deviceId": self._token}}},
                                 "request": {"type": self._token}}),
                     json.dumps({"InvocationEventType": "NEW_INBOUND_CALL",
                                 "CallDetails": {"Participants": self._from}}))
        for content in documents:
            for cut in (len(content), len(content) - 5, len(content) // 2):
                file = self._file("document", content[:cut])
                for form in ((), ("--json",)):
                    yield self._run("validate", file, *form)
                    yield self._run("event", file, *form)
                    yield self._run("start", "--skill-request", file, "--to", self._to, *form)
                    yield self._run("start", "--endpoint", "https://api.amazonalexa.com",
                                    "--session", file, *form, token=self._token)
                    yield self._run("start", "--endpoint", "https://api.amazonalexa.com",
                                    *self._phones, "--token-file", file, "--deadline-ms", 1, *form,
                                    environment={"https_proxy": "http://127.0.0.1:9"})

    def _emulated(self):
        log = self._directory / "log"
        for scenario in SCENARIOS:
            service = Service(command(), "emulate", "--log", log, "--fault", scenario)
            yield from self._start(service.url)
            service.stop()
            yield b"".join(service.output)
            with open(self._directory / "logs", "ab") as logs:
                logs.write(log.read_bytes())

    def emulator_log(self):
        """All that the local service has logged. It keeps the bodies, numbers and all."""
        return (self._directory / "logs").read_bytes()
