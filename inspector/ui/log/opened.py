"""Which messages are opened into their frames, and where that puts every row.

A position counts the rows of the recording from 0, and after an opened message its frames. Only
opened messages are kept, so this stays small whatever the recording's size.
"""

from bisect import bisect_left, bisect_right
from itertools import accumulate

WHOLE = -1
"""The part that stands for the row itself; its frames are parts 0, 1, ..."""


class OpenMessages:
    def __init__(self) -> None:
        self._rows: list[int] = []
        self._frames: list[int] = []
        self._ends: list[int] = []
        """Frames of this opened message and of all above it."""
        self._positions: list[int] = []

    @property
    def frames(self) -> int:
        """Frames of all opened messages."""
        return self._ends[-1] if self._ends else 0

    @property
    def rows(self) -> list[int]:
        """The recording's rows that are open, ascending."""
        return list(self._rows)

    def frames_of(self, row: int) -> int:
        """How many frames of `row` have a line; 0 while it is closed."""
        at = bisect_left(self._rows, row)
        return self._frames[at] if row in self._rows[at : at + 1] else 0

    def set(self, row: int, frames: int) -> None:
        """Open `row`, let it grow, or close it with 0."""
        at = bisect_left(self._rows, row)
        known = row in self._rows[at : at + 1]
        self._rows[at : at + known] = [row] if frames else []
        self._frames[at : at + known] = [frames] if frames else []
        self._add_up()

    def drop_before(self, row: int) -> None:
        """Close everything above `row`."""
        at = bisect_left(self._rows, row)
        del self._rows[:at], self._frames[:at]
        self._add_up()

    def position_of(self, row: int) -> int:
        at = bisect_left(self._rows, row)
        return row + (self._ends[at - 1] if at else 0)

    def locate(self, position: int) -> tuple[int, int]:
        """The row at `position`, and which part of it: `WHOLE`, or the number of a frame."""
        at = bisect_right(self._positions, position) - 1
        if at < 0:
            return position, WHOLE
        part = position - self._positions[at] - 1  # -1 is WHOLE
        if part < self._frames[at]:
            return self._rows[at], part
        return position - self._ends[at], WHOLE

    def _add_up(self) -> None:
        self._ends = list(accumulate(self._frames))
        above = [0, *self._ends]
        self._positions = [row + frames for row, frames in zip(self._rows, above, strict=False)]
