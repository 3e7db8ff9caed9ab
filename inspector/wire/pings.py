"""Pings that wait for their pong, and the round trip they measure (RFC 6455 section 5.5)."""

import asyncio
from typing import NamedTuple

from inspector.events import Frame


class _Waiting(NamedTuple):
    payload: bytes
    sent_ns: int
    answered: asyncio.Future[float]


class Pings:
    """The unanswered pings in the order in which they went out."""

    def __init__(self) -> None:
        self._waiting: list[_Waiting] = []

    def sent(self, payload: bytes, time_ns: int) -> asyncio.Future[float]:
        """The round trip in seconds, once the pong is here."""
        answered = asyncio.get_running_loop().create_future()
        self._waiting.append(_Waiting(payload, time_ns, answered))
        return answered

    def received(self, pong: Frame) -> float | None:
        """The round trip in seconds; None for a pong that answers none of our pings.

        A pong answers the earlier pings too: a peer may answer only the latest (section 5.5.3).
        """
        payloads = [waiting.payload for waiting in self._waiting]
        if pong.payload not in payloads:
            return None
        count = payloads.index(pong.payload) + 1
        answered, self._waiting = self._waiting[:count], self._waiting[count:]
        for waiting in answered:
            if not waiting.answered.done():
                waiting.answered.set_result(_seconds(waiting.sent_ns, pong.time_ns))
        return _seconds(answered[-1].sent_ns, pong.time_ns)

    def end(self, error: Exception) -> None:
        """No pong will come any more: say so to those who wait, and to them only."""
        for waiting in self._waiting:
            if not waiting.answered.done():
                waiting.answered.set_exception(error)
                waiting.answered.exception()  # nobody needs to ask
        self._waiting.clear()


def _seconds(start_ns: int, end_ns: int) -> float:
    """The clock may be set back in between, a round trip cannot."""
    return max(0, end_ns - start_ns) / 1e9
