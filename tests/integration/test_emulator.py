# SPDX-License-Identifier: Apache-2.0
"""The emulator's endpoints: what they accept, what they refuse, what they log."""

import copy
import http.client
import unittest

from support import PHONE_PROVIDER, SMART_PROPERTIES_PROVIDER, Emulator, send, vector

SESSION = "/v1/communications/session"
ACCOUNT = "/v2/accounts/~current/settings/Profile.mobileNumber"
PERSON = "/v2/persons/~current/profile/mobileNumber"
PROFILE = "/v1/communications/profile"

ROOM_CALL = {
    "participants": [
        {"id": {"type": "COMMUNICATION_PROFILE_ID", "value": "profile"}, "endpointId": "device",
         "communicationProviderId": SMART_PROPERTIES_PROVIDER, "isOriginator": True},
        {"id": {"type": "RAW_ADDRESS", "value": "4011"}, "isOriginator": False,
         "communicationProviderId": SMART_PROPERTIES_PROVIDER},
    ],
}


def changed(body, path, value):
    """A copy of the body with another value at a JSON Pointer; None takes the member away."""
    body = copy.deepcopy(body)
    *parents, last = path.strip("/").split("/")
    place = body
    for name in parents:
        place = place[int(name)] if isinstance(place, list) else place[name]
    if value is None:
        del place[last]
    else:
        place[int(last) if isinstance(place, list) else last] = value
    return body


class EmulatorTest(unittest.TestCase):
    flags = ()

    @classmethod
    def setUpClass(cls):
        cls.service = cls.enterClassContext(Emulator(*cls.flags))
        cls.call = vector("session-request.json")

    def post(self, body, token="a.valid-token", **more):
        """Posts a session; gives the status and the log's entry for it."""
        status, _, _ = send(self.service.url, "POST", SESSION, token, body, **more)
        return status, self.service.log()[-1]

    def assert_accepted(self, body):
        status, entry = self.post(body)
        self.assertEqual((status, entry["violations"]), (200, []))

    def assert_refused(self, body, *paths):
        status, entry = self.post(body)
        self.assertEqual((status, entry["code"]), (400, "InvalidInput"))
        self.assertEqual([v["path"] for v in entry["violations"]], list(paths), entry["message"])
        self.assertIsNone(entry["sessionId"])


class AcceptedSessions(EmulatorTest):
    def test_both_forms(self):
        self.assert_accepted(self.call)
        self.assert_accepted(ROOM_CALL)

    def test_limits_are_inside(self):
        for path, value in [
            ("/participants/0/id/value", "+12"),
            ("/participants/0/id/value", "+123456789012345"),
            ("/participants/0/endpointId", "e"),
            ("/participants/0/endpointId", "ä" * 512),
            ("/clientContext/clientSessionId", "c"),
            ("/clientContext/clientSessionId", " ~" * 50),
            ("/clientContext/clientSessionId", None),
            ("/clientContext", None),
            ("/participants/1/isOriginator", False),
            ("/participants/1/endpointId", "the other device"),
            ("/unknown", {"member": 1}),
        ]:
            with self.subTest(path=path, value=value):
                self.assert_accepted(changed(self.call, path, value))
        self.assert_accepted(changed(ROOM_CALL, "/participants/1/id/value", "9" * 128))

    def test_the_order_of_participants_is_free(self):
        self.assert_accepted(changed(self.call, "/participants", self.call["participants"][::-1]))

    def test_media_type_may_have_parameters(self):
        status, _ = self.post(self.call, headers={"Content-Type": "application/json; charset=utf-8"})
        self.assertEqual(status, 200)


