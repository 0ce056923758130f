# SPDX-License-Identifier: Apache-2.0
"""Calls placed by the Python binding on the emulator, and every way in which they fail."""

import copy
import math
import os
import pickle
import signal
import subprocess
import sys
import threading
from pathlib import Path

import skillcall
from case import (CALLEE, CALLER, DEAD_URL, EMULATOR, Case, access, received, room_request, session,
                  vector)
from skillcall import Access, Client, HttpVersion, Outcome, Participant, Session, Status
from skillcall._native import NULL, lib
from skillcall.testing import Emulator


class Calls(Case):
    def setUp(self):
        self.client = Client()
        self.addCleanup(self.client.close)

    def test_placed(self):
        with session() as call, access() as right:
            receipt = self.client.start(right, call)
            entry, = received(call.client_session_id)
        self.assertEqual(receipt.session_id, entry["sessionId"])
        self.assertEqual(receipt.client_session_id, entry["clientSessionId"])
        self.assertEqual(receipt.request_id, entry["requestId"])
        self.assertEqual(receipt.attempts, 1)
        self.assertGreaterEqual(receipt.elapsed, 0)

    def test_placed_with_tls(self):
        with Emulator("--tls") as secure:
            right = access(url=secure.url)
            for trust in [{"ca_file": secure.ca_file},
                          {"ca_data": Path(secure.ca_file).read_bytes()},
                          {"ca_data": "é" * 100 + "\n" + Path(secure.ca_file).read_text()}]:
                with Client(**trust) as client:
                    self.assertTrue(client.start(right, session()).session_id)
            failure = self.fails(skillcall.TlsFailed, self.client.start, right, session())
        self.assertEqual(failure.outcome, Outcome.NOT_PLACED)
        self.assertTrue(failure.transport_code and failure.transport_text)

    def test_placed_at_the_second_attempt(self):
        receipt = self.client.start(access("throttled.first-1"), session())
        self.assertEqual(receipt.attempts, 2)

    def test_a_room_calls_an_extension(self):
        call = Session(Participant.room("profile", "device"), Participant.extension("4011"))
        self.assertIsNone(self.client.start(access("empty"), call).session_id)

    def test_every_failure_of_the_service(self):
        failures = Path(__file__).parents[1] / "failures.tsv"
        rows = failures.read_text(encoding="utf-8").splitlines()
        for row in rows:
            if row.startswith("#"):
                continue
            operation, scenario, *expected = row.split("\t")
            right = access(scenario)
            call = session()
            with self.subTest(scenario), self.assertRaises(skillcall.SkillcallError) as failed:
                if operation == "start":
                    self.client.start(right, call)
                else:
                    self.client.find_mobile_number(right)
            failure = failed.exception
            self.assertIs(type(failure).status, failure.status)
            seen = [failure.status.name, failure.outcome.name, failure.http_status,
                    failure.service_code, failure.attempts,
                    failure.retry_after and round(failure.retry_after * 1000)]
            self.assertEqual(["-" if s is None else str(s).lower() for s in seen],
                             [e.lower() for e in expected])
            if operation == "start":
                self.assertEqual(failure.client_session_id, call.client_session_id)

    def test_not_sent(self):
        failure = self.fails(skillcall.ConnectFailed, self.client.start, access(url=DEAD_URL),
                             session())
        self.assertEqual(failure.outcome, Outcome.NOT_PLACED)
        self.assertEqual(failure.attempts, 3)

    def test_close_waits_for_a_thread_that_enters_the_client(self):
        entered, may_go, is_open, calls = threading.Event(), threading.Event(), [], []

        def submit(*arguments):
            entered.set()
            may_go.wait(20)
            return lib.skillcall_client_submit(*arguments) if is_open else NULL

        def enter():
            calls.append(self.client._submitted(None, submit, None, right.native, what.native))

        right, what = access(), session()
        entering = threading.Thread(target=enter)
        closing = threading.Thread(target=self.client.close)
        entering.start()
        entered.wait(20)
        closing.start()
        closing.join(0.2)
        if closing.is_alive():
            is_open.append(True)
        may_go.set()
        entering.join()
        closing.join()
        self.assertIsInstance(calls[0].error, skillcall.Cancelled)
        self.assertEqual(received(what.client_session_id), [])

    def test_close_waits_for_a_thread_that_reads_the_result(self):
        reading, may_go = threading.Event(), threading.Event()

        def read(_):
            reading.set()
            may_go.wait(20)

        with access() as right, session() as what:
            call = self.client._submitted(read, lib.skillcall_client_submit, None, right.native,
                                          what.native)
        waiting = threading.Thread(target=call.result)
        closing = threading.Thread(target=call.close)
        waiting.start()
        reading.wait(20)
        closing.start()
        closing.join(0.2)
        has_waited = closing.is_alive()
        may_go.set()
        waiting.join()
        closing.join()
        self.assertTrue(has_waited)

    def test_deadline(self):
        failure = self.fails(skillcall.DeadlinePassed, self.client.start,
                             access("ok.delay-60000"), session(), deadline=0.2)
        self.assertEqual(failure.outcome, Outcome.UNKNOWN)
        for deadline in [0, -1, 601, 1e300, math.inf, math.nan]:
            failure = self.fails(skillcall.ArgumentError, self.client.start, access(), session(),
                                 deadline=deadline)
            self.assertEqual(failure.outcome, Outcome.NOT_PLACED)

    def test_cancel(self):
        with self.client.submit(access("ok.delay-60000"), session()) as call:
            self.assertFalse(call.ended)
            self.fails(skillcall.Pending, call.result, timeout=0.05)
            call.cancel()
            failure = self.fails(skillcall.Cancelled, call.result)
            self.assertEqual(failure.outcome, call.outcome)
            self.assertEqual(call.error.status, Status.CANCELLED)

    def test_http_version_and_user_agent(self):
        Client(http_version=HttpVersion.HTTP_2, user_agent="a skill").close()
        self.fails(skillcall.ArgumentError, Client, http_version=3)
        failure = self.fails(skillcall.ArgumentError, Client, user_agent="a\n")
        self.assertIn("User-Agent", str(failure))

    def test_limit_of_calls(self):
        with Client(max_calls=1) as client, client.submit(access("ok.delay-60000"), session()):
            self.assertEqual(client.calls_in_flight, 1)
            self.fails(skillcall.Busy, client.submit, access(), session())

    def test_many_calls_driven_by_one_thread(self):
        calls = [self.client.submit(access("ok.delay-20"), session()) for _ in range(50)]
        ended = []
        while len(ended) < 50:
            self.client.drive(None)
            ended += self.client.take_ended()
        self.assertCountEqual(ended, calls)
        self.assertEqual(len({call.result(0).session_id for call in calls}), 50)

    def test_many_threads_share_a_client(self):
        receipts = []
        threads = [threading.Thread(target=lambda: receipts.append(
            self.client.start(access("ok.delay-20"), session()))) for _ in range(16)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(len({receipt.session_id for receipt in receipts}), 16)

    def test_wake(self):
        threading.Timer(0.05, self.client.wake).start()
        self.client.drive(None)

    def test_a_call_outlives_its_client(self):
        with Client() as client:
            call = client.submit(access("ok.delay-60000"), session())
        self.fails(skillcall.Cancelled, call.result, 0)

    def test_lookups(self):
        self.assertEqual(self.client.find_mobile_number(access()), "+12045551111")
        self.assertEqual(self.client.find_mobile_number(access(), skillcall.Profile.PERSON),
                         "+12045551111")
        profile_id = self.client.find_profile_id(access(), "unit 1")
        self.assertEqual(self.client.find_profile_id(access(), "unit 1"), profile_id)
        self.assertEqual(self.client.create_profile(access(), "unit 1", "Room 1"), profile_id)
        self.assertNotEqual(self.client.find_profile_id(access(), "unit 2"), profile_id)

    def test_calls_from_a_request(self):
        request = room_request()
        receipt = self.client.call_phone(request, "+16073331111")
        record, = received(receipt.client_session_id)
        self.assertEqual((record["from"], record["to"]), ("+12045551111", "+16073331111"))
        receipt = self.client.call_phone(request, "+16073331111", "+12045552222")
        self.assertEqual(received(receipt.client_session_id)[0]["from"], "+12045552222")
        receipt = self.client.call_extension(request, "4011", "any-token")
        self.assertEqual(received(receipt.client_session_id)[0]["to"], "4011")

    def test_a_call_whose_lookup_fails_is_not_placed(self):
        request = room_request("number-none")
        failure = self.fails(skillcall.Absent, self.client.call_phone, request, "+16073331111")
        self.assertEqual(failure.outcome, Outcome.NOT_PLACED)
        failure = self.fails(skillcall.AccessDenied, self.client.call_extension, room_request(),
                             "4011", "emulator-denied")
        self.assertEqual(failure.outcome, Outcome.NOT_PLACED)

    def test_a_call_whose_text_is_refused_is_not_placed(self):
        for text in "+1607\0", "\ud800":
            for function, arguments in ((self.client.call_phone, (text,)),
                                        (self.client.call_phone, ("+16073331111", text)),
                                        (self.client.call_extension, (text, "any-token")),
                                        (self.client.call_extension, ("4011", text))):
                failure = self.fails(skillcall.ArgumentError, function, room_request(), *arguments)
                self.assertEqual(failure.outcome, Outcome.NOT_PLACED)
        failure = self.fails(skillcall.ArgumentError, self.client.find_profile_id, access(), "a\0b")
        self.assertEqual(failure.outcome, Outcome.NONE)

    def test_a_progressive_response(self):
        request = room_request()
        EMULATOR.clear()
        self.client.send_progressive_response(request.access(), request.id, "One moment.")
        record, = EMULATOR.calls(kind="directive")
        self.assertEqual(record["request"]["body"]["directive"]["speech"], "One moment.")
        failure = self.fails(skillcall.AccessDenied, self.client.send_progressive_response,
                             access("denied"), request.id, "One moment.")
        self.assertEqual(failure.outcome, Outcome.NONE)

    def test_fork(self):
        child = os.fork()
        if child == 0:
            try:
                self.client.start(access(), session())
            except skillcall.Forked as failure:
                os._exit(0 if failure.outcome == Outcome.NOT_PLACED else 1)
            os._exit(1)
        self.assertEqual(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), 0)

    def test_ctrl_c_interrupts_the_waiting(self):
        program = ("import skillcall, sys\n"
                   "access = skillcall.Access(sys.argv[1], 'emulator-ok.delay-60000')\n"
                   "try: skillcall.Client().start(access, skillcall.Session.from_json(sys.argv[2]), 60)\n"
                   "except KeyboardInterrupt: print('interrupted')\n")
        call = session()
        child = subprocess.Popen([sys.executable, "-c", program, EMULATOR.url, call.to_json()],
                                 stdout=subprocess.PIPE)
        received(call.client_session_id, wait=20)
        child.send_signal(signal.SIGINT)
        self.assertEqual(child.communicate(timeout=20)[0], b"interrupted\n")


