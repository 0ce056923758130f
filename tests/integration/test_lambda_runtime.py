# SPDX-License-Identifier: Apache-2.0
"""The loop over the runtime API that the Lambda functions share, by a function that echoes."""

import socket
import subprocess
import unittest

from lambda_case import Function, RuntimeApi
from support import directory

TRACE = "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=1"
MEGABYTE = 1024 * 1024


class Loop(unittest.TestCase):
    def setUp(self):
        self.api = self.enterContext(RuntimeApi())

    def function(self, **environment):
        program = directory("SKILLCALL_TEST_PROGRAMS") / "lambda_echo"
        return self.enterContext(Function([program], self.api, **environment))

    def echo(self, event=b"{}", **options):
        answer = self.api.invoke(event, **options)
        self.assertEqual(answer.kind, "response", answer.body)
        self.assertEqual(answer.headers["Content-Type"], "application/json")
        return answer.json()

    def assert_ends(self, function, sentence):
        self.assertEqual(function.wait(), 1)
        self.assertIn(sentence, function.log())

    def test_one_invocation_after_the_other(self):
        self.function()
        for size in [2, MEGABYTE, 0, 6 * MEGABYTE, 5]:
            self.assertEqual(self.echo(b" " * size)["size"], size)

    def test_the_time_left(self):
        self.function()
        left = self.echo(deadline_ms=60000)["timeLeftMs"]
        self.assertTrue(0 < left <= 60000, left)
        self.assertEqual(self.echo(deadline_ms=-1000)["timeLeftMs"], 0)
        for unknown in ["1542409706888", "", "soon", "-1"]:
            headers = {"Lambda-Runtime-Deadline-Ms": unknown}
            self.assertEqual(self.echo(headers=headers)["timeLeftMs"], -1, unknown)
        self.assertEqual(self.echo(deadline_ms=None)["timeLeftMs"], -1)

    def test_the_trace_id_of_each_invocation_alone(self):
        self.function()
        self.assertEqual(self.echo(headers={"Lambda-Runtime-Trace-Id": TRACE})["traceId"], TRACE)
        self.assertEqual(self.echo()["traceId"], "")

    def test_an_event_that_is_too_large(self):
        function = self.function()
        answer = self.api.invoke(b" " * (7 * MEGABYTE))
        self.assertEqual(answer.kind, "error")
        self.assertEqual(answer.headers["Lambda-Runtime-Function-Error-Type"],
                         "Runtime.EventTooLarge")
        self.assertEqual(answer.json(), {"errorType": "Runtime.EventTooLarge", "stackTrace": [],
                                         "errorMessage": "the event is larger than 6 MB"})
        self.assertEqual(self.echo()["size"], 2)
        self.assertIn("Runtime.EventTooLarge", function.log())

    def test_waiting_has_no_end(self):
        function = self.function()
        with self.assertRaises(subprocess.TimeoutExpired):
            function.wait(timeout=3)
        self.assertEqual(self.echo()["size"], 2)

    def test_a_proxy_of_the_environment_is_not_asked(self):
        self.function(http_proxy="http://127.0.0.1:9", all_proxy="http://127.0.0.1:9")
        self.assertEqual(self.echo()["size"], 2)

    def test_a_runtime_api_that_fails_ends_the_function(self):
        for status in [403, 500, 204]:
            with self.subTest(status):
                function = self.function()
                self.api.invocations.put((status, {}, b""))
                self.assert_ends(function, f"invocation/next: HTTP status {status}\n")

    def test_an_invocation_without_an_id_ends_the_function(self):
        for headers in [{}, {"Lambda-Runtime-Aws-Request-Id": ""},
                        {"Lambda-Runtime-Aws-Request-Id": "i" * 200}]:
            with self.subTest(headers):
                function = self.function()
                self.api.invocations.put((200, headers, b"{}"))
                self.assert_ends(function, "an invocation without a usable id\n")

    def test_an_answer_that_is_refused_ends_the_function(self):
        function = self.function()
        self.api.post_status = 413
        request_id = self.api.offer(b"{}")
        self.assert_ends(function, f"invocation/{request_id}/response: HTTP status 413\n")

    def test_no_runtime_api(self):
        with socket.socket() as unheard:
            unheard.bind(("127.0.0.1", 0))
            host = "127.0.0.1:%d" % unheard.getsockname()[1]
            function = self.function(AWS_LAMBDA_RUNTIME_API=host)
            self.assert_ends(function, "runtime API: invocation/next: ")

    def test_started_by_something_else_than_lambda(self):
        for host in [None, "h" * 300]:
            with self.subTest(host):
                function = self.function(AWS_LAMBDA_RUNTIME_API=host)
                self.assert_ends(function, "AWS_LAMBDA_RUNTIME_API names no host")
