"""What a person notes on rows: a colour, a bookmark, a comment."""

from itertools import chain

from PySide6.QtCore import QObject, Signal

from inspector.recording import Note, RecordingError
from inspector.ui.log import clipboard
from inspector.ui.log.line import why_missing
from inspector.ui.log.marking import Marking
from inspector.ui.log.model import LogModel
from inspector.ui.log.table import LogTable
from inspector.ui.notice_strip import NoticeStrip
from inspector.ui.prompts import ask_lines

_MARKED_AT_ONCE = 2048
"""Rows that get a colour in one go; more in slices, in the background."""


class Noting(QObject):
    """Signals:
    changed: notes on rows are others now.
    refused(str): why nothing was noted.
    """

    changed = Signal()
    refused = Signal(str)

    def __init__(self, model: LogModel, table: LogTable) -> None:
        super().__init__(table)
        self._model = model
        self._table = table
        self.marking = Marking(self._on_marked)
        self.strip = NoticeStrip("stopMarking", "Stop", "Mark no more rows")
        self.strip.undone.connect(self.marking.stop)

    def mark(self, colour: str) -> None:
        """Give the selected rows a colour of `inspector.library.colour`; an empty one takes it."""
        recording = self._model.recording
        if recording is None:
            return
        chosen = clipboard.selected_rows(self._table.selectionModel())
        if sum(map(len, chosen)) <= _MARKED_AT_ONCE:
            rows = map(self._model.message_row, chain.from_iterable(chosen))
            seqs = [self._model.line(row).seq for row in rows]
            if all(seqs):  # they could be read without waiting
                recording.mark_all(seqs, colour)
                self._show()
                return
        slices = (self._model.rows_in(rows, _MARKED_AT_ONCE) for rows in chosen)
        self.marking.begin(recording, list(chain.from_iterable(slices)), colour)

    def toggle_bookmark(self) -> None:
        """Set a bookmark at the current row, or remove it."""
        recording, seq = self._model.recording, self._current()
        if recording is None or not seq:
            return
        try:
            recording.bookmark(seq, on=not recording.notes(seq, seq).get(seq, Note()).bookmark)
        except RecordingError as error:
            self.refused.emit(str(error))
            return
        self._show()

    async def comment(self) -> None:
        """Ask for the comment on the current row."""
        recording, seq = self._model.recording, self._current()
        if recording is None or not seq:
            return
        try:
            before = recording.notes(seq, seq).get(seq, Note()).comment
        except RecordingError as error:
            self.refused.emit(str(error))
            return
        asked = f"Comment on #{seq:,}"
        text = await ask_lines(self._table, asked, "An empty one is removed:", before)
        if text is not None and recording is self._model.recording:
            recording.comment(seq, text)
            self._show()

    def _current(self) -> int:
        """The event that a note on the current row is on: of a frame its message; 0 for none."""
        index = self._table.currentIndex()
        if not index.isValid():
            return 0
        line = self._model.line(self._model.message_row(index.row()))
        if not line.seq:
            self.refused.emit(f"Nothing was noted. {why_missing(line)}")
        return line.seq

    def _on_marked(self) -> None:
        self.strip.say(self.marking.progress)
        self._show()

    def _show(self) -> None:
        self._model.show_notes()
        self.changed.emit()
