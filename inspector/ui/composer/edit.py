"""The composer's editor: exact text, numbered lines, marks, and the Up and Down of a shell."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextOption,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from inspector.payloads import Span, utf16_spans
from inspector.ui import theme
from inspector.ui.composer.json_highlighter import JsonHighlighter
from inspector.ui.composer.line_numbers import LineNumbers
from inspector.ui.composer.past import Past

Selections = list[QTextEdit.ExtraSelection]

_LONG_LINE = 4096
"""Characters; with such a line in it, a text is not wrapped at words any more."""
_PARAGRAPH = "\u2029"
"""What Qt keeps for a line break."""


class ComposerEdit(QPlainTextEdit):
    """Signals:
    older_requested, newer_requested: Up on the first line, Down on the last.
    returned(str): a person undid or redid to what was of that kind.
    """

    older_requested = Signal()
    newer_requested = Signal()
    returned = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("composerEdit")
        self.setAccessibleName("Message to send")
        self.setFont(theme.fixed_font())
        self.setTabChangesFocus(True)
        self.setMinimumHeight(3 * self.fontMetrics().lineSpacing())
        self.highlighter = JsonHighlighter(self.document())
        self._exact = ""
        self._past = Past(self.document())
        self._steps = 0
        """That can be undone, as far as was told of it."""
        self.textChanged.connect(self._on_stepped)
        self.document().contentsChange.connect(self._choose_wrapping)
        self._layers: dict[str, Selections] = {"line": []}
        """The marks by their names, the lowest first."""
        self._numbers = LineNumbers(self)
        self.blockCountChanged.connect(self._make_room)
        self.cursorPositionChanged.connect(self._mark_line)
        self.textChanged.connect(self._mark_line)
        theme.notifier().changed.connect(self._mark_line)
        self._make_room()
        self._mark_line()

    def text(self) -> str:
        """The text as `set_text` took it until a person edits it, or once that is undone; else as
        Qt keeps it.

        Qt knows one kind of line break: carriage returns become line feeds.
        """
        if not self.document().isModified():
            return self._exact
        kept = self._past.find()
        return kept.text if kept else self.shown_text()

    def shown_text(self) -> str:
        """The text as Qt keeps it, in which positions are those of the cursor."""
        # toPlainText() would turn no-break spaces into spaces.
        return self.document().toRawText().replace(_PARAGRAPH, "\n")

    def keep(self, kind: str) -> None:
        """What is there is of `kind`: `returned` tells where a person undoes to it."""
        self._past.keep(self.text(), kind)

    def set_text(self, text: str) -> None:
        """Show `text` in place of what is there; it can be undone."""
        self._exact = text
        everything = QTextCursor(self.document())
        everything.select(QTextCursor.SelectionType.Document)
        everything.insertText(text)
        self.document().setModified(False)
        if max(map(len, text.split("\n"))) < _LONG_LINE:
            self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)

    def mark(self, places: Iterable[Span]) -> None:
        """Underline what is wrong at `places` of `text()`, and nothing else."""
        text, colour = self.text(), theme.colours().problem
        spans = [_within(text, place) for place in places]
        shape = QTextCharFormat()
        shape.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        shape.setUnderlineColor(colour)
        shape.setBackground(_faint(colour, 0.2))
        self.set_layer("mistakes", self._selections(utf16_spans(text, spans), shape))

    def set_matches(self, matches: Sequence[Span]) -> None:
        """Mark what a search found: spans of `shown_text()` in UTF-16 code units."""
        shape = QTextCharFormat()
        shape.setBackground(_faint(theme.colours().warning, 0.35))
        self.set_layer("matches", self._selections(matches, shape))

    def selection_start(self) -> int:
        """In UTF-16 code units of `shown_text()`."""
        return self.textCursor().selectionStart()

    def selected_text(self) -> str:
        return self.textCursor().selectedText().replace(_PARAGRAPH, "\n")

    def select(self, start: int, length: int) -> None:
        """Select a part, in UTF-16 code units of `shown_text()`, and bring it into sight."""
        cursor = self.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.centerCursor()

    def set_layer(self, name: str, selections: Selections) -> None:
        """Replace the marks of that name; several kinds of marks are shown at once."""
        if selections or self._layers.get(name):
            self._layers[name] = selections
            self.setExtraSelections([mark for layer in self._layers.values() for mark in layer])

    def go_to_first_line(self) -> None:
        """To the end of it: Up goes on to older messages from there."""
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.moveCursor(QTextCursor.MoveOperation.EndOfLine)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """At the edge of the text the arrows go to other messages."""
        if event.matches(QKeySequence.StandardKey.InsertLineSeparator):
            self.textCursor().insertBlock()  # Qt would write U+2028, which JSON does not allow
            self.ensureCursorVisible()
            event.accept()
            return
        moves = {
            Qt.Key.Key_Up: (QTextCursor.MoveOperation.Up, self.older_requested),
            Qt.Key.Key_Down: (QTextCursor.MoveOperation.Down, self.newer_requested),
        }
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in moves and plain == Qt.KeyboardModifier.NoModifier:
            move, requested = moves[Qt.Key(event.key())]
            if not QTextCursor(self.textCursor()).movePosition(move):
                requested.emit()
                event.accept()
                return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _on_stepped(self) -> None:
        steps = self.document().availableUndoSteps()
        if steps != self._steps:
            self._steps = steps
            if kept := self._past.find():
                self.returned.emit(kept.kind)

    def _choose_wrapping(self, position: int, _: int, added: int) -> None:
        """Looking for the end of a word takes quadratic time in a line that has none, as base64.
        Called before the change is laid out."""
        block, last = (self.document().findBlock(at) for at in (position, position + added))
        while block.isValid():
            if block.length() > _LONG_LINE:
                self.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
                return
            if block == last:
                return
            block = block.next()

    def _make_room(self) -> None:
        """Give the numbers the margin at the left, as wide as the largest of them."""
        width = self._numbers.needed_width
        self.setViewportMargins(width, 0, 0, 0)
        inside = self.contentsRect()
        self._numbers.setGeometry(inside.left(), inside.top(), width, inside.height())

    def _mark_line(self) -> None:
        """Tint the line of the cursor, faintly; in an empty text it would hide the example."""
        if self.document().isEmpty():
            self.set_layer("line", [])
            return
        c = theme.colours()
        line = QTextEdit.ExtraSelection()
        line.cursor = self.textCursor()
        line.cursor.clearSelection()
        line.format.setBackground(theme.mixed(c.base, c.muted, 0.07))
        line.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
        self.set_layer("line", [line])

    def _selections(self, spans: Iterable[Span], shape: QTextCharFormat) -> Selections:
        selections = []
        for span in spans:
            selection = QTextEdit.ExtraSelection()
            selection.cursor = QTextCursor(self.document())
            selection.cursor.setPosition(span.start)
            end = span.start + span.length
            selection.cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            selection.format = shape
            selections.append(selection)
        return selections


def _within(text: str, span: Span) -> Span:
    """`span`, at the end of `text` the last character, where Qt has it: CRLF is one character."""
    start = max(0, min(span.start, len(text) - 1))
    length = min(span.length, len(text) - start)
    return Span(start - text.count("\r\n", 0, start), length, span.kind)


def _faint(colour: QColor, opacity: float) -> QColor:
    faint = QColor(colour)
    faint.setAlphaF(opacity)
    return faint
