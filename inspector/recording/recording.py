"""One session, kept in one file: appended to while it happens, read a window at a time."""

import contextlib
import os
import tempfile
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Self

from inspector.events import Frame, FrameRun, Happening, Problem, StreamEvent
from inspector.recording import database, facts, notes, reader, story, tables, window
from inspector.recording.errors import RecordingError, explained
from inspector.recording.facts import Facts
from inspector.recording.locks import hold_unsaved
from inspector.recording.notes import MOST_COMMENT, Change, Field, Notes
from inspector.recording.paths import (
    SUFFIX,
    create_file,
    create_named_file,
    files_of,
    recordings_folder,
    size_of,
)
from inspector.recording.run import Run
from inspector.recording.sequencer import Batch, Sequencer, storable
from inspector.recording.source import Source
from inspector.recording.tail import Tail
from inspector.recording.values import Entry, Note, Row, Totals
from inspector.recording.writer import Writer

_SLICE = 512
"""Of a long list that is appended, so much goes into one batch: no transaction gets too long."""

_LAST_WORDS = 100
"""States, problems and the like that are kept where frames have no room: they tell how it ended."""

_NOTE_WEIGHT = 300
"""Bytes of memory that a note takes beside its text while it waits for the writer, about."""

_CLOSE_SECONDS = 10.0


