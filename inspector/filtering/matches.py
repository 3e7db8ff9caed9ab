"""Which rows of the log match: a bit a row, so that fifty million of them take six megabytes."""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

_BITS = 12
_SIZE = 1 << _BITS
"""Rows in a chunk."""


class Matches:
    """An ascending list of rows, to which rows are added at any place.

    Row numbers are those of the log, counted from 0. Belongs to one thread; `bits` may be asked
    for in any.
    """

    def __init__(self) -> None:
        self._chunks: list[int] = []
        """Bit n of chunk c stands for the row c * `_SIZE` + n."""
        self._counts: list[int] = []
        self._before: list[int] | None = None
        """How many matches there are before each chunk; None where that must be counted again."""
        self._count = 0
        self._opened = (-1, [0])
        """The chunk that `row` looked into last, and its rows."""

    def __len__(self) -> int:
        return self._count

    def __contains__(self, row: object) -> bool:
        return isinstance(row, int) and row >= 0 and self.bits(row, 1) == 1

    def __iter__(self) -> Iterator[int]:
        for chunk in range(len(self._chunks)):
            yield from self._rows_of(chunk)

    def row(self, position: int) -> int:
        """The row of the match `position`, counted from 0. `IndexError` where there is none."""
        if not 0 <= position < self._count:
            raise IndexError(f"there is no match {position}: there are {self._count}")
        before = self._sums()
        chunk = bisect_right(before, position) - 1
        if self._opened[0] != chunk:
            self._opened = chunk, self._rows_of(chunk)
        return self._opened[1][position - before[chunk]]

    def rows(self, first: int, count: int) -> list[int]:
        """The rows of up to `count` matches from the match `first` on."""
        return [self.row(n) for n in range(max(first, 0), min(first + count, self._count))]

    def index_of(self, row: int) -> int:
        """How many matches there are before `row`: its position, where it is one."""
        chunk, offset = divmod(max(row, 0), _SIZE)
        if chunk >= len(self._chunks):
            return self._count
        below = self._chunks[chunk] & (1 << offset) - 1
        return self._sums()[chunk] + below.bit_count()

    def bits(self, first: int, count: int) -> int:
        """Bit n says whether the row `first` + n is one, for `count` rows."""
        found = at = 0
        chunk, offset = divmod(first, _SIZE)
        while at < count and chunk < len(self._chunks):
            found |= self._chunks[chunk] >> offset << at
            at += _SIZE - offset
            chunk, offset = chunk + 1, 0
        return found & (1 << count) - 1

    def put(self, first: int, count: int, bits: int) -> None:
        """Bit n says from now on whether the row `first` + n is one, for `count` rows."""
        missing = (first + count - 1 >> _BITS) + 1 - len(self._chunks)
        self._chunks += [0] * missing
        self._counts += [0] * missing
        chunk, offset = divmod(first, _SIZE)
        while count > 0:
            some = min(count, _SIZE - offset)
            mask = (1 << some) - 1
            self._replace(chunk, mask << offset, (bits & mask) << offset)
            bits >>= some
            count -= some
            chunk, offset = chunk + 1, 0

    def _replace(self, chunk: int, mask: int, bits: int) -> None:
        changed = self._chunks[chunk] & ~mask | bits
        number = changed.bit_count()
        self._count += number - self._counts[chunk]
        self._chunks[chunk], self._counts[chunk] = changed, number
        self._before = None
        self._opened = (-1, [0])

    def _sums(self) -> list[int]:
        if self._before is None:
            self._before = list(accumulate(self._counts, initial=0))[:-1]
        return self._before

    def _rows_of(self, chunk: int) -> list[int]:
        """The rows of a chunk; digits of a number run from the highest bit down."""
        digits = f"{self._chunks[chunk]:b}"[::-1]
        start = chunk * _SIZE
        return [row for row, digit in enumerate(digits, start) if digit == "1"]
