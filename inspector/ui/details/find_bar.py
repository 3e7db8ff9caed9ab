"""Find in a text: a field, how many there are, next and previous."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from inspector.payloads import Span
from inspector.ui.details.controls import IconButton, PlainLabel
from inspector.ui.details.search import MOST, Search

_SLICE_S = 0.01
"""How long the window does nothing else."""


class Searchable(Protocol):
    """A text field that can mark what was found: `SpanText`, the composer's editor. Positions are
    UTF-16 code units."""

    def set_matches(self, matches: Sequence[Span]) -> None: ...
    def selection_start(self) -> int: ...
    def selected_text(self) -> str: ...
    def select(self, start: int, length: int) -> None: ...
    def setFocus(self) -> None: ...


class FindBar(QWidget):
    """Searches what a text shows, upper and lower case alike. Hidden until asked for."""

    def __init__(
        self, text: Searchable, read: Callable[[], str], name: str = "message", *, margin: int = 8
    ) -> None:
        """`read` gives the text as it is shown; `name` + "FindEdit" is the field's object name;
        `margin` is at either side, in pixels."""
        super().__init__()
        self._text = text
        self._read = read
        self._search = Search("", "")
        self._moves = False
        """Whether to go to the first match once it is found."""
        self._matches: list[Span] = []
        self._searching = QTimer(self, interval=0)
        self._searching.timeout.connect(self._go_on)
        self.edit = QLineEdit(placeholderText="Find in the text", clearButtonEnabled=True)
        self.edit.setObjectName(f"{name}FindEdit")
        self.edit.setAccessibleName(f"Find in the {name}")
        self.edit.setToolTip("Enter: next, Shift+Enter: previous, Esc: close")
        self.edit.textChanged.connect(self._begin_search)
        self.count = PlainLabel(f"{name}FindCount", "muted", wraps=False)
        self.count.setMinimumWidth(110)
        self.count.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)
        previous = IconButton("up", "Previous", "Previous (Shift+Enter)", "findPreviousButton")
        following = IconButton("down", "Next", "Next (Enter)", "findNextButton")
        close = IconButton("close", "Close the search", "Close (Esc)", "findCloseButton")
        previous.clicked.connect(lambda: self.step(-1))
        following.clicked.connect(lambda: self.step(1))
        close.clicked.connect(self.dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(margin, 2, margin, 2)
        for widget in (self.edit, self.count, previous, following, close):
            row.addWidget(widget)
        row.setStretch(0, 1)
        self.hide()

    def begin(self) -> None:
        """Show the field, with what is selected in the text where that is a word or a line."""
        selected = self._text.selected_text()
        self.show()
        if selected and "\n" not in selected and len(selected) < 200:
            self.edit.setText(selected)
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.edit.selectAll()
        self._begin_search()

    def dismiss(self) -> None:
        self.hide()
        self._searching.stop()
        self._text.set_matches([])
        self._text.setFocus()

    def refresh(self) -> None:
        """The text changed: search again, and leave the cursor where it is."""
        if self.isVisible():
            self._begin_search(moves=False)

    def step(self, by: int) -> None:
        """Select the next match after the cursor, or the one before it, round the ends."""
        if not self._matches:
            return
        start = self._text.selection_start()
        if by > 0:
            place = bisect_right(self._matches, start, key=_start)
        else:
            place = bisect_left(self._matches, start, key=_start) - 1
        self._select(place % len(self._matches))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def _begin_search(self, *_: object, moves: bool = True) -> None:
        self._search = Search(self.edit.text(), self._read())
        self._moves = moves
        self._go_on()

    def _go_on(self) -> None:
        """Search for a while; what was found is shown when all of the text was searched."""
        self._search.go_on(_SLICE_S)
        if not self._search.is_over:
            self._matches = []
            self.count.setText("searching…")
            self._searching.start()
            return
        self._searching.stop()
        self._matches = self._search.matches
        self._text.set_matches(self._matches)
        if not self.edit.text():
            self.count.setText("")
        elif not self._matches:
            self.count.setText("not found")
        else:
            self.count.setText(f"{self._number} found")
        if self._moves and self._matches:
            start = self._text.selection_start()
            self._select(bisect_left(self._matches, start, key=_start) % len(self._matches))

    @property
    def _number(self) -> str:
        return f"{len(self._matches):,}{'+' if len(self._matches) == MOST else ''}"

    def _select(self, place: int) -> None:
        match = self._matches[place]
        self._text.select(match.start, match.length)
        self.count.setText(f"{place + 1:,} of {self._number}")


def _start(match: Span) -> int:
    return match.start
