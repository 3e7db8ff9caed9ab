"""Where runs are found: the latest in memory, all others in the file."""

import sqlite3
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import partial

from inspector.recording.blocks import Blocks
from inspector.recording.details import read_detail
from inspector.recording.errors import missing, senseless
from inspector.recording.record import SELECT, Record, completed, head_of, place_of
from inspector.recording.run import Run
from inspector.recording.schema import LAST_SEQ
from inspector.recording.tail import Tail
from inspector.recording.values import PREVIEW

_BY_SEQ = SELECT + " WHERE seq <= ? ORDER BY seq DESC LIMIT 1"
_ROWS_BEFORE = """SELECT row + CASE WHEN message IS NULL THEN :seq - seq ELSE 0 END FROM runs
    WHERE seq <= :seq ORDER BY seq DESC LIMIT 1"""
_FROM = SELECT + " WHERE seq >= ? AND seq < ? ORDER BY seq LIMIT ?"
_PLACES = """SELECT seq, row, event_count FROM runs
    WHERE seq >= ? AND seq < ? AND message IS NULL ORDER BY seq LIMIT ?"""
_PARTS = SELECT + " WHERE message = ? AND part >= ? ORDER BY part LIMIT ?"
_LAST_PART = SELECT + " WHERE message = ? AND part <= ? ORDER BY part DESC LIMIT 1"
# The plus keeps SQLite from looking through all parts of these messages instead.
_CONTINUED = "SELECT DISTINCT message FROM runs WHERE seq > ? AND seq < ? AND +message <= ?"

_AT_FIRST, _AT_ONCE = 16, 256
"""Runs that are read from the file together: at first, for a screenful is enough; at most."""
_NEAR = 8
"""Runs of continuation frames that are passed over one by one on the way to the next row."""
_HEADER = 14
"""Bytes of the longest header."""


