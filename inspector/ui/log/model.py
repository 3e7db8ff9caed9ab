"""The log as a Qt model: a window on the recording that holds no rows but those being looked at."""

import contextlib
from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from inspector.filtering import Found, Matches, Search
from inspector.payloads import visible
from inspector.recording import Note, Recording, RecordingBusyError, RecordingError
from inspector.ui.log.line import Line
from inspector.ui.log.lines import Lines
from inspector.ui.log.listing import Listing
from inspector.ui.log.opened import WHOLE, OpenMessages
from inspector.ui.log.row_notes import RowNotes
from inspector.ui.text import plain_tip

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()

LIMIT = 50_000_000
"""Rows shown at most. Qt counts rows, and the view their pixels, in 31 bits; above this the oldest
half is hidden as "Clear view" hides it, counted and still recorded."""


class LogModel(QAbstractTableModel):
    """One column, painted whole; a row is an event, a message, or a frame of an opened message.

    The view's rows run from the first listed one that is not hidden to the last that was there at
    the latest `refresh`. Everything about them is read from the recording when it is painted.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._recording: Recording | None = None
        self._search: Search | None = None
        self._seen = 0
        """The last seq that `refresh` took into account."""
        self._checked = 0
        """The last one after which it looked for messages that went on: mostly the same."""
        self._folded = 0
        """How many events until then had no row of their own: frames that continue a message."""
        self._hidden = 0
        """Rows of the recording before this one are hidden."""
        self.paused = False
        self._start_over()

    def _start_over(self, end: int = 0, matches: Matches | None = None) -> None:
        self._listing = Listing(end, matches)
        self._first = self._listing.place(self._hidden)
        self._count = len(self._listing)
        """The places of the listing that are shown, as in range(first, count)."""
        self._open = OpenMessages()
        self._lines = Lines(self._recording, self._listing)
        self._notes = RowNotes(self._recording)

    @property
    def recording(self) -> Recording | None:
        return self._recording

    @property
    def search(self) -> Search | None:
        """What finds the rows that are listed; None where all are."""
        return self._search

    @property
    def listing(self) -> Listing:
        return self._listing

    @property
    def hidden(self) -> int:
        """Rows of the recording before the first one that may be shown."""
        return self._hidden

    @property
    def end(self) -> int:
        """Rows of the recording that are taken into account."""
        return self._listing.end

    @property
    def waiting(self) -> int:
        """Rows recorded and not shown yet; they are many only while the display is paused."""
        return self._recording.row_count - self.end if self._recording else 0

    @property
    def shown(self) -> int:
        """Rows of the recording that are shown; `rowCount` counts frames of opened ones too."""
        return self._count - self._first

    def count_from(self, row: int) -> int:
        """How many of the recording's rows from `row` on are shown."""
        return self._count - max(self._listing.place(row), self._first)

    def set_recording(self, recording: Recording | None) -> None:
        """Show all of its rows."""
        self.beginResetModel()
        self._recording, self._search = recording, None
        self._seen = self._checked = recording.count if recording else 0
        end = recording.row_count if recording else 0
        self._folded = self._seen - end
        self._hidden = end - LIMIT // 2 if end > LIMIT else 0
        self._start_over(end)
        self.endResetModel()

    def set_search(self, search: Search | None) -> None:
        """Show the rows that `search` finds, as `refresh` takes them in; all with None."""
        self.beginResetModel()
        self._search = search
        self._start_over(self.end, Matches() if search else None)
        self.endResetModel()

    def refresh(self) -> None:
        """Show what was recorded and found since the last call: mostly an insertion at the end."""
        recording = self._recording
        if recording is None:
            return
        if self._search is not None and (matches := self._listing.matches) is not None:
            for found in self._search.collect():
                self._take(matches, found)
            self._extend(self.end)
        if self._lines.are_missing:
            self._lines.are_missing = False
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, 0))
        if self.paused or recording.count == self._checked:
            return
        self._seen = recording.count
        self._extend(recording.row_count)
        if self._folded == self._seen - recording.row_count:
            self._checked = self._seen  # whatever came since has a row of its own
            return
        try:
            if continued := recording.continued_since(self._checked):
                self._continue(continued)
        except RecordingBusyError:
            return  # it is being written: at the next tick
        except RecordingError:
            pass  # the rows themselves say what is wrong
        self._checked, self._folded = self._seen, self._seen - recording.row_count

    def hide(self, until: int | None = None) -> None:
        """Hide the rows of the recording before `until`; all that are shown by default."""
        until = self.end if until is None else until
        first = self._listing.place(until)
        gone = self._open.position_of(min(first, self._count)) - self._first
        with self._removing(0, gone):
            self._open.drop_before(first)
            self._hidden, self._listing.end = until, max(until, self.end)
            self._first, self._count = first, max(first, self._count)

    def show_hidden(self) -> None:
        """Show the hidden rows again, the newest of them where all would be too many."""
        first = max(0, self._count - LIMIT)
        with self._inserting(0, max(0, self._first - first)):
            self._first = min(first, self._first)
            self._hidden = self._listing.row(self._first) if self._first else 0

    def line(self, view_row: int) -> Line:
        """What the row says. Cheap where it was painted before."""
        return self._lines.line(*self._locate(view_row))

    def note(self, view_row: int) -> Note:
        """The note on the row, of a frame that on its message. Cheap."""
        line = self.line(view_row)
        return self._notes.of(
            self.line(self.message_row(view_row)).seq if line.is_part else line.seq
        )

    def show_notes(self) -> None:
        """Notes on rows were changed since they were read."""
        self._notes.forget()
        if count := self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(count - 1, 0))

    def is_open(self, view_row: int) -> bool:
        place, part = self._open.locate(view_row + self._first)
        return part == WHOLE and self._open.frames_of(place) > 0

    def set_open(self, view_row: int, opened: bool) -> None:
        """Show or hide the frames of a message of more than one; nothing for any other row."""
        place, part = self._open.locate(view_row + self._first)
        shown, frames = self._open.frames_of(place), self.line(view_row).frames
        if part != WHOLE or opened == bool(shown) or frames < 2:
            return
        if opened:
            with self._inserting(view_row + 1, frames):
                self._open.set(place, frames)
        else:
            with self._removing(view_row + 1, shown):
                self._open.set(place, 0)
        self._announce_change(view_row)

    def message_row(self, view_row: int) -> int:
        """The row of the message whose frame `view_row` is; `view_row` itself otherwise."""
        return self._view_row(self._open.locate(view_row + self._first)[0])

    def view_row_of(self, seq: int) -> int | None:
        """The row that shows `seq`: of a fragment its message's. None where it is not shown.
        RecordingError."""
        if self._recording is None or not 1 <= seq <= self._recording.count:
            return None
        row = self._recording.row_of(seq)
        if row < self._hidden or row not in self._listing:
            return None
        return self._view_row(self._listing.place(row))

    def recording_row(self, view_row: int) -> int:
        """The recording's row that is shown in `view_row`, whole or a frame of it."""
        return self._locate(view_row)[0]

    def rows_in(self, view_rows: range, size: int) -> Iterator[Found]:
        """The recording's rows that are shown in `view_rows`, whole or a frame of them, in slices
        of up to `size` rows of the recording."""
        first, last = (self._locate(view_rows[at])[0] for at in (0, -1))
        matches = self._listing.matches
        for start in range(first, last + 1, size):
            count = min(size, last + 1 - start)
            bits = (1 << count) - 1 if matches is None else matches.bits(start, count)
            if bits:
                yield Found(start, count, bits)

    def nearest(self, row: int) -> int:
        """The view's row of the recording's `row`, else of the next one shown, else of the last;
        -1 where nothing is shown."""
        place = min(max(self._listing.place(row), self._first), self._count - 1)
        return self._view_row(place) if place >= self._first else -1

    # Qt's interface

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else self.shown + self._open.frames

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return "\t".join(self.line(index.row()).cells())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            cells = self.line(index.row()).cells()
            return ", ".join(filter(None, (*cells, *_told(self.note(index.row())))))
        if role == Qt.ItemDataRole.ToolTipRole:
            said = self.line(index.row()).warning, visible(self.note(index.row()).comment)
            return plain_tip("\n".join(filter(None, said))) if any(said) else None
        return None

    # Changes, announced before and after

    def _view_row(self, place: int) -> int:
        return self._open.position_of(place) - self._first

    def _locate(self, view_row: int) -> tuple[int, int]:
        """The row of the recording, and which part of it."""
        place, part = self._open.locate(view_row + self._first)
        return self._listing.row(place), part

    @contextlib.contextmanager
    def _inserting(self, view_row: int, count: int) -> Iterator[None]:
        """What is done inside puts `count` rows before `view_row`; nobody is told where none."""
        if count:
            self.beginInsertRows(_ROOT, view_row, view_row + count - 1)
        yield
        if count:
            self.endInsertRows()

    @contextlib.contextmanager
    def _removing(self, view_row: int, count: int) -> Iterator[None]:
        """What is done inside takes away the `count` rows from `view_row` on."""
        if count > 0:
            self.beginRemoveRows(_ROOT, view_row, view_row + count - 1)
        yield
        if count > 0:
            self.endRemoveRows()

    def _announce_change(self, view_row: int) -> None:
        self.dataChanged.emit(self.index(view_row, 0), self.index(view_row, 0))

    def _announce_before(self, place: int) -> None:
        """The row at `place` has got another one before it: the time between them is another."""
        if self._first <= place < self._count:
            self._lines.forget_times_between()
            self._announce_change(self._view_row(place))

    def _extend(self, end: int) -> None:
        """Take the rows of the recording before `end` into account."""
        count = self._listing.place(end)
        if count - self._first > LIMIT:
            self.hide(self._listing.row(count - LIMIT // 2))
        with self._inserting(self.rowCount(), count - self._count):
            self._listing.end, self._count = end, count

    def _take(self, matches: Matches, found: Found) -> None:
        """List the rows of `found` that match, and no more those that do not."""
        first, count, bits = found.first, found.count, found.bits
        known = matches.bits(first, count)
        for number in _numbers(known & ~bits):
            self._discard(matches, first + number)
        start = 0
        for stop in (*_numbers(known & bits), count):
            if between := bits >> start & ~(-1 << stop - start):
                self._add(matches, first + start, between)
            start = stop + 1

    def _add(self, matches: Matches, first: int, bits: int) -> None:
        """List the row `first` + n for every bit n; none of these lies between two listed ones."""
        place, count = self._listing.place(first), bits.bit_count()
        hidden = _below(bits, self._hidden - first)
        shown = _below(bits, self.end - first) - hidden
        with self._inserting(self._view_row(max(place, self._first)), shown):
            matches.put(first, bits.bit_length(), bits)
            self._open.shift(place, count)
            self._first += hidden
            self._count += hidden + shown
        self._announce_before(place + count)

    def _discard(self, matches: Matches, row: int) -> None:
        """List `row` no more."""
        place = self._listing.place(row)
        hidden, waits = row < self._hidden, row >= self.end
        gone = 0 if hidden or waits else 1 + self._open.frames_of(place)
        with self._removing(self._view_row(place), gone):
            matches.put(row, 1, 0)
            self._open.set(place, 0)
            self._open.shift(place, -1)
            self._first -= hidden
            self._count -= not waits
        self._announce_before(place)

    def _continue(self, messages: set[int]) -> None:
        """More frames came for `messages`: their lines change, and opened ones grow."""
        stale = self._lines.forget_messages(messages)
        for place in self._open.places:
            row = self._listing.row(place)
            shown, frames = self._open.frames_of(place), self._lines.frames(row)
            if frames > shown:
                stale.add(row)
                with self._inserting(self._view_row(place) + shown + 1, frames - shown):
                    self._open.set(place, frames)
        for row in sorted(stale):
            if row >= self._hidden and row in self._listing:
                self._announce_change(self._view_row(self._listing.place(row)))


def _numbers(bits: int) -> Iterator[int]:
    """Which bits are set."""
    while bits:
        yield (bits & -bits).bit_length() - 1
        bits &= bits - 1


def _below(bits: int, limit: int) -> int:
    """How many of the bits 0 .. limit-1 are set."""
    return (bits & ~(-1 << max(0, limit))).bit_count()


def _told(note: Note) -> Iterator[str]:
    """The note for a screen reader."""
    if note.colour:
        yield f"marked {note.colour}"
    if note.bookmark:
        yield "bookmarked"
    if note.comment:
        yield f"comment: {visible(note.comment)}"
