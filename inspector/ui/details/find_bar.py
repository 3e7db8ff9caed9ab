"""Find in a text: a field, how many there are, next and previous."""

import re
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from inspector.payloads import Span, utf16_spans
from inspector.ui.details.controls import IconButton, PlainLabel


class Searchable(Protocol):
    """A text field that can mark what was found: `SpanText`, the composer's editor."""

    def set_matches(self, matches: list[Span]) -> None: ...
    def textCursor(self) -> QTextCursor: ...
    def setTextCursor(self, cursor: QTextCursor, /) -> None: ...
    def centerCursor(self) -> None: ...
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
        self._matches: list[Span] = []
        self.edit = QLineEdit(placeholderText="Find in the text", clearButtonEnabled=True)
        self.edit.setObjectName(f"{name}FindEdit")
        self.edit.setAccessibleName(f"Find in the {name}")
        self.edit.setToolTip("Enter: next, Shift+Enter: previous, Esc: close")
        self.edit.textChanged.connect(self._search)
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
        selected = self._text.textCursor().selectedText()
        self.show()
        if selected and "\u2029" not in selected and len(selected) < 200:
            self.edit.setText(selected)
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.edit.selectAll()
        self._search()

    def dismiss(self) -> None:
        self.hide()
        self._text.set_matches([])
        self._text.setFocus()

    def refresh(self) -> None:
        """The text changed: search again, and leave the cursor where it is."""
        if self.isVisible():
            self._search(moves=False)

    def step(self, by: int) -> None:
        """Select the next match after the cursor, or the one before it, round the ends."""
        if not self._matches:
            return
        start = self._text.textCursor().selectionStart()
        starts = [match.start for match in self._matches]
        if by > 0:
            place = next((i for i, s in enumerate(starts) if s > start), 0)
        else:
            place = next((i for i in range(len(starts) - 1, -1, -1) if starts[i] < start), -1)
        self._select(place % len(starts))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def _search(self, *_: object, moves: bool = True) -> None:
        wanted, text = self.edit.text(), self._read()
        found = re.finditer(re.escape(wanted), text, re.IGNORECASE) if wanted else ()
        matches = [Span(m.start(), m.end() - m.start(), "match") for m in found]
        self._matches = utf16_spans(text, matches) if matches else []
        self._text.set_matches(self._matches)
        if not wanted:
            self.count.setText("")
        elif not self._matches:
            self.count.setText("not found")
        else:
            self.count.setText(f"{len(self._matches):,} found")
        if moves and self._matches:
            cursor = self._text.textCursor()
            cursor.setPosition(cursor.selectionStart())
            start = cursor.position()
            self._select(next((i for i, m in enumerate(self._matches) if m.start >= start), 0))

    def _select(self, place: int) -> None:
        match = self._matches[place]
        cursor = self._text.textCursor()
        cursor.setPosition(match.start)
        cursor.setPosition(match.start + match.length, QTextCursor.MoveMode.KeepAnchor)
        self._text.setTextCursor(cursor)
        self._text.centerCursor()
        self.count.setText(f"{place + 1:,} of {len(self._matches):,}")
