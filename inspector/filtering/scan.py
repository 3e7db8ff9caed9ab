"""Runs an expression over the events of a recording, a window of them at a time.

A message whose frames do not all lie in one window is judged by itself, by all the frames that it
has, and the verdict is kept: so windows can be taken in any order, and a message that lies in many
of them is read once. One that is still growing is judged again when it is finished, when it is
twice as long, or when `settle` is called: all that together reads a small multiple of its bytes.
"""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from inspector.events import Frame
from inspector.filtering.alike import Alike
from inspector.filtering.fragments import Fragments
from inspector.filtering.terms import Context, Term
from inspector.recording import Recording
from inspector.recording.run import Run

_SHORT = 64 * 1024
"""Bytes of a growing message up to which it is judged again at each look."""
_VERDICTS = 1024
"""Verdicts that are kept. Without its verdict a message is only judged once more."""

_SLICE_BYTES = 1024 * 1024
"""After so much the caller has its turn."""
_RUN_BYTES = 4096
"""What a run costs besides its bytes, in bytes."""

_ONE = ord("1")
_FIN = 0x80


@dataclass(frozen=True, slots=True)
class Found:
    """Bit n of `bits` says whether the row `first` + n matches, for `count` rows."""

    first: int
    count: int
    bits: int


class _Verdict(NamedTuple):
    found: Found
    end: int
    """The seq after the last frame of the message that was taken into account."""
    length: int
    """Bytes of its payload until there."""


class Scan:
    """An expression over one recording."""

    def __init__(self, recording: Recording, term: Term) -> None:
        self._recording = recording
        self._term = term
        self._context = Context()
        self._verdicts: OrderedDict[int, _Verdict] = OrderedDict()
        """Of messages (by the seq of their first frame) that do not lie in one window."""
        self.growing: set[int] = set()
        """The messages that have grown since they were judged."""

    def window(self, first: int, last: int) -> Iterator[Found]:
        """The rows of the events `first` to `last` (by seq), in slices; then each message that
        has frames outside of them too, or may get more, unless it is left to `settle`. It may
        begin some events before `first`.

        `RecordingError` where the file is damaged, `TooSlowError` where a pattern takes too long.
        """
        if not self._context.origin_ns:
            [head] = self._recording.runs(1, 1)
            self._context.origin_ns = head.time_ns
        current = _Slice()
        fragments = Fragments()
        for run in self._recording.runs(first, last):
            current.extend(run)
            for rows in fragments.take(run):
                numbers = self._term.select(rows, range(rows.count), self._context)
                current.put(rows, numbers)
            if current.is_full:
                yield from current.founds()
                current = _Slice()
        yield from current.founds()
        for message, latest in fragments.torn.items():
            if verdict := self._verdict(message, latest):
                yield verdict.found

    def settle(self) -> Iterator[Found]:
        """Judge the messages that are `growing`, as long as they are by now."""
        while self.growing:
            yield self._judge(self.growing.pop()).found

    def rows_to(self, seq: int) -> int:
        """How many rows the events up to `seq` are."""
        if seq == 0:
            return 0
        [run] = self._recording.runs(seq, seq)
        return run.row + (seq - run.seq + 1 if run.rows else 0)

    def _verdict(self, message: int, latest: Run) -> _Verdict | None:
        """What was or is found about a message of which `latest` came by; None where it has grown
        and waits to be judged again."""
        known = self._verdicts.get(message)
        if known is not None and latest.end <= known.end:
            return known
        is_short = latest.length <= _SHORT
        if known is None or is_short or latest.first & _FIN or latest.length >= 2 * known.length:
            return self._judge(message)
        self.growing.add(message)
        return None

    def _judge(self, message: int) -> _Verdict:
        """Judge a message by itself, by all of the frames that it has now."""
        self.growing.discard(message)
        [run] = self._recording.runs(message, message)
        entries = self._recording.frames_of(message)
        parts = [entry.event for entry in entries if isinstance(entry.event, Frame)]
        payload = b"".join([frame.payload for frame in parts])
        is_problem = any(frame.violation for frame in parts)
        row = run.row + message - run.seq
        rows = Alike.of_message(row, message, parts[0], payload, is_problem=is_problem)
        matches = bool(self._term.select(rows, range(1), self._context))
        verdict = _Verdict(Found(row, 1, int(matches)), entries[-1].seq + 1, len(payload))
        self._verdicts[message] = verdict
        self._verdicts.move_to_end(message)
        if len(self._verdicts) > _VERDICTS:
            self._verdicts.popitem(last=False)
        return verdict


class _Slice:
    """What is found in some runs that follow each other."""

    def __init__(self) -> None:
        self._first = -1
        self._flags = bytearray()
        """A binary digit a row, in ASCII."""
        self._earlier: list[Found] = []
        """Messages that began before."""
        self._weight = 0

    def extend(self, run: Run) -> None:
        """`run` is looked at next."""
        if self._first < 0:
            self._first = run.row
        self._flags += b"0" * run.rows
        self._weight += _RUN_BYTES + len(run.wire) + len(run.decoded)

    def put(self, rows: Alike, numbers: Sequence[int]) -> None:
        """Of `rows` those with these `numbers` match."""
        start = rows.row - self._first
        if start < 0:
            self._earlier.append(Found(rows.row, 1, len(numbers)))
        elif len(numbers) == rows.count:
            self._flags[start : start + rows.count] = b"1" * rows.count
        else:
            for number in numbers:
                self._flags[start + number] = _ONE

    @property
    def is_full(self) -> bool:
        return self._weight >= _SLICE_BYTES

    def founds(self) -> Iterator[Found]:
        if self._flags:
            bits = int(self._flags[::-1], 2)  # a number's first digit is its highest
            yield Found(self._first, len(self._flags), bits)
        yield from self._earlier
