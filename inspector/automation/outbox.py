"""What rules send, one after the other, so that no rule waits for the network."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from inspector.library.send_as import SendAs
from inspector.sending import Outgoing, send
from inspector.wire import NotOpenError

if TYPE_CHECKING:
    from inspector.wire import WebSocket

MOST_WAITING = 100
"""Messages; where the peer does not read they pile up."""


class _Job(NamedTuple):
    websocket: "WebSocket"
    message: Outgoing
    send_as: SendAs
    on_failure: Callable[[str], None]


class Outbox:
    """Sends what is `put` while `run` runs, in that order."""

    def __init__(self) -> None:
        self._jobs: asyncio.Queue[_Job] = asyncio.Queue(MOST_WAITING)

    def put(
        self,
        websocket: "WebSocket",
        message: Outgoing,
        send_as: SendAs,
        on_failure: Callable[[str], None],
    ) -> None:
        """Send `message` once it is its turn. ValueError where too many wait already."""
        try:
            self._jobs.put_nowait(_Job(websocket, message, send_as, on_failure))
        except asyncio.QueueFull:
            raise ValueError(
                f"{MOST_WAITING} messages wait to be sent: the server does not read as fast as"
                " rules reply"
            ) from None

    def clear(self) -> None:
        """Forget what waits."""
        while not self._jobs.empty():
            self._jobs.get_nowait()

    async def run(self) -> None:
        while True:
            job = await self._jobs.get()
            try:
                await send(job.websocket, job.message, job.send_as)
            except (NotOpenError, OSError, ValueError) as error:
                job.on_failure(str(error))
