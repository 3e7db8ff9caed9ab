"""Find in the log: an expression, next and previous among the rows that are shown."""

import time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from inspector.filtering import Everything
from inspector.ui.details.controls import IconButton, PlainLabel
from inspector.ui.log.expression_edit import ExpressionEdit
from inspector.ui.log.expression_hints import cheat_sheet
from inspector.ui.log.finder import Finder, Hit, Place
from inspector.ui.log.model import LogModel
from inspector.ui.log.table import LogTable
from inspector.ui.log.tally import Tally

_BRIEF_S = 0.2
"""What takes no longer is not worth a word."""


class LogFindBar(QWidget):
    """Selects what it finds. Hidden until asked for; `refresh` belongs on the display tick.

    Signals:
    left: the person wants to go to the log.
    """

    left = Signal()

    def __init__(self, model: LogModel, table: LogTable) -> None:
        super().__init__()
        self.setObjectName("logFindBar")
        self._model = model
        self._table = table
        self._finder = Finder()
        self._tally = Tally()
        self._hit: Hit | None = None
        """What was found last, while it is told."""
        self._forwards = True
        self._began: float | None = None
        """When the search that is going on began."""
        self._is_new = False
        """Whether it is for something that has just been typed: Enter then waits for it."""
        self.edit = ExpressionEdit("logFindEdit")
        self.edit.setPlaceholderText("Find: text, /regex/, type:close")
        self.edit.setAccessibleName("Find in the log")
        self.edit.setToolTip(f"Enter: next, Shift+Enter: previous, Esc: close{cheat_sheet()}")
        self.edit.was_read.connect(self._on_read)
        self.edit.entered.connect(self.step)
        self.edit.escaped.connect(self.dismiss)
        self._words = PlainLabel("logFindWords", "muted")
        previous = IconButton("up", "Previous", "Previous (Shift+F3)", "logFindPreviousButton")
        following = IconButton("down", "Next", "Next (F3)", "logFindNextButton")
        close = IconButton("close", "Close the search", "Close (Esc)", "logFindCloseButton")
        previous.clicked.connect(lambda: self.step(-1))
        following.clicked.connect(lambda: self.step(1))
        close.clicked.connect(self.dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 2, 8, 3)
        row.setSpacing(6)
        row.addWidget(self.edit, 3)
        for widget in (previous, following):
            row.addWidget(widget)
        row.addWidget(self._words, 2)
        row.addStretch()
        row.addWidget(close)
        self.hide()

    def begin(self) -> None:
        """Show the field, to type what to look for."""
        self.show()
        self.edit.focus()

    def dismiss(self) -> None:
        self.cancel()
        self.hide()
        self.left.emit()

    def step(self, by: int) -> None:
        """Go to the next row that matches, or with -1 to the previous one, round the ends."""
        self.edit.apply()
        is_new = self._is_new
        self.refresh()
        if not is_new and (row := self._row()) is not None:
            self._look(row, forwards=by > 0)

    def refresh(self) -> None:
        """Show what was found since the last call."""
        was_complete = self._tally.is_complete
        self._tally.refresh()
        if (hit := self._finder.poll()) is not None:
            self._began, self._is_new = None, False
            self._hit = hit
            if hit.row is not None:
                self._table.select(self._model.index(self._model.nearest(hit.row), 0))
            self._tell(hit)
        elif self._began is not None and time.monotonic() - self._began > _BRIEF_S:
            self._say("searching…")
        elif self._hit is not None and self._tally.is_complete != was_complete:
            self._tell(self._hit)

    def cancel(self) -> None:
        """Look no further: other rows are shown, or the person left."""
        self._finder.cancel()
        self._tally.cancel()
        self._began, self._is_new, self._hit = None, False, None
        self._say("")

    def close_search(self) -> None:
        """Cancel, and wait until the recording is no longer used."""
        self.cancel()
        self._finder.close()
        self._tally.close()

    def _on_read(self) -> None:
        """Look from where the person is, that row included."""
        self.cancel()
        self._say(self.edit.mistake, "problem")
        if (row := self._row()) is not None:
            self._look(row - 1, forwards=True)
            self._is_new = True

    def _row(self) -> int | None:
        """The recording's row to begin at: the current one, else the first in sight. None where
        there is nothing to look for, or nowhere."""
        if self.edit.mistake or isinstance(self.edit.term, Everything):
            return None
        current = self._table.currentIndex().row()
        view_row = current if current >= 0 else self._table.rowAt(0)
        return self._model.recording_row(view_row) if view_row >= 0 else None

    def _look(self, row: int, *, forwards: bool) -> None:
        self._finder.begin(self._place(), self.edit.term, row, forwards=forwards)
        if self._tally.is_idle:
            self._tally.begin(self._place(), self.edit.term)
        self._forwards = forwards
        self._began = time.monotonic()

    def _place(self) -> Place:
        recording, listing = self._model.recording, self._model.listing
        assert recording is not None
        return Place(recording, self._model.hidden, listing.end, listing.matches)

    def _tell(self, hit: Hit) -> None:
        if hit.row is None:
            self._say(hit.error or "not found", "problem" if hit.error else "warning")
            return
        words = []
        if self._tally.is_complete:
            place = self._place()
            number = self._tally.count(place._replace(end=hit.row + 1))
            words.append(f"{number:,} of {self._tally.count(place):,}")
        if hit.wrapped:
            words.append(f"passed the {'end' if self._forwards else 'beginning'} of the log")
        self._say(" · ".join(words))

    def _say(self, words: str, colour: str = "muted") -> None:
        if words != self._words.text():
            self._words.set_colour(colour)
            self._words.setText(words)
