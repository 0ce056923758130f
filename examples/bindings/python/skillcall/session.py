# SPDX-License-Identifier: Apache-2.0
"""Who calls whom: participants, and the session that is made of two of them."""

import contextlib
import os
import threading
import time
from dataclasses import dataclass
from types import TracebackType
from typing import Any, ClassVar, Dict, Iterator, NoReturn, Optional, Tuple, Type, TypeVar, Union

from ._native import NULL, document, ffi, lib, text
from .errors import done, given, made

_Self = TypeVar("_Self", bound="Owner")


class Owner:
    """Owns an object of the library: `with` or close() frees it, at the latest the collector."""

    _free: ClassVar[Any]  #: the library's function for that

    def __init__(self, native: Any) -> None:
        self.native = ffi.gc(native, self._free)

    @classmethod
    def owning(cls: Type[_Self], native: Any) -> _Self:
        """An object for what another function of the library made."""
        it = cls.__new__(cls)
        Owner.__init__(it, native)
        return it

    def close(self) -> None:
        """Frees the object; it is not to be used any more. A second time does nothing."""
        if self.native != NULL:
            ffi.release(self.native)
            self.native = NULL

    def __reduce__(self) -> NoReturn:
        raise TypeError(f"cannot copy or pickle {type(self).__name__}")

    def __enter__(self: _Self) -> _Self:
        return self

    def __exit__(self, kind: Optional[Type[BaseException]], failure: Optional[BaseException],
                 trace: Optional[TracebackType]) -> None:
        self.close()


class Shared(Owner):
    """An object that threads share: close() makes the others leave it before it is freed."""

    _interrupt: ClassVar[Any]  #: the library's function that does

    def __init__(self, native: Any) -> None:
        super().__init__(native)
        self._process = os.getpid()
        self._inside: Dict[object, int] = {}  # the thread of each function that uses it

    @contextlib.contextmanager
    def _entered(self) -> Iterator[Any]:
        """Lends the object to a function of the library."""
        one = object()
        self._inside[one] = threading.get_ident()
        try:
            yield self.native
        finally:
            del self._inside[one]

    def _others_are_inside(self) -> bool:
        return self._process == os.getpid() and any(
            thread != threading.get_ident() for thread in list(self._inside.values()))

    def close(self) -> None:
        native, self.native = self.native, NULL
        while self._others_are_inside():
            self._interrupt(native)
            time.sleep(0.001)
        if native != NULL:
            ffi.release(native)


@dataclass(frozen=True)
class Participant:
    """One end of a call. Nothing is checked here: a Session checks all rules at once."""

    type: Optional[str] = None
    value: Optional[str] = None
    endpoint_id: Optional[str] = None
    provider_id: Optional[str] = None
    originator: Optional[bool] = None  #: None leaves the member out, which means no

    @classmethod
    def phone_caller(cls, number: str, endpoint_id: str) -> "Participant":
        """The caller of a call between phone numbers: the user's number and deviceId."""
        return cls._made(lib.skillcall_participant_new_phone_caller, number, endpoint_id)

    @classmethod
    def phone_callee(cls, number: str) -> "Participant":
        """The callee of a call between phone numbers."""
        return cls._made(lib.skillcall_participant_new_phone_callee, number)

    @classmethod
    def room(cls, profile_id: str, endpoint_id: str) -> "Participant":
        """The calling room of a Smart Properties call."""
        return cls._made(lib.skillcall_participant_new_room, profile_id, endpoint_id)

    @classmethod
    def extension(cls, extension: str) -> "Participant":
        """The callee of a Smart Properties call: an extension of the PBX."""
        return cls._made(lib.skillcall_participant_new_extension, extension)

    @classmethod
    def _made(cls, constructor: Any, *texts: str) -> "Participant":
        return cls.taken(made(constructor, NULL, *map(given, texts)))

    @classmethod
    def taken(cls, native: Any) -> "Participant":
        """The values of a participant of the library, which is freed."""
        try:
            return cls.read(native)
        finally:
            lib.skillcall_participant_free(native)

    @classmethod
    def read(cls, native: Any) -> "Participant":
        """The values of a participant of the library."""
        originator = lib.skillcall_participant_originator(native)
        return cls(text(lib.skillcall_participant_type(native)),
                   text(lib.skillcall_participant_value(native)),
                   text(lib.skillcall_participant_endpoint_id(native)),
                   text(lib.skillcall_participant_provider_id(native)),
                   None if originator == lib.SKILLCALL_ORIGINATOR_UNSET else bool(originator))

    def native(self) -> Any:
        """A participant of the library with these values."""
        it = ffi.gc(made(lib.skillcall_participant_new, NULL), lib.skillcall_participant_free)
        originator = lib.SKILLCALL_ORIGINATOR_UNSET if self.originator is None else self.originator
        done(lib.skillcall_participant_set_identity, it, given(self.type), given(self.value))
        done(lib.skillcall_participant_set_endpoint_id, it, given(self.endpoint_id))
        done(lib.skillcall_participant_set_provider_id, it, given(self.provider_id))
        done(lib.skillcall_participant_set_originator, it, int(originator))
        return it


class Session(Owner):
    """One call to place, checked and immutable. Placing it twice rings the phone twice.

    It gets its own client session id, by which the SIP side recognises the call, unless one
    is given, or left out with omit_client_session_id.
    """

    _free = lib.skillcall_session_free

    def __init__(self, *participants: Participant, client_session_id: Optional[str] = None,
                 omit_client_session_id: bool = False, allow_unknown: bool = False) -> None:
        builder = ffi.gc(made(lib.skillcall_session_builder_new, NULL),
                         lib.skillcall_session_builder_free)
        for participant in participants:
            done(lib.skillcall_session_builder_add, builder, participant.native())
        done(lib.skillcall_session_builder_set_client_session_id, builder,
             given(client_session_id))
        if omit_client_session_id:
            done(lib.skillcall_session_builder_omit_client_session_id, builder)
        done(lib.skillcall_session_builder_allow_unknown, builder, int(allow_unknown))
        super().__init__(made(lib.skillcall_session_builder_build, builder))

    @classmethod
    def from_json(cls, json: Union[str, bytes], allow_unknown: bool = False) -> "Session":
        """Reads a request body and checks it by the same rules."""
        data = document(json)
        return cls.owning(made(lib.skillcall_session_from_json, NULL, data, len(data),
                               int(allow_unknown)))

    @property
    def participants(self) -> Tuple[Participant, ...]:
        return tuple(Participant.read(lib.skillcall_session_participant(self.native, i))
                     for i in range(lib.skillcall_session_participant_count(self.native)))

    @property
    def client_session_id(self) -> Optional[str]:
        return text(lib.skillcall_session_client_session_id(self.native))

    def to_json(self, indent: int = 0) -> str:
        """The request body; with no indent it is what is sent, byte for byte."""
        size = lib.skillcall_session_write_json(self.native, indent, NULL, 0) + 1
        buffer = ffi.new("char[]", size)
        lib.skillcall_session_write_json(self.native, indent, buffer, size)
        return text(buffer) or ""
