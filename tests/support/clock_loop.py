"""An event loop whose clock stands still while there is work, and then jumps to the next timer."""

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from typing import Any


class _Selector(selectors.DefaultSelector):
    """Never waits: time passes instead."""

    loop: "ClockLoop"

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        self.loop.now += timeout or 0
        return super().select(0)


class ClockLoop(asyncio.SelectorEventLoop):
    """`early` makes timers fire that part of their delay too early, as Qt's do."""

    def __init__(self, early: float = 0.0) -> None:
        self.now = 100.0
        self._early = early
        selector = _Selector()
        selector.loop = self
        super().__init__(selector)

    def time(self) -> float:
        return self.now

    def call_later(
        self, delay: float, callback: Callable[..., object], *args: Any, context: Any = None
    ) -> asyncio.TimerHandle:
        return super().call_later(delay * (1 - self._early), callback, *args, context=context)


def run(coroutine: Coroutine[Any, Any, object], *, early: float = 0.0) -> None:
    """`asyncio.run` on such a loop."""
    with asyncio.Runner(loop_factory=lambda: ClockLoop(early)) as runner:
        runner.run(coroutine)
