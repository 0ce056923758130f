# SPDX-License-Identifier: Apache-2.0
"""Servers to measure against. Each gives (endpoint, CA file)."""

import contextlib
import socket
import subprocess
import sys
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(TESTS / "torture/hostile"), str(TESTS / "integration")]

from certificates import Certificates  # noqa: E402
from support import Emulator  # noqa: E402

ANSWER = '{"sessionId": "4d1a2b68-58e6-4a0c-9d1c-6f0c1f1ad2f0"}'


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_until_listening(process, port, seconds=10):
    end = time.monotonic() + seconds
    while True:
        try:
            with socket.create_connection(("127.0.0.1", port)):
                return
        except OSError:
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError("nghttpd does not listen") from None
            time.sleep(0.02)


@contextlib.contextmanager
def nghttpd():
    """HTTP/2 with as little work as can be: one thread that answers with a fixed file, and, unlike
    nginx with a fixed answer, only after it has read the request."""
    with tempfile.TemporaryDirectory(prefix="skillcall-bench-") as directory:
        certificates = Certificates(directory)
        answer = Path(directory, "htdocs/v1/communications/session")
        answer.parent.mkdir(parents=True)
        answer.write_text(ANSWER, encoding="ascii")
        port = free_port()
        good = Path(directory, "good")
        with subprocess.Popen(["nghttpd", "--address=127.0.0.1", "--workers=1",
                               "--max-concurrent-streams=128", "--htdocs", answer.parents[2],
                               str(port), f"{good}.key", f"{good}.pem"]) as process:
            try:
                wait_until_listening(process, port)
                yield f"https://127.0.0.1:{port}", Path(certificates.ca_file)
            finally:
                process.terminate()


@contextlib.contextmanager
def emulator(tls=True):
    """HTTP/1.1. The token emulator-ok.delay-N makes it answer after N milliseconds."""
    with Emulator(tls=tls) as service:
        yield service.url, service.ca_file


@contextlib.contextmanager
def fixed(text):
    """HTTP/1.1 without TLS, with a text as the answer."""
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text.encode("ascii"))

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as service:
        thread = threading.Thread(target=service.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{service.server_port}", None
        finally:
            service.shutdown()
            thread.join()
