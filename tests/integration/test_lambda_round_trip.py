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
        client_session_id = service.log()[1]["clientSessionId"]

        invite = peer.wait()[0]
        decoded = run("uui", "decode", invite.one("User-to-User"))
        self.assertEqual(decoded.stdout, f"{client_session_id}\n")
        self.assertTrue(invite.one("From").startswith(f"<sip:{FROM}@"))

        event = json.loads(events.read_text(encoding="utf-8"))
        actions, log = self.ask("lambda_sip_function", event, SKILL_CLIENT_ID=CLIENT_ID)
        self.assertEqual([action["Type"] for action in actions["Actions"]], ["Speak", "Hangup"])
        self.assertIn(f"client session id {client_session_id}\n", log)


if __name__ == "__main__":
    unittest.main()
