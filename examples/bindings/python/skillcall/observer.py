# SPDX-License-Identifier: Apache-2.0
"""The observer: what happens to calls, for traces and metrics."""

from dataclasses import dataclass, fields
from typing import Any, Optional

from ._native import ffi, lib, text
from .errors import Outcome


@dataclass(frozen=True)
class Event:
    """What has happened to a call: never a token, never a phone number. Times are in seconds."""

    call_id: int  #: that all events of a call share, unique within its client
    method: str
    url_template: str
    server_address: str
    server_port: int
    attempt: int  #: from 1; 0 before the first
    http_status: int  #: of the last answer, 0 for none
    status: int  #: a Status; PENDING when something has started
    outcome: Outcome
    error_type: Optional[str]  #: for example "timeout"
    bytes_sent: int
    bytes_received: int
    elapsed: float  #: since the call was submitted
    attempt_elapsed: float
    pause: Optional[float]  #: until the request is sent again, None if it is not
    client_session_id: Optional[str]
    session_id: Optional[str]
    request_id: Optional[str]

    @classmethod
    def read(cls, native: Any) -> "Event":
        """A copy, because the library's event does not outlive the callback."""
        return cls(**{field.name: _value(field.name, native) for field in fields(cls)})


def _value(name: str, native: Any) -> Any:
    if name in ("elapsed", "attempt_elapsed", "pause"):
        milliseconds = getattr(lib, f"skillcall_event_{name}_ms")(native)
        return None if milliseconds < 0 else milliseconds / 1000
    value = getattr(lib, f"skillcall_event_{name}")(native)
    if isinstance(value, ffi.CData):
        return text(value)
    return Outcome(value) if name == "outcome" else value


class Observer:
    """Gets the events of a client's calls, on the thread that uses it. These methods do nothing.

    The methods may use the client, but what would wait for it raises WrongState there.
    """

    def call_started(self, event: Event) -> None:
        """A call was taken up."""

    def attempt_started(self, event: Event) -> None:
        """The request is about to be sent."""

    def attempt_ended(self, event: Event) -> None:
        """It was answered, or has failed."""

    def call_ended(self, event: Event) -> None:
        """The call has ended."""


class ObserverTable:
    """The table of callbacks through which the library calls an Observer."""

    def __init__(self, observer: Observer) -> None:
        self._callbacks = {
            name: self._callback(getattr(observer, name))
            for name in ("call_started", "attempt_started", "attempt_ended", "call_ended")}
        self.table = ffi.new("skillcall_observer *", {
            "struct_size": ffi.sizeof("skillcall_observer"), **self._callbacks})

    @staticmethod
    def _callback(method: Any) -> Any:
        return ffi.callback("skillcall_event_function",
                            lambda _, native: method(Event.read(native)))
