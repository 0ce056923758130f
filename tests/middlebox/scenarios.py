# SPDX-License-Identifier: Apache-2.0
"""The table: what stands between the caller and the backend, and what happens there."""
import dataclasses
import random
from functools import partial
from typing import Callable, Optional

import changes
import relay
from backend import GOOD, HANG_UP, refuse, slow
from boxes import Apache, Haproxy, Nghttpx, Nginx, Squid, Tinyproxy, Varnish
from relay import DOWN, UP, Fault

DRIVE, THREADS, POLL = MODES = ("drive", "threads", "poll")


@dataclasses.dataclass(frozen=True)
class Scenario:
    """boxes: from the backend outwards, each a function that starts one.

    faultless: nothing goes wrong, so nearly no call may end as unknown.
    tls: of the outermost box.
    behaviour: what the backend does with the call of a number.
    link: the fault of the caller's connection of a number; None: without a relay.
    proxy: what the caller tunnels through.
    packets: the rule of nftables for the caller's packets, in a network namespace.
    change: what is done to the boxes meanwhile (changes.py).
    options: of the caller, and pause_ms between the calls.
    throttles: some calls are answered with 429, and sent again.
    goes_away: over HTTP/2, calls are refused by GOAWAY, which libcurl does not report.
    """
    name: str
    boxes: tuple
    faultless: bool = False
    tls: bool = True
    behaviour: Callable = lambda _: GOOD
    link: Optional[Callable] = None
    proxy: Optional[type] = None
    packets: Optional[str] = None
    change: Optional[Callable] = None
    options: dict = dataclasses.field(default_factory=dict)
    throttles: bool = False
    goes_away: bool = False


def one_in(count, behaviour):
    return lambda number: behaviour if number % count == count // 2 else GOOD


