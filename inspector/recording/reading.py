"""What can be asked of a recording, while it grows or not."""

import contextlib
import sqlite3
import time
from collections.abc import Generator, Iterator
from pathlib import Path

from inspector.recording import database, notes, reader, story, tables, window
from inspector.recording.errors import explained, is_busy
from inspector.recording.paths import size_of
from inspector.recording.run import Run
from inspector.recording.source import Source
from inspector.recording.tail import Tail
from inspector.recording.values import Entry, Note, Row, Totals

_AT_ONCE_MS = 10
"""How long who cannot wait does wait for a commit, which mostly takes less."""

_BUSY_S = 0.1
"""Having waited in vain, one does not wait at all for so long: a disk that takes seconds for a
commit is not to slow down every look at it."""


_PATIENCE_MS = 20_000
"""How long who can wait does so."""


class RecordingReader:
    """Reads the recording at `path`, and what was appended and is not in the file yet.

    Belongs to one thread, its owner's, which is a window's and never waits for a disk: where the
    file cannot be read at once, since a commit takes long, its methods raise `RecordingBusyError`.
    Those that say so may be called from any thread, and wait. All raise `RecordingError` where the
    file is damaged.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with contextlib.ExitStack() as opened, explained("open", path):
            self._connection = database.connect_for_reading(path)
            opened.callback(self._connection.close)
            database.bound_values(self._connection)
            self._mark = tables.read_mark(self._connection)
            opened.pop_all()
        self._patience_ms = -1
        self._busy_until = 0.0
        self._tail = Tail()
        self._source = Source(self._connection, self._tail)

    # Counts

    @property
    def count(self) -> int:
        """Events; the `seq` of the last one."""
        return self._mark.seq

    @property
    def row_count(self) -> int:
        """Rows of the log."""
        return self._mark.rows

    @property
    def connections(self) -> int:
        """The highest number of a connection."""
        return self._mark.connections

    @property
    def totals(self) -> Totals:
        """Of everything that was recorded."""
        return self._mark.totals

    @property
    def size(self) -> int:
        """Bytes on disk."""
        return size_of(self.path)

    # Reading

    def rows(self, first: int, count: int) -> list[Row]:
        """Up to `count` rows of the log from the row `first` on, counted from 0."""
        with self._at_once():
            return window.rows(self._source, first, count, self._mark)

    def row_of(self, seq: int) -> int:
        """The row that shows the event `seq`: for a continuation frame its message's.

        `IndexError` where there is none of that number.
        """
        with self._at_once():
            return window.row_of(self._source, seq)

    def seqs_of(self, rows: range) -> list[int]:
        """The seq of each of the log's `rows` (step 1), all of which are there. From any thread."""
        with self._own_source() as source:
            return source.seqs_of(rows) if rows else []

    def continued_since(self, seq: int) -> set[int]:
        """The messages (by the `seq` of their first frame) that began at `seq` or before and have
        got more frames after it: their rows have changed."""
        with self._at_once():
            return window.continued_since(self._source, seq, self._mark)

    def story(self, after: int = 0, before: int = 2**63 - 1, limit: int = 500) -> list[Entry]:
        """What happened apart from frames and stream events, in order: the last `limit` phases,
        states, requests, responses and problems with a seq between `after` and `before`, both
        excluded. Clipped as those of `rows` are."""
        with self._at_once():
            return story.story(self._source, after, before, limit)

    def handshakes(self, connection: int, *, wait: bool = True) -> list[Entry]:
        """The requests and responses of the `connection`-th connection, in order: a pair for each
        redirect and one for the answer; the first 100 of them. From any thread; `wait` as for
        `entry`."""
        with self._own_source(wait=wait) as source:
            return story.handshakes(source, connection)

    def latest_evidence(self) -> int | None:
        """What tells why a connection failed: the `seq` of the response that refused the latest
        one, else of the last problem."""
        with self._at_once():
            return story.latest_evidence(self._source)

    def entry(self, seq: int, *, wait: bool = True) -> Entry:
        """The event `seq`, whole. `IndexError` where there is none of that number.

        Without `wait` it is `RecordingBusyError` where the file cannot be read at once.
        """
        with self._own_source(wait=wait) as source:
            return reader.entry(source, seq)

    def frames_of(
        self, message: int, offset: int = 0, limit: int | None = None, *, wait: bool = True
    ) -> list[Entry]:
        """The frames, whole and in order, of the message whose first frame has the seq `message`;
        of any other event the event itself. `offset` and `limit` count frames; `wait` as above."""
        with self._own_source(wait=wait) as source:
            return reader.frames_of(source, message, offset, limit)

    def entries(
        self, first: int = 1, last: int | None = None, *, wait: bool = True
    ) -> Iterator[Entry]:
        """The events `first` to `last` (the last one there now), whole, read as they are asked
        for; `wait` as above."""
        last = self.count if last is None else min(last, self.count)
        with self._own_source(wait=wait) as source:
            yield from reader.entries(source, max(first, 1), last)

    def runs(self, first: int = 1, last: int | None = None) -> Generator[Run]:
        """The runs that hold the events `first` to `last` (the last one there now), with their
        bytes, read as they are asked for."""
        last = self.count if last is None else min(last, self.count)
        with self._own_source() as source:
            if (first := max(first, 1)) <= last:
                yield from source.runs(first, last)

    def runs_at_hand(self, first: int) -> Iterator[Run]:
        """The runs from that of the event `first` on, as `runs` has them, for those who follow the
        recording in its own thread: it opens no file. To be used up, or dropped, before anything
        else is appended."""
        with self._at_once():
            if first <= self.count:
                yield from self._source.runs(max(first, 1), self.count)

    def written_notes(self, first: int, last: int) -> dict[int, Note]:
        """The notes on the events `first` to `last` that are committed, by seq, in order."""
        with self._own_source() as source:
            return notes.read(source.connection, first, last)

    @contextlib.contextmanager
    def _at_once(self) -> Iterator[None]:
        """For what the owner's thread reads."""
        patience_ms = 0 if time.monotonic() < self._busy_until else _AT_ONCE_MS
        with explained("read", self.path):
            if patience_ms != self._patience_ms:
                self._connection.execute(f"PRAGMA busy_timeout = {patience_ms}")
                self._patience_ms = patience_ms
            try:
                yield
            except sqlite3.OperationalError as error:
                if is_busy(error):
                    self._busy_until = time.monotonic() + _BUSY_S
                raise

    @contextlib.contextmanager
    def _own_source(self, *, wait: bool = True) -> Iterator[Source]:
        tail = self._tail.snapshot()  # before the file is looked into: see `Tail`
        patience_ms = _PATIENCE_MS if wait else _AT_ONCE_MS
        with (
            explained("read", self.path),
            contextlib.closing(database.connect_for_reading(self.path, patience_ms)) as connection,
        ):
            database.bound_values(connection)
            yield Source(connection, tail)