class Source:
    """The runs of a recording: those in `tail`, and before them those that `connection` reads.

    The tail is the owner's own or a snapshot that is older than the first look at the file. What
    it hands out is checked: values that no run has are `sqlite3.DatabaseError`s, like the damage
    that SQLite finds.
    """

    def __init__(self, connection: sqlite3.Connection, tail: Tail) -> None:
        self.connection = connection
        self.tail = tail
        self._blocks = Blocks(connection)

    def at(self, seq: int, *, clip: bool = False) -> Run:
        """The run of the event `seq`. `IndexError` where there is none.

        With `clip` the run of a single large frame has only the beginning of its bytes.
        """
        return self._at(seq, partial(self._run, clip=clip))

    def head(self, seq: int) -> Run:
        """The same, perhaps without its bytes or its event."""
        return self._at(seq, head_of)

    def head_of_row(self, row: int) -> Run:
        """The head of the run that has the log's row `row`, which must be there."""
        if self.tail.runs and row >= self.tail.runs[0].row:
            head = self.tail.at_row(row)
        else:
            (last,) = self.connection.execute("SELECT max(seq) FROM runs").fetchone()
            seqs = range(row + 1, min(last or 0, self.tail.first) + 1)
            before = bisect_right(seqs, row, key=self._rows_before)
            if not before:
                raise senseless(row + 1)
            head = self.head(row + before)
        if not head.row <= row < head.row + head.rows:
            raise senseless(head.seq)
        return head

    def from_row(self, row: int, rows: int) -> Iterator[Run]:
        """The runs that make up `rows` rows of the log from `row` on, clipped as `at` does it."""
        end = row + rows
        while row < end:
            skipped = 0
            for run in self.runs(self.head_of_row(row).seq, LAST_SEQ, clip=True):
                if run.message:
                    skipped += 1
                    if skipped > _NEAR:
                        break
                elif run.row <= row < run.row + run.rows:
                    yield run
                    row = run.row + run.rows
                    if row >= end:
                        return
                else:
                    raise senseless(run.seq)
            else:
                return

    def seqs_of(self, rows: range) -> list[int]:
        """The seq of each of the log's `rows`, which must be there and follow each other."""
        start = self.head_of_row(rows.start).seq
        limits = start, self.tail.first, len(rows)
        places = list(self.connection.execute(_PLACES, limits))
        places += [
            (run.seq, run.row, run.event_count)
            for run in self.tail.since(start)
            if run.seq >= start and not run.message
        ]
        found: list[int] = []
        for seq, row, count in places:
            wanted = rows[len(found) :]
            if not wanted:
                break
            if (
                type(row) is not int
                or type(count) is not int
                or wanted[0] not in range(row, row + count)
            ):
                raise senseless(seq)
            found += (seq + each - row for each in wanted[: row + count - wanted[0]])
        if len(found) < len(rows):
            raise senseless(start)
        return found

    def runs(self, first: int, last: int, *, clip: bool = False) -> Iterator[Run]:
        """The runs from that of the event `first` on, which must be there, to that of `last`, as
        far as there are any."""
        expected = self.head(first).seq
        in_file = min(last + 1, self.tail.first)
        at_once = _AT_FIRST
        while expected < in_file:
            records = self.connection.execute(_FROM, (expected, in_file, at_once)).fetchall()
            for record in records:
                run = self._run(record, clip=clip)
                if run.seq != expected:
                    raise missing(expected)
                expected = run.end
                yield run
            if not records:
                return
            at_once = _AT_ONCE
        for run in self.tail.since(expected):
            if expected <= run.seq <= last:
                yield run

    def parts(self, message: int, first: int = 1, *, clip: bool = False) -> Iterator[Run]:
        """The runs that continue the message `message`, in order, from that of its frame `first`
        on."""
        begin = self._last_part(message, first)
        part = begin.part if begin else first
        at_once = _AT_FIRST
        while message < self.tail.first:
            records = self.connection.execute(_PARTS, (message, part, at_once)).fetchall()
            for record in records:
                run = self._run(record, clip=clip)
                if run.seq >= self.tail.first:
                    break
                part = run.part + run.event_count
                yield run
            else:
                if len(records) == at_once:
                    at_once = _AT_ONCE
                    continue
            break
        yield from (run for run in self.tail.parts(message) if run.part + run.event_count > first)

    def last_part(self, message: int) -> Run | None:
        """The head of the last of them; None for a message in one frame."""
        return self.tail.last_part(message) or self._last_part(message, LAST_SEQ)

    def continued(self, seq: int) -> set[int]:
        """The messages begun at `seq` or before of which there are frames after it."""
        found = {run.message for run in self.tail.since(seq) if run.seq > seq >= run.message > 0}
        if seq + 1 < self.tail.first:
            limits = seq, self.tail.first, seq
            found |= {message for (message,) in self.connection.execute(_CONTINUED, limits)}
        return found

    def _last_part(self, message: int, part: int) -> Run | None:
        """Of the runs in the file that continue `message`, the last one at `part` or before."""
        record = self.connection.execute(_LAST_PART, (message, part)).fetchone()
        return head_of(record) if record else None

    def _at(self, seq: int, read: Callable[[Record], Run]) -> Run:
        if seq >= self.tail.first:
            run = self.tail.at(seq)
        else:
            record = self.connection.execute(_BY_SEQ, (seq,)).fetchone()
            if record is None:
                raise self._absent(seq)
            run = read(record)
        if not run.seq <= seq < run.end:
            raise self._absent(seq)
        return run

    def _absent(self, seq: int) -> Exception:
        """What is wrong where there is no event `seq`: it is missing only if others come later."""
        later = "SELECT 1 FROM runs WHERE seq > ? LIMIT 1"
        if 0 < seq < self.tail.first and (
            self.tail.runs or self.connection.execute(later, (seq,)).fetchone()
        ):
            return missing(seq)
        return IndexError(f"the recording has no event {seq}")

    def _rows_before(self, seq: int) -> int:
        """The log's rows before the event `seq`, which grow with it."""
        found = self.connection.execute(_ROWS_BEFORE, {"seq": seq}).fetchone()
        if found is None or type(found[0]) is not int:
            raise senseless(seq)
        return found[0]

    def _run(self, record: Record, *, clip: bool) -> Run:
        """The run of a row of the table, with its bytes."""
        head = head_of(record)
        seq = head.seq
        if not head.is_frames:
            event = read_detail(self.connection, head.kind, seq, head.time_ns)
            return completed(head, event=event)
        block, position, size, decoded_position, lengths = place_of(record)
        decoded_size = sum(lengths)
        if clip and head.event_count == 1:
            size, decoded_size = min(size, _HEADER + PREVIEW), min(decoded_size, PREVIEW)
        wire = self._blocks.part(seq, block, "wire", position, size)
        if not wire:
            raise senseless(seq)
        decoded = b""
        if lengths:
            decoded = self._blocks.part(seq, block, "decoded", decoded_position, decoded_size)
        return completed(head, wire, lengths, decoded)
