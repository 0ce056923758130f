# SPDX-License-Identifier: Apache-2.0
"""Starts Alexa communication sessions ("skill calls") and recognises them on the SIP side.

    session = Session(Participant.phone_caller("+12045551111", device_id),
                      Participant.phone_callee("+16073331111"))
    with Client() as client, Access(api_endpoint, api_access_token) as access:
        print(client.start(access, session).session_id)
"""

from ._native import lib as _lib, text as _text
from .aio import AsyncClient
from .client import Call, Client, HttpVersion, LogLevel, Receipt
from .errors import (AccessDenied, Absent, AnswerUnknown, ArgumentError, BadToken, Busy, Cancelled,
                     ConnectFailed, DeadlinePassed, EndpointRefused, Forked, GeneratorFailed,
                     InputRefused, InvalidSession, Malformed, Mismatch, NetworkFailed, NotInRegion,
                     OutOfMemory, Outcome, Pending, Refused, ResolveFailed, ServiceFailed,
                     SkillcallError, Status, SystemFailed, Throttled, TlsFailed, TokenMalformed,
                     TooLarge, TransportFailed, Unavailable, Unsupported, Violation, WrongState,
                     outcome_of)
from .observer import Event, Observer
from .session import Participant, Session
from .sip import InboundCall, Leg, decode_user_to_user, encode_user_to_user
from .skill import (Access, Permission, Profile, SkillRequest, SkillResponse, escape_ssml,
                    join_mobile_number)
from .transport import Exchange, Transport

PHONE_NUMBER = "PHONE_NUMBER"
COMMUNICATION_PROFILE_ID = "COMMUNICATION_PROFILE_ID"
RAW_ADDRESS = "RAW_ADDRESS"
PROVIDER_PHONE = "amzn1.alexa.csp.id.82bb98bc-384a-11ed-a261-0242ac120002"
PROVIDER_SMART_PROPERTIES = "amzn1.comms.csp.id.c0e1cd84-a846-11ed-afa1-0242ac120002"
ENDPOINT_NORTH_AMERICA = "https://api.amazonalexa.com"
EVENT_NEW_INBOUND_CALL = "NEW_INBOUND_CALL"


def library_version() -> str:
    """The version of the C library in use."""
    return _text(_lib.skillcall_version()) or ""


__all__ = ["Absent", "Access", "AccessDenied", "AnswerUnknown", "ArgumentError", "AsyncClient",
           "BadToken", "Busy", "COMMUNICATION_PROFILE_ID", "Call", "Cancelled", "Client",
           "ConnectFailed", "DeadlinePassed", "ENDPOINT_NORTH_AMERICA",
           "EVENT_NEW_INBOUND_CALL", "EndpointRefused", "Event", "Exchange", "Forked", "GeneratorFailed",
           "HttpVersion", "InboundCall", "InputRefused", "InvalidSession", "Leg", "LogLevel", "Malformed",
           "Mismatch", "NetworkFailed", "NotInRegion", "Observer", "OutOfMemory", "Outcome", "PHONE_NUMBER",
           "PROVIDER_PHONE", "PROVIDER_SMART_PROPERTIES", "Participant", "Pending", "Permission", "Profile",
           "RAW_ADDRESS", "Receipt", "Refused", "ResolveFailed", "ServiceFailed", "Session",
           "SkillRequest", "SkillResponse", "SkillcallError", "Status", "SystemFailed",
           "Throttled", "TlsFailed", "TokenMalformed", "TooLarge", "Transport",
           "TransportFailed", "Unavailable", "Unsupported", "Violation", "WrongState",
           "decode_user_to_user", "encode_user_to_user", "escape_ssml", "join_mobile_number",
           "library_version", "outcome_of"]
