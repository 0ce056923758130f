# SPDX-License-Identifier: Apache-2.0
"""A byte-stream proxy that passes on what it is given, and harms some connections.

choose(number) gives the Fault of the connection with this number, or None. direction: what it harms,
what goes up to the server or down to the client; after: so many bytes of that pass first.
"""
import asyncio
import collections
import itertools
import socket
import struct

Fault = collections.namedtuple("Fault", "direction after act")
UP, DOWN = "up", "down"


class Link:
    """The two connections of one client; a side is named by the direction that leads to it."""

    def __init__(self, client, server):
        self.writers = {UP: server, DOWN: client}

    def close(self):
        for writer in self.writers.values():
            writer.close()

    def reset(self):
        for writer in self.writers.values():
            if not writer.transport.is_closing():
                writer.get_extra_info("socket").setsockopt(
                    socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            writer.transport.abort()


async def reset(link, _):
    link.reset()


async def close(link, _):
    link.close()


async def half_close(link, direction):
    """Ends one direction for good; the other one goes on."""
    link.writers[direction].write_eof()
    await asyncio.sleep(30)


async def stall(_link, _direction):
    await asyncio.sleep(30)


def pause(seconds):
    async def act(_link, _direction):
        await asyncio.sleep(seconds)
        return True
    return act


class Relay:
    def __init__(self, loop, port, choose):
        self._loop = loop
        self._upstream = port
        self._choose = choose
        self._numbers = itertools.count()
        self._tasks = set()  # since asyncio itself does not keep them
        self._server = loop.run(asyncio.start_server(self._serve, "127.0.0.1", 0, backlog=1024))
        self.port = self._server.sockets[0].getsockname()[1]

    def stop(self):
        self._loop.run(self._close())

    async def _close(self):
        self._server.close()

    async def _serve(self, reader, writer):
        self._tasks.add(asyncio.current_task())
        fault = self._choose(next(self._numbers))
        try:
            up_reader, up_writer = await asyncio.open_connection("127.0.0.1", self._upstream)
        except OSError:
            writer.close()
            return
        link = Link(writer, up_writer)
        pumps = [self._pump(link, reader, UP, fault), self._pump(link, up_reader, DOWN, fault)]
        try:
            await asyncio.gather(*pumps)
        except OSError:
            link.reset()
        finally:
            link.close()

    @staticmethod
    async def _pump(link, reader, direction, fault):
        writer = link.writers[direction]
        left = fault.after if fault and fault.direction == direction else None
        while data := await reader.read(65536):
            if left is not None and len(data) >= left:
                writer.write(data[:left])
                if not await fault.act(link, direction):
                    return
                data, left = data[left:], None
            elif left is not None:
                left -= len(data)
            writer.write(data)
            await writer.drain()
        writer.write_eof()
