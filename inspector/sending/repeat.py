"""Sending again and again, at a rate that holds."""

import asyncio
import math
import random
from collections.abc import Awaitable, Callable

GRACE = 0.05
"""Seconds by which a sending may be late and is still made up for: what a busy loop, or a timer
that cannot tell milliseconds apart, holds up. What is later than that is left out."""
_NAP = 0.5
"""Seconds after which a waiting Repeater asks again whether it is to stop."""
_SLICE = 0.002
"""Seconds of sending at a stretch; then others have their turn."""


class Repeater:
    """Calls `once(number)`, from 1 on, at the times `interval` seconds apart that begin with the
    first one, whatever a call takes: the rate holds over time.

    A time that is missed by more than `GRACE` seconds is left out and counted as `late`, unless
    `catch_up` wants all of them. No interval is as fast as it goes.
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
        """`jitter`: seconds by which each may come earlier or later, at random. `count`: how many
        to send; None until it is stopped. `until`: asked before each but the first, and twice a
        second while waiting; True ends it. ValueError for what is no interval, jitter or count."""
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
        """When the next one is due, by the clock of the loop (`loop.time()`); None while not
        running."""
        self._once = once
        self._interval = interval
        self._jitter = jitter
        self._count = count
        self._until = until
        self._catch_up = catch_up
        self._stopped = False
        self._waking: asyncio.Future[None] | None = None

    async def run(self) -> None:
        """Returns when the count is reached, `until` says so, or it was stopped. What `once`
        raises ends it. To end a call that is under way too, cancel this."""
        loop = asyncio.get_running_loop()
        start = begun = loop.time()
        turn = 0
        self.running = True
        try:
            while not self._done():
                regular = start + turn * self._interval
                early_or_late = random.uniform(-self._jitter, self._jitter)  # noqa: S311
                self.next_at = regular + early_or_late if turn else regular
                if await self._wait(self.next_at):
                    begun = loop.time()
                    if self._done():
                        break
                elif loop.time() - begun > _SLICE:
                    await asyncio.sleep(0)
                    begun = loop.time()
                    if self._done():
                        break
                await self._once(self.sent + 1)
                self.sent += 1
                missed = self._missed(loop.time() - start - (turn + 1) * self._interval)
                self.late += missed
                turn += 1 + missed
        finally:
            self.running = False
            self.next_at = None

    def stop(self) -> None:
        """No further sending; one that is under way goes on to its end."""
        self._stopped = True
        self._wake()

    def _done(self) -> bool:
        if self._stopped or (self._count is not None and self.sent >= self._count):
            return True
        return self.sent > 0 and self._until is not None and self._until()

    def _missed(self, behind: float) -> int:
        """How many times to leave out, the next one being `behind` seconds late."""
        if self._catch_up or not self._interval or behind <= GRACE:
            return 0
        return math.ceil((behind - GRACE) / self._interval)

    async def _wait(self, deadline: float) -> bool:
        """Until `deadline` or the end; whether there was anything to wait for.

        Qt's timers may be early, so that one is not enough.
        """
        loop = asyncio.get_running_loop()
        waited = False
        while (left := deadline - loop.time()) > 0 and not self._done():
            waited = True
            self._waking = loop.create_future()
            timer = loop.call_later(min(left, _NAP), self._wake)
            try:
                await self._waking
            finally:
                timer.cancel()
        return waited

    def _wake(self) -> None:
        if self._waking is not None and not self._waking.done():
            self._waking.set_result(None)
