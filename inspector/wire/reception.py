"""Reading for one connection: in slices, with pauses, and to the very end."""

import asyncio
import time
from collections.abc import Callable

from inspector.wire.budget import ReceiveBudget
from inspector.wire.receiver import Batch, Receiver

MOST_BACKLOG = 512 * 1024
"""Bytes read and not yet parsed, above which TCP holds the sender. asyncio reads 256 KiB a time."""


class Reception:
    """Feeds what the transport reads to the receiver, within the budget that all share.

    Reading pauses as long as there is a reason to, and while the backlog is large. What was read
    before the connection's end is parsed whatever the reasons: no pause loses a frame.
    """

    def __init__(
        self,
        receiver: Receiver,
        transport: asyncio.Transport,
        deliver: Callable[[Batch], None],
    ) -> None:
        self._receiver = receiver
        self._transport = transport
        self._deliver = deliver
        self._loop = asyncio.get_running_loop()
        self._budget = ReceiveBudget.of_running_loop()
        self._reasons: set[str] = set()
        self._reading = True
        self._paused_since = 0.0
        self._paused_before = 0.0
        self._requested = False
        self._delivering = False
        self._ended = False
        self._finished = False
        self._at_end: list[Callable[[], None]] = []

    @property
    def reasons(self) -> frozenset[str]:
        """Why reading is paused; empty while it is not."""
        return frozenset(self._reasons)

    @property
    def is_current(self) -> bool:
        """Whether all that arrived has been looked at, and more would be."""
        return not self._reasons and not self._receiver.backlog

    @property
    def paused_seconds(self) -> float:
        """For how long reading has been paused so far, all pauses together."""
        now = 0.0 if self._reading else self._loop.time() - self._paused_since
        return self._paused_before + now

    def feed(self, data: bytes) -> None:
        self._receiver.feed(data, time.time_ns())
        self._go_on()

    def pause(self, reason: str) -> None:
        self._reasons.add(reason)
        self._go_on()

    def resume(self, reason: str) -> None:
        self._reasons.discard(reason)
        self._go_on()

    def end(self, then: Callable[[], None]) -> None:
        """No more will come: call `then` once all is parsed, at once where it is already."""
        self._ended = True
        self._at_end.append(then)
        self._go_on()

    def _go_on(self) -> None:
        """Do what the backlog and the reasons allow now."""
        if self._delivering:
            return
        if self._receiver.backlog and not self._requested and (self._ended or not self._reasons):
            self._requested = True
            self._budget.request(self._receive)
        backlog = self._receiver.backlog
        if self._ended:
            if not backlog:
                self._finish()
            return  # once the stream ended, a transport must not be told to read on
        reading = not self._reasons and backlog <= MOST_BACKLOG
        if reading == self._reading:
            return
        self._paused_before = self.paused_seconds
        self._paused_since = self._loop.time()
        self._reading = reading
        if reading:
            self._transport.resume_reading()
        else:
            self._transport.pause_reading()

    def _receive(self, budget_ns: int) -> None:
        """One slice. What is found is acted on within the budget too."""
        self._requested = False
        end = time.perf_counter_ns() + budget_ns
        left = budget_ns
        while left > 0 and self._receiver.backlog and (self._ended or not self._reasons):
            self._hand_over(self._receiver.receive(left))
            left = end - time.perf_counter_ns()
        self._go_on()

    def _finish(self) -> None:
        """The cut-off tail, once; then whatever waits for the end."""
        try:
            if not self._finished:
                self._finished = True
                self._hand_over(self._receiver.finish(time.time_ns()))
        finally:
            waiting, self._at_end = self._at_end, []
            for then in waiting:
                then()

    def _hand_over(self, batch: Batch) -> None:
        self._delivering = True
        try:
            self._deliver(batch)
        except BaseException:
            self._transport.abort()  # an error of ours must not look like a silent peer
            raise
        finally:
            self._delivering = False
