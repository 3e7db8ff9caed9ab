"""The latest runs, in memory: what is not committed yet, and what a log at its end shows."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Self
from weakref import WeakSet

from inspector.recording.run import Run
from inspector.recording.schema import LAST_SEQ

_KEPT = 8 * 1024 * 1024
"""Bytes of memory that committed runs may take: a screen of messages of 64 KiB, so that a log at
its end need not wait for the writer."""

_KEPT_BY_ALL = 4 * _KEPT
"""The same for all recordings of the process together, which share it equally."""

_LEAST = 256 * 1024
"""Of which each gets so much however many they are."""

_MOST = 192
"""And how many runs they may be: two screens of messages that came one by one. Thousands of small
ones would lie between the large blocks of a flood in the heap, and keep it from shrinking."""

_SLACK = 4
"""They are dropped when they are a quarter more: not with every batch."""

_growing: WeakSet["Tail"] = WeakSet()
"""Those of the recordings that are appended to."""


class Tail:
    """Grows and shrinks in its owner's thread; another one takes a `snapshot`.

    A run leaves only after it was committed: who takes a snapshot first and looks into the file
    then misses nothing.
    """

    def __init__(self, runs: Sequence[Run] = ()) -> None:
        self.runs: list[Run] = []
        self._seqs: list[int] = []
        self._last_parts: dict[int, Run] = {}
        self._weight = 0
        self.add(runs, 0, 0)

    @property
    def first(self) -> int:
        """From this event on they are here; above every event where nothing is."""
        return self._seqs[0] if self._seqs else LAST_SEQ + 1

    def add(self, runs: Sequence[Run], weight: int, committed: int) -> None:
        """Append `runs` of `weight` bytes; drop the oldest that are `committed` (a seq)."""
        self.runs += runs
        self._seqs += [run.seq for run in runs]
        self._last_parts.update([(run.message, run) for run in runs if run.message])
        self._weight += weight
        if weight:
            _growing.add(self)
        kept = min(_KEPT, max(_LEAST, _KEPT_BY_ALL // max(1, len(_growing))))
        if self._weight > kept + kept // _SLACK or len(self.runs) > _MOST + _MOST // _SLACK:
            self._drop(kept, committed)

    def clear(self) -> None:
        """Drop everything: what is committed is in the file, and the rest is lost."""
        del self.runs[:], self._seqs[:]
        self._last_parts.clear()
        self._weight = 0
        _growing.discard(self)

    def snapshot(self) -> Self:
        return type(self)(tuple(self.runs))  # a tuple, for it is made without a break

    def at(self, seq: int) -> Run:
        """The run of the event `seq`, which is here or after all that is."""
        return self.runs[bisect_right(self._seqs, seq) - 1]

    def at_row(self, row: int) -> Run:
        """The run that has the log's row `row`, which is here."""
        return self.runs[bisect_right(self.runs, row, key=_row) - 1]

    def since(self, seq: int) -> list[Run]:
        """The runs from that of the event `seq` on."""
        return self.runs[max(0, bisect_right(self._seqs, seq) - 1) :]

    def parts(self, message: int) -> Iterator[Run]:
        """Those that continue the message `message`."""
        if last := self._last_parts.get(message):
            begin, end = (bisect_right(self._seqs, seq) for seq in (message, last.seq))
            yield from (run for run in self.runs[begin:end] if run.message == message)

    def last_part(self, message: int) -> Run | None:
        """The last of them."""
        return self._last_parts.get(message)

    def _drop(self, kept: int, committed: int) -> None:
        dropped = 0
        for run in self.runs:
            is_small = self._weight <= kept and len(self.runs) - dropped <= _MOST
            if is_small or run.end > committed + 1:
                break
            self._weight -= run.weight
            dropped += 1
            if self._last_parts.get(run.message) is run:
                del self._last_parts[run.message]
        del self.runs[:dropped], self._seqs[:dropped]


def _row(run: Run) -> int:
    return run.row
