# SPDX-License-Identifier: Apache-2.0
"""The whole way round of docs/guide/round-trip.md: from a skill request to the id on the SIP side."""

import json
import tempfile
import unittest
from pathlib import Path

from command_case import FROM, TO
from lambda_case import Function, RuntimeApi
from sip_peer import Peer
from support import Emulator, directory, run, vector

CLIENT_ID = "amzn1.application-oa2-client.84ec9912f0be4066be862afaff9d3c48"


class RoundTrip(unittest.TestCase):
    def ask(self, program, event, **environment):
        """Gives a function one event. Gives its answer and its log."""
        path = directory("SKILLCALL_EXAMPLES") / program
        with RuntimeApi() as api, Function([path], api, **environment) as function:
            answer = api.invoke(event)
            self.assertEqual(answer.kind, "response", answer.body)
            return answer.json(), function.log()

    def ask_room_skill(self, service, name, token="any-token"):
        """Gives the skill a request from a room. Gives its answer and its log."""
        request = vector(name)
        system = request["context"]["System"]
        system["apiEndpoint"] = service.url
        if name == "room-request.json":
            request["request"].update(type="IntentRequest", intent={"name": "CallSupportIntent"})
        return self.ask("lambda_skill", request, SUPPORT_NUMBER=TO, SUPPORT_EXTENSION="4011",
                        LWA_TOKEN=token, SKILL_ID=system["application"]["applicationId"])

    def test_a_room_calls_an_extension(self):
        peer = self.enterContext(Peer("answer"))
        service = self.enterContext(Emulator("--invite", peer.uri, "--talk-ms", "0"))
        granted, _ = self.ask_room_skill(service, "grant-request.json")
        self.assertEqual(granted["event"]["header"]["name"], "AcceptGrant.Response")

        refused, log = self.ask_room_skill(service, "room-request.json", "emulator-profile-none")
        self.assertIn("This room cannot call yet", refused["response"]["outputSpeech"]["text"])
        self.assertIn("not_placed: ", log)
        self.assertNotIn("session", [entry.get("kind") for entry in service.log()])

        announced, log = self.ask_room_skill(service, "room-request.json")
        self.assertEqual(announced["response"]["outputSpeech"]["text"], "Calling support.")
        self.assertEqual(announced["response"]["directives"],
                         [{"type": "Alexa.Presentation.APL.ExecuteCommands", "token": "room-menu",
                           "commands": [{"type": "Finish"}]}])
        invite = peer.wait()[0]
        self.assertTrue(invite.one("To").startswith("<sip:4011@"), invite.one("To"))
        decoded = run("uui", "decode", invite.one("User-to-User")).stdout.strip()
        self.assertIn(f"client session id {decoded},", log)

    def test_the_id_of_the_skill_arrives_on_the_sip_side(self):
        peer = self.enterContext(Peer("answer"))
        events = Path(self.enterContext(tempfile.TemporaryDirectory()), "events.jsonl")
        service = self.enterContext(Emulator("--invite", peer.uri, "--talk-ms", "0",
                                             "--event-file", events, "--lwa-client-id", CLIENT_ID))

        request = vector("skill-request.json")
        system = request["context"]["System"]
        system["apiEndpoint"] = service.url
        announced, _ = self.ask("lambda_skill", request, SUPPORT_NUMBER=TO,
                                SKILL_ID=system["application"]["applicationId"])
        self.assertEqual(announced["response"]["outputSpeech"]["text"], "Calling support.")
        entry, = [entry for entry in service.log() if entry.get("kind") == "session"]
        client_session_id = entry["clientSessionId"]

        invite = peer.wait()[0]
        decoded = run("uui", "decode", invite.one("User-to-User"))
        self.assertEqual(decoded.stdout, f"{client_session_id}\n")
        self.assertTrue(invite.one("From").startswith(f"<sip:{FROM}@"))

        event = json.loads(events.read_text(encoding="utf-8"))
        actions, log = self.ask("lambda_sip_function", event, SKILL_CLIENT_ID=CLIENT_ID)
        self.assertEqual([action["Type"] for action in actions["Actions"]], ["Speak", "Hangup"])
        self.assertIn(f"client session id {client_session_id}\n", log)