class RefusedSessions(EmulatorTest):
    def test_each_rule(self):
        caller, callee = "/participants/0", "/participants/1"
        for path, value, *reported in [
            ("/participants", None),
            ("/participants", {}),
            ("/participants", []),
            ("/participants", self.call["participants"][:1]),
            ("/participants", self.call["participants"] * 2),
            (caller, "text", caller, "/participants"),
            (caller + "/id", None),
            (caller + "/id", "+12045551111"),
            (caller + "/id/type", None),
            (caller + "/id/type", ""),
            (caller + "/id/type", 1),
            (caller + "/id/type", "EMAIL"),
            (caller + "/id/value", None),
            (caller + "/id/value", ""),
            (caller + "/id/value", "9" * 129),
            (caller + "/id/value", 12045551111),
            (caller + "/id/value", "12045551111"),
            (caller + "/id/value", "+02045551111"),
            (caller + "/id/value", "+1"),
            (caller + "/id/value", "+1234567890123456"),
            (caller + "/id/value", "+1204555CALL"),
            (caller + "/id/value", "+1 204 555 1111"),
            (caller + "/id/value", "+١٢٠٤٥٥٥١١١١"),
            (caller + "/endpointId", None),
            (caller + "/endpointId", ""),
            (caller + "/endpointId", "e" * 513),
            (caller + "/endpointId", "a\tb"),
            (caller + "/endpointId", "a\x7fb"),
            (caller + "/endpointId", "a\x9fb"),
            (callee + "/endpointId", ""),
            (caller + "/isOriginator", "true", caller + "/isOriginator",
             caller + "/communicationProviderId", "/participants"),
            (caller + "/isOriginator", None, caller + "/communicationProviderId", "/participants"),
            (callee + "/isOriginator", True, callee + "/endpointId", "/participants"),
            (callee + "/communicationProviderId", None),
            (callee + "/communicationProviderId", ""),
            (callee + "/communicationProviderId", "p" * 129),
            (callee + "/communicationProviderId", "another"),
            (callee + "/communicationProviderId", SMART_PROPERTIES_PROVIDER),
            (caller + "/communicationProviderId", ""),
            ("/clientContext", "text"),
            ("/clientContext/clientSessionId", ""),
            ("/clientContext/clientSessionId", "c" * 101),
            ("/clientContext/clientSessionId", 7),
            ("/clientContext/clientSessionId", "é"),
            ("/clientContext/clientSessionId", "a\tb"),
            ("/clientContext/clientSessionId", "a\x7fb"),
        ]:
            with self.subTest(path=path, value=value):
                self.assert_refused(changed(self.call, path, value), *(reported or [path]))

    def test_smart_properties_rules(self):
        for path, value, *reported in [
            ("/participants/0/id/value", "p" * 129),
            ("/participants/1/id/value", "9" * 129),
            ("/participants/0/communicationProviderId", None),
            ("/participants/0/communicationProviderId", PHONE_PROVIDER,
             *["/participants/0/communicationProviderId"] * 2),
            ("/participants/1/communicationProviderId", None),
            ("/participants/1/id/type", "PHONE_NUMBER", "/participants/1/id/value",
             "/participants"),
            ("/participants/0/id/type", "RAW_ADDRESS", "/participants"),
            ("/participants/1/id/type", "COMMUNICATION_PROFILE_ID", "/participants"),
        ]:
            with self.subTest(path=path, value=value):
                self.assert_refused(changed(ROOM_CALL, path, value), *(reported or [path]))

    def test_everything_is_reported_at_once(self):
        self.assert_refused({"participants": [{}, {"isOriginator": True}], "clientContext": []},
                            "/participants/0/id", "/participants/0/communicationProviderId",
                            "/participants/1/id", "/participants/1/endpointId", "/clientContext")

    def test_what_is_no_json_object(self):
        for body in [b"", b"{", b"[]", b"7", b"null", b'{"a":1,"a":2}', b'{"a":"\xff"}',
                     b'{"a":"\\u0000"}', b'{"a":1\0}', b"[" * 10000, b"{} {}", b" " * (256 * 1024 + 1)]:
            with self.subTest(body=body[:20]):
                self.assert_refused(body, "")

    def test_content_type(self):
        for content_type in ["text/plain", "application/jsonp", ""]:
            with self.subTest(content_type=content_type):
                status, entry = self.post(self.call, headers={"Content-Type": content_type})
                self.assertEqual((status, len(entry["violations"])), (400, 1))


