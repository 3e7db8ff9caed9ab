"""The `/chatty` path: everything that may lawfully happen on a WebSocket, again and again."""

import asyncio
import itertools
import os
from asyncio import Future
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, cast

from inspector.demo import samples

if TYPE_CHECKING:
    from websockets.asyncio.server import ServerConnection

PAUSE = 0.25
"""Seconds between two things."""
UNANSWERED = 50
"""Pings without a pong after which the client is taken for dead: some ten seconds of them."""


class _Pinger:
    """Sends pings with payloads of their own, and knows which have had their pong."""

    def __init__(self, connection: "ServerConnection") -> None:
        self._connection = connection
        self._numbers = itertools.count(1)
        self._pongs: list[Future[float]] = []

    @property
    def unanswered(self) -> int:
        self._pongs = [pong for pong in self._pongs if not pong.done()]
        return len(self._pongs)

    async def ping(self, filler: str = "") -> None:
        """Send a ping of at most 125 bytes: a number, then `filler`."""
        payload = f"ping {next(self._numbers)}{filler}".encode()[:125]
        self._pongs.append(cast("Future[float]", await self._connection.ping(payload)))


async def chatter(connection: "ServerConnection") -> None:
    """Send one of everything, with pauses, as long as the client answers the pings."""
    pinger = _Pinger(connection)
    for number in itertools.count():
        if pinger.unanswered >= UNANSWERED:
            await connection.close(1011, f"{pinger.unanswered} pings without a pong")
            return
        await pinger.ping()
        await asyncio.sleep(PAUSE)
        await connection.send(samples.UNICODE[number % len(samples.UNICODE)])
        await asyncio.sleep(PAUSE)
        await connection.send(_interrupted(pinger))
        await asyncio.sleep(PAUSE)
        await connection.send(samples.cut_in_characters("Zoë 日本語 👋"), text=True)
        await asyncio.sleep(PAUSE)
        await connection.send("")
        await connection.send(b"")
        await asyncio.sleep(PAUSE)
        await connection.send(samples.large_json(number))
        await asyncio.sleep(PAUSE)
        await connection.send(os.urandom(200_000))
        await asyncio.sleep(PAUSE)
        await connection.pong(b"a pong that nobody asked for")
        await pinger.ping(filler=" of 125 bytes".ljust(125, "."))
        await asyncio.sleep(PAUSE)


async def _interrupted(pinger: _Pinger) -> AsyncIterator[str]:
    """A message in fragments with pings between them (RFC 6455 section 5.4)."""
    for word in samples.words("One message in fragments, with a ping after each of them."):
        yield word
        await pinger.ping()
        await asyncio.sleep(PAUSE / 5)
