# SPDX-License-Identifier: Apache-2.0
"""Simulates threads that place calls, with one client for all and with one for each.

    hand_over.py [--threads N] [--answer MICROSECONDS]

Only one thread at a time drives a client: half of its work sends a request, half reads the answer. Then it notifies the
thread that waits for the call. The times are measured (docs/reference/benchmarks.md); the simulation shows how many
calls they allow with more processors.
"""
import argparse
import heapq

CALLS = 20_000
NEXT = {"send": "answer", "answer": "read", "read": "build", "build": "send"}


def simulate(processors, clients, options):
    """Calls a second. A step begins when its thread is ready, a processor is free, and no other thread drives."""
    free = [0.0] * processors
    drivers = [0.0] * clients
    server = 0.0
    hand_over = options.hand_over if clients == 1 else 0
    ready = [(0.0, thread, "send") for thread in range(options.threads)]

    def work(at, cost):
        end = max(at, heapq.heappop(free)) + cost
        heapq.heappush(free, end)
        return end

    ended = 0
    while ended < CALLS:
        at, thread, step = heapq.heappop(ready)
        client = thread % clients
        if step == "send":
            at = drivers[client] = work(max(at, drivers[client]), options.drive / 2)
        elif step == "read":
            at = drivers[client] = work(max(at, drivers[client]), options.drive / 2 + hand_over)
        elif step == "build":
            at = work(at, options.own)
            ended += 1
        elif options.answer:
            at += options.answer
        else:
            at = server = work(max(at, server), options.server)
        heapq.heappush(ready, (at, thread, NEXT[step]))
    return CALLS / at * 1e6


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    for name, default, text in (
            ("drive", 150, "what the driver does for a call"),
            ("hand-over", 17, "what it does to notify a thread"),
            ("own", 30, "what a thread does by itself for a call"),
            ("server", 75, "what a server on this machine does for a call, in one thread"),
            ("answer", 0, "how long a server elsewhere takes instead")):
        parser.add_argument(f"--{name}", type=float, default=default, help=f"{text}, in µs ({default})")
    parser.add_argument("--threads", type=int, default=8)
    options = parser.parse_args()
    print(f"processors    1 client  {options.threads:3} clients  ratio")
    for processors in (1, 2, 4, 8, 16):
        one, many = (simulate(processors, clients, options) for clients in (1, options.threads))
        print(f"{processors:10}  {one:8.0f}/s  {many:9.0f}/s  {one / many:5.2f}")


if __name__ == "__main__":
    main()
