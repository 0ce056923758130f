# SPDX-License-Identifier: Apache-2.0
"""Transports of your own, in place of libcurl."""

import sys
from typing import Any, Dict, Iterable, List, Optional, Tuple

from ._native import NULL, address, ffi, lib, text
from .errors import SkillcallError, Status, given


class Exchange:
    """One HTTP request that a transport sends, and the answer it gives back, once."""

    def __init__(self, native: Any) -> None:
        self._native = native

    @property
    def native(self) -> Any:
        if self._native == NULL:
            raise SkillcallError.of(Status.STATE)
        return self._native

    @property
    def answered(self) -> bool:
        return bool(self._native == NULL)

    @property
    def method(self) -> str:
        return text(lib.skillcall_exchange_method(self.native)) or ""

    @property
    def url(self) -> str:
        """Redirects must not be followed."""
        return text(lib.skillcall_exchange_url(self.native)) or ""

    @property
    def headers(self) -> List[Tuple[str, str]]:
        """Names and values. The value of Authorization is a secret: keep no copy of it."""
        lines = (text(lib.skillcall_exchange_header(self.native, i)) or ""
                 for i in range(lib.skillcall_exchange_header_count(self.native)))
        return [(name, value) for name, _, value in (line.partition(": ") for line in lines)]

    @property
    def body(self) -> Optional[bytes]:
        data = lib.skillcall_exchange_body(self.native)
        size = lib.skillcall_exchange_body_size(self.native)
        return None if data == NULL else bytes(ffi.buffer(data, size))

    @property
    def remaining(self) -> float:
        """The seconds until the deadline, to which a transport that blocks must keep."""
        return float(lib.skillcall_exchange_remaining_ms(self.native)) / 1000

    def answer(self, http_status: int, headers: Iterable[Tuple[str, str]], body: bytes) -> None:
        """Ends the exchange with the complete answer of the service."""
        native = self.native
        _accept(lib.skillcall_exchange_set_status(native, http_status))
        for name, value in headers:
            _accept(lib.skillcall_exchange_add_header(native, given(name), given(value)))
        taken = lib.skillcall_exchange_add_body(native, body, len(body))
        if taken == lib.SKILLCALL_OK:
            self._native = NULL
            lib.skillcall_exchange_complete(native)
        else:
            self.fail(Status(taken), sent=True)

    def fail(self, status: Status, *, sent: bool, code: int = 0,
             reason: Optional[str] = None) -> None:
        """Ends the exchange without a complete answer.

        Pass sent=False only if nothing has left this machine: the request is then sent again. The
        reason is shown in the error's transport_text, so it must hold no secret.
        """
        whether = lib.SKILLCALL_MAYBE_SENT if sent else lib.SKILLCALL_NOT_SENT
        how = (Status(status), whether, int(code), given(reason))  # which may raise
        native, self._native = self.native, NULL
        lib.skillcall_exchange_fail(native, *how)


def _accept(status: int) -> None:
    if status != lib.SKILLCALL_OK:
        raise SkillcallError.of(status)


class Transport:
    """What a transport is asked to do; only submit() is needed.

    One that blocks answers each exchange in submit(). One with threads of its own answers later,
    from any thread. One that is driven has drive() and wake(), perhaps pollable_fd(). The library
    calls one of these functions at a time, on whichever thread drives the client, wake() excepted.
    """

    def submit(self, exchange: Exchange) -> None:
        """Takes an exchange. An exception ends it as one that may have been sent."""
        raise NotImplementedError

    def cancel(self, exchange: Exchange) -> None:
        """Gives up an exchange, which should then fail before this returns."""

    def drive(self, timeout_ms: int) -> None:
        """Waits until something can be done, but at most so long, and does it."""
        raise NotImplementedError

    def wake(self) -> None:
        """Makes a running drive() return, or the next one if none runs. From any thread."""
        raise NotImplementedError

    def pollable_fd(self) -> int:
        """A descriptor that polls readable whenever drive() has something to do, or -1."""
        return -1

    def close(self) -> None:
        """Called when the client is closed. No exchange may be touched any more."""


class Bridge:
    """The table of callbacks through which the library uses a Transport."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._exchanges: Dict[int, Exchange] = {}
        self._callbacks = {
            "submit": ffi.callback("int32_t(void *, skillcall_exchange *)", self._submit,
                                   Status.TRANSPORT),
            "cancel": ffi.callback("void(void *, skillcall_exchange *)", self._cancel),
            "destroy": ffi.callback("void(void *)", self._destroy),
        }
        if type(transport).drive is not Transport.drive:
            self._callbacks.update(
                drive=ffi.callback("int32_t(void *, int32_t)", self._drive, Status.TRANSPORT),
                wake=ffi.callback("void(void *)", lambda _: transport.wake()),
                pollable_fd=ffi.callback("int32_t(void *)", lambda _: transport.pollable_fd(), -1))
        self.table = ffi.new("skillcall_transport *", {
            "struct_size": ffi.sizeof("skillcall_transport"), **self._callbacks})

    def _submit(self, _: Any, native: Any) -> int:
        for key in [key for key, known in self._exchanges.items() if known.answered]:
            del self._exchanges[key]
        exchange = Exchange(native)
        self._exchanges[address(native)] = exchange
        try:
            self._transport.submit(exchange)
        except BaseException as failure:  # it may come after something was sent
            if not exchange.answered:
                exchange.fail(Status.TRANSPORT, sent=True, reason=type(failure).__name__)
            sys.excepthook(type(failure), failure, failure.__traceback__)
        return Status.OK

    def _cancel(self, _: Any, native: Any) -> None:
        exchange = self._exchanges.get(address(native))
        if exchange and not exchange.answered:
            self._transport.cancel(exchange)

    def _drive(self, _: Any, timeout_ms: int) -> int:
        self._transport.drive(timeout_ms)
        return Status.OK

    def _destroy(self, _: Any) -> None:
        for exchange in self._exchanges.values():
            exchange._native = NULL
        self._exchanges.clear()
        self._transport.close()
