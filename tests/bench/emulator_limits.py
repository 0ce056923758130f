# SPDX-License-Identifier: Apache-2.0
"""Measures what the emulator can bear. See `emulator`."""

import json
import multiprocessing
import os
import selectors
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

import server  # noqa: F401 - it makes the next import possible

from support import Service, emulator, send, vector  # noqa: E402

RATE = 1000
CONNECTIONS = 20
READERS = 50
ROUNDS = 3
CALLS_AT_ONCE = 1000
SLOWED_MOST = 1.10
MEMORY_MOST = 150  # MiB; the journal keeps at most 32 MiB of texts


def open_reader(url):
    host, port = url.removeprefix("http://").split(":")
    reader = socket.create_connection((host, int(port)))
    reader.sendall(b"GET /_emulator/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
    while b"retry: 1000\n\n" not in reader.recv(4096):
        pass
    return reader


def read_all(url, count, ready, end, seen):
    """Follows the events with so many connections. Gives how many the first saw; the kernel drops
    what the others get, so that this costs the measurement as little as can be."""
    selector = selectors.DefaultSelector()
    for i in range(count):
        selector.register(open_reader(url), selectors.EVENT_READ, i)
    ready.set()
    events, tail, room = 0, b"", bytearray(1 << 20)
    last = time.monotonic()
    while not end.is_set() or time.monotonic() - last < 0.5:
        for key, _ in selector.select(0.1):
            last = time.monotonic()
            if key.data > 0:
                key.fileobj.recv_into(room, len(room), socket.MSG_TRUNC)
                continue
            data = tail + key.fileobj.recv(1 << 20)
            cut = data.rfind(b"\n") + 1
            events += data.count(b"event: call\n", 0, cut)
            tail = data[cut:]
    seen.put(events)


class Readers:
    """A process that follows the events, for as long as it is entered."""

    def __init__(self, url, count):
        self.ready, self.end = multiprocessing.Event(), multiprocessing.Event()
        self.seen = multiprocessing.Queue()
        self.process = multiprocessing.Process(target=read_all,
                                               args=(url, count, self.ready, self.end, self.seen))

    def __enter__(self):
        self.process.start()
        self.ready.wait()
        return self

    def __exit__(self, *_):
        self.end.set()
        self.events = self.seen.get()
        self.process.join()


def load(url, seconds, rate=None):
    """Places calls by h2load; gives the milliseconds that each took and how many failed."""
    with tempfile.TemporaryDirectory() as directory:
        body, log = Path(directory, "body.json"), Path(directory, "log")
        body.write_text(json.dumps(vector("session-request.json")), encoding="utf-8")
        pace = [f"--rps={rate // CONNECTIONS}"] if rate else []
        subprocess.run(["h2load", "--h1", "-t1", f"-c{CONNECTIONS}", f"-D{seconds}", *pace, "-d", body,
                        "-H", "Authorization: Bearer any", "-H", "Content-Type: application/json",
                        f"--log-file={log}", f"{url}/v1/communications/session"],
                       check=True, capture_output=True)
        rows = [line.split() for line in log.read_text(encoding="utf-8").splitlines()]
    return [int(row[2]) / 1000 for row in rows if row[1] == "200"], \
        sum(row[1] != "200" for row in rows)


def peak_mib(service):
    status = Path(f"/proc/{service.process.pid}/status").read_text(encoding="utf-8")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def processor_ms(service):
    fields = Path(f"/proc/{service.process.pid}/stat").read_text(encoding="utf-8").split()
    return sum(map(int, fields[13:15])) * 1000 / os.sysconf("SC_CLK_TCK")


def ask(service, path):
    return json.loads(send(service.url, "GET", f"/_emulator/{path}", timeout=120)[2])


def requests_a_second(seconds, *flags):
    with Service(emulator(), *flags) as service:
        return len(load(service.url, seconds)[0]) / seconds


def measure_requests(seconds):
    with tempfile.TemporaryDirectory() as directory:
        for name, flags in [("without a log", []), ("with a log", ["--log", Path(directory, "log")])]:
            rate = requests_a_second(seconds, *flags)
            print(f"{'most requests a second, ' + name:44} {rate:10.0f}")


def measure_load(seconds, readers):
    """The median of a request's milliseconds, and whether all is well."""
    with Service(emulator(), "--keep", str(2 * RATE * seconds)) as service:
        with Readers(service.url, readers) as follow:
            times, failed = load(service.url, seconds, RATE)
        busy = processor_ms(service) / len(times)
        answer = ask(service, "calls")
        lost = max(0, len(times) + failed - len(answer["calls"]))
        unseen = max(0, answer["last"] - follow.events) if readers else 0
        peak = peak_mib(service)
    name = f"{len(times) / seconds:.0f} calls a second, {readers} readers"
    typical, slow = median(times), quantiles(times, n=100)[98]
    print(f"{name:44} {typical:7.3f} ms median, {slow:.3f} ms p99, {busy:.3f} ms of "
          f"processor, {failed} failed, {lost} lost, {unseen} events unseen, {peak:.0f} MiB")
    return typical, failed == 0 and lost == 0 and unseen == 0 and peak <= MEMORY_MOST


def measure_calls():
    with Service(emulator(), "--phone", "--keep", str(2 * CALLS_AT_ONCE)) as service:
        begin = time.monotonic()
        body = vector("session-request.json")
        for _ in range(CALLS_AT_ONCE):
            send(service.url, "POST", "/v1/communications/session", token="any", body=body)
        ringing = 0
        while ringing < CALLS_AT_ONCE and time.monotonic() - begin < 30:
            time.sleep(0.2)
            ringing = sum(any(step["step"] == "ringing" for step in call["sip"])
                          for call in ask(service, "calls")["calls"])
        print(f"{'SIP calls that ring at once':44} {ringing:10} of {CALLS_AT_ONCE}, after "
              f"{time.monotonic() - begin:.1f} s, {peak_mib(service):.0f} MiB")
        return ringing == CALLS_AT_ONCE


def main():
    seconds = int(sys.argv[1])
    measure_requests(seconds)
    rounds = [(measure_load(seconds, 0), measure_load(seconds, READERS)) for _ in range(ROUNDS)]
    slowed = median(followed[0] / alone[0] for alone, followed in rounds)
    is_well = all(load[1] for both in rounds for load in both)
    print(f"{'a request with readers, compared with none':44} {slowed:10.2f} (at most {SLOWED_MOST})")
    rings = measure_calls()
    sys.exit(not (is_well and rings and slowed <= SLOWED_MOST))


if __name__ == "__main__":
    main()
