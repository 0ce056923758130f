# SPDX-License-Identifier: Apache-2.0
"""Runs one scenario: starts what stands between, places the calls, and compares what the library says
of each call with what the backend read and what the witness saw leave."""
import collections
import concurrent.futures
import contextlib
import os
import threading

from backend import Backend
from calls import Report, call
from network import HOST, Network
from relay import Relay
from scenarios import POLL, THREADS
from truth import contradictions, ended_later_than, was_doubled

HAS_WITNESS = "SKILLCALL_WITHOUT_WITNESS" not in os.environ  # it does not see into a library that has its TLS inside
DEADLINE_MS = 3000
WINDOW = 16  # calls in flight, or threads
TOKEN = "~~~~~~~~~~~~~~~~%08d"  # which the witness knows
ONE_NETWORK = threading.Lock()  # at a time
NOT_LOCAL = "0.0.0.0"  # leads to this machine, but the library takes it for one that needs the proxy


def commands(mode, endpoint, numbers, window, pause_ms):
    """What the caller is to do. With a pause, the connections idle after each window of calls."""
    for turn, number in enumerate(numbers):
        if pause_ms and (mode == THREADS or turn % window == 0):
            yield from ([] if mode == THREADS else ["wait"]) + [f"pause\t{pause_ms}"]
        yield call(endpoint, f"call-{number:08}", DEADLINE_MS, token=TOKEN % number,
                   verb="start" if mode == THREADS else "call")


class Result(collections.Counter):
    """What became of the calls of a scenario. ends: how often each end came."""

    def __init__(self):
        super().__init__()
        self.ends = collections.Counter()
        self.failures = []

    def add(self, call, verdicts, is_throttled):
        self["calls"] += 1
        self[call["outcome"]] += 1
        self.ends[call["outcome"], call["status"], str(call["http"]), call["transport_text"] or "-",
                  "written" if call["writes"] else "never written",
                  "read" if verdicts else "never read"] += 1
        wrong = contradictions(call, verdicts)
        self["contradictions"] += bool(wrong)
        self["doubles"] += was_doubled(verdicts)
        self["late"] += ended_later_than(call, DEADLINE_MS)
        if HAS_WITNESS:
            self._ask_witness(call, verdicts, is_throttled)
        self["never read"] += call["outcome"] == "unknown" and not verdicts
        self.failures += wrong

    def _ask_witness(self, call, verdicts, is_throttled):
        if not call["writes"]:
            self["unwritten"] += 1
            self["never written"] += call["outcome"] == "unknown"
            if verdicts:
                self.failures.append(f"the witness missed what the backend read: {call}")
        elif call["outcome"] == "not_placed" and call["http"] == 0 and not is_throttled:
            self.failures.append(f"said not to be sent, though it was written: {call}")

    def wrong(self, faultless):
        """What the aim does not allow, as a list of sentences."""
        found = [f"{self[name]} {name}" for name in ("contradictions", "doubles", "late") if self[name]]
        if faultless and self["unknown"] > 0.002 * self["calls"]:
            found.append(f"{self['unknown']} unknown without a fault")
        if self["never written"] > 0.01 * self["unwritten"]:
            found.append(f"{self['never written']} of {self['unwritten']} that were never written unknown")
        if not self["placed"]:
            found.append("nothing placed")
        return found + [failure for failure in self.failures[:3]]


@contextlib.contextmanager
def meanwhile(change, boxes):
    ended = threading.Event()
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        changing = pool.submit(change, boxes, ended)
        try:
            yield
        finally:
            ended.set()
    changing.result()


class Place:
    """Where scenarios run: a directory, certificates in it, an event loop."""

    def __init__(self, directory, certificates, loop):
        self._directory = directory
        self._certificates = certificates
        self._loop = loop
        self._calls = 0
        self._boxes = 0
        self._lock = threading.Lock()

    def _new_directory(self):
        with self._lock:
            self._boxes += 1
            return os.path.join(self._directory, str(self._boxes))

    def run(self, scenario, modes, count):
        """Places count calls in each mode and returns the Result."""
        result = Result()
        with contextlib.ExitStack() as stack:
            backend = Backend(self._loop, scenario.behaviour)
            stack.callback(backend.close)
            prefix = self._start_network(scenario, stack)
            boxes = self._start_boxes(scenario, backend.port, stack)
            endpoint, options = self._destination(scenario, boxes, stack)
            if scenario.change:
                stack.enter_context(meanwhile(scenario.change, boxes))
            calls = {}
            for mode in modes:
                calls.update(self._place(prefix, mode, endpoint, count, **options))
        for name, ended in calls.items():
            result.add(ended, backend.posts.get(name, []), scenario.throttles)
        result.failures += backend.failures
        return result

    def _place(self, prefix, mode, endpoint, count, window=WINDOW, pause_ms=0, **options):
        with self._lock:
            first, self._calls = self._calls, self._calls + count
        numbers = range(first, first + count)
        report = Report(commands(mode, endpoint, numbers, window, pause_ms), self._certificates.ca_file,
                        prefix, window=window, threads=window if mode == THREADS else 0,
                        polls=int(mode == POLL), backoff_ms=0, **options)
        if len(report.calls) != count:
            raise RuntimeError(f"{len(report.calls)} of {count} calls ended")
        for number in numbers:
            report.calls[f"call-{number:08}"]["writes"] = report.costs["writes"].get(str(number), 0)
        return report.calls

    @staticmethod
    def _start_network(scenario, stack):
        """Returns what makes the caller run within it."""
        if not scenario.packets:
            return []
        stack.enter_context(ONE_NETWORK)
        network = Network(scenario.packets)
        stack.callback(network.stop)
        return network.prefix

    def _start_boxes(self, scenario, port, stack):
        boxes = []
        for make in scenario.boxes:
            is_outermost = make is scenario.boxes[-1]
            boxes.append(make(self._new_directory(), port,
                              self._certificates.directory if is_outermost and scenario.tls else None,
                              HOST if is_outermost and scenario.packets else "127.0.0.1"))
            stack.callback(boxes[-1].stop)
            port = boxes[-1].port
        if scenario.proxy:
            boxes.append(scenario.proxy(self._new_directory()))
            stack.callback(boxes[-1].stop)
        return boxes

    def _destination(self, scenario, boxes, stack):
        """Where the caller connects to, the last of the boxes or a relay before it, and its options."""
        port = boxes[-1].port
        if scenario.link:
            relay = Relay(self._loop, port, scenario.link)
            stack.callback(relay.stop)
            port = relay.port
        host, options = HOST if scenario.packets else "127.0.0.1", dict(scenario.options)
        if scenario.proxy:
            options["proxy"] = f"http://127.0.0.1:{port}"
            host, port = NOT_LOCAL, boxes[-2].port
        scheme = "https" if scenario.tls else "http"
        return f"{scheme}://{host}:{port}", {**options, "host": host}
