# SPDX-License-Identifier: Apache-2.0
"""The client: places calls, one or thousands, from one thread or many."""

import weakref
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Callable, Dict, Generic, Iterator, Optional, Tuple, TypeVar, Union

from ._native import NULL, address, document, ffi, lib, milliseconds, text
from .errors import Outcome, SkillcallError, WrongState, done, given, made
from .observer import Observer, ObserverTable
from .session import Session, Shared
from .skill import Access, Profile, SkillRequest
from .transport import Bridge, Transport

_Found = TypeVar("_Found")
_in_use: Dict[int, Any] = {}  # what a client calls back, until it is freed
_SLICE_MS = 100  # how long Ctrl-C has to wait for this thread


class LogLevel(IntEnum):
    """How much is logged: enum skillcall_log_level."""

    NONE = 0
    ERROR = 1
    INFO = 2
    DEBUG = 3


class HttpVersion(IntEnum):
    """The version of HTTP that is spoken: enum skillcall_http_version."""

    HTTP_1_1 = 1  #: one connection for each request
    HTTP_2 = 2  #: where the server agrees; calls share connections


@dataclass(frozen=True)
class Receipt:
    """The service has accepted the call. This does not mean that the phone rang."""

    session_id: Optional[str]
    client_session_id: Optional[str]
    request_id: Optional[str]
    attempts: int
    elapsed: float  #: seconds


class Call(Shared, Generic[_Found]):
    """A call or a lookup in flight. Keep it: one that is closed or collected is cancelled."""

    _free = lib.skillcall_call_free
    _interrupt = lib.skillcall_call_cancel

    def __init__(self, native: Any, read: Callable[[Any], _Found]) -> None:
        super().__init__(native)
        self._read = read

    @property
    def ended(self) -> bool:
        with self._entered() as call:
            return bool(lib.skillcall_call_status(call) != lib.SKILLCALL_E_PENDING)

    @property
    def outcome(self) -> Outcome:
        """NONE before its end, and for a lookup."""
        with self._entered() as call:
            return Outcome(lib.skillcall_call_outcome(call))

    @property
    def error(self) -> Optional[SkillcallError]:
        """None before its end, and if it was placed or found."""
        with self._entered() as call:
            return _failure(call)

    def cancel(self) -> None:
        """Cancels the call. Afterwards result() has its outcome."""
        with self._entered() as call:
            lib.skillcall_call_cancel(call)

    def result(self, timeout: Optional[float] = None) -> _Found:
        """Waits for its end; returns the receipt or what was found, or raises.

        Raises Pending if the timeout (in seconds) comes first. Ctrl-C interrupts the waiting.
        """
        with self._entered() as call:
            status = _wait(call, timeout)
            if status == lib.SKILLCALL_OK:
                return self._read(call)
            raise _failure(call) or SkillcallError.of(status)


def _wait(call: Any, timeout: Optional[float]) -> int:
    """Waits in slices. Without an error object, so that the outcome is reported even when out of
    memory."""
    left = None if timeout is None else max(0, round(timeout * 1000))
    while True:
        wait_ms = _SLICE_MS if left is None else min(_SLICE_MS, left)
        status = int(lib.skillcall_call_wait(call, wait_ms, NULL))
        left = None if left is None else left - wait_ms
        if status != lib.SKILLCALL_E_PENDING or left == 0:
            return status


def _failure(call: Any) -> Optional[SkillcallError]:
    error = lib.skillcall_call_error(call)
    return None if error == NULL else SkillcallError.read(error)


def _receipt(call: Any) -> Receipt:
    receipt = lib.skillcall_call_receipt(call)
    return Receipt(text(lib.skillcall_receipt_session_id(receipt)),
                   text(lib.skillcall_receipt_client_session_id(receipt)),
                   text(lib.skillcall_receipt_request_id(receipt)),
                   lib.skillcall_receipt_attempts(receipt),
                   lib.skillcall_receipt_elapsed_ms(receipt) / 1000)


def _ended(call: Call[Receipt]) -> Receipt:
    """The result of a call that was just submitted."""
    with call:
        try:
            return call.result()
        except WrongState as failure:  # in a callback, where no other thread drives
            failure.outcome = Outcome.NOT_PLACED
            raise


def _found(call: Any) -> str:
    return text(lib.skillcall_call_found(call)) or ""


