# SPDX-License-Identifier: Apache-2.0
"""The client for asyncio: no thread, one descriptor in the event loop."""

import asyncio
from types import TracebackType
from typing import Any, Dict, Optional, Type, TypeVar

from .client import Call, Client, Receipt
from .errors import Cancelled, SkillcallError
from .session import Session
from .skill import Access, Profile, SkillRequest

_Found = TypeVar("_Found")


class AsyncClient:
    """Client for one event loop; takes the same options. Cancelling a task cancels its call:
    outcome_of(failure) is then what became of it.

        async with AsyncClient() as client:
            receipt = await client.start(access, session)
    """

    def __init__(self, **options: Any) -> None:
        self._client = Client(**options)
        self._waiting: Dict[Call[Any], "asyncio.Future[None]"] = {}
        self._loop: Optional[asyncio.AbstractEventLoop] = None

    async def start(self, access: Access, session: Session,
                    deadline: Optional[float] = None) -> Receipt:
        """Places a call."""
        return await self._end(self._client.submit(access, session, deadline))

    async def call_phone(self, request: SkillRequest, callee: str, caller: Optional[str] = None,
                         deadline: Optional[float] = None) -> Receipt:
        """Calls a number from the device that a request came from; without the caller's number it
        is looked up first."""
        return await self._end(
            self._client.submit_call_phone(request, callee, caller, deadline))

    async def call_extension(self, request: SkillRequest, extension: str, profile_token: str,
                             deadline: Optional[float] = None) -> Receipt:
        """Calls an extension from a room in Smart Properties."""
        return await self._end(
            self._client.submit_call_extension(request, extension, profile_token, deadline))

    async def send_progressive_response(self, access: Access, request_id: str, speech: str,
                                        deadline: Optional[float] = None) -> None:
        """What Alexa says while the skill is still working on its answer."""
        await self._end(
            self._client.submit_progressive_response(access, request_id, speech, deadline))

    async def find_mobile_number(self, access: Access, profile: Profile = Profile.ACCOUNT,
                                 deadline: Optional[float] = None) -> str:
        """Looks up the user's mobile number."""
        return await self._end(self._client.submit_mobile_number_lookup(access, profile, deadline))

    async def find_profile_id(self, access: Access, unit_id: str,
                              deadline: Optional[float] = None) -> str:
        """Looks up the communication profile id of a unit."""
        return await self._end(self._client.submit_profile_id_lookup(access, unit_id, deadline))

    async def create_profile(self, access: Access, unit_id: str, name: Optional[str] = None,
                             deadline: Optional[float] = None) -> str:
        """Creates the communication profile of a unit, or renames it; returns its id."""
        return await self._end(
            self._client.submit_profile_creation(access, unit_id, name, deadline))

    @property
    def calls_in_flight(self) -> int:
        return self._client.calls_in_flight

    async def _end(self, call: Call[_Found]) -> _Found:
        loop = asyncio.get_running_loop()
        if self._loop is not loop:
            loop.add_reader(self._client.fileno(), self._progress)
            self._loop = loop
        with call:
            self._waiting[call] = loop.create_future()
            try:
                await self._waiting[call]
            except asyncio.CancelledError as cancelled:
                raise cancelled from self._cancel(call)
            finally:
                del self._waiting[call]
            return call.result(0)

    def _cancel(self, call: Call[Any]) -> SkillcallError:
        """What became of a call whose task is cancelled."""
        call.cancel()
        if not call.ended:
            self._progress()
        if call.error:
            return call.error
        late = Cancelled("the task was cancelled when the call had ended")
        late.outcome = call.outcome
        return late

    def _progress(self) -> None:
        try:
            self._client.drive()
        except SkillcallError:
            pass  # a transport that cannot be driven: each of its calls has ended with that error
        for call in self._client.take_ended():
            if call in self._waiting and not self._waiting[call].done():
                self._waiting[call].set_result(None)

    def close(self) -> None:
        """Cancels what is in flight; the tasks that wait see Cancelled with its outcome."""
        if self._loop is not None:
            self._loop.remove_reader(self._client.fileno())
            self._loop = None
        self._client.close()
        for future in self._waiting.values():
            if not future.done():
                future.set_result(None)

    async def __aenter__(self) -> "AsyncClient":
        return self

    async def __aexit__(self, kind: Optional[Type[BaseException]],
                        failure: Optional[BaseException],
                        trace: Optional[TracebackType]) -> None:
        self.close()
