# SPDX-License-Identifier: Apache-2.0
"""Failures: one exception for each status, all of them a SkillcallError with all details."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Callable, ClassVar, Dict, Optional, Tuple, Type

from ._native import NULL, encode, ffi, lib, text


class Status(IntEnum):
    """How a function ended: enum skillcall_status."""

    OK = 0
    ARGUMENT = 1
    NO_MEMORY = 2
    STATE = 3
    INVALID = 4
    MALFORMED = 5
    TOO_LARGE = 6
    ENDPOINT = 7
    TOKEN = 8
    GENERATOR = 9
    TRANSPORT = 10
    SYSTEM = 11
    UNSUPPORTED = 12
    BUSY = 13
    FORKED = 14
    PENDING = 15
    TIMEOUT = 16
    CANCELLED = 17
    RESOLVE = 18
    CONNECT = 19
    TLS = 20
    NETWORK = 21
    ANSWER = 22
    INPUT_REFUSED = 23
    BAD_TOKEN = 24
    ACCESS_DENIED = 25
    REGION = 26
    THROTTLED = 27
    REFUSED = 28
    UNAVAILABLE = 29
    SERVICE = 30
    ABSENT = 31
    MISMATCH = 32


class Outcome(IntEnum):
    """What became of a call: enum skillcall_outcome."""

    NONE = 0
    PLACED = 1
    NOT_PLACED = 2
    UNKNOWN = 3


@dataclass(frozen=True)
class Violation:
    """A broken rule: a JSON Pointer into the request body, a stable name, and a sentence."""

    path: str
    code: str
    message: str


class SkillcallError(Exception):
    """A failure. str() of it is the library's message, which explains what to do."""

    _by_status: ClassVar[Dict[int, Type["SkillcallError"]]] = {}

    status: int = Status.OK  #: a Status, or the number of one that a later library has added
    outcome = Outcome.NONE  #: what became of the call; NONE where none was being placed
    violations: Tuple[Violation, ...] = ()  #: the broken rules, of an InvalidSession
    http_status = 0  #: of the service's answer, 0 where none came
    service_code: Optional[str] = None  #: for example "BadToken"
    service_message: Optional[str] = None
    transport_code = 0  #: a CURLcode, unless the transport is your own
    transport_text: Optional[str] = None
    attempts = 0  #: how many times the request was handed to the transport
    retry_after: Optional[float] = None  #: the seconds that the service asked to wait
    request_id: Optional[str] = None  #: for a support case
    client_session_id: Optional[str] = None  #: the key to look the call up on the SIP side

    def __init_subclass__(cls, status: Status) -> None:
        super().__init_subclass__()
        cls.status = status
        SkillcallError._by_status[status] = cls

    @classmethod
    def of(cls, status: int) -> "SkillcallError":
        """The exception of a status about which no more is known."""
        return cls._make(status, lib.skillcall_status_text(status))

    @classmethod
    def _make(cls, status: int, message: Any) -> "SkillcallError":
        failure = cls._by_status.get(status, SkillcallError)(text(message))
        failure.status = Status(status) if status in cls._by_status else status
        return failure

    @classmethod
    def read(cls, error: Any) -> "SkillcallError":
        """The exception that an error object of the library stands for."""
        failure = cls._make(lib.skillcall_error_status(error), lib.skillcall_error_message(error))
        failure.outcome = Outcome(lib.skillcall_error_outcome(error))
        failure.violations = tuple(
            Violation(text(lib.skillcall_error_violation_path(error, i)) or "",
                      text(lib.skillcall_violation_name(
                          lib.skillcall_error_violation_code(error, i))) or "",
                      text(lib.skillcall_error_violation_message(error, i)) or "")
            for i in range(lib.skillcall_error_violation_count(error)))
        failure.http_status = lib.skillcall_error_http_status(error)
        failure.service_code = text(lib.skillcall_error_service_code(error))
        failure.service_message = text(lib.skillcall_error_service_message(error))
        failure.transport_code = lib.skillcall_error_transport_code(error)
        failure.transport_text = text(lib.skillcall_error_transport_text(error))
        failure.attempts = lib.skillcall_error_attempts(error)
        waiting = lib.skillcall_error_retry_after_ms(error)
        failure.retry_after = None if waiting < 0 else waiting / 1000
        failure.request_id = text(lib.skillcall_error_request_id(error))
        failure.client_session_id = text(lib.skillcall_error_client_session_id(error))
        return failure


class ArgumentError(SkillcallError, ValueError, status=Status.ARGUMENT):
    """An argument is out of range."""


class OutOfMemory(SkillcallError, MemoryError, status=Status.NO_MEMORY):
    """An allocation failed."""


class WrongState(SkillcallError, status=Status.STATE):
    """The object is in the wrong state for this."""


class InvalidSession(SkillcallError, ValueError, status=Status.INVALID):
    """Rules are broken: `violations` lists them all."""


class Malformed(SkillcallError, ValueError, status=Status.MALFORMED):
    """A document is not what its format demands."""