class Sessions(Case):
    def test_all_violations_at_once(self):
        failure = self.fails(skillcall.InvalidSession, Session,
                             Participant.phone_caller("12", ""), CALLEE)
        self.assertIsInstance(failure, ValueError)
        self.assertEqual([(v.path, v.code) for v in failure.violations],
                         [("/participants/0/id/value", "not_e164"),
                          ("/participants/0/endpointId", "required")])
        self.assertTrue(all(v.message for v in failure.violations))

    def test_client_session_id(self):
        self.assertEqual(session(client_session_id="mine").client_session_id, "mine")
        self.assertIsNone(session(omit_client_session_id=True).client_session_id)
        self.assertNotEqual(session().client_session_id, session().client_session_id)

    def test_json_there_and_back(self):
        call = Session.from_json(vector("session-request.json"))
        self.assertEqual(call.client_session_id, "db792233-8df3-416c-8d80-a70038747b74")
        caller, callee = call.participants
        self.assertTrue(caller.originator)
        self.assertEqual(callee, CALLEE)
        self.assertEqual(Session(*call.participants, client_session_id=call.client_session_id)
                         .to_json(2), call.to_json(2))
        self.assertEqual(Session.from_json(call.to_json().encode()).to_json(), call.to_json())
        self.fails(skillcall.Malformed, Session.from_json, "{")
        self.fails(skillcall.TooLarge, Session.from_json, " " * 65537)
        self.fails(TypeError, Session.from_json, 5)

    def test_unknown_providers_on_request(self):
        other = Participant("PHONE_NUMBER", "+16073331111", provider_id="mine")
        self.fails(skillcall.InvalidSession, Session, CALLER, other)
        self.assertEqual(Session(CALLER, other, allow_unknown=True).participants[1], other)

    def test_strings_that_c_cannot_hold(self):
        with self.assertRaisesRegex(TypeError, "a string is expected, not int"):
            Participant.phone_callee(16073331111)
        failure = self.fails(skillcall.ArgumentError, Participant.phone_callee, "a\0b")
        self.assertEqual(failure.outcome, Outcome.NONE)
        with self.assertRaisesRegex(ValueError, "lone surrogate"):
            Participant.phone_caller("+12045551111", "\ud800")

    def test_access(self):
        self.assertEqual(Access("https://API.amazonalexa.com/", "t").endpoint,
                         skillcall.ENDPOINT_NORTH_AMERICA)
        self.assertEqual(Access("https://example.com", "t", "example.com").endpoint,
                         "https://example.com")
        self.fails(skillcall.EndpointRefused, Access, "https://example.com", "t")
        self.fails(skillcall.TokenMalformed, Access, EMULATOR.url, "a b")

    def test_what_is_owned_is_not_copied(self):
        for copying in copy.copy, copy.deepcopy, pickle.dumps:
            with self.assertRaisesRegex(TypeError, "cannot copy or pickle Access"):
                copying(access())

    def test_what_is_closed_is_refused(self):
        call = session()
        call.close()
        call.close()
        with Client() as client:
            self.fails(skillcall.ArgumentError, client.start, access(), call)
        self.fails(skillcall.ArgumentError, client.start, access(), session())
