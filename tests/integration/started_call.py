# SPDX-License-Identifier: Apache-2.0
"""What the tests share of what the emulator does after a session started."""

import time

from support import SMART_PROPERTIES_PROVIDER, send, vector

SESSION = "/v1/communications/session"
CLIENT_ID = "amzn1.application-oa2-client.84ec9912f0be4066be862afaff9d3c48"
DEFAULT_CLIENT_ID = r"^amzn1\.application-oa2-client\.[0-9a-f]{32}$"

# The worked example of the contract.
ID = "db792233-8df3-416c-8d80-a70038747b74"
VALUE = ("6373693d64623739323233332d386466332d343136632d386438302d613730303338373437623734"
         ";encoding=hex")


def room(profile_id, extension):
    """The body of a call from a room to an extension (Smart Properties), the callee first."""
    provider = {"communicationProviderId": SMART_PROPERTIES_PROVIDER}
    caller = {"id": {"type": "COMMUNICATION_PROFILE_ID", "value": profile_id},
              "endpointId": "device", "isOriginator": True}
    callee = {"id": {"type": "RAW_ADDRESS", "value": extension}}
    return {"participants": [{**callee, **provider}, {**caller, **provider}]}


def start(service, client_session_id=ID, body=None, token="emulator-ok"):
    """Starts a session by a plain request; gives the status and the answer."""
    body = dict(body or vector("session-request.json"))
    body["clientContext"] = {"clientSessionId": client_session_id} if client_session_id else {}
    status, _, answer = send(service.url, "POST", SESSION, token, body)
    return status, answer


def lines_with(service, member):
    return [line for line in service.log() if member in line]


def wait_for(service, member, *values, seconds=30):
    """The log's lines with a member, as soon as the last of them has one of the values."""
    end = time.monotonic() + seconds
    while True:
        lines = lines_with(service, member)
        if lines and lines[-1][member] in values:
            return lines
        if time.monotonic() > end:
            raise AssertionError(f"no {values} in {lines}")
        time.sleep(0.005)


def course(service):
    """The SIP course of the calls, from the log."""
    return [(line["sip"], line["status"]) for line in lines_with(service, "sip")]
