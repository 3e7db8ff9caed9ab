"""Runs an expression over the events of a recording, a window of them at a time.

A message whose frames do not all lie in one window is judged by itself, by all the frames that it
has: so windows can be taken in any order, and one that is still growing is judged again whenever
the window with its latest frames comes along. Nothing is kept from one window to the next.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from inspector.events import Frame, Opcode
from inspector.filtering.alike import Alike, begins_message
from inspector.filtering.terms import Context, Term
from inspector.recording import Recording
from inspector.recording.run import Run

_MOST_BYTES = 16 * 1024 * 1024
"""Of messages that are put together while their frames come by; what is more is read again."""

_SLICE_BYTES = 1024 * 1024
"""After so much the caller has its turn."""
_RUN_BYTES = 4096
"""What a run costs besides its bytes, in bytes."""

_ONE = ord("1")


@dataclass(frozen=True, slots=True)
class Found:
    """Bit n of `bits` says whether the row `first` + n matches, for `count` rows."""

    first: int
    count: int
    bits: int


class Scan:
    """An expression over one recording."""

    def __init__(self, recording: Recording, term: Term) -> None:
        self._recording = recording
        self._term = term
        self._context = Context()

    def window(self, first: int, last: int) -> Iterator[Found]:
        """The rows of the events `first` to `last` (by seq), in slices; then each message that
        has frames outside of them too, or may get more. It may begin some events before `first`.

        `RecordingError` where the file is damaged, `TooSlowError` where a pattern takes too long.
        """
        if not self._context.origin_ns:
            [head] = self._recording.runs(1, 1)
            self._context.origin_ns = head.time_ns
        current = _Slice()
        messages = _Messages()
        for run in self._recording.runs(first, last):
            current.extend(run)
            for rows in messages.take(run):
                numbers = self._term.select(rows, range(rows.count), self._context)
                current.put(rows, numbers)
            if current.is_full:
                yield from current.founds()
                current = _Slice()
        yield from current.founds()
        for message in messages.torn:
            yield self._judged(message)

    def rows_to(self, seq: int) -> int:
        """How many rows the events up to `seq` are."""
        if seq == 0:
            return 0
        [run] = self._recording.runs(seq, seq)
        return run.row + (seq - run.seq + 1 if run.rows else 0)

    def _judged(self, message: int) -> Found:
        """A message by itself, by all of the frames that it has now."""
        [run] = self._recording.runs(message, message)
        frames = [entry.event for entry in self._recording.frames_of(message)]
        parts = [frame for frame in frames if isinstance(frame, Frame)]
        payload = b"".join([frame.payload for frame in parts])
        is_problem = any(frame.violation for frame in parts)
        row = run.row + message - run.seq
        rows = Alike.of_message(row, message, parts[0], payload, is_problem=is_problem)
        matches = bool(self._term.select(rows, range(1), self._context))
        return Found(row, 1, int(matches))


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


class _Message:
    """A message of which not all frames have come by."""

    def __init__(self, row: int, seq: int, head: Frame) -> None:
        self.row = row
        self.seq = seq
        self.head = head
        self.payloads = [head.payload]
        self.is_problem = bool(head.violation)

    def add(self, run: Run) -> None:
        data, starts, stops = run.payloads()
        spans = zip(starts, stops, strict=True)
        self.payloads += [data[start:stop] for start, stop in spans]
        self.is_problem |= bool(run.violation)

    def whole(self) -> Alike:
        payload = b"".join(self.payloads)
        return Alike.of_message(self.row, self.seq, self.head, payload, is_problem=self.is_problem)


class _Messages:
    """Puts the frames of messages together."""

    def __init__(self) -> None:
        self.torn: set[int] = set()
        """The messages (by the seq of their first frame) that are not whole in this window."""
        self._begun: dict[int, _Message] = {}
        self._size = 0

    def take(self, run: Run) -> Iterator[Alike]:
        """The rows that can be judged now that `run` is there."""
        if run.message:
            yield from self._continue(run)
        elif run.event is None and begins_message(run.first, len(run.wire)):
            self._weigh(run)
            for message in _singles(run):
                self._begun[message.seq] = message
                self.torn.add(message.seq)
        elif run.event is None and run.first & 0x0F == Opcode.CLOSE:
            for message in _singles(run):
                yield message.whole()
        else:
            yield Alike.of_run(run)

    def _continue(self, run: Run) -> Iterator[Alike]:
        self.torn.add(run.message)
        if run.message not in self._begun:
            return
        self._begun[run.message].add(run)
        if run.first & 0x80:
            self.torn.remove(run.message)
            yield self._begun.pop(run.message).whole()
            if not self._begun:
                self._size = 0
        else:
            self._weigh(run)

    def _weigh(self, run: Run) -> None:
        self._size += len(run.wire) + len(run.decoded)
        if self._size > _MOST_BYTES:
            self._begun.clear()
            self._size = 0


def _singles(run: Run) -> Iterator[_Message]:
    """The frames of a run one by one."""
    for number, frame in enumerate(run.frames()):
        yield _Message(run.row + number, run.seq + number, frame)
