"""Pings that wait for their pong, and the round trip they measure (RFC 6455 section 5.5)."""

import asyncio
from collections import deque
from typing import NamedTuple

from inspector.events import Frame

MOST_WAITING = 4096
"""Unanswered pings that are remembered; some 400 bytes each."""


class _Waiting(NamedTuple):
    number: int
    payload: bytes
    sent_ns: int
    answered: asyncio.Future[float]


class Pings:
    """The unanswered pings in the order in which they went out, the latest `MOST_WAITING`."""

    def __init__(self) -> None:
        self._waiting: deque[_Waiting] = deque()
        self._latest: dict[bytes, int] = {}
        """The number of the latest unanswered ping with a payload."""
        self._count = 0

    def sent(self, payload: bytes, time_ns: int) -> asyncio.Future[float]:
        """The round trip in seconds, once the pong is here.

        Raises TimeoutError if `MOST_WAITING` later pings went out and no pong came.
        """
        answered = asyncio.get_running_loop().create_future()
        self._count += 1
        self._waiting.append(_Waiting(self._count, payload, time_ns, answered))
        self._latest[payload] = self._count
        if len(self._waiting) > MOST_WAITING:
            _fail(self._take(), TimeoutError(f"no pong came, and {MOST_WAITING} pings went out"))
        return answered

    def received(self, pong: Frame) -> float | None:
        """The round trip in seconds; None for a pong that answers none of our pings.

        A pong answers the latest ping with its payload, and the earlier pings too: a peer may
        answer only the latest (section 5.5.3).
        """
        number = self._latest.get(pong.payload)
        if number is None:
            return None
        while True:
            waiting = self._take()
            seconds = _seconds(waiting.sent_ns, pong.time_ns)
            if not waiting.answered.done():
                waiting.answered.set_result(seconds)
            if waiting.number == number:
                return seconds

    def end(self, error: Exception) -> None:
        """No pong will come any more: say so to those who wait, and to them only."""
        while self._waiting:
            _fail(self._take(), error)

    def _take(self) -> _Waiting:
        """The oldest, which waits no more."""
        waiting = self._waiting.popleft()
        if self._latest[waiting.payload] == waiting.number:
            del self._latest[waiting.payload]
        return waiting


def _fail(waiting: _Waiting, error: Exception) -> None:
    if not waiting.answered.done():
        waiting.answered.set_exception(error)
        waiting.answered.exception()  # nobody needs to ask


def _seconds(start_ns: int, end_ns: int) -> float:
    """The clock may be set back in between, a round trip cannot."""
    return max(0, end_ns - start_ns) / 1e9
