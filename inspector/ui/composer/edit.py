"""The composer's editor: exact text, a marked mistake, and the Up and Down of a shell."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from inspector.payloads import Span, utf16_spans
from inspector.ui import theme
from inspector.ui.composer.json_highlighter import JsonHighlighter

_PARAGRAPH = "\u2029"
"""What Qt keeps for a line break."""


class ComposerEdit(QPlainTextEdit):
    """Signals:
    older_requested, newer_requested: Up on the first line, Down on the last.
    """

    older_requested = Signal()
    newer_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("composerEdit")
        self.setAccessibleName("Message to send")
        self.setFont(theme.fixed_font())
        self.setTabChangesFocus(True)
        self.setMinimumHeight(3 * self.fontMetrics().lineSpacing())
        self.highlighter = JsonHighlighter(self.document())
        self._exact = ""

    def text(self) -> str:
        """The text as `set_text` took it until a person edits it; then as Qt keeps it.

        Qt knows one kind of line break: carriage returns become line feeds.
        """
        if not self.document().isModified():
            return self._exact
        # toPlainText() would turn no-break spaces into spaces.
        return self.document().toRawText().replace(_PARAGRAPH, "\n")

    def set_text(self, text: str) -> None:
        """Show `text` in place of what is there; it can be undone."""
        self._exact = text
        everything = QTextCursor(self.document())
        everything.select(QTextCursor.SelectionType.Document)
        everything.insertText(text)
        self.document().setModified(False)

    def mark(self, position: int | None) -> None:
        """Underline the character at `position` (from 0), or nothing."""
        if position is None:
            self.setExtraSelections([])
            return
        text = self.text()
        place = max(0, min(position, len(text) - 1))
        [span] = utf16_spans(text, [Span(place, 1 if text else 0, "error")])
        mistake = QTextEdit.ExtraSelection()
        mistake.cursor = self.textCursor()
        mistake.cursor.setPosition(span.start)
        mistake.cursor.setPosition(span.start + span.length, QTextCursor.MoveMode.KeepAnchor)
        mistake.format.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        mistake.format.setUnderlineColor(theme.colours().problem)
        faint = QColor(theme.colours().problem)
        faint.setAlphaF(0.2)
        mistake.format.setBackground(faint)
        self.setExtraSelections([mistake])

    def go_to_first_line(self) -> None:
        """To the end of it: Up goes on to older messages from there."""
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.moveCursor(QTextCursor.MoveOperation.EndOfLine)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """At the edge of the text the arrows go to other messages."""
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