def refusals(number):
    return refuse((400, 401, 403, 404, 429)[number // 7 % 5]) if number % 7 == 3 else GOOD


def harmed(*acts):
    """Each connection would meet one of the acts, after 1 to 10000 bytes in one direction."""
    def choose(number):
        chance = random.Random(f"connection {number}")
        return Fault(chance.choice((UP, DOWN)), chance.randint(1, 10000), chance.choice(acts))
    return choose


def half_closed(number):
    """Every other connection is closed by the server's side after some answers."""
    return Fault(DOWN, 300 + 800 * (number % 8), relay.half_close) if number % 2 else None


def some_mute(number):
    return Fault(UP, 1, relay.stall) if number % 8 == 0 else None


ANY = (relay.reset, relay.close, relay.half_close, relay.pause(0.05), relay.pause(0.3))
GONE = "location = /gone { internal; default_type text/html; %s return 200 gone; }"


def gives_up(status, header=""):
    return partial(Nginx, location=f"proxy_read_timeout 300ms; error_page 502 504 ={status} /gone;",
                   server=GONE % (f"add_header {header} always;" if header else ""))


def streams(box, count):
    """A box that takes so many requests at once on a connection."""
    if box is Haproxy:
        return partial(Haproxy, streams=count)
    if box is Apache:
        return partial(Apache, lines=f"H2MaxSessionStreams {count}")
    if box is Nginx:
        return partial(Nginx, server=f"http2_max_concurrent_streams {count};")
    return partial(Nghttpx, options=(f"--frontend-http2-max-concurrent-streams={count}",))


FAULTLESS = [
    Scenario("nginx", (Nginx,)),
    Scenario("nginx, no TLS", (Nginx,), tls=False),
    Scenario("varnish, no TLS", (Varnish,), tls=False),
    Scenario("varnish behind nginx", (Varnish, Nginx)),
    Scenario("refusals of the service", (Nginx,), behaviour=refusals, throttles=True),
    *(Scenario(f"{box.program}, {count} at once on a connection", (streams(box, count),))
      for box in (Nginx, Haproxy, Apache, Nghttpx) for count in (1, 2, 3, 4)),
    *(Scenario(f"{proxy.program} to {box.program}", (box,), proxy=proxy)
      for proxy in (Squid, Tinyproxy) for box in (Nginx, Haproxy)),
    *(Scenario(f"{proxy.program} to haproxy, 3 at once on a connection", (streams(Haproxy, 3),),
               proxy=proxy) for proxy in (Squid, Tinyproxy)),
    Scenario("nginx, 10 requests a connection", (partial(Nginx, http="keepalive_requests 10;"),),
             goes_away=True),
    Scenario("apache2, 10 requests a connection", (partial(Apache, lines="MaxKeepAliveRequests 10"),)),
    Scenario("nginx limits the rate, 429", (partial(
        Nginx, http="limit_req_zone $server_port zone=all:1m rate=100r/s; limit_req_status 429;",
        location="limit_req zone=all burst=5 nodelay;"),), throttles=True),
]

IDLE = {"window": 4, "pause_ms": 30}
CHANGED = {"behaviour": lambda _: slow(0.06)}  # so that calls are in flight when it comes
SLOW = {"behaviour": one_in(6, slow(0.8))}
FAULTY = [
    Scenario("nginx ends idle connections",
             (partial(Nginx, http="keepalive_timeout 30ms;"),), options=IDLE),
    Scenario("haproxy ends idle connections",
             (partial(Haproxy, defaults="timeout http-keep-alive 30ms"),), options=IDLE),
    *(Scenario(f"{box.program} {change.__name__}", (box,), change=partial(change, seconds=seconds),
               **CHANGED)
      for box in (Nginx, Haproxy, Apache)
      for change, seconds in ((changes.reloads, 0.1), (changes.restarts, 0.3))),
    Scenario("nginx changes its certificate", (Nginx,), change=partial(changes.certificates, seconds=0.1),
             **CHANGED),
    *(Scenario(f"{proxy.program} restarts", (Nginx,), proxy=proxy,
               change=partial(changes.restarts, seconds=0.3, which=-1), **CHANGED)
      for proxy in (Squid, Tinyproxy)),
    Scenario("nginx, maintenance page", (gives_up(503, "Retry-After 1"),), behaviour=one_in(6, HANG_UP)),
    Scenario("varnish, the service hangs up", (Varnish, Nginx), behaviour=one_in(6, HANG_UP)),
    *(Scenario(f"nginx gives up, {status}", (gives_up(status),), **SLOW)
      for status in (408, 409, 425, 460, 499, 500, 502, 503, 504)),
    *(Scenario(f"nginx gives up, {status}, Retry-After", (gives_up(status, "Retry-After 0"),), **SLOW)
      for status in (408, 409, 425, 503)),
    Scenario("haproxy gives up", (partial(Haproxy, defaults="timeout server 300ms"),), **SLOW),
    Scenario("nghttpx gives up", (partial(Nghttpx, options=("--backend-read-timeout=300ms",)),), **SLOW),
    Scenario("varnish gives up", (partial(Varnish, parameters=("first_byte_timeout=0.3",)),), tls=False,
             **SLOW),
    Scenario("apache2 gives up", (partial(Apache, lines="ProxyTimeout 1"),),
             behaviour=one_in(40, slow(1.8))),
    Scenario("half-closed connections", (Nginx,), link=half_closed),
    Scenario("half-closed connections, 4 at once", (streams(Haproxy, 4),), link=half_closed),
    *(Scenario(f"{name}{'' if tls else ', no TLS'}", (Nginx,), tls=tls, link=link)
      for name, link in (("reset connections", harmed(relay.reset)), ("byte-stream faults", harmed(*ANY)),
                         ("mute connections", some_mute))
      for tls in (True, False)),
    Scenario("byte-stream faults before squid", (Nginx,), proxy=Squid, link=harmed(*ANY)),
    *(Scenario(f"1.5 % of packets {fate}", (Nginx,),
               packets=f"meta l4proto tcp numgen random mod 1000 < 15 {verdict}")
      for fate, verdict in (("lost", "drop"), ("reset", "reject with tcp reset"))),
]


def over_http2(scenario):
    return dataclasses.replace(scenario, name=scenario.name + ", HTTP/2",
                               faultless=scenario.faultless and not scenario.goes_away,
                               options={**scenario.options, "http": 2})


BASE = [*(dataclasses.replace(one, faultless=True) for one in FAULTLESS), *FAULTY]
SCENARIOS = [*BASE, *(over_http2(one) for one in BASE if one.tls)]

# Those of the ordinary suite, and in which mode.
ORDINARY = {
    "nginx": THREADS,
    "nginx, no TLS": POLL,
    "varnish behind nginx": DRIVE,
    "refusals of the service": DRIVE,
    "haproxy, 3 at once on a connection": POLL,
    "squid to nginx": POLL,
    "squid to haproxy, 3 at once on a connection": THREADS,
    "tinyproxy to haproxy": DRIVE,
    "nginx, 10 requests a connection": DRIVE,
    "apache2, 10 requests a connection": POLL,
    "nginx limits the rate, 429": THREADS,
    "nginx ends idle connections": THREADS,
    "haproxy reloads": DRIVE,
    "apache2 reloads": THREADS,
    "nginx changes its certificate": POLL,
    "squid restarts": THREADS,
    "nginx, maintenance page": DRIVE,
    "varnish gives up": THREADS,
    "nghttpx gives up": POLL,
    "nginx gives up, 408": POLL,
    "nginx gives up, 409, Retry-After": THREADS,
    "nginx gives up, 499": DRIVE,
    "nginx gives up, 503, Retry-After": POLL,
    "half-closed connections": DRIVE,
    "reset connections": POLL,
    "byte-stream faults, no TLS": THREADS,
    "byte-stream faults before squid": POLL,
    "nginx, HTTP/2": DRIVE,
    "haproxy, 1 at once on a connection, HTTP/2": POLL,
    "nghttpx, 2 at once on a connection, HTTP/2": THREADS,
    "nginx reloads, HTTP/2": POLL,
    "nginx restarts, HTTP/2": DRIVE,
    "nginx, maintenance page, HTTP/2": THREADS,
    "nginx gives up, 503, Retry-After, HTTP/2": DRIVE,
    "byte-stream faults, HTTP/2": POLL,
}

assert ORDINARY.keys() <= {one.name for one in SCENARIOS}
