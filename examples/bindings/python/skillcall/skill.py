"""The skill's side: what it receives from Alexa and what it answers."""

import json
import time
from enum import IntEnum
from typing import Any, Dict, Mapping, Optional, Union

from ._native import NULL, document, ffi, given, lib, text
from .errors import done, filled, made
from .session import Owner, Participant


class Profile(IntEnum):
    """Whose mobile number: enum skillcall_profile."""

    ACCOUNT = 0
    PERSON = 1


class Access(Owner):
    """Where to place a call and with what right. Closing it wipes the token in the library."""

    _free = lib.skillcall_access_free

    def __init__(self, endpoint: str, token: str, trusted_host: Optional[str] = None) -> None:
        super().__init__(made(lib.skillcall_access_new, NULL, given(endpoint), given(token),
                              given(trusted_host)))

    @property
    def endpoint(self) -> str:
        return text(lib.skillcall_access_endpoint(self.native)) or ""


class SkillRequest(Owner):
    """A request of Alexa to a skill, as JSON or as the dictionary that a Lambda function gets."""

    _free = lib.skillcall_skill_request_free

    def __init__(self, request: Union[str, bytes, Mapping[str, Any]]) -> None:
        data = document(json.dumps(request) if isinstance(request, Mapping) else request)
        super().__init__(made(lib.skillcall_skill_request_from_json, NULL, data, len(data)))

    @property
    def type(self) -> str:
        """For example "LaunchRequest" or "IntentRequest"."""
        return text(lib.skillcall_skill_request_type(self.native)) or ""

    @property
    def id(self) -> Optional[str]:
        return text(lib.skillcall_skill_request_id(self.native))

    @property
    def intent_name(self) -> Optional[str]:
        return text(lib.skillcall_skill_request_intent_name(self.native))

    @property
    def locale(self) -> Optional[str]:
        return text(lib.skillcall_skill_request_locale(self.native))

    @property
    def timestamp(self) -> Optional[float]:
        """Seconds since 1970, as time.time() counts."""
        value = lib.skillcall_skill_request_timestamp_ms(self.native)
        return None if value < 0 else value / 1000

    def is_fresh(self, now: Optional[float] = None) -> bool:
        """Whether it is as young as Alexa demands, and not a recorded one sent again."""
        now_ms = round((time.time() if now is None else now) * 1000)
        age = lib.skillcall_skill_request_age_ms(self.native, now_ms)
        return bool(abs(age) <= lib.SKILLCALL_SKILL_REQUEST_TOLERANCE_MS)

    @property
    def is_new_session(self) -> Optional[bool]:
        value = lib.skillcall_skill_request_is_new_session(self.native)
        return None if value < 0 else bool(value)

    @property
    def device_id(self) -> Optional[str]:
        return text(lib.skillcall_skill_request_device_id(self.native))

    @property
    def application_id(self) -> Optional[str]:
        return text(lib.skillcall_skill_request_application_id(self.native))

    @property
    def user_id(self) -> Optional[str]:
        return text(lib.skillcall_skill_request_user_id(self.native))

    @property
    def user_access_token(self) -> Optional[str]:
        """The token of account linking. It is a secret: keep it out of logs."""
        return text(lib.skillcall_skill_request_user_access_token(self.native))

    @property
    def person_id(self) -> Optional[str]:
        return text(lib.skillcall_skill_request_person_id(self.native))

    @property
    def persistent_unit_id(self) -> Optional[str]:
        return text(lib.skillcall_skill_request_persistent_unit_id(self.native))

    @property
    def api_endpoint(self) -> Optional[str]:
        return text(lib.skillcall_skill_request_api_endpoint(self.native))

    def check_application_id(self, expected: str) -> None:
        """Raises Mismatch where the request is meant for another skill, Absent for none."""
        done(lib.skillcall_skill_request_check_application_id, self.native, given(expected))

    def access(self, trusted_host: Optional[str] = None) -> Access:
        """Where and with what right to place a call. Raises Absent where it names neither."""
        return Access.owning(made(lib.skillcall_skill_request_access, self.native,
                                  given(trusted_host)))

    def originator(self, number: str) -> Participant:
        """The calling end: the user's number and the device. Raises Absent without a device."""
        return Participant.taken(made(lib.skillcall_skill_request_originator, self.native,
                                      given(number)))


class SkillResponse(Owner):
    """What a skill answers. It ends the skill's session, as a call demands."""

    _free = lib.skillcall_skill_response_free

    def __init__(self) -> None:
        super().__init__(made(lib.skillcall_skill_response_new, NULL))

    def say(self, announcement: str) -> "SkillResponse":
        """What Alexa says, as plain text."""
        done(lib.skillcall_skill_response_say, self.native, given(announcement))
        return self

    def say_ssml(self, ssml: str) -> "SkillResponse":
        """What Alexa says, as a speak element."""
        done(lib.skillcall_skill_response_say_ssml, self.native, given(ssml))
        return self

    def ask_for_permission(self, profile: Profile = Profile.ACCOUNT) -> "SkillResponse":
        """A card that asks the user for the permission to read the mobile number."""
        done(lib.skillcall_skill_response_ask_for_permission, self.native, profile)
        return self

    def to_json(self) -> str:
        return text(made(lib.skillcall_skill_response_json, self.native)) or ""

    def to_dict(self) -> Dict[str, Any]:
        """What a Lambda function returns."""
        response: Dict[str, Any] = json.loads(self.to_json())
        return response


def escape_ssml(plain: str) -> str:
    """Text that stands for itself inside SSML."""
    data = given(plain)
    size = lib.skillcall_skill_response_escape_ssml(data, NULL, 0) + 1
    buffer = ffi.new("char[]", size)
    lib.skillcall_skill_response_escape_ssml(data, buffer, size)
    return text(buffer) or ""


def join_mobile_number(country_code: Optional[str], phone_number: Optional[str]) -> str:
    """The two members of a profile as an E.164 number. Raises Absent or Malformed."""
    return filled(lib.SKILLCALL_MOBILE_NUMBER_SIZE, lib.skillcall_mobile_number_join,
                  given(country_code), given(phone_number))
