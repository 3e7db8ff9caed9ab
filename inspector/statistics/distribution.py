"""How values spread, in memory that does not grow with their number."""

from collections.abc import Mapping
from typing import NamedTuple

_BITS = 8
"""Of a value so many are told apart: a median is right to within 1 in 256."""


class Distribution(NamedTuple):
    """Of values that are whole and not negative: sizes in bytes, times in nanoseconds."""

    number: int = 0
    """How many values there are."""
    total: int = 0
    """Their sum."""
    least: int = 0
    median: int = 0
    """Exact below 256; the lower one of the two in the middle."""
    most: int = 0
    octaves: tuple[int, ...] = ()
    """How many values have 0, 1, 2, ... bits: `octaves[n]` those from 2**(n-1) to 2**n - 1, and
    `octaves[0]` those that are 0. As long as the largest value needs it."""

    @property
    def mean(self) -> float:
        return self.total / self.number if self.number else 0.0


class Tally:
    """Counts values into a `Distribution`."""

    def __init__(self) -> None:
        self._number = 0
        self._total = 0
        self._least = -1
        """-1 as long as there is none."""
        self._most = 0
        self._rounded: dict[int, int] = {}

    def add(self, value: int, times: int = 1) -> None:
        self._number += times
        self._total += value * times
        if value > self._most:
            self._most = value
        if value < self._least or self._least < 0:
            self._least = value
        cut = value.bit_length() - _BITS
        if cut > 0:
            value = value >> cut << cut
        self._rounded[value] = self._rounded.get(value, 0) + times

    def add_all(self, values: Mapping[int, int]) -> None:
        """Values, and how often each occurs, at least once."""
        for value, times in values.items():
            self.add(value, times)

    def distribution(self) -> Distribution:
        if not self._number:
            return Distribution()
        octaves = [0] * (self._most.bit_length() + 1)
        for value, times in self._rounded.items():
            octaves[value.bit_length()] += times
        return Distribution(
            self._number, self._total, self._least, self._median(), self._most, tuple(octaves)
        )

    def _median(self) -> int:
        before = 0
        for value in sorted(self._rounded):
            before += self._rounded[value]
            if 2 * before >= self._number:
                middle = value + (1 << max(0, value.bit_length() - _BITS) >> 1)
                return min(max(middle, self._least), self._most)
        return 0
