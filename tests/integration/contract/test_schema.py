# SPDX-License-Identifier: Apache-2.0
"""docs/reference/session.schema.json and `skillcall validate` accept and refuse the same request bodies."""

import copy
import json
import subprocess
import unittest

from support import PHONE_PROVIDER, SMART_PROPERTIES_PROVIDER, TESTS, directory, run, vector

SCHEMA = TESTS.parent / "docs/reference/session.schema.json"

PHONES = vector("session-request.json")
ROOM = {
    "participants": [
        {"id": {"type": "COMMUNICATION_PROFILE_ID", "value": "amzn1.profile.1"}, "endpointId": "device",
         "isOriginator": True, "communicationProviderId": SMART_PROPERTIES_PROVIDER},
        {"id": {"type": "RAW_ADDRESS", "value": "4011"}, "isOriginator": False,
         "communicationProviderId": SMART_PROPERTIES_PROVIDER},
    ],
}

MISSING = object()
VALUES = [
    MISSING, None, True, False, 0, 1, "", " ", "x", "+12", "+1", "12045551111", "+02045551111", "+1204555111a",
    "+123456789012345", "+1234567890123456", "+12045551111\n", "\u0661\u0662", "\u00e9" * 100, "\u00e9" * 101,
    "a" * 100, "a" * 101, "a" * 128, "a" * 129, "\U0001f4de" * 128, "\U0001f4de" * 129, "a" * 512, "a" * 513,
    "\u0001", "\u007f", "\u009f", "\u00a0", "PHONE_NUMBER", "COMMUNICATION_PROFILE_ID", "RAW_ADDRESS", "phone_number",
    PHONE_PROVIDER, SMART_PROPERTIES_PROVIDER, [], {}, ["x"], {"type": "RAW_ADDRESS"},
]
PLACES = [
    ["participants"], ["clientContext"], ["clientContext", "clientSessionId"], ["other"],
    *(["participants", i, *rest] for i in (0, 1) for rest in
      ([], ["id"], ["id", "type"], ["id", "value"], ["endpointId"], ["isOriginator"], ["communicationProviderId"],
       ["other"])),
]

# No schema sees how a document is written, which is where the library is stricter.
DIFFERENT = {
    "a member that is there twice":
        json.dumps(PHONES).replace('"isOriginator": true', '"isOriginator": false, "isOriginator": true'),
    "half of a surrogate pair": json.dumps(PHONES).replace("amzn1.ask.device.", "\\ud800"),
    "more than 64 KiB": json.dumps({**PHONES, "other": "x" * 65536}),
}


def changed(body, place, value):
    """A copy with another value at a place, or without one there; None where there is no such place."""
    body = copy.deepcopy(body)
    at = body
    for step in place[:-1]:
        if step not in at and not isinstance(at, list):
            return None
        at = at[step]
    if value is MISSING:
        if isinstance(at, dict) and place[-1] not in at:
            return None
        del at[place[-1]]
    else:
        at[place[-1]] = value
    return body


def bodies():
    for form in (PHONES, ROOM):
        yield form
        yield {**form, "participants": form["participants"][::-1]}
        yield {**form, "participants": form["participants"][:1] * 2}
        yield {**form, "participants": form["participants"][1:] * 2}
        yield {**form, "participants": form["participants"] * 2}
        yield from (body for place in PLACES for value in VALUES
                    if (body := changed(form, place, value)) is not None)
    yield {"participants": [PHONES["participants"][0], ROOM["participants"][1]]}
    yield {"participants": [ROOM["participants"][0], PHONES["participants"][1]]}
    yield from (None, True, 0, "x", [], {})


def fuzz_inputs():
    """The inputs of the fuzz target for sessions, as far as they are documents at all."""
    for path in sorted((TESTS / "fuzz" / "corpus" / "session_json").iterdir()):
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        if not is_malformed(text):
            yield text


def is_malformed(text):
    said = json.loads(run("validate", "--json", "-", stdin=text).stdout)
    return "malformed" in [violation["code"] for violation in said["violations"]]


def schema_accepts(texts):
    done = subprocess.run(["node", "validate.mjs", SCHEMA], cwd=directory("SKILLCALL_CONTRACT"),
                          input=json.dumps(texts), stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout)


def library_accepts(text):
    return {0: True, 3: False}[run("validate", "-", stdin=text).returncode]


class SchemaTest(unittest.TestCase):
    def test_schema_and_library_agree(self):
        texts = [json.dumps(body) for body in bodies()] + list(fuzz_inputs())
        judged = schema_accepts(texts)
        accepted = sum(judged)
        self.assertGreater(accepted, 100)
        self.assertGreater(len(texts) - accepted, 500)
        disagree = [text for text, accepts in zip(texts, judged) if accepts != library_accepts(text)]
        self.assertEqual(disagree, [])

    def test_the_library_alone_refuses_how_a_document_is_written(self):
        self.assertEqual(schema_accepts(list(DIFFERENT.values())), [True] * len(DIFFERENT))
        for what, text in DIFFERENT.items():
            with self.subTest(what):
                self.assertFalse(library_accepts(text))
