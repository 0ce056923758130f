# SPDX-License-Identifier: Apache-2.0
"""The Python binding, out of memory at each place where the library asks for it."""

import ctypes
import gc
import json
import os
import select
import uuid
from pathlib import Path

import skillcall

memory = ctypes.CDLL(None)
VECTORS = Path(os.environ["SKILLCALL_TEST_VECTORS"])
SKILL_REQUEST = (VECTORS / "skill-request.json").read_text(encoding="utf-8")
EVENT = (VECTORS / "inbound-call-event.json").read_text(encoding="utf-8")


def received(client_session_id):
    lines = Path(os.environ["SKILLCALL_TEST_LOG"]).read_text(encoding="utf-8").splitlines()
    return sum(json.loads(line)["clientSessionId"] == client_session_id for line in lines)


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


def plays_on(nth, is_lasting):
    """Whether an allocation has failed."""
    client_session_id = str(uuid.uuid4())
    memory.memory_arm(nth, is_lasting)
    outcome = outcome_of(client_session_id)
    has_failed = memory.memory_disarm() > 0
    gc.collect()
    where = f"allocation {nth}, lasting {is_lasting}: {outcome!r}"
    count = received(client_session_id)
    assert memory.memory_live() == 0, f"{where}: {memory.memory_live()} blocks are left behind"
    assert count <= 1, where
    assert count == 1 or outcome != skillcall.Outcome.PLACED, where
    assert count == 0 or outcome in (skillcall.Outcome.PLACED, skillcall.Outcome.UNKNOWN), where
    return has_failed


failed = 0
for lasting in (0, 1):
    n = 1
    while plays_on(n, lasting):
        n += 1
        failed += 1
print(f"python: {failed} failed allocations")
