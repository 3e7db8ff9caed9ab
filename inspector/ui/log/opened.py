"""Which messages are opened into their frames, and where that puts every row.

A position counts the listed rows from 0, and after an opened message its frames; the place of a
row counts listed rows alone. Only opened messages are kept, so this stays small whatever the
recording's size.
"""

from bisect import bisect_left, bisect_right
from itertools import accumulate

WHOLE = -1
"""The part that stands for the row itself; its frames are parts 0, 1, ..."""


class OpenMessages:
    def __init__(self) -> None:
        self._places: list[int] = []
        self._frames: list[int] = []
        self._ends: list[int] = []
        """Frames of this opened message and of all above it."""
        self._positions: list[int] = []

    @property
    def frames(self) -> int:
        """Frames of all opened messages."""
        return self._ends[-1] if self._ends else 0

    @property
    def places(self) -> list[int]:
        """Those that are open, ascending."""
        return list(self._places)

    def frames_of(self, place: int) -> int:
        """How many frames of the message at `place` have a line; 0 while it is closed."""
        at = bisect_left(self._places, place)
        return self._frames[at] if place in self._places[at : at + 1] else 0

    def set(self, place: int, frames: int) -> None:
        """Open `place`, let it grow, or close it with 0."""
        at = bisect_left(self._places, place)
        known = place in self._places[at : at + 1]
        self._places[at : at + known] = [place] if frames else []
        self._frames[at : at + known] = [frames] if frames else []
        self._add_up()

    def drop_before(self, place: int) -> None:
        """Close everything above `place`."""
        at = bisect_left(self._places, place)
        del self._places[:at], self._frames[:at]
        self._add_up()

    def shift(self, place: int, by: int) -> None:
        """Everything from `place` on moves by so many places."""
        if self._places:
            at = bisect_left(self._places, place)
            self._places[at:] = [moved + by for moved in self._places[at:]]
            self._add_up()

    def position_of(self, place: int) -> int:
        at = bisect_left(self._places, place)
        return place + (self._ends[at - 1] if at else 0)

    def locate(self, position: int) -> tuple[int, int]:
        """The place at `position`, and which part of it: `WHOLE`, or the number of a frame."""
        at = bisect_right(self._positions, position) - 1
        if at < 0:
            return position, WHOLE
        part = position - self._positions[at] - 1  # -1 is WHOLE
        if part < self._frames[at]:
            return self._places[at], part
        return position - self._ends[at], WHOLE

    def _add_up(self) -> None:
        self._ends = list(accumulate(self._frames))
        above = [0, *self._ends]
        self._positions = [at + frames for at, frames in zip(self._places, above, strict=False)]
