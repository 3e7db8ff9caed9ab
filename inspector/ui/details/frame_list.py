"""The frames of a message as a list: as many as there are, read as they come into sight."""

from typing import NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from inspector.events import Direction, Frame
from inspector.recording import Recording, RecordingBusyError, RecordingError, Row
from inspector.ui import theme
from inspector.ui.text import byte_count, plain_tip

_PAGE = 100
_PAGES_KEPT = 20


class _Line(NamedTuple):
    """What the list shows of a frame."""

    seq: int
    text: str
    warning: str
    """The rule that the frame breaks, or why it could not be read."""


_WAITING = _Line(0, "…", "")
"""Stands where the recording cannot be read at the moment, for it is being written."""


class FrameListModel(QAbstractListModel):
    """One row a frame; holds no payloads, and only the lines that were looked at lately."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._recording: Recording | None = None
        self._message = 0
        self._frames = 0
        self._pages: dict[int, list[_Line]] = {}
        self._are_missing = False
        """Some could not be read while the recording was written: at the next tick."""

    def set_message(self, recording: Recording | None, row: Row | None) -> None:
        self.beginResetModel()
        self._recording = recording
        self._message, self._frames = (row.seq, row.frames) if row else (0, 0)
        self._pages.clear()
        self.endResetModel()

    def grow(self, row: Row) -> None:
        """The message got more frames."""
        if row.frames > self._frames:
            self._pages.pop(self._frames // _PAGE, None)
            self.beginInsertRows(QModelIndex(), self._frames, row.frames - 1)
            self._frames = row.frames
            self.endInsertRows()

    def refresh(self) -> None:
        """On the display tick."""
        if self._are_missing:
            self._are_missing = False
            self.dataChanged.emit(self.index(0), self.index(self._frames - 1))

    def position_of(self, seq: int) -> int:
        """The place of the frame `seq` in its message, found by bisection; 0 where it is none.
        RecordingBusyError."""
        low, high = 0, self._frames
        while low < high:
            middle = (low + high) // 2
            if self._line(middle).seq < seq:
                low = middle + 1
            else:
                high = middle
        return low if low < self._frames and self._line(low).seq == seq else 0

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._frames

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> object:
        roles = Qt.ItemDataRole
        if role not in (roles.DisplayRole, roles.ForegroundRole, roles.ToolTipRole):
            return None
        try:
            line = self._line(index.row())
        except RecordingBusyError:
            self._are_missing = True
            line = _WAITING
        if role == roles.DisplayRole:
            return line.text
        if role == roles.ForegroundRole:
            return theme.colours().problem if line.warning else None
        return plain_tip(line.warning or line.text)

    def _line(self, position: int) -> _Line:
        number, place = divmod(position, _PAGE)
        page = self._pages.get(number)
        if page is None or place >= len(page):
            page = self._pages[number] = self._read(number * _PAGE)
            if len(self._pages) > _PAGES_KEPT:
                del self._pages[next(iter(self._pages))]
        return page[place]

    def _read(self, first: int) -> list[_Line]:
        """A page; lines that say why stand for frames that cannot be read. RecordingBusyError."""
        assert self._recording is not None
        there = min(_PAGE, self._frames - first)
        lines: list[_Line] = []
        reason = "The recording is damaged: it does not hold this frame."
        try:
            found = self._recording.frames_of(self._message, first, there, wait=False)
            for place, entry in enumerate(found):
                if isinstance(entry.event, Frame):
                    text = _text(first + place, entry.event)
                    lines.append(_Line(entry.seq, text, entry.event.violation))
        except RecordingBusyError:
            raise
        except (RecordingError, LookupError) as error:
            reason = str(error)
        lost = range(first + len(lines), first + there)
        return lines + [_Line(0, f"⚠ {place + 1} not readable", reason) for place in lost]


def _text(position: int, frame: Frame) -> str:
    """`2 ↓ continuation FIN, 310 B`."""
    arrow = "↑" if frame.direction == Direction.SENT else "↓"
    fin = " FIN" if frame.fin else ""
    mark = "⚠ " if frame.violation else ""
    return f"{mark}{position + 1} {arrow} {frame.type}{fin}, {byte_count(frame.wire_length)}"
