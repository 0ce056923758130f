# SPDX-License-Identifier: Apache-2.0
"""Skillcall's emulator for tests; the program skillcall has to be in the PATH.

    with Emulator("--tls") as emulator:
        access = Access(emulator.url, "any-token")
        Client(ca_file=emulator.ca_file).start(access, session)
        record, = emulator.calls(kind="session", wait=1)

pytest has it as the fixture skillcall_emulator (pytest_plugin.py).
"""

import json
import re
import ssl
import subprocess
import tempfile
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Any, Dict, List, Optional, Type


class Emulator:
    """Flags are those of `skillcall emulate`, for example "--tls" or "--phone=answer"."""

    url: str
    ca_file: Optional[str] = None  #: what clients have to trust if the emulator speaks TLS

    def __init__(self, *flags: str) -> None:
        self._directory = tempfile.TemporaryDirectory(prefix="skillcall")
        if "--tls" in flags:
            self.ca_file = str(Path(self._directory.name, "ca.pem"))
            flags += ("--ca-out", self.ca_file)
        self._program = subprocess.Popen(["skillcall", "emulate", "--port", "0", *flags],
                                         stdout=subprocess.PIPE, text=True)
        assert self._program.stdout
        listening = re.match("listening on (.*)", self._program.stdout.readline())
        if not listening:
            self.stop()
        else:
            self.url = listening[1]
            handlers: List[urllib.request.BaseHandler] = [urllib.request.ProxyHandler({})]
            if self.ca_file:
                context = ssl.create_default_context(cafile=self.ca_file)
                handlers.append(urllib.request.HTTPSHandler(context=context))
            self._opener = urllib.request.build_opener(*handlers)

    def calls(self, wait: float = 0, min: int = 1, **filters: object) -> List[Dict[str, Any]]:
        """The records that match, oldest first. Filters: kind, client_session_id, session_id,
        from_, to, status, after, limit. With wait, in seconds, it waits until min of them are
        there."""
        query: Dict[str, object] = {"wait": round(wait * 1000), "min": min}
        for name, value in filters.items():
            query[re.sub("_(.)", lambda letter: letter[1].upper(), name.rstrip("_"))] = value
        records: List[Dict[str, Any]] = self._ask(
            "GET", f"/calls?{urllib.parse.urlencode(query)}")["calls"]
        return records

    @property
    def fault(self) -> str:
        """The scenario for requests whose token names none, for example "throttled.first-1"."""
        return str(self._ask("GET", "/fault")["fault"])

    @fault.setter
    def fault(self, scenario: str) -> None:
        self._ask("PUT", "/fault", {"fault": scenario})

    def clear(self) -> None:
        """Drops all records, and the counters of faults."""
        self._ask("DELETE", "/calls")

    def stop(self) -> None:
        """Ends the emulator; raises if it has failed."""
        self._program.terminate()
        self._program.communicate()
        self._directory.cleanup()
        if self._program.returncode != 0:
            raise RuntimeError(f"the emulator failed: exit code {self._program.returncode}")

    def _ask(self, method: str, path: str, body: Optional[Dict[str, str]] = None) -> Any:
        request = urllib.request.Request(f"{self.url}/_emulator{path}", method=method,
                                         headers={"Content-Type": "application/json"},
                                         data=json.dumps(body).encode() if body else None)
        try:
            with self._opener.open(request, timeout=80) as answer:
                data = answer.read()
        except urllib.error.HTTPError as failure:
            raise RuntimeError(f"the emulator answers {failure.code}: "
                               f"{failure.read().decode()}") from None
        return json.loads(data) if data else None

    def __enter__(self) -> "Emulator":
        return self

    def __exit__(self, kind: Optional[Type[BaseException]], failure: Optional[BaseException],
                 trace: Optional[TracebackType]) -> None:
        self.stop()
