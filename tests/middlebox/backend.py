# SPDX-License-Identifier: Apache-2.0
"""The service behind the middleboxes: it records every POST that it reads whole, by its client
session id, with what it made of it (truth.py), and gives the call's own id in its answer."""
import asyncio
import collections
import json

from aiohttp import web

from truth import PLACED, REFUSED, UNCLEAR, UNPROCESSED, session_id_for

# What the service makes of a POST, how many seconds later it answers, and how: a function of the
# request and its client session id.
Behaviour = collections.namedtuple("Behaviour", "verdict seconds respond")


def _placed(_, client_session_id):
    return web.json_response({"sessionId": session_id_for(client_session_id)})


def _reset(request, _):
    if request.transport:  # the other end may have given up before
        request.transport.abort()
    return web.Response()


def slow(seconds):
    return Behaviour(PLACED, seconds, _placed)


def refuse(status):
    verdict = UNPROCESSED if status == 429 else REFUSED if status < 500 else UNCLEAR
    return Behaviour(verdict, 0, lambda *_: web.json_response({"code": "Refused"}, status=status))


GOOD = slow(0)
HANG_UP = Behaviour(UNCLEAR, 0, _reset)


class Backend:
    """choose(number): the behaviour for the call of this number."""

    def __init__(self, loop, choose):
        self.posts = collections.defaultdict(list)
        self.failures = []
        self._loop = loop
        self._choose = choose
        self._server = self._listener = None
        loop.run(self._start())
        self.port = self._listener.sockets[0].getsockname()[1]

    async def _start(self):
        self._server = web.Server(self._answer, access_log=None)
        self._listener = await asyncio.get_running_loop().create_server(
            self._server, "127.0.0.1", 0, backlog=1024)

    def close(self):
        self._loop.run(self._stop())

    async def _stop(self):
        self._listener.close()
        await self._server.shutdown(0.1)

    async def _answer(self, request):
        try:
            body = await request.read()
        except ConnectionError:
            return web.Response(status=400)  # to nobody: it was not read whole
        try:
            return await self._process(request, json.loads(body)["clientContext"]["clientSessionId"])
        except Exception as error:  # a defect of the test must not vanish
            self.failures.append(repr(error))
            raise

    async def _process(self, request, client_session_id):
        behaviour = self._choose(int(client_session_id.rpartition("-")[2]))
        self.posts[client_session_id].append(behaviour.verdict)
        await asyncio.sleep(behaviour.seconds)
        return behaviour.respond(request, client_session_id)
