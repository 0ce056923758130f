# SPDX-License-Identifier: Apache-2.0
"""The SIP side: the User-to-User header, and events of a SIP media application."""

from dataclasses import dataclass
from typing import Any, Iterable, Mapping, Optional, Tuple, Union

from ._native import NULL, document, ffi, lib, text
from .errors import done, filled, given, made
from .session import Owner


def encode_user_to_user(client_session_id: str) -> str:
    """The header value that Alexa sends for a client session id."""
    return filled(lib.SKILLCALL_UUI_SIZE, lib.skillcall_uui_encode,
                  given(client_session_id))


def decode_user_to_user(values: Union[str, Iterable[str]]) -> str:
    """The client session id in the values of all User-to-User header fields of a request.

    Raises Absent where they are well-formed and hold none, Malformed, TooLarge.
    """
    decoder = ffi.gc(made(lib.skillcall_uui_decoder_new, NULL), lib.skillcall_uui_decoder_free)
    for value in [values] if isinstance(values, str) else values:
        data = document(value)
        # A malformed field is reported below, unless another one holds the id.
        lib.skillcall_uui_decoder_add(decoder, data, len(data), NULL)
    return text(made(lib.skillcall_uui_decoder_client_session_id, decoder)) or ""


@dataclass(frozen=True)
class Leg:
    """A participant of an InboundCall."""

    call_id: Optional[str]
    from_number: Optional[str]
    to_number: Optional[str]
    skill_client_id: Optional[str]  #: which skill placed the call


class InboundCall(Owner):
    """An event of a SIP media application, as its Lambda function receives it."""

    _free = lib.skillcall_inbound_call_free

    def __init__(self, event: Union[str, bytes, Mapping[str, Any]]) -> None:
        data = document(event)
        super().__init__(made(lib.skillcall_inbound_call_from_json, NULL, data, len(data)))

    @property
    def event_type(self) -> str:
        """For example "NEW_INBOUND_CALL"."""
        return text(lib.skillcall_inbound_call_event_type(self.native)) or ""

    @property
    def transaction_id(self) -> Optional[str]:
        return text(lib.skillcall_inbound_call_transaction_id(self.native))

    @property
    def legs(self) -> Tuple[Leg, ...]:
        return tuple(Leg(text(lib.skillcall_inbound_call_call_id(self.native, i)),
                         text(lib.skillcall_inbound_call_from(self.native, i)),
                         text(lib.skillcall_inbound_call_to(self.native, i)),
                         text(lib.skillcall_inbound_call_skill_client_id(self.native, i)))
                     for i in range(lib.skillcall_inbound_call_participant_count(self.native)))

    def client_session_id(self, leg: int = 0) -> str:
        """From the User-to-User header. Raises Absent, Malformed or TooLarge."""
        return text(made(lib.skillcall_inbound_call_client_session_id, self.native, leg)) or ""

    def check_skill_client_id(self, expected: str, leg: int = 0) -> None:
        """Raises Mismatch where another skill placed the call, Absent where none is named."""
        done(lib.skillcall_inbound_call_check_skill_client_id, self.native, leg, given(expected))
