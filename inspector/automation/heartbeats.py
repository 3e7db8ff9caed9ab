"""What a scenario sends again and again while its steps go on."""

import asyncio
from collections.abc import Awaitable, Callable

from inspector.automation.inbox import Inbox
from inspector.library import LibraryError
from inspector.library.send_as import Repeat
from inspector.recording import Recording
from inspector.sending import Repeater
from inspector.wire import NotOpenError
from inspector.wire.tasks import Tasks


class Heartbeats:
    """Repeaters with an owner; `aclose` ends them all."""

    def __init__(self, on_failure: Callable[[str], None]) -> None:
        """`on_failure` is told why something could not be sent again; that the connection is gone
        is no such reason."""
        self._on_failure = on_failure
        self._tasks = Tasks(lambda error: on_failure(str(error)))
        self._started: list[asyncio.Task[None]] = []
        self._repeaters: list[Repeater] = []
        self._inboxes: list[Inbox] = []

    async def start(
        self,
        once: Callable[[int], Awaitable[object]],
        repeat: Repeat,
        until: Callable[[], bool] | None,
    ) -> None:
        """Begin to call `once`; returns after the first time, and raises what that raised."""
        first: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        async def counted(number: int) -> None:
            await once(number)
            if not first.done():
                first.set_result(None)

        repeater = Repeater(
            counted,
            interval=repeat.interval,
            jitter=repeat.jitter,
            count=repeat.count,
            until=until,
        )
        self._repeaters.append(repeater)
        self._started.append(self._tasks.start(self._run(repeater, first), "repeated sending"))
        await first

    def listen(self, recording: Recording) -> Inbox:
        """The messages from now on, for an `until`."""
        self._inboxes.append(Inbox(recording))
        return self._inboxes[-1]

    def stop(self) -> None:
        """Send nothing any more."""
        for repeater in self._repeaters:
            repeater.stop()

    async def aclose(self) -> None:
        """End everything at once. Again: does nothing."""
        self._tasks.cancel()
        if self._started:
            await asyncio.wait(self._started)
        for inbox in self._inboxes:
            inbox.close()

    async def _run(self, repeater: Repeater, first: asyncio.Future[None]) -> None:
        try:
            await repeater.run()
        except (LibraryError, OSError, ValueError) as error:
            if not first.done():
                first.set_exception(error)
            elif not isinstance(error, NotOpenError):
                self._on_failure(str(error))