class Recording:
    """A recording (.wsrec): made by `create` or `open`, to be closed.

    Belongs to one thread, its owner's: the one that appends and asks for rows. `entry`,
    `frames_of`, `entries`, `runs`, `written_notes`, `flush` and `save_as` may be called from any
    thread.
    Everything that reads sees at once what was appended, whether or not it is committed, and raises
    `RecordingError` where the file is damaged.
    """

    def __init__(self, path: Path) -> None:
        """Of a file that is known to be a recording; see `create` and `open`."""
        self.path = path
        self._closed = False
        with contextlib.ExitStack() as opened:
            self._hold = hold_unsaved(path)
            opened.callback(self._let_go)
            with explained("open", path):
                self._connection = database.connect_for_reading(path)
                opened.callback(self._connection.close)
                mark = tables.read_mark(self._connection)
                self._title = tables.read_title(self._connection)
                self._notes = Notes(self._connection)
            opened.pop_all()
        self._sequencer = Sequencer(mark)
        self._mark = mark
        self._tail = Tail()
        self._source = Source(self._connection, self._tail)
        self._writer = Writer(path, mark)
        self._changes = 0
        """Changes of notes and facts so far."""
        self._facts: dict[int, tuple[int, Facts]] = {}
        """Those that may not be in the file yet, by connection, with the number of the change."""
        self._missed = 0
        self._last_words = _LAST_WORDS
        self.on_appended: set[Callable[[], None]] = set()
        """Called after each `append`, in its thread. They are quick and raise nothing."""

    @classmethod
    def create(cls, path: Path | None = None) -> Self:
        """A new recording; without a path named by the time, in the user's data folder.

        Only its owner may read it. `RecordingError` where there is such a file already.
        """
        with explained("create", path or "a recording"):
            if path is None:
                path = create_named_file(recordings_folder())
            else:
                create_file(path)
        try:
            database.create(path)
            return cls(path)
        except RecordingError:
            path.unlink()
            raise

    @classmethod
    def open(cls, path: Path) -> Self:
        """An existing recording, to read or to continue. What a killed process left is recovered.

        `RecordingError` where it is none, is damaged, or was made by a newer version.
        """
        database.prepare(path)
        return cls(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    # Writing

    def append(self, connection: int, happenings: Sequence[Happening]) -> None:
        """Keep what happened on the `connection`-th connection, in this order.

        Cheap: hands them to the writer's thread. Never raises: see `failure`. While that lasts,
        memory is bounded: what has no room is counted, and a problem tells the count.
        """
        for start in range(0, len(happenings), _SLICE):
            if kept := self._with_room(happenings[start : start + _SLICE]):
                self._put(self._sequencer.batch(connection, kept))
        for callback in tuple(self.on_appended):
            callback()

    def _put(self, batch: Batch) -> None:
        if self._writer.put(batch):
            self._tail.add(batch.runs, batch.weight, self._writer.committed.seq)
            self._mark = batch.mark  # last: other threads ask for all that it counts

    def _with_room(self, happenings: Sequence[Happening]) -> Sequence[Happening]:
        """Those of `happenings` that are kept: all, unless writing has failed for too long."""
        if not self._writer.full:
            self._tell_missed()
            self._last_words = _LAST_WORDS
            return happenings
        kept = [each for each in happenings if not isinstance(each, Frame | FrameRun | StreamEvent)]
        kept = kept[: self._last_words]
        self._last_words -= len(kept)
        self._missed += sum(
            each.frame_count if isinstance(each, FrameRun) else 1 for each in happenings
        ) - len(kept)
        return kept

    def _tell_missed(self) -> None:
        """Put on record how many events are missing since the last one that was kept."""
        missed, self._missed = self._missed, 0
        if missed:
            told = f"{missed:,} events that came while nothing could be written are not recorded."
            problem = Problem(time.time_ns(), "recording", told, "")
            batch = self._sequencer.batch(self.connections, [problem])
            self._put(batch._replace(missed=missed))

    @property
    def title(self) -> str:
        """What the session is called, for example its URL; kept in the file."""
        return self._title

    @title.setter
    def title(self, title: str) -> None:
        self._title = storable(title)
        self._writer.put(Batch(self._mark, title=self._title))

    def mark(self, seq: int, colour: str) -> None:
        """Give the event `seq` a colour; an empty one removes it.

        This and `bookmark`, `comment` and `set_facts` are as cheap as `append`; while writing fails
        and memory is full they do nothing.
        """
        self._note(seq, "colour", colour)

    def bookmark(self, seq: int, *, on: bool = True) -> None:
        """Set a bookmark at the event `seq`, or remove it."""
        self._note(seq, "bookmark", on)

    def comment(self, seq: int, text: str) -> None:
        """Write a comment on the event `seq`, cut to 10 000 characters; an empty one removes it."""
        self._note(seq, "comment", storable(text)[:MOST_COMMENT])

    def notes(self, first: int = 1, last: int | None = None) -> dict[int, Note]:
        """The notes on the events `first` to `last` (the last one there now) that have one, by seq,
        in order."""
        with explained("read", self.path):
            last = self.count if last is None else last
            return self._notes.between(first, last, self._writer.changes)

    def written_notes(self, first: int, last: int) -> dict[int, Note]:
        """As `notes`, but those that are committed, from any thread."""
        with self._own_source() as source:
            return notes.read(source.connection, first, last)

    def _note(self, seq: int, field: Field, value: str | bool) -> None:
        if self._writer.full:
            return
        change = Change(seq, field, value)
        self._changes += 1
        self._notes.add(change, self._changes, self._writer.changes)
        weight = _NOTE_WEIGHT + (len(value) if isinstance(value, str) else 0)
        self._writer.put(Batch(self._mark, weight=weight, notes=[change], changes=self._changes))

    def set_facts(self, connection: int, values: Mapping[str, str]) -> None:
        """Keep what the `connection`-th connection is to, and with which options, by name.

        They replace those it had. The caller leaves secrets out.
        """
        if self._writer.full:
            return
        facts = Facts.of(connection, {storable(n): storable(v) for n, v in values.items()})
        self._changes += 1
        written = self._writer.changes
        self._facts = {n: kept for n, kept in self._facts.items() if kept[0] > written}
        self._facts[connection] = self._changes, facts
        weight = _NOTE_WEIGHT + sum(len(name) + len(value) for name, value in facts.values)
        self._writer.put(Batch(self._mark, weight=weight, facts=facts, changes=self._changes))

    def facts(self, connection: int) -> dict[str, str]:
        """What `set_facts` kept of the `connection`-th connection, in order; empty for others."""
        if kept := self._facts.get(connection):
            return dict(kept[1].values)
        with explained("read", self.path):
            return facts.read(self._connection, connection)

    @property
    def behind(self) -> bool:
        """The writer's queue is full: append no more until `on_drained`."""
        return self._writer.behind

    @property
    def on_drained(self) -> Callable[[], None] | None:
        """Called from the writer's thread when `behind` is over."""
        return self._writer.on_drained

    @on_drained.setter
    def on_drained(self, callback: Callable[[], None] | None) -> None:
        self._writer.on_drained = callback

    @property
    def failure(self) -> str | None:
        """Why nothing can be written at the moment, for a person. What was not written is kept in
        memory as long as there is room, and `retry` and `close` try again."""
        failure = self._writer.failure
        if failure and self._missed:
            failure += f"; {self._missed:,} events that came since could not be kept"
        return failure

    @property
    def on_failure(self) -> Callable[[str], None] | None:
        """Called with `failure` once it is there, mostly from the writer's thread."""
        return self._writer.on_failure

    @on_failure.setter
    def on_failure(self, callback: Callable[[str], None] | None) -> None:
        self._writer.on_failure = callback

    def retry(self) -> None:
        """Try again to write after a failure."""
        self._writer.retry()

    def flush(self) -> None:
        """Wait until everything appended is committed. `RecordingError` where that fails."""
        self._writer.flush()

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
        with explained("read", self.path):
            return window.rows(self._source, first, count, self._mark)

    def row_of(self, seq: int) -> int:
        """The row that shows the event `seq`: for a continuation frame its message's.

        `IndexError` where there is none of that number.
        """
        with explained("read", self.path):
            return window.row_of(self._source, seq)

    def continued_since(self, seq: int) -> set[int]:
        """The messages (by the `seq` of their first frame) that began at `seq` or before and have
        got more frames after it: their rows have changed."""
        with explained("read", self.path):
            return window.continued_since(self._source, seq, self._mark)

    def story(self, after: int = 0, before: int = 2**63 - 1, limit: int = 500) -> list[Entry]:
        """What happened apart from frames and stream events, in order: the last `limit` phases,
        states, requests, responses and problems with a seq between `after` and `before`, both
        excluded."""
        with explained("read", self.path):
            return story.story(self._source, after, before, limit)

    def handshakes(self, connection: int) -> list[Entry]:
        """The requests and responses of the `connection`-th connection, in order: a pair for each
        redirect and one for the answer."""
        with self._own_source() as source:
            return story.handshakes(source, connection)

    def latest_evidence(self) -> int | None:
        """What tells why a connection failed: the `seq` of the response that refused the latest
        one, else of the last problem."""
        with explained("read", self.path):
            return story.latest_evidence(self._source)

    def entry(self, seq: int) -> Entry:
        """The event `seq`, whole. `IndexError` where there is none of that number."""
        with self._own_source() as source:
            return reader.entry(source, seq)

    def frames_of(self, message: int, offset: int = 0, limit: int | None = None) -> list[Entry]:
        """The frames, whole and in order, of the message whose first frame has the seq `message`;
        of any other event the event itself. `offset` and `limit` count frames."""
        with self._own_source() as source:
            return reader.frames_of(source, message, offset, limit)

    def entries(self, first: int = 1, last: int | None = None) -> Iterator[Entry]:
        """The events `first` to `last` (the last one there now), whole, read as they are asked
        for."""
        last = self.count if last is None else min(last, self.count)
        with self._own_source() as source:
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
        with explained("read", self.path):
            if first <= self.count:
                yield from self._source.runs(max(first, 1), self.count)

    @contextlib.contextmanager
    def _own_source(self) -> Iterator[Source]:
        tail = self._tail.snapshot()  # before the file is looked into: see `Tail`
        with (
            explained("read", self.path),
            contextlib.closing(database.connect_for_reading(self.path)) as connection,
        ):
            yield Source(connection, tail)

    # The file

    def occupies(self, path: Path) -> bool:
        """Whether `path` is this recording, or a file that SQLite keeps beside it, by any name or
        link: to write there would destroy it."""
        for file in files_of(self.path):
            with contextlib.suppress(OSError):  # one of them is not there
                if path.samefile(file):
                    return True
        return False

    def save_as(self, path: Path) -> None:
        """Copy everything appended so far to `path`, whether or not the recording goes on.

        Replaces a file that is there; leaves it as it is, and nothing else, where copying fails.
        """
        self.flush()
        if self.occupies(path):
            raise RecordingError(f"{path} is the recording itself: choose another name")
        with explained("save a copy as", path):
            handle, name = tempfile.mkstemp(SUFFIX, ".saving-", path.parent)
            os.close(handle)
            try:
                with contextlib.closing(database.connect_for_reading(self.path)) as connection:
                    connection.execute("VACUUM INTO ?", (name,))
                Path(name).replace(path)
            except BaseException:
                Path(name).unlink()
                raise

    def close(self) -> None:
        """Write what waits, fold everything into one file, let go of it. Again: does nothing.

        `RecordingError` where not everything could be written; it is closed all the same.
        """
        self._stop(discard=False)

    def delete(self) -> None:
        """Close the recording and remove its file."""
        self._stop(discard=True)
        with explained("delete", self.path):
            for file in files_of(self.path):
                file.unlink(missing_ok=True)

    def _stop(self, *, discard: bool) -> None:
        if self._closed:
            return
        self._closed = True
        if not discard:
            self._tell_missed()
        # The writer can fold the file only when nobody else has it open.
        self._connection.close()
        try:
            self._writer.stop(_CLOSE_SECONDS, discard=discard)
        finally:
            self._mark = self._writer.committed
            self._tail.clear()
            self._let_go()

    def _let_go(self) -> None:
        if self._hold is not None:
            self._hold.release()