class TooLarge(SkillcallError, ValueError, status=Status.TOO_LARGE):
    """A document or an answer exceeds its limit."""


class EndpointRefused(SkillcallError, ValueError, status=Status.ENDPOINT):
    """The endpoint is not one a token may be sent to."""


class TokenMalformed(SkillcallError, ValueError, status=Status.TOKEN):
    """The token is not a bearer token."""


class GeneratorFailed(SkillcallError, status=Status.GENERATOR):
    """No client session id could be generated."""


class TransportFailed(SkillcallError, status=Status.TRANSPORT):
    """The transport violated its contract or refused the exchange."""


class SystemFailed(SkillcallError, status=Status.SYSTEM):
    """The operating system refused a resource."""


class Unsupported(SkillcallError, NotImplementedError, status=Status.UNSUPPORTED):
    """Not available on this platform or with this transport."""


class Busy(SkillcallError, status=Status.BUSY):
    """Too many calls are in flight."""


class Forked(SkillcallError, status=Status.FORKED):
    """The client belongs to the parent process."""


class Pending(SkillcallError, status=Status.PENDING):
    """The call has not ended yet."""


class DeadlinePassed(SkillcallError, status=Status.TIMEOUT):
    """The deadline passed."""


class Cancelled(SkillcallError, status=Status.CANCELLED):
    """The call was cancelled."""


class ResolveFailed(SkillcallError, status=Status.RESOLVE):
    """The host name could not be resolved."""


class ConnectFailed(SkillcallError, status=Status.CONNECT):
    """Could not connect to the server."""


class TlsFailed(SkillcallError, status=Status.TLS):
    """The server's certificate or TLS version is not acceptable."""


class NetworkFailed(SkillcallError, status=Status.NETWORK):
    """The connection was lost."""


class AnswerUnknown(SkillcallError, status=Status.ANSWER):
    """The service sent an undocumented answer."""


class InputRefused(SkillcallError, status=Status.INPUT_REFUSED):
    """HTTP 400: the service rejected the request as invalid."""


class BadToken(SkillcallError, status=Status.BAD_TOKEN):
    """HTTP 401: the token is expired or invalid."""


class AccessDenied(SkillcallError, status=Status.ACCESS_DENIED):
    """HTTP 403: access was denied."""


class NotInRegion(SkillcallError, status=Status.REGION):
    """HTTP 404: calling is not available at this endpoint."""


class Throttled(SkillcallError, status=Status.THROTTLED):
    """HTTP 429: too many requests."""


class Refused(SkillcallError, status=Status.REFUSED):
    """Any other HTTP status that proves a refusal."""


class Unavailable(SkillcallError, status=Status.UNAVAILABLE):
    """HTTP 503: what became of the call is unknown."""


class ServiceFailed(SkillcallError, status=Status.SERVICE):
    """Any other HTTP 5xx: what became of the call is unknown."""


class Absent(SkillcallError, LookupError, status=Status.ABSENT):
    """The document is valid but lacks the requested value."""


class Mismatch(SkillcallError, status=Status.MISMATCH):
    """The document belongs to another skill."""


def outcome_of(failure: Optional[BaseException]) -> Outcome:
    """What became of the call of an asyncio task that was cancelled, or that ran out of time.

    The failure is what the task raised: CancelledError, TimeoutError or a SkillcallError.
    """
    while failure:
        if isinstance(failure, SkillcallError):
            return failure.outcome
        failure = failure.__cause__ or failure.__context__
    return Outcome.NONE


def given(value: Optional[str], outcome: Outcome = Outcome.NONE) -> Any:
    """A string for C, NULL for None. What C would see cut is refused, with this outcome."""
    if value is None:
        return NULL
    if not isinstance(value, str):
        raise TypeError(f"a string is expected, not {type(value).__name__}")
    try:
        if "\0" in value:
            raise ValueError("a text must not hold a NUL character")
        return encode(value)
    except ValueError as refused:
        failure = ArgumentError(str(refused))
    failure.outcome = outcome
    raise failure


def _new_error() -> Any:
    error = lib.skillcall_error_new(NULL)
    if error == NULL:
        raise SkillcallError.of(Status.NO_MEMORY)
    return ffi.gc(error, lib.skillcall_error_free)


def made(function: Callable[..., Any], *arguments: Any, failed: Any = NULL) -> Any:
    """Calls a function that returns what it makes; raises where that is NULL."""
    error = _new_error()
    result = function(*arguments, error)
    if result == failed:
        raise SkillcallError.read(error)
    return result


def done(function: Callable[..., Any], *arguments: Any) -> None:
    """Calls a function that returns a status; raises where it is not OK."""
    error = _new_error()
    if function(*arguments, error) != lib.SKILLCALL_OK:
        raise SkillcallError.read(error)


def filled(size: int, function: Callable[..., Any], *arguments: Any) -> str:
    """What a function writes that is given a buffer, its size and an error, in this order."""
    buffer = ffi.new("char[]", size)
    done(function, *arguments, buffer, size)
    return bytes(ffi.string(buffer)).decode("utf-8")
