# SPDX-License-Identifier: Apache-2.0
"""The Python binding in an asyncio event loop."""

import asyncio

import skillcall
from case import Case, access, received, room_request, session
from skillcall import AsyncClient, Outcome, outcome_of


class Aio(Case):
    def run_with_client(self, use, **options):
        async def whole():
            async with AsyncClient(**options) as client:
                return await asyncio.wait_for(use(client), 60)
        return asyncio.run(whole())

    def test_many_calls_at_once(self):
        async def use(client):
            return await asyncio.gather(*(client.start(access("ok.delay-20"), session())
                                          for _ in range(50)))
        self.assertEqual(len({receipt.session_id for receipt in self.run_with_client(use)}), 50)

    def test_the_loop_goes_on_meanwhile(self):
        async def use(client):
            call = asyncio.ensure_future(client.start(access("ok.delay-300"), session()))
            turns = 0
            while not call.done():
                await asyncio.sleep(0.01)
                turns += 1
            await call
            return turns
        self.assertGreater(self.run_with_client(use), 3)

    def test_lookups(self):
        async def use(client):
            return await asyncio.gather(client.find_mobile_number(access()),
                                        client.find_profile_id(access(), "unit"),
                                        client.create_profile(access(), "unit"))
        number, found, created = self.run_with_client(use)
        self.assertEqual(number, "+12045551111")
        self.assertTrue(found)
        self.assertEqual(created, found)

    def test_calls_from_a_request(self):
        async def use(client):
            request = room_request()
            return await asyncio.gather(
                client.call_phone(request, "+16073331111"),
                client.call_extension(request, "4011", "any-token"),
                client.send_progressive_response(request.access(), request.id, "One moment."))
        phone, room, nothing = self.run_with_client(use)
        self.assertTrue(phone.session_id and room.client_session_id)
        self.assertIsNone(nothing)

    def test_typed_errors(self):
        async def use(client):
            return await asyncio.gather(
                client.start(access("expired"), session()),
                client.start(access("error"), session()),
                client.find_mobile_number(access("number-none")), return_exceptions=True)
        failures = self.run_with_client(use)
        self.assertEqual([type(failure) for failure in failures],
                         [skillcall.BadToken, skillcall.ServiceFailed, skillcall.Absent])
        self.assertEqual([failure.outcome for failure in failures],
                         [Outcome.NOT_PLACED, Outcome.UNKNOWN, Outcome.NONE])

    def test_a_pause_and_a_deadline_need_no_other_event(self):
        async def use(client):
            receipt = await client.start(access("throttled.first-1"), session())
            self.assertEqual(receipt.attempts, 2)
            with self.assertRaises(skillcall.DeadlinePassed):
                await client.start(access("ok.delay-60000"), session(), deadline=0.1)
        self.run_with_client(use)

    def test_cancelling_a_task_cancels_the_call(self):
        async def use(client):
            task = asyncio.ensure_future(client.start(access("ok.delay-60000"), session()))
            await asyncio.sleep(0.05)
            task.cancel()
            with self.assertRaises(asyncio.CancelledError):
                await task
            await client.start(access(), session())
            self.assertEqual(client.calls_in_flight, 0)
        self.run_with_client(use)

    def test_a_cancelled_task_keeps_the_outcome(self):
        async def use(client):
            for scenario, outcome, arrives in [("ok.delay-60000", Outcome.UNKNOWN, True),
                                               ("ok", Outcome.NOT_PLACED, False)]:
                call = session()
                task = asyncio.ensure_future(client.start(access(scenario), call))
                if arrives:
                    await asyncio.to_thread(received, call.client_session_id, wait=20)
                else:
                    await asyncio.sleep(0)  # submitted, and not driven yet
                task.cancel()
                with self.assertRaises(asyncio.CancelledError) as failed:
                    await task
                self.assertIs(outcome_of(failed.exception), outcome)
                self.assertEqual(client.calls_in_flight, 0)
        self.run_with_client(use)

    def test_a_call_that_ended_before_its_task_was_cancelled_was_placed(self):
        async def use(client):
            task = asyncio.ensure_future(client.start(access("ok.delay-300"), session()))
            await asyncio.sleep(0)
            while client.calls_in_flight:
                client._client.drive(0.05)
            client._progress()  # what the event loop calls; the task has not gone on yet
            task.cancel()
            with self.assertRaises(asyncio.CancelledError) as failed:
                await task
            self.assertIs(outcome_of(failed.exception), Outcome.PLACED)
        self.run_with_client(use)

    def test_a_time_limit_of_asyncio_keeps_the_outcome(self):
        async def use(client):
            async def with_timeout():
                async with asyncio.timeout(0.5):
                    await client.start(access("ok.delay-60000"), session())
            for limited in [with_timeout(),
                            asyncio.wait_for(client.start(access("ok.delay-60000"), session()), 0.5)]:
                with self.assertRaises(asyncio.TimeoutError) as failed:
                    await limited
                self.assertIs(outcome_of(failed.exception), Outcome.UNKNOWN)
            self.assertIs(outcome_of(ValueError()), Outcome.NONE)
        self.run_with_client(use)

    def test_closing_ends_what_is_in_flight(self):
        async def use():
            client = AsyncClient()
            call = session()
            task = asyncio.ensure_future(client.start(access("ok.delay-60000"), call))
            await asyncio.to_thread(received, call.client_session_id, wait=20)
            client.close()
            with self.assertRaises(skillcall.Cancelled) as failed:
                await task
            self.assertEqual(failed.exception.outcome, Outcome.UNKNOWN)
        asyncio.run(use())

    def test_one_client_in_one_loop_after_the_other(self):
        client = AsyncClient()
        for _ in range(2):
            self.assertTrue(asyncio.run(client.start(access(), session())).session_id)
        client.close()
