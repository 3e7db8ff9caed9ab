"""A history of any length in a bounded number of buckets."""

from collections.abc import Callable
from typing import NamedTuple

MOST_BUCKETS = 600
"""Ten minutes by the second; a day in buckets of 256 s."""
SECOND_NS = 1_000_000_000


class Timeline(NamedTuple):
    """What happened in each stretch of time."""

    start_ns: int = 0
    """Unix time in nanoseconds at which the first bucket begins: a whole second."""
    width_ns: int = SECOND_NS
    """Of each bucket: 1, 2, 4, ... seconds."""
    columns: tuple[tuple[int, ...], ...] = ()
    """For each of the things that are followed, its value in each bucket."""

    @property
    def length(self) -> int:
        """Buckets."""
        return len(self.columns[0]) if self.columns else 0


class Buckets:
    """Makes a `Timeline`. Where time goes on too long, two neighbours become one."""

    def __init__(self, columns: int, merge: Callable[[int, int], int]) -> None:
        """`merge` makes one value of those that a column has in two buckets."""
        self._none = [0] * columns
        self._merge = merge
        self._start = 0
        self._width = SECOND_NS
        self._rows: list[list[int]] = []

    def at(self, time_ns: int) -> list[int]:
        """The bucket of that time, to put something into: its columns, 0 where nothing was put.

        A time before the first one, by a clock that was set back, counts as the first.
        """
        if not self._rows:
            self._start = time_ns // SECOND_NS * SECOND_NS
        while (place := (time_ns - self._start) // self._width) >= MOST_BUCKETS:
            self._double()
        while place >= len(self._rows):
            self._rows.append(self._none[:])
        return self._rows[max(0, place)]

    def timeline(self) -> Timeline:
        return Timeline(self._start, self._width, tuple(zip(*self._rows, strict=True)))

    def _double(self) -> None:
        rows = self._rows
        if len(rows) % 2:
            rows.append(self._none[:])
        self._rows = [
            [self._merge(*pair) for pair in zip(*two, strict=True)]
            for two in zip(rows[::2], rows[1::2], strict=True)
        ]
        self._width *= 2