class UnknownParticipants(EmulatorTest):
    flags = ("--allow-unknown",)

    def test_unknown_types_and_providers_are_accepted(self):
        self.assert_accepted(changed(self.call, "/participants/0/id/type", "EMAIL"))
        self.assert_accepted(
            changed(self.call, "/participants/1/communicationProviderId", "my-provider"))

    def test_a_known_provider_in_the_wrong_form_is_not(self):
        self.assert_refused(changed(self.call, "/participants/1/communicationProviderId",
                                    SMART_PROPERTIES_PROVIDER),
                            "/participants/1/communicationProviderId")

    def test_other_rules_hold_for_an_unknown_type(self):
        for value, *reported in [("T" * 128,), ("T" * 129, "/participants/0/id/type"),
                                 ("a\x1fb", "/participants/0/id/type"), ("\xa0",)]:
            with self.subTest(value=value):
                body = changed(self.call, "/participants/0/id/type", value)
                self.assert_refused(body, *reported) if reported else self.assert_accepted(body)

    def test_a_known_type_keeps_its_part_next_to_an_unknown_one(self):
        room_calls = changed(ROOM_CALL, "/participants/1/id/type", "OTHER")
        extension_rings = changed(ROOM_CALL, "/participants/0/id/type", "OTHER")
        provider = "/participants/{}/communicationProviderId".format
        self.assert_accepted(room_calls)
        self.assert_accepted(changed(room_calls, provider(1), PHONE_PROVIDER))
        self.assert_refused(changed(room_calls, provider(0), None), provider(0))
        self.assert_refused(changed(room_calls, provider(0), PHONE_PROVIDER), provider(0))
        self.assert_accepted(changed(extension_rings, provider(0), None))
        self.assert_refused(changed(extension_rings, provider(1), PHONE_PROVIDER), provider(1))
        for body, path, known in [(extension_rings, "/participants/1/id/type", "COMMUNICATION_PROFILE_ID"),
                                  (room_calls, "/participants/0/id/type", "RAW_ADDRESS")]:
            self.assert_refused(changed(body, path, known), "/participants")


class Routing(EmulatorTest):
    def test_paths_and_methods(self):
        for method, path, status in [("GET", "/", 404), ("POST", SESSION + "/", 404),
                                     ("GET", SESSION, 405), ("PUT", SESSION, 405),
                                     ("POST", ACCOUNT, 405), ("DELETE", PERSON, 405)]:
            with self.subTest(method=method, path=path):
                got, headers, _ = send(self.service.url, method, path, "t")
                self.assertEqual(got, status)
                self.assertEqual("Allow" in headers, status == 405)

    def test_authorization(self):
        for value in [None, "", "Bearer", "Bearer ", "Basic dDp0", "Bearer a b", "Bearer a=b",
                      "Bearer =", "Bearer tökén", "Bearer a,b", "token"]:
            with self.subTest(value=value):
                headers = {} if value is None else {"Authorization": value}
                status, _, body = send(self.service.url, "GET", ACCOUNT, headers=headers)
                self.assertEqual(status, 401)
                self.assertIn(b'"BadToken"', body)
        status, _, _ = send(self.service.url, "GET", ACCOUNT, headers={"Authorization": "bearer t"})
        self.assertEqual(status, 200)
        for token in ["x", "abcXYZ019-._~+/==", "t" * 65536]:
            self.assertEqual(send(self.service.url, "GET", ACCOUNT, token)[0], 200)

    def test_authorization_may_come_once_only(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.service.port)
        connection.putrequest("GET", ACCOUNT)
        connection.putheader("Authorization", "Bearer one")
        connection.putheader("authorization", "Bearer two")
        connection.endheaders()
        self.assertEqual(connection.getresponse().status, 401)
        connection.close()


