"""The time that one turn of the event loop may spend on receiving, shared by all connections."""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from typing import ClassVar
from weakref import WeakKeyDictionary

TURN_NS = 2_000_000
"""A budget for each connection would add up: twelve floods of 4 ms are a window that stutters."""
LEAST_NS = 250_000
"""Below this, taking turns costs more than it brings."""

Reader = Callable[[int], None]
"""Reads for at most so many nanoseconds, and asks again where there is more to read."""


class ReceiveBudget:
    """Readers take turns, round robin, within `TURN_NS` a turn of the loop.

    As long as the turn has time left a reader runs at once: so a Close frame is answered before
    TLS hears that the peer has gone, which it cannot be after.
    """

    _of_loop: ClassVar[WeakKeyDictionary[asyncio.AbstractEventLoop, "ReceiveBudget"]] = (
        WeakKeyDictionary()
    )

    def __init__(self) -> None:
        self._waiting: deque[Reader] = deque()
        self._end = 0
        """When the time of this turn is used up, by the clock of perf_counter_ns."""
        self._in_turn = False

    @classmethod
    def of_running_loop(cls) -> "ReceiveBudget":
        """The one budget of the running loop."""
        return cls._of_loop.setdefault(asyncio.get_running_loop(), cls())

    def request(self, reader: Reader) -> None:
        """Let `reader` read once, now or soon."""
        if not self._in_turn:
            self._begin_turn()
        left = self._end - time.perf_counter_ns()
        if self._waiting or left < LEAST_NS:
            self._waiting.append(reader)
        else:
            reader(left)

    def _begin_turn(self) -> None:
        self._in_turn = True
        self._end = time.perf_counter_ns() + TURN_NS
        asyncio.get_running_loop().call_soon(self._next_turn)

    def _next_turn(self) -> None:
        self._in_turn = False
        if not self._waiting:
            return
        self._begin_turn()
        share = max(LEAST_NS, TURN_NS // len(self._waiting))
        left = TURN_NS
        while self._waiting and left > 0:
            self._waiting.popleft()(share)
            left = self._end - time.perf_counter_ns()
