"""One session, kept in one file: appended to while it happens, read a window at a time."""

import contextlib
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Self

from inspector.events import Frame, FrameRun, Happening, Problem, StreamEvent
from inspector.recording import database, facts, opening, tables
from inspector.recording.copying import Report, copy, save_copy
from inspector.recording.errors import RecordingError, explained
from inspector.recording.facts import Facts
from inspector.recording.locks import hold_unsaved
from inspector.recording.notes import MOST_COMMENT, Change, Notes
from inspector.recording.paths import (
    create_file,
    create_file_beside,
    create_named_file,
    files_of,
    recordings_folder,
)
from inspector.recording.reading import RecordingReader
from inspector.recording.sequencer import Batch, Sequencer, storable
from inspector.recording.values import Note
from inspector.recording.watch import Watch
from inspector.recording.writer import Writer

_SLICE = 512
"""Of a long list that is appended, so much goes into one batch: no transaction gets too long."""

_LAST_WORDS = 100
"""States, problems and the like that are kept where frames have no room: they tell how it ended."""

_NOTE_WEIGHT = 300
"""Bytes of memory that a note takes beside its text while it waits for the writer, about."""

CLOSE_SECONDS = 10.0
"""How long `Recording.close` waits for the writer."""


class Recording(RecordingReader):
    """A recording (.wsrec): made by `create` or `open`, to be closed.

    Belongs to one thread, its owner's: the one that appends and asks for rows. `flush` and
    `save_as` may be called from any thread, and what `RecordingReader` says. Everything that reads
    sees at once what was appended, whether or not it is committed.
    """

    def __init__(self, path: Path) -> None:
        """Of a file that is known to be a recording; see `create` and `open`."""
        self._closed = False
        with contextlib.ExitStack() as opened:
            self._hold = hold_unsaved(path)
            opened.callback(self._let_go)
            super().__init__(path)
            opened.callback(self._connection.close)
            with explained("open", path):
                self._title = tables.read_title(self._connection)[: tables.MOST_TITLE]
                self._notes = Notes(self._connection)
            opened.pop_all()
        self._sequencer = Sequencer(self._mark)
        self._writer = Writer(path, self._mark)
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
    def open(
        cls,
        path: Path,
        *,
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Self:
        """An existing recording, to read or to continue. What a killed process left is recovered.

        One of an older version is upgraded, which may take long: `progress` gets the events done
        and their number, some times a second. May be called in any thread; the recording belongs to
        the one that uses it then. `OpeningCancelledError` where `cancelled` said so: the file is as
        it was. `RecordingError` where it is none, is damaged, or was made by a newer version.
        """
        opening.prepare(path, Watch(progress, cancelled))
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
        """What the session is called, for example its URL, cut to 10 000 characters; kept in the
        file."""
        return self._title

    @title.setter
    def title(self, title: str) -> None:
        self._title = storable(title)[: tables.MOST_TITLE]
        self._writer.put(Batch(self._mark, title=self._title))

    def mark(self, seq: int, colour: str) -> None:
        """Give the event `seq` a colour; an empty one removes it.

        This and `bookmark`, `comment` and `set_facts` are as cheap as `append`; while writing fails
        and memory is full they do nothing.
        """
        self.mark_all([seq], colour)

    def mark_all(self, seqs: Sequence[int], colour: str) -> None:
        """Give many events a colour at once. Each takes room in memory until it is written: wait
        with `flush` before some thousand more."""
        self._note([Change(seq, "colour", colour) for seq in seqs])

    def bookmark(self, seq: int, *, on: bool = True) -> None:
        """Set a bookmark at the event `seq`, or remove it."""
        self._note([Change(seq, "bookmark", on)])

    def comment(self, seq: int, text: str) -> None:
        """Write a comment on the event `seq`, cut to 10 000 characters; an empty one removes it."""
        self._note([Change(seq, "comment", storable(text)[:MOST_COMMENT])])

    def notes(self, first: int = 1, last: int | None = None) -> dict[int, Note]:
        """The notes on the events `first` to `last` (the last one there now) that have one, by seq,
        in order."""
        with self._at_once():
            last = self.count if last is None else last
            return self._notes.between(first, last, self._writer.changes)

    def _note(self, changes: Sequence[Change]) -> None:
        if self._writer.full or not changes:
            return
        self._changes += 1
        self._notes.add(changes, self._changes, self._writer.changes)
        weight = sum(
            _NOTE_WEIGHT + (len(value) if isinstance(value, str) else 0) for *_, value in changes
        )
        self._writer.put(Batch(self._mark, weight=weight, notes=changes, changes=self._changes))

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
        with self._at_once():
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

    # The file

    def occupies(self, path: Path) -> bool:
        """Whether `path` is this recording, or a file that SQLite keeps beside it, by any name or
        link: to write there would destroy it."""
        for file in files_of(self.path):
            with contextlib.suppress(OSError):  # one of them is not there
                if path.samefile(file):
                    return True
        return False

    def save_as(
        self,
        path: Path,
        report: Report = lambda done, total: None,
        is_cancelled: Callable[[], bool] = lambda: False,
    ) -> None:
        """Copy everything appended so far to `path`, whether or not the recording goes on.

        Replaces a file that is there; leaves it as it is, and nothing else, where copying fails, or
        with `CopyCancelledError` soon after `is_cancelled` says so.
        """
        self.flush()
        if self.occupies(path):
            raise RecordingError(f"{path} is the recording itself: choose another name")
        with explained("save a copy as", path):
            save_copy(self.path, path, self._writer.committed, report, is_cancelled)

    @property
    def unwritten(self) -> int:
        """Events that are not in the file yet."""
        return self._writer.pending_events

    @property
    def is_gone(self) -> bool:
        """Nothing can be written, since the file was deleted, moved or replaced: see `moved_on`."""
        return self._writer.is_gone and not self._writer.is_its_file

    def moved_on(self) -> "Recording":
        """A new recording with everything in this one that is committed, for when it `is_gone`: as
        long as it is open, what was in its file can be read. `hand_over` gives it the rest.

        It lies beside this one, or among the unsaved ones where that folder is gone too.
        """
        with explained("go on in a new file after", self.path):
            path = create_file_beside(self.path)
            try:
                copy(self._connection, path, self._writer.committed)
                return Recording(path)
            except BaseException:
                path.unlink()
                raise

    def hand_over(self, moved: "Recording") -> None:
        """Give `moved` what waits here to be written; this one is then to be abandoned."""
        moved.continue_from(self._sequencer, self._title, self._missed, self._writer.unwritten())
        self._missed = 0

    def continue_from(
        self, sequencer: Sequencer, title: str, missed: int, batches: Sequence[Batch]
    ) -> None:
        """Take over what another recording hands over: the other side of `hand_over`."""
        self._sequencer, self._missed = sequencer, missed
        for batch in batches:
            self._note(batch.notes)
            if batch.facts is not None:
                self.set_facts(batch.facts.connection, dict(batch.facts.values))
            self._put(batch._replace(notes=(), facts=None, changes=0))
        self._title = title

    def abandon(self) -> None:
        """Close it without writing what waits."""
        self._stop(discard=True)

    def close(self) -> None:
        """Write what waits, fold everything into one file, let go of it. Again: does nothing.

        `RecordingError` where not everything could be written; it is closed all the same.
        """
        self._stop(discard=False)

    def delete(self) -> None:
        """Close the recording and remove its file."""
        self.abandon()
        if self._writer.is_its_file:
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
            self._writer.stop(CLOSE_SECONDS, discard=discard)
        finally:
            self._mark = self._writer.committed
            self._tail.clear()
            if not self._writer.is_writing:
                self._let_go()

    def _let_go(self) -> None:
        if self._hold is not None:
            self._hold.release()
