# SPDX-License-Identifier: Apache-2.0
"""The skill's side: what it receives from Alexa and what it answers."""

import json
import time
from enum import IntEnum
from typing import Any, Dict, Mapping, Optional, Union

from ._native import NULL, document, ffi, lib, text
from .errors import done, filled, given, made
from .session import Owner, Participant


class Profile(IntEnum):
    """Whose mobile number: enum skillcall_profile."""

    ACCOUNT = 0
    PERSON = 1


class Permission(IntEnum):
    """What the user has decided about a permission: enum skillcall_permission."""

    NOT_ASKED = 0
    GRANTED = 1
    DENIED = 2


class Text:
    """An attribute that a function of the library reads: a text, or None where there is none."""

    def __init__(self, function: Any) -> None:
        self._function = function

    def __get__(self, owner: Owner, kind: Any) -> Optional[str]:
        return text(self._function(owner.native))


def _truth(value: int) -> Optional[bool]:
    return None if value < 0 else bool(value)


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
        data = document(request)
        super().__init__(made(lib.skillcall_skill_request_from_json, NULL, data, len(data)))

    type = Text(lib.skillcall_skill_request_type)  #: for example "IntentRequest"
    id = Text(lib.skillcall_skill_request_id)
    intent_name = Text(lib.skillcall_skill_request_intent_name)
    locale = Text(lib.skillcall_skill_request_locale)
    device_id = Text(lib.skillcall_skill_request_device_id)
    application_id = Text(lib.skillcall_skill_request_application_id)
    user_id = Text(lib.skillcall_skill_request_user_id)
    user_access_token = Text(lib.skillcall_skill_request_user_access_token)  #: a secret
    person_id = Text(lib.skillcall_skill_request_person_id)
    unit_id = Text(lib.skillcall_skill_request_unit_id)
    persistent_unit_id = Text(lib.skillcall_skill_request_persistent_unit_id)
    api_endpoint = Text(lib.skillcall_skill_request_api_endpoint)
    apl_token = Text(lib.skillcall_skill_request_apl_token)  #: of the document on the screen
    grant_type = Text(lib.skillcall_skill_request_grant_type)
    grant_code = Text(lib.skillcall_skill_request_grant_code)  #: a secret

    @property
    def timestamp(self) -> Optional[float]:
        """Seconds since 1970, as time.time() counts."""
        value = lib.skillcall_skill_request_timestamp_ms(self.native)
        return None if value < 0 else value / 1000

    def is_fresh(self, now: Optional[float] = None) -> Optional[bool]:
        """Whether its age is acceptable; an older request may be a replay. None if it has no
        timestamp that can be read."""
        now_ms = round((time.time() if now is None else now) * 1000)
        return _truth(lib.skillcall_skill_request_is_fresh(self.native, now_ms))

    @property
    def is_new_session(self) -> Optional[bool]:
        return _truth(lib.skillcall_skill_request_is_new_session(self.native))

    @property
    def is_grant(self) -> bool:
        """Whether this is the Grant of Smart Properties, to be answered with accept_grant()."""
        return bool(lib.skillcall_skill_request_is_grant(self.native))

    def permission(self, scope: str) -> Permission:
        """What the user has decided, for example of "alexa::profile:mobile_number:read"."""
        return Permission(lib.skillcall_skill_request_permission(self.native, given(scope)))

    def supports_interface(self, name: str) -> bool:
        """Whether the device has an interface, for example "Alexa.Presentation.APL"."""
        return bool(lib.skillcall_skill_request_supports_interface(self.native, given(name)))

    def check_application_id(self, expected: str) -> None:
        """Raises Mismatch where the request is meant for another skill, Absent for none."""
        done(lib.skillcall_skill_request_check_application_id, self.native, given(expected))

    def access(self, trusted_host: Optional[str] = None) -> Access:
        """Where and with what right to place a call. Raises Absent where it names neither."""
        return Access.owning(made(lib.skillcall_skill_request_access, self.native,
                                  given(trusted_host)))

    def originator(self, number: str) -> Participant:
        """The caller: the user's number and the device. Raises Absent without a device."""
        return Participant.taken(made(lib.skillcall_skill_request_originator, self.native,
                                      given(number)))


class SkillResponse(Owner):
    """What a skill answers. It ends the skill's session, as a call demands, unless it has a
    reprompt."""

    _free = lib.skillcall_skill_response_free

    def __init__(self) -> None:
        super().__init__(made(lib.skillcall_skill_response_new, NULL))

    def _done(self, function: Any, *arguments: Any) -> "SkillResponse":
        done(function, self.native, *arguments)
        return self

    def say(self, announcement: str) -> "SkillResponse":
        """What Alexa says, as plain text."""
        return self._done(lib.skillcall_skill_response_say, given(announcement))

    def say_ssml(self, ssml: str) -> "SkillResponse":
        """What Alexa says, as a speak element."""
        return self._done(lib.skillcall_skill_response_say_ssml, given(ssml))

    def reprompt(self, announcement: str) -> "SkillResponse":
        """What Alexa says if the user does not answer: the session stays open."""
        return self._done(lib.skillcall_skill_response_reprompt, given(announcement))

    def reprompt_ssml(self, ssml: str) -> "SkillResponse":
        """The same as a speak element."""
        return self._done(lib.skillcall_skill_response_reprompt_ssml, given(ssml))

    def ask_for_permission(self, profile: Profile = Profile.ACCOUNT) -> "SkillResponse":
        """A card that asks the user for the permission to read the mobile number."""
        return self._done(lib.skillcall_skill_response_ask_for_permission, profile)

    def link_account(self) -> "SkillResponse":
        """A card that asks the user to link an account."""
        return self._done(lib.skillcall_skill_response_link_account)

    def add_directive(self, directive: Union[str, bytes, Mapping[str, Any]]) -> "SkillResponse":
        """An object with a "type", after those that were added before."""
        data = document(directive)
        return self._done(lib.skillcall_skill_response_add_directive_json, data, len(data))

    def finish_apl(self, token: str) -> "SkillResponse":
        """Finishes the APL document of this token, so that the screen shows the call."""
        return self._done(lib.skillcall_skill_response_finish_apl, given(token))

    def set_session_attributes(self, attributes: Union[str, bytes, Mapping[str, Any]]
                               ) -> "SkillResponse":
        """What comes back with the next request of the session."""
        data = document(attributes)
        return self._done(lib.skillcall_skill_response_set_session_attributes_json, data,
                          len(data))

    def accept_grant(self) -> "SkillResponse":
        """Makes it the answer to a Grant, and nothing else."""
        return self._done(lib.skillcall_skill_response_accept_grant)

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
