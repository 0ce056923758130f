#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs a Lambda function on this machine: local_lambda.py PROGRAM EVENT.json...

Serves the runtime API (version 2018-06-01) to PROGRAM, gives it one event after the other, and
prints its answers. PROGRAM's log goes to standard error.
"""

import http.server
import json
import os
import queue
import subprocess
import sys
import threading
import time
import uuid
from pathlib import Path
from typing import NamedTuple

VERSION = "/2018-06-01/runtime/"


class Answer(NamedTuple):
    """What the function has sent: `kind` is "response", "error" or "init/error"."""
    kind: str
    request_id: str
    headers: object
    body: bytes
    time: float

    def json(self):
        return json.loads(self.body)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *_):
        pass

    def reply(self, status, headers, body):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        if self.path != VERSION + "invocation/next":
            return self.reply(404, {}, b"")
        self.reply(*self.server.api.invocations.get())

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        path = self.path.removeprefix(VERSION)
        request_id, _, kind = path.removeprefix("invocation/").partition("/")
        if path == "init/error":
            request_id, kind = "", path
        self.server.api.answers.put(Answer(kind, request_id, self.headers, body, time.monotonic()))
        self.reply(self.server.api.post_status, {}, b"")


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        """A function that goes away in the middle of an exchange is nothing to complain of."""


class RuntimeApi:
    """The runtime API for one function; `host` is what AWS_LAMBDA_RUNTIME_API has to be."""

    def __init__(self):
        self.invocations = queue.Queue()
        self.answers = queue.Queue()
        self.post_status = 202
        self.server = Server(("127.0.0.1", 0), Handler)
        self.server.api = self
        self.host = "127.0.0.1:%d" % self.server.server_address[1]

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, args=[0.05], daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def offer(self, event, deadline_ms=8000, headers=None):
        """Puts an event in line. Returns the invocation's id."""
        request_id = str(uuid.uuid4())
        every = {"Content-Type": "application/json", "Lambda-Runtime-Aws-Request-Id": request_id}
        if deadline_ms is not None:
            every["Lambda-Runtime-Deadline-Ms"] = str(int(time.time() * 1000) + deadline_ms)
        every.update(headers or {})
        body = event if isinstance(event, bytes) else json.dumps(event).encode()
        self.invocations.put((200, every, body))
        return request_id

    def invoke(self, event, deadline_ms=8000, headers=None, timeout=30):
        """Gives the function an event and waits for its answer."""
        request_id = self.offer(event, deadline_ms, headers)
        answer = self.answers.get(timeout=timeout)
        if answer.request_id != request_id:
            if answer.kind == "init/error":
                raise RuntimeError(f"the function cannot start: {answer.json()['errorMessage']}")
            raise RuntimeError(f"{answer.kind} to another invocation: {answer.body!r}")
        return answer

    def end(self):
        """Answers the next request with an error that has no remedy: the function has to exit."""
        self.invocations.put((500, {}, b""))


def main(program, *paths):
    events = [Path(path).read_bytes() for path in paths]
    with RuntimeApi() as api:
        every = {**os.environ, "AWS_LAMBDA_RUNTIME_API": api.host,
                 "LAMBDA_TASK_ROOT": str(Path(program).resolve().parent)}
        with subprocess.Popen([program], env=every) as function:
            try:
                for event in events:
                    print(json.dumps(api.invoke(event).json(), indent=2), flush=True)
            finally:
                function.kill()


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    try:
        main(*sys.argv[1:])
    except queue.Empty:
        sys.exit("local_lambda.py: the function has not answered in 30 s")
    except (OSError, RuntimeError, ValueError) as error:
        sys.exit(f"local_lambda.py: {error}")
