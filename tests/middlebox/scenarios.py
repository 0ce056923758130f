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
    options: of the caller.
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


def one_in(count, behaviour):
    return lambda number: behaviour if number % count == count // 2 else GOOD


def refusals(number):
    return refuse((400, 401, 403, 404, 429)[number // 7 % 5]) if number % 7 == 3 else GOOD


def harmed(*acts):
    """Each connection meets one of the acts, after 1 to 30000 bytes in one direction, mostly few."""
    def choose(number):
        chance = random.Random(f"connection {number}")
        return Fault(chance.choice((UP, DOWN)), int(10 ** chance.uniform(0, 4.5)), chance.choice(acts))
    return choose


def half_closed(number):
    """Every other connection is closed by the server's side after some answers."""
    return Fault(DOWN, 3000 + 300 * (number % 8), relay.half_close) if number % 2 else None


def some_mute(number):
    return Fault(UP, 1, relay.stall) if number % 8 == 0 else None


ANY = (relay.reset, relay.close, relay.half_close, relay.pause(0.05), relay.pause(0.3))
GONE = "location = /gone { internal; default_type text/html; %s return 200 gone; }"


def gives_up(status, header=""):
    return partial(Nginx, location=f"proxy_read_timeout 300ms; error_page 502 504 ={status} /gone;",
                   server=GONE % (f"add_header {header} always;" if header else ""))


FAULTLESS = [
    Scenario("nginx, HTTP/2", (Nginx,)),
    Scenario("nginx, HTTP/1.1", (partial(Nginx, h2=False),)),
    Scenario("nginx, no TLS", (Nginx,), tls=False),
    Scenario("varnish, no TLS", (Varnish,), tls=False),
    Scenario("varnish behind nginx", (Varnish, Nginx)),
    Scenario("refusals of the service", (Nginx,), behaviour=refusals),
    *(Scenario(f"nginx, {streams} at once on a connection",
               (partial(Nginx, server=f"http2_max_concurrent_streams {streams};"),))
      for streams in (1, 2, 3, 4)),
    *(Scenario(f"haproxy, {streams} at once on a connection", (partial(Haproxy, streams=streams),))
      for streams in (1, 2, 3, 4)),
    *(Scenario(f"apache2, {streams} at once on a connection",
               (partial(Apache, lines=f"H2MaxSessionStreams {streams}"),))
      for streams in (1, 2, 3, 4)),
    *(Scenario(f"nghttpx, {streams} at once on a connection",
               (partial(Nghttpx, options=(f"--frontend-http2-max-concurrent-streams={streams}",)),))
      for streams in (1, 2, 3, 4)),
    *(Scenario(f"{proxy.program} to {box.program}, {name}", (partial(box, h2=name == "HTTP/2"),),
               proxy=proxy)
      for proxy in (Squid, Tinyproxy) for box in (Nginx, Haproxy) for name in ("HTTP/2", "HTTP/1.1")),
    Scenario("squid to haproxy, 3 at once on a connection", (partial(Haproxy, streams=3),), proxy=Squid),
    Scenario("tinyproxy to haproxy, 3 at once on a connection", (partial(Haproxy, streams=3),),
             proxy=Tinyproxy),
    Scenario("nginx, 10 requests a connection, HTTP/2", (partial(Nginx, http="keepalive_requests 10;"),)),
    Scenario("nginx, 10 requests a connection, HTTP/1.1",
             (partial(Nginx, http="keepalive_requests 10;", h2=False),)),
    Scenario("apache2, 10 requests a connection, HTTP/1.1",
             (partial(Apache, lines="MaxKeepAliveRequests 10", h2=False),)),
    Scenario("nginx limits the rate, 429", (partial(
        Nginx, http="limit_req_zone $server_port zone=all:1m rate=100r/s; limit_req_status 429;",
        location="limit_req zone=all burst=5 nodelay;"),)),
]

IDLE = {"window": 4, "pause-ms": 30}
FAULTY = [
    *(Scenario(f"{name}, ends connections after 30 ms idle", (box,), options=IDLE)
      for name, box in (
          ("nginx, HTTP/2", partial(Nginx, http="keepalive_timeout 30ms;")),
          ("nginx, HTTP/1.1", partial(Nginx, http="keepalive_timeout 30ms;", h2=False)),
          ("haproxy, HTTP/2", partial(Haproxy, defaults="timeout http-keep-alive 30ms")),
          ("haproxy, HTTP/1.1", partial(Haproxy, defaults="timeout http-keep-alive 30ms", h2=False)))),
    *(Scenario(f"{name}, {change.__name__}", (box,), behaviour=lambda _: slow(0.03),
               change=partial(change, seconds=0.1))
      for change in (changes.reloads, changes.restarts)
      for name, box in (
          ("nginx, HTTP/2", Nginx), ("nginx, HTTP/1.1", partial(Nginx, h2=False)),
          ("haproxy, HTTP/2", Haproxy), ("haproxy, HTTP/1.1", partial(Haproxy, h2=False)),
          ("apache2, HTTP/2", Apache), ("apache2, HTTP/1.1", partial(Apache, h2=False)))),
    *(Scenario(f"nginx, {name}, certificate changes", (partial(Nginx, h2=name == "HTTP/2"),),
               behaviour=lambda _: slow(0.03), change=partial(changes.certificates, seconds=0.1)) for name in ("HTTP/2", "HTTP/1.1")),
    *(Scenario(f"{proxy.program}, restarts", (Nginx,), proxy=proxy, behaviour=lambda _: slow(0.03),
               change=partial(changes.restarts, seconds=0.1, which=-1)) for proxy in (Squid, Tinyproxy)),
    Scenario("nginx, maintenance page", (gives_up(503, "Retry-After 1"),), behaviour=one_in(6, HANG_UP)),
    Scenario("varnish gives up", (partial(Varnish, parameters=("first_byte_timeout=0.3",)),), tls=False,
             behaviour=one_in(6, slow(0.8))),
    Scenario("varnish, the service hangs up", (Varnish, Nginx), behaviour=one_in(6, HANG_UP)),
    *(Scenario(f"nginx gives up, {status}", (gives_up(status),), behaviour=one_in(6, slow(0.8)))
      for status in (408, 409, 425, 460, 499, 500, 502, 503, 504)),
    *(Scenario(f"nginx gives up, {status}, Retry-After", (gives_up(status, "Retry-After 0"),),
               behaviour=one_in(6, slow(0.8))) for status in (408, 409, 425, 503)),
    Scenario("haproxy gives up", (partial(Haproxy, defaults="timeout server 300ms"),),
             behaviour=one_in(6, slow(0.8))),
    Scenario("apache2 gives up", (partial(Apache, lines="ProxyTimeout 1"),),
             behaviour=one_in(40, slow(1.8))),
    Scenario("nghttpx gives up", (partial(Nghttpx, options=("--backend-read-timeout=300ms",)),),
             behaviour=one_in(6, slow(0.8))),
    *(Scenario(f"{name}, half-closed connections", (box,), link=half_closed)
      for name, box in (("haproxy, 4 at once on a connection", partial(Haproxy, streams=4)),
                        ("nginx, HTTP/2", Nginx), ("nginx, HTTP/1.1", partial(Nginx, h2=False)))),
    *(Scenario(f"{name}, {fault}", (partial(Nginx, h2=name == "HTTP/2"),), tls=name != "no TLS",
               link=harmed(*acts))
      for fault, acts in (("reset connections", (relay.reset,)), ("byte-stream faults", ANY))
      for name in ("HTTP/2", "HTTP/1.1", "no TLS")),
    Scenario("byte-stream faults before squid", (Nginx,), proxy=Squid, link=harmed(*ANY)),
    *(Scenario(f"{name}, some connections are mute", (partial(Nginx, h2=name == "HTTP/2"),),
               tls=name != "no TLS", link=some_mute) for name in ("HTTP/2", "no TLS")),
    *(Scenario(f"nginx, {name}, 1.5 % of packets {fate}", (partial(Nginx, h2=name == "HTTP/2"),),
               packets=f"meta l4proto tcp numgen random mod 1000 < 15 {verdict}")
      for fate, verdict in (("lost", "drop"), ("reset", "reject with tcp reset"))
      for name in ("HTTP/2", "HTTP/1.1")),
]

SCENARIOS = [*(dataclasses.replace(one, faultless=True) for one in FAULTLESS), *FAULTY]

# Those of the ordinary suite, and in which mode.
ORDINARY = {
    "nginx, HTTP/2": DRIVE,
    "nginx, HTTP/1.1": THREADS,
    "nginx, no TLS": POLL,
    "varnish behind nginx": POLL,
    "refusals of the service": DRIVE,
    "squid to nginx, HTTP/2": POLL,
    "squid to haproxy, HTTP/1.1": THREADS,
    "tinyproxy to haproxy, HTTP/2": DRIVE,
    "tinyproxy to nginx, HTTP/1.1": POLL,
    "nginx, 10 requests a connection, HTTP/1.1": DRIVE,
    "apache2, 10 requests a connection, HTTP/1.1": POLL,
    "nginx limits the rate, 429": THREADS,
    "nginx, HTTP/1.1, ends connections after 30 ms idle": THREADS,
    "nginx, HTTP/2, reloads": POLL,
    "haproxy, HTTP/1.1, reloads": DRIVE,
    "apache2, HTTP/1.1, reloads": THREADS,
    "nginx, HTTP/2, certificate changes": DRIVE,
    "squid, restarts": THREADS,
    "nginx, maintenance page": DRIVE,
    "varnish gives up": THREADS,
    "nginx gives up, 408": POLL,
    "nginx gives up, 409, Retry-After": THREADS,
    "nginx gives up, 499": DRIVE,
    "nginx gives up, 503, Retry-After": POLL,
    "haproxy gives up": DRIVE,
    "nghttpx gives up": THREADS,
    "nginx, HTTP/2, half-closed connections": DRIVE,
    "HTTP/1.1, reset connections": POLL,
    "no TLS, byte-stream faults": THREADS,
    "byte-stream faults before squid": POLL,
}

assert ORDINARY.keys() <= {one.name for one in SCENARIOS}
