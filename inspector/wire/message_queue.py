"""Messages that wait for `async for`, holding back a peer that is faster than the reader."""

import asyncio
from collections import deque
from collections.abc import Callable

_MOST = 64
_MOST_BYTES = 1024 * 1024


class MessageQueue:
    """Calls `pause` when messages pile up, and `resume` when half of them are taken."""

    def __init__(self, pause: Callable[[], None], resume: Callable[[], None]) -> None:
        self._pause = pause
        self._resume = resume
        self._messages: deque[str | bytes] = deque()
        self._size = 0
        self._paused = False
        self._news = asyncio.Event()
        self._ended = False
        self._error: Exception | None = None
        self._act: Callable[[], None] | None = None

    def put(self, message: str | bytes) -> None:
        self._messages.append(message)
        self._size += len(message)
        self._news.set()
        if not self._paused and (len(self._messages) > _MOST or self._size > _MOST_BYTES):
            self._paused = True
            self._pause()

    def end(self, error: Exception | None) -> None:
        """No more will come. Readers get what is left, then `error`, or just the end."""
        self._ended, self._error = True, error
        self._news.set()
        self._act = None

    def when_taken(self, act: Callable[[], None], seconds: float) -> None:
        """Call `act` when a reader has taken all messages and asks for one more, or after
        `seconds`; at once where no message waits, and never after the end."""
        self._act = act
        if self._messages:
            asyncio.get_running_loop().call_later(seconds, self._act_once)
        else:
            self._act_once()

    async def get(self) -> str | bytes:
        """The next message. Raises StopAsyncIteration, or the error, after the last."""
        if not self._messages:
            self._act_once()
        while not self._messages:
            if self._ended:
                raise self._error or StopAsyncIteration
            self._news.clear()
            await self._news.wait()
        message = self._messages.popleft()
        self._size -= len(message)
        if self._paused and len(self._messages) <= _MOST // 2 and self._size <= _MOST_BYTES // 2:
            self._paused = False
            self._resume()
        return message

    def _act_once(self) -> None:
        act, self._act = self._act, None
        if act is not None:
            act()
