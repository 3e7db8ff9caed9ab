"""The time that one turn of the event loop may spend on receiving, shared by all connections."""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from typing import ClassVar
from weakref import WeakKeyDictionary

TURN_NS = 4_000_000
"""A budget for each connection would add up: twelve floods of 4 ms are a window that stutters."""
LEAST_NS = 250_000
"""Below this, taking turns costs more than it brings."""

Reader = Callable[[int], None]
"""Reads for at most so many nanoseconds, and asks again where there is more to read."""


class ReceiveBudget:
    """Readers take turns, round robin, within `TURN_NS` a turn of the loop."""

    _of_loop: ClassVar[WeakKeyDictionary[asyncio.AbstractEventLoop, "ReceiveBudget"]] = (
        WeakKeyDictionary()
    )

    def __init__(self) -> None:
        self._waiting: deque[Reader] = deque()
        self._scheduled = False

    @classmethod
    def of_running_loop(cls) -> "ReceiveBudget":
        """The one budget of the running loop."""
        return cls._of_loop.setdefault(asyncio.get_running_loop(), cls())

    def request(self, reader: Reader) -> None:
        """Let `reader` read once, soon."""
        self._waiting.append(reader)
        if not self._scheduled:
            self._schedule()

    def _schedule(self) -> None:
        self._scheduled = True
        asyncio.get_running_loop().call_soon(self._turn)

    def _turn(self) -> None:
        left = TURN_NS
        end = time.perf_counter_ns() + left
        try:
            while self._waiting and left > 0:
                share = max(LEAST_NS, left // len(self._waiting))
                self._waiting.popleft()(share)
                left = end - time.perf_counter_ns()
        finally:
            self._scheduled = False
            if self._waiting:
                self._schedule()
