"""How fast messages come: in the latest full second, and in the fastest one."""

from typing import NamedTuple

from inspector.statistics.timeline import SECOND_NS


class Amount(NamedTuple):
    messages: int = 0
    wire_bytes: int = 0
    """Headers included."""


class Pace(NamedTuple):
    """By the seconds of the clock; in a second that has hardly begun nothing would be fast."""

    second: int = 0
    """Unix time of the latest one in which anything came."""
    latest: Amount = Amount()
    """What came in it, so far."""
    before: Amount = Amount()
    """What came in the second before it."""
    peak: Amount = Amount()
    """Most messages, and most bytes, in any one second."""

    def at(self, now_ns: int) -> Amount:
        """What came in the last full second, at the Unix time `now_ns`."""
        since = now_ns // SECOND_NS - self.second
        if since <= 0:
            return self.before
        return self.latest if since == 1 else Amount()

    def plus(self, time_ns: int, messages: int, wire_bytes: int) -> "Pace":
        """With what came at `time_ns`; a clock that was set back stays in its latest second."""
        second, latest, before, peak = self
        if (now := time_ns // SECOND_NS) > second:
            before = latest if now == second + 1 else Amount()
            second, latest = now, Amount()
        latest = Amount(latest.messages + messages, latest.wire_bytes + wire_bytes)
        return Pace(second, latest, before, Amount(*map(max, peak, latest)))
