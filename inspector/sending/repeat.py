"""Sending again and again, at a rate that holds."""

import asyncio
import math
import random
from collections.abc import Awaitable, Callable

from inspector.sending.turns import Turns

GRACE = 0.05
"""Seconds by which a sending may be late and is still made up for: what a busy loop, or a timer
that does not tell parts of a millisecond, holds up. What is later than that is left out."""
_NAP = 0.5
"""Seconds after which a waiting Repeater asks again whether it is to end."""
_TICK = 0.001
"""Seconds of the shortest wait. Qt's timers know no less: they would fire at once, and again."""


class Repeater:
    """Calls `once(number)`, from 1 on, at times `interval` seconds apart. They are counted from
    the first one on, so that the rate holds whatever a call takes and however timers err.

    A time that was missed by more than `GRACE` seconds is left out and counted as `late`; with
    `catch_up` none is. An interval of 0 is as fast as it goes. Each may come up to `jitter`
    seconds earlier or later, at random. It ends after `count` sendings, or once `until`, which is
    asked before each but the first and twice a second in between, says True.

    Raises ValueError for what is no interval, jitter or count. Runs once.
    """

    def __init__(
        self,
        once: Callable[[int], Awaitable[object]],
        *,
        interval: float,
        jitter: float = 0.0,
        count: int | None = None,
        until: Callable[[], bool] | None = None,
        catch_up: bool = False,
    ) -> None:
        for name, seconds in (("interval", interval), ("jitter", jitter)):
            if not (math.isfinite(seconds) and seconds >= 0):
                raise ValueError(f"The {name} is {seconds}: it must be 0 seconds or more.")
        if count is not None and count < 1:
            raise ValueError(f"The count is {count}: it must be 1 or more, or none.")
        self.sent = 0
        self.late = 0
        """Times that were missed and left out."""
        self.running = False
        self.next_at: float | None = None
        """When the next one is due, by the loop's clock (`loop.time()`); None while not running."""
        self._once = once
        self._interval = interval
        self._jitter = jitter
        self._count = count
        self._until = until
        self._catch_up = catch_up
        self._stopped = False
        self._waking: asyncio.Future[None] | None = None
        self._turns = Turns()

    async def run(self) -> None:
        """Send until it ends. What `once` raises ends it, too. Cancel this to end a call of `once`
        that is under way."""
        loop = asyncio.get_running_loop()
        self.running = True
        self.next_at = start = loop.time()
        number = 0
        try:
            while await self._reach(self.next_at):
                await self._once(self.sent + 1)
                self.sent += 1
                number += 1
                missed = self._missed(loop.time() - start - number * self._interval)
                self.late += missed
                number += missed
                self.next_at = start + number * self._interval + self._earlier_or_later()
        finally:
            self.running = False
            self.next_at = None

    def stop(self) -> None:
        """No further sending; one that is under way goes on to its end."""
        self._stopped = True
        self._wake()

    async def _reach(self, deadline: float) -> bool:
        """Wait for `deadline`; False where the end comes before it."""
        loop = asyncio.get_running_loop()
        if loop.time() >= deadline:
            await self._turns.give()
        while not (is_over := self._over()) and (left := deadline - loop.time()) > 0:
            # More than once: Qt's timers fire up to a twentieth too early.
            self._waking = loop.create_future()
            timer = loop.call_later(max(_TICK, min(left, _NAP)), self._wake)
            try:
                await self._waking
            finally:
                timer.cancel()
            self._turns.begin()
        return not is_over

    def _over(self) -> bool:
        if self._stopped or self.sent == self._count:
            return True
        return self.sent > 0 and self._until is not None and self._until()

    def _missed(self, behind: float) -> int:
        """How many of the times to leave out, the next of them being `behind` seconds ago."""
        late = behind - GRACE - self._jitter
        if late <= 0 or self._catch_up or not self._interval:
            return 0
        return math.ceil(late / self._interval)

    def _earlier_or_later(self) -> float:
        return random.uniform(-self._jitter, self._jitter)  # noqa: S311 - nothing secret about it

    def _wake(self) -> None:
        if self._waking is not None and not self._waking.done():
            self._waking.set_result(None)
