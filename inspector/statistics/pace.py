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


class PaceTally:
    """Counts by the second. A clock that was set back stays in its latest one."""

    def __init__(self) -> None:
        self._second = 0
        self._latest = [0, 0]
        self._before = Amount()
        self._peak = [0, 0]

    def add(self, time_ns: int, messages: int, wire_bytes: int) -> None:
        latest, peak = self._latest, self._peak
        if (second := time_ns // SECOND_NS) > self._second:
            self._before = Amount(*latest) if second == self._second + 1 else Amount()
            self._second = second
            latest[:] = 0, 0
        latest[0] += messages
        latest[1] += wire_bytes
        if latest[0] > peak[0]:
            peak[0] = latest[0]
        if latest[1] > peak[1]:
            peak[1] = latest[1]

    def pace(self) -> Pace:
        return Pace(self._second, Amount(*self._latest), self._before, Amount(*self._peak))
