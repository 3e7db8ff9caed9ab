"""The log as a Qt model: a window on the recording that holds no rows but those being looked at."""

import contextlib
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from inspector.events import Frame, Opcode
from inspector.recording import Recording, RecordingError, Row
from inspector.ui.log.line import Line, frame_line, row_line, unreadable_line
from inspector.ui.log.opened import WHOLE, OpenMessages
from inspector.ui.text import plain_tip

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()

LIMIT = 50_000_000
"""Rows shown at most. Qt counts rows, and the view their pixels, in 31 bits; above this the oldest
half is hidden as "Clear view" hides it, counted and still recorded."""

_CACHED = 512
_READ_AHEAD = 128
_READ_BEFORE = 32
_READ_FRAMES = 48
"""Frames read at once: unlike rows they come with their whole payloads."""


class LogModel(QAbstractTableModel):
    """One column, painted whole; a row is an event, a message, or a frame of an opened message.

    The view's rows run from the first one that is not hidden to the last that was there at the
    latest `refresh`. Everything about them is read from the recording when it is painted.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._recording: Recording | None = None
        self._seen = 0
        """The last seq that `refresh` took into account."""
        self._first = 0
        self._end = 0
        """The rows of the recording that are shown, as in range(first, end)."""
        self._open = OpenMessages()
        self._rows: dict[int, Row] = {}
        self._lines: dict[tuple[int, int], Line] = {}
        self.paused = False

    @property
    def recording(self) -> Recording | None:
        return self._recording

    @property
    def hidden(self) -> int:
        """Rows of the recording before the first one shown."""
        return self._first

    @property
    def end(self) -> int:
        """Rows of the recording that are shown or hidden."""
        return self._end

    @property
    def waiting(self) -> int:
        """Rows recorded and not shown yet; they are many only while the display is paused."""
        return self._recording.row_count - self._end if self._recording else 0

    def set_recording(self, recording: Recording | None) -> None:
        self.beginResetModel()
        self._recording = recording
        self._seen = self._first = self._end = 0
        self._open = OpenMessages()
        self._forget()
        if recording is not None:
            self._seen = recording.count
            self._end = recording.row_count
            self._first = self._end - LIMIT // 2 if self._end > LIMIT else 0
        self.endResetModel()

    def refresh(self) -> None:
        """Show what was recorded since the last call: at most one insertion at the end."""
        recording = self._recording
        if recording is None or self.paused or recording.count == self._seen:
            return
        since, self._seen = self._seen, recording.count  # read before the rows are counted
        end = recording.row_count
        if end - self._first > LIMIT:
            self.hide(end - LIMIT // 2)
        if end > self._end:
            self.beginInsertRows(_ROOT, self.rowCount(), self.rowCount() + end - self._end - 1)
            self._end = end
            self.endInsertRows()
        with contextlib.suppress(RecordingError):  # the rows themselves say what is wrong
            if continued := recording.continued_since(since):
                self._continue(continued)

    def hide(self, until: int | None = None) -> None:
        """Hide the rows of the recording before `until`; all that are shown by default."""
        until = self._end if until is None else until
        gone = self._open.position_of(min(until, self._end)) - self._first
        if gone > 0:
            self.beginRemoveRows(_ROOT, 0, gone - 1)
        self._open.drop_before(until)
        self._first, self._end = until, max(until, self._end)
        if gone > 0:
            self.endRemoveRows()

    def show_hidden(self) -> None:
        """Show the hidden rows again, the newest of them where all would be too many."""
        first = max(0, self._end - LIMIT)
        if first < self._first:
            self.beginInsertRows(_ROOT, 0, self._first - first - 1)
            self._first = first
            self.endInsertRows()

    def line(self, view_row: int) -> Line:
        """What the row says. Cheap where it was painted before."""
        place = self._open.locate(view_row + self._first)
        line = self._lines.get(place)
        if line is None:
            if len(self._lines) > _CACHED:
                self._forget()
            try:
                self._read(*place)
                line = self._lines[place]
            except (RecordingError, LookupError) as error:
                line = unreadable_line(f"This row could not be read: {error}")
        return line

    def is_open(self, view_row: int) -> bool:
        row, part = self._open.locate(view_row + self._first)
        return part == WHOLE and self._open.frames_of(row) > 0

    def set_open(self, view_row: int, opened: bool) -> None:
        """Show or hide the frames of a message of more than one; nothing for any other row."""
        row, part = self._open.locate(view_row + self._first)
        shown, frames = self._open.frames_of(row), self.line(view_row).frames
        if part != WHOLE or opened == bool(shown) or frames < 2:
            return
        if opened:
            self.beginInsertRows(_ROOT, view_row + 1, view_row + frames)
            self._open.set(row, frames)
            self.endInsertRows()
        else:
            self.beginRemoveRows(_ROOT, view_row + 1, view_row + shown)
            self._open.set(row, 0)
            self.endRemoveRows()
        self.dataChanged.emit(self.index(view_row, 0), self.index(view_row, 0))

    def message_row(self, view_row: int) -> int:
        """The row of the message whose frame `view_row` is; `view_row` itself otherwise."""
        row, _ = self._open.locate(view_row + self._first)
        return self._open.position_of(row) - self._first

    def view_row_of(self, seq: int) -> int | None:
        """The row that shows `seq`: of a fragment its message's. None where it is not shown."""
        if self._recording is None or not 1 <= seq <= self._recording.count:
            return None
        row = self._recording.row_of(seq)
        if not self._first <= row < self._end:
            return None
        return self._open.position_of(row) - self._first

    # Qt's interface

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else self._end - self._first + self._open.frames

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return "\t".join(self.line(index.row()).cells())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, self.line(index.row()).cells()))
        if role == Qt.ItemDataRole.ToolTipRole and (warning := self.line(index.row()).warning):
            return plain_tip(warning)
        return None

    # Reading

    def _forget(self) -> None:
        self._rows.clear()
        self._lines.clear()

    def _read(self, row: int, part: int) -> None:
        """Put the line of `row`, or those around its frame `part`, into the cache."""
        assert self._recording is not None
        if part == WHOLE:
            before = self._row(row - 1).event.time_ns if row else None
            self._lines[row, WHOLE] = row_line(self._row(row), before)
            return
        message = self._row(row)
        is_text = isinstance(message.event, Frame) and message.event.opcode == Opcode.TEXT
        first = max(0, part - _READ_FRAMES // 4)
        entries = self._recording.frames_of(message.seq, offset=first, limit=_READ_FRAMES)
        times = [None, *(entry.event.time_ns for entry in entries)]
        for number, (entry, before) in enumerate(zip(entries, times, strict=False), first):
            if number > first or first == 0:  # the first one tells only the time between
                self._lines[row, number] = frame_line(entry, is_text, before)

    def _row(self, row: int) -> Row:
        if row not in self._rows:
            assert self._recording is not None
            first = max(0, row - _READ_BEFORE)
            rows = self._recording.rows(first, min(_READ_AHEAD, self._end - first))
            self._rows.update(enumerate(rows, first))
        return self._rows[row]

    def _continue(self, messages: set[int]) -> None:
        """More frames came for `messages`: their lines change, and opened ones grow."""
        stale = {row for row, known in self._rows.items() if known.seq in messages}
        for row in stale:
            del self._rows[row]
            self._lines.pop((row, WHOLE), None)
        for row in self._open.rows:
            shown, frames = self._open.frames_of(row), self._row(row).frames
            if frames > shown:
                stale.add(row)
                top = self._open.position_of(row) - self._first
                self.beginInsertRows(_ROOT, top + shown + 1, top + frames)
                self._open.set(row, frames)
                self.endInsertRows()
        for row in sorted(stale):
            if self._first <= row < self._end:
                index = self.index(self._open.position_of(row) - self._first, 0)
                self.dataChanged.emit(index, index)
