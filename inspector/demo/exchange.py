"""The `/exchange` path: a protocol as exchanges have them, to sign in to and to keep alive."""

import asyncio
import itertools
import json
import secrets
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from inspector.demo import samples

if TYPE_CHECKING:
    from websockets.asyncio.server import ServerConnection

KEY = "demo-key"
"""What `sign-in` takes."""
CHANNELS = {"trades": 0, "quotes": 1, "book": 3}
"""The channels, each with the first of `samples.market_data` that belongs to it."""
BAD_KEY, NO_HEARTBEAT, NO_ANSWER = 4001, 4002, 4003
"""Close codes."""
TICK = 0.5
"""Seconds between two messages of all channels together."""


class Pace(NamedTuple):
    heartbeat: int = 30
    """Seconds that a client may be silent."""
    challenge: int = 20
    """Seconds from one challenge to the next; so many may pass until the answer."""


class Visit:
    """One client: signed in or not, with its channels and the challenge that waits for an answer.

    What it says is an object with `op`: `sign-in` (with `key`), `subscribe` and `unsubscribe`
    (with `channel`), `heartbeat`, `answer` (with `nonce`); `id` comes back in the reply.
    """

    def __init__(self, connection: "ServerConnection", pace: Pace) -> None:
        self._connection = connection
        self._pace = pace
        self._channels: set[str] = set()
        self._nonce = ""
        self._signed_in = asyncio.Event()

    async def talk(self) -> None:
        await self._say(event="hello", heartbeat=self._pace.heartbeat, channels=list(CHANNELS))
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(work) for work in (self._challenge(), self._tell())]
            await self._listen()
            for task in tasks:
                task.cancel()

    async def _listen(self) -> None:
        """Answer until the client leaves, or is silent for too long."""
        try:
            while True:
                async with asyncio.timeout(self._pace.heartbeat):
                    message = await self._connection.recv()
                await self._answer(message)
        except TimeoutError:
            reason = f"no heartbeat in {self._pace.heartbeat} s"
            await self._connection.close(NO_HEARTBEAT, reason)

    async def _answer(self, message: str | bytes) -> None:
        try:
            said = json.loads(message)
            op, number = said.get("op"), said.get("id")
            number = number if isinstance(number, str | int) else None
        except (ValueError, AttributeError, RecursionError):
            await self._say(event="error", error="send a JSON object with an op")
            return
        if op == "sign-in":
            await self._sign_in(said.get("key"), number)
        elif op == "heartbeat":
            await self._say(event="heartbeat", id=number)
        elif not self._signed_in.is_set():
            await self._say(event="error", id=number, error=f"sign in first: key is {KEY!r}")
        elif op == "answer":
            await self._check(said.get("nonce"), number)
        elif op in ("subscribe", "unsubscribe") and said.get("channel") in [*CHANNELS]:
            change = self._channels.add if op == "subscribe" else self._channels.discard
            change(said["channel"])
            await self._say(event=f"{op}d", id=number, channel=said["channel"])
        else:
            await self._say(event="error", id=number, error="no such op or channel")

    async def _sign_in(self, key: object, number: object) -> None:
        if key != KEY:
            await self._say(event="error", id=number, error="wrong key")
            await self._connection.close(BAD_KEY, "wrong key")
            return
        await self._say(event="signed-in", id=number, session=secrets.token_hex(8))
        self._signed_in.set()

    async def _challenge(self) -> None:
        """Ask, again and again, whether somebody is there who understands."""
        await self._signed_in.wait()
        while not self._nonce:
            self._nonce = secrets.token_hex(8)
            await self._say(event="challenge", nonce=self._nonce)
            await asyncio.sleep(self._pace.challenge)
        await self._connection.close(NO_ANSWER, "a challenge had no answer")

    async def _check(self, nonce: object, number: object) -> None:
        if nonce == self._nonce:
            self._nonce = ""
            await self._say(event="answered", id=number)
        else:
            await self._say(event="error", id=number, error="that is not the nonce")

    async def _tell(self) -> None:
        """A message of each channel that was subscribed to, in turn."""
        for number in itertools.count():
            await asyncio.sleep(TICK)
            channel, first = [*CHANNELS.items()][number % len(CHANNELS)]
            if channel in self._channels:
                data = samples.market_data(first + 10 * number, datetime.now(UTC))
                await self._connection.send(
                    f'{{"event":"data","channel":"{channel}","data":{data}}}'
                )

    async def _say(self, **message: object) -> None:
        await self._connection.send(json.dumps(message))