class Log(EmulatorTest):
    def test_a_request_is_logged_as_it_was_received(self):
        _, headers, _ = send(self.service.url, "POST", SESSION, "secret-token", self.call,
                             headers={"X-Twice": "ä", "Cookie": "secret-cookie"})
        entry = self.service.log()[-1]
        self.assertEqual(entry["body"], self.call)
        self.assertEqual((entry["method"], entry["path"], entry["status"]), ("POST", SESSION, 200))
        self.assertEqual(entry["clientSessionId"], "db792233-8df3-416c-8d80-a70038747b74")
        self.assertEqual(entry["requestId"], headers["x-amzn-RequestId"])
        self.assertEqual(entry["headers"]["Content-Type"], "application/json")
        self.assertEqual(entry["headers"]["X-Twice"], "?")
        self.assertRegex(entry["time"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")

    def test_secrets_are_masked(self):
        for value in ["Bearer secret-1", "bearer secret-2", "Basic secret-3", "secret-4"]:
            send(self.service.url, "GET", ACCOUNT,
                 headers={"Authorization": value, "Proxy-Authorization": value, "Cookie": value})
        send(self.service.url, "GET", ACCOUNT, "emulator-secret-5")
        self.assertNotIn("secret", self.service.log_file.read_text())
        self.assertEqual(self.service.log()[-1]["headers"]["Authorization"], "Bearer ***")

    def test_a_token_is_masked_wherever_its_request_holds_it(self):
        token = "eyJhbGciOiJIUzI1NiJ9.c2VjcmV0/x"
        body = {"speech": f"{token} and {token}", token: 1.5}
        for path, kept in [(f"/{token}", "/***"), (f"{SESSION}?a={token}&{token}=b", SESSION)]:
            send(self.service.url, "POST", path, token, body, {"X-Other": token})
            entry = self.service.log()[-1]
            self.assertEqual((entry["path"], entry["headers"]["X-Other"]), (kept, "***"))
            self.assertEqual(entry["body"], {"speech": "*** and ***", "***": 1.5})
        self.assertEqual(entry["query"], {"a": "***", "***": "b"})
        self.assertNotIn(token, self.service.log_file.read_text())

    def test_what_is_no_json_is_logged_as_text(self):
        for body, logged in [(b"", None), (b"{oops", "{oops"), (b"a\xffb", "a?b"), (b"[1]", [1]),
                             (b"x" * (256 * 1024 + 1), None)]:
            _, entry = self.post(body)
            self.assertEqual((entry["body"], entry["bodySize"]), (logged, len(body)))

    def test_each_request_is_logged_once_and_sessions_differ(self):
        before = len(self.service.log())
        ids = {self.post(self.call)[1]["sessionId"] for _ in range(20)}
        self.assertEqual((len(ids), len(self.service.log()) - before), (20, 20))

    def test_each_connection_has_its_number(self):
        kept = http.client.HTTPConnection("127.0.0.1", self.service.port)
        for _ in range(2):
            kept.request("GET", ACCOUNT, headers={"Authorization": "Bearer t"})
            kept.getresponse().read()
        send(self.service.url, "GET", ACCOUNT, "t")
        kept.close()
        first, second, third = [entry["connection"] for entry in self.service.log()[-3:]]
        self.assertEqual(first, second)
        self.assertNotEqual(second, third)


class Profiles(EmulatorTest):
    def test_phone_number(self):
        for path in [ACCOUNT, PERSON, ACCOUNT.replace("~", "%7E")]:
            status, _, body = send(self.service.url, "GET", path, "t")
            self.assertEqual((status, body),
                             (200, b'{"countryCode": "+1", "phoneNumber": "204-555-1111"}'))

    def test_communication_profile(self):
        def lookup(query):
            return send(self.service.url, "GET", f"{PROFILE}?{query}", "t")

        status, _, body = lookup("entity.type=UNIT&entity.id=amzn1.alexa.unit.did.A")
        self.assertEqual(status, 200)
        self.assertRegex(body, rb'^\{"profileId": \{"profileId": "amzn1\.[a-z0-9.-]+"\}\}$')
        self.assertEqual(lookup("entity.id=amzn1.alexa.unit.did.A&entity.type=UNIT")[2], body)
        self.assertNotEqual(lookup("entity.type=UNIT&entity.id=B")[2], body)
        for query in ["", "entity.type=UNIT", "entity.type=UNIT&entity.id=", "entity.id=A",
                      "entity.type=ROOM&entity.id=A", "entity.type=UNIT&entity.id=A&entity.id=B"]:
            with self.subTest(query=query):
                self.assertEqual(lookup(query)[0], 400)

    def test_a_get_has_no_body(self):
        for path in [ACCOUNT, PROFILE + "?entity.type=UNIT&entity.id=A"]:
            self.assertEqual(send(self.service.url, "GET", path, "t", body=b"{}")[0], 400)
