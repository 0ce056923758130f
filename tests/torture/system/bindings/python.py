# SPDX-License-Identifier: Apache-2.0
"""The Python binding, out of memory at each place where the library asks for it."""

import ctypes
import gc
import os
import select
from pathlib import Path

import skillcall

memory = ctypes.CDLL(None)
memory.memory_next.restype = ctypes.c_char_p
VECTORS = Path(os.environ["SKILLCALL_TEST_VECTORS"])
SKILL_REQUEST = (VECTORS / "skill-request.json").read_text(encoding="utf-8")
EVENT = (VECTORS / "inbound-call-event.json").read_text(encoding="utf-8")


def read_documents():
    with skillcall.SkillRequest(SKILL_REQUEST) as request:
        request.originator("+12045551111")
    with skillcall.InboundCall(EVENT) as event:
        event.client_session_id()
    skillcall.decode_user_to_user(skillcall.encode_user_to_user("an-id"))
    skillcall.SkillResponse().say("Calling.").to_dict()


def make_session(client_session_id):
    with skillcall.Session(skillcall.Participant.phone_caller("+12045551111", "device"),
                           skillcall.Participant.phone_callee("+16073331111"),
                           client_session_id=client_session_id) as session:
        return skillcall.Session.from_json(session.to_json())


def drive(client, call):
    while not call.ended:
        select.select([client], [], [], 5)
        client.drive()
    list(client.take_ended())


def play(client_session_id):
    read_documents()
    with skillcall.Access(os.environ["SKILLCALL_TEST_URL"], "emulator-ok") as access, \
            make_session(client_session_id) as session, skillcall.Client() as client:
        client.find_mobile_number(access)
        with client.submit(access, session) as call:
            try:
                drive(client, call)
            except skillcall.OutOfMemory:
                pass  # the call is still there
            call.result()


def outcome_of(client_session_id):
    try:
        play(client_session_id)
        return skillcall.Outcome.PLACED
    except skillcall.OutOfMemory as failure:
        assert failure.status == skillcall.Status.NO_MEMORY and str(failure)
        return failure.outcome


while call_id := memory.memory_next():
    outcome = outcome_of(call_id.decode())
    memory.memory_end()
    gc.collect()
    memory.memory_report(outcome.name.lower().encode())