class Client(Shared):
    """Serves all users and all threads of a program: endpoint and token come with each call.

    Times are in seconds; an option that is not given has the library's default. The log function
    gets a LogLevel and a line, on the thread that uses the client.
    """

    def __init__(self, *, deadline: Optional[float] = None,
                 connect_timeout: Optional[float] = None, max_attempts: Optional[int] = None,
                 backoff: Optional[Tuple[float, float]] = None,
                 max_connections: Optional[int] = None, max_calls: Optional[int] = None,
                 ca_file: Optional[str] = None, ca_path: Optional[str] = None,
                 ca_data: Union[str, bytes, None] = None, proxy: Optional[str] = None,
                 http_version: Optional[HttpVersion] = None, user_agent: Optional[str] = None,
                 log: Optional[Callable[[LogLevel, str], None]] = None,
                 log_level: LogLevel = LogLevel.INFO, observer: Optional[Observer] = None,
                 transport: Optional[Transport] = None) -> None:
        options = ffi.gc(made(lib.skillcall_client_options_new, NULL),
                         lib.skillcall_client_options_free)
        bridge = Bridge(transport) if transport else None
        observing = ObserverTable(observer) if observer else None
        log_callback = log and ffi.callback(
            "skillcall_log_function",
            lambda _, level, line: log(LogLevel(level), text(line) or ""))

        def option(name: str, *values: Any) -> None:
            if values[0] is not None:
                done(getattr(lib, f"skillcall_client_options_set_{name}"), options, *values)

        option("deadline_ms", milliseconds(deadline))
        option("connect_timeout_ms", milliseconds(connect_timeout))
        option("max_attempts", max_attempts)
        option("backoff_ms", *(round(pause * 1000) for pause in backoff) if backoff else [None])
        option("max_connections", max_connections)
        option("max_calls", max_calls)
        option("ca_file", None if ca_file is None else given(ca_file))
        option("ca_path", None if ca_path is None else given(ca_path))
        pem = None if ca_data is None else document(ca_data)
        option("ca_blob", pem, len(pem or b""))
        option("proxy", None if proxy is None else given(proxy))
        option("http_version", http_version)
        option("user_agent", None if user_agent is None else given(user_agent))
        option("log", log_callback, NULL, log_level)
        option("observer", observing and observing.table)
        option("transport", bridge and bridge.table)
        super().__init__(made(lib.skillcall_client_new, NULL, options))
        _in_use[address(self.native)] = (bridge, observing, log_callback)
        self._calls: "weakref.WeakValueDictionary[int, Call[Any]]" = weakref.WeakValueDictionary()

    @staticmethod
    def _free(native: Any) -> None:
        lib.skillcall_client_free(native)
        _in_use.pop(address(native), None)

    _interrupt = lib.skillcall_client_wake

    def start(self, access: Access, session: Session,
              deadline: Optional[float] = None) -> Receipt:
        """Places a call and waits for its end, at most until the deadline."""
        return _ended(self.submit(access, session, deadline))

    def find_mobile_number(self, access: Access, profile: Profile = Profile.ACCOUNT,
                           deadline: Optional[float] = None) -> str:
        """Looks up the user's mobile number. Raises Absent, AccessDenied, Malformed and others."""
        with self.submit_mobile_number_lookup(access, profile, deadline) as call:
            return call.result()

    def find_profile_id(self, access: Access, unit_id: str,
                        deadline: Optional[float] = None) -> str:
        """Looks up the communication profile id of a unit (a room)."""
        with self.submit_profile_id_lookup(access, unit_id, deadline) as call:
            return call.result()

    def create_profile(self, access: Access, unit_id: str, name: Optional[str] = None,
                       deadline: Optional[float] = None) -> str:
        """Creates the communication profile of a unit, or renames it; returns its id."""
        with self.submit_profile_creation(access, unit_id, name, deadline) as call:
            return call.result()

    def call_phone(self, request: SkillRequest, callee: str, caller: Optional[str] = None,
                   deadline: Optional[float] = None) -> Receipt:
        """Calls a number from the device that a request came from; without the caller's number it
        is looked up first, all within the deadline."""
        return _ended(self.submit_call_phone(request, callee, caller, deadline))

    def call_extension(self, request: SkillRequest, extension: str, profile_token: str,
                       deadline: Optional[float] = None) -> Receipt:
        """Calls an extension from a room in Smart Properties. The Login-with-Amazon token is for
        the profile of the room, which is looked up first."""
        return _ended(self.submit_call_extension(request, extension, profile_token, deadline))

    def send_progressive_response(self, access: Access, request_id: str, speech: str,
                                  deadline: Optional[float] = None) -> None:
        """What Alexa says while the skill is still working on its answer: SSML or plain text."""
        with self.submit_progressive_response(access, request_id, speech, deadline) as call:
            call.result()

    def submit(self, access: Access, session: Session,
               deadline: Optional[float] = None) -> Call[Receipt]:
        """Like start(), but returns at once. The call makes progress while a thread waits for any
        call of this client, or drives."""
        return self._submitted(_receipt, lib.skillcall_client_submit, deadline, access.native,
                               session.native)

    def submit_call_phone(self, request: SkillRequest, callee: str, caller: Optional[str] = None,
                          deadline: Optional[float] = None) -> Call[Receipt]:
        """Like call_phone(), but returns at once."""
        return self._submitted(_receipt, lib.skillcall_client_submit_call_phone, deadline,
                               request.native, given(callee, Outcome.NOT_PLACED),
                               given(caller, Outcome.NOT_PLACED))

    def submit_call_extension(self, request: SkillRequest, extension: str, profile_token: str,
                              deadline: Optional[float] = None) -> Call[Receipt]:
        """Like call_extension(), but returns at once."""
        return self._submitted(_receipt, lib.skillcall_client_submit_call_extension, deadline,
                               request.native, given(extension, Outcome.NOT_PLACED),
                               given(profile_token, Outcome.NOT_PLACED))

    def submit_progressive_response(self, access: Access, request_id: str, speech: str,
                                    deadline: Optional[float] = None) -> Call[None]:
        """Like send_progressive_response(), but returns at once."""
        return self._submitted(lambda _: None, lib.skillcall_client_submit_progressive_response,
                               deadline, access.native, given(request_id), given(speech))

    def submit_mobile_number_lookup(self, access: Access, profile: Profile = Profile.ACCOUNT,
                                    deadline: Optional[float] = None) -> Call[str]:
        """Like find_mobile_number(), but returns at once."""
        return self._submitted(_found, lib.skillcall_client_submit_mobile_number_lookup, deadline,
                               access.native, profile)

    def submit_profile_id_lookup(self, access: Access, unit_id: str,
                                 deadline: Optional[float] = None) -> Call[str]:
        """Like find_profile_id(), but returns at once."""
        return self._submitted(_found, lib.skillcall_client_submit_profile_id_lookup, deadline,
                               access.native, given(unit_id))

    def submit_profile_creation(self, access: Access, unit_id: str, name: Optional[str] = None,
                                deadline: Optional[float] = None) -> Call[str]:
        """Like create_profile(), but returns at once."""
        return self._submitted(_found, lib.skillcall_client_submit_profile_creation, deadline,
                               access.native, given(unit_id), given(name))

    def _submitted(self, read: Callable[[Any], _Found], function: Any, deadline: Optional[float],
                   *what: Any) -> Call[_Found]:
        with self._entered() as client:
            call = Call(made(function, client, *what, milliseconds(deadline) or 0), read)
        self._calls[address(call.native)] = call
        return call

    def drive(self, timeout: Optional[float] = 0) -> None:
        """Makes progress with all calls: returns when one has ended, after wake(), or when the
        timeout (in seconds) has passed; None for no timeout."""
        with self._entered() as client:
            done(lib.skillcall_client_drive, client,
                 -1 if timeout is None else max(0, round(timeout * 1000)))

    def take_ended(self) -> Iterator[Call[Any]]:
        """The submitted calls that have ended, each once, in the order of their ends."""
        while True:
            with self._entered() as client:
                native = lib.skillcall_client_take_ended(client)
            if native == NULL:
                return
            call = self._calls.pop(address(native), None)
            if call is not None:
                yield call

    def fileno(self) -> int:
        """A descriptor for select, poll and event loops: when it is readable, drive()."""
        with self._entered() as client:
            return int(made(lib.skillcall_client_pollable_fd, client, failed=-1))

    def wake(self) -> None:
        """Makes every running drive() return, or else the next. Any thread may call this."""
        with self._entered() as client:
            lib.skillcall_client_wake(client)

    @property
    def calls_in_flight(self) -> int:
        with self._entered() as client:
            return int(lib.skillcall_client_calls_in_flight(client))
