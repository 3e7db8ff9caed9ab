"""The field for an expression: its mistake is underlined, its keys are offered, Up brings back
others."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor, QInputMethodEvent, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QApplication, QLineEdit

from inspector.filtering import Everything, FilterError, Term, parse
from inspector.payloads import Span, utf16_spans
from inspector.ui import theme
from inspector.ui.composer.recall import Recall
from inspector.ui.log.expression_hints import ExpressionHints

PAUSE_MS = 150
"""So long nothing must be typed until it is read."""


class ExpressionEdit(QLineEdit):
    """Signals:
    was_read: `term` and `mistake` are those of the text that is there.
    entered(int): Enter was pressed, and the text read: 1, with Shift -1.
    escaped: Escape was pressed.
    """

    was_read = Signal()
    entered = Signal(int)
    escaped = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setFont(theme.fixed_font())
        self.setClearButtonEnabled(True)
        self._hints = ExpressionHints(self)
        self.setCompleter(self._hints)
        self.term: Term = Everything()
        """What the latest text without a mistake means."""
        self.mistake = ""
        """What is wrong with the text, as a sentence or two."""
        self._span = 0, 0
        self._recall = Recall()
        self._composing = False
        """Whether an input method has text that is not yet the field's."""
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self._read)
        self.textChanged.connect(lambda: self._timer.start())
        self.editingFinished.connect(self._on_editing_finished)
        theme.notifier().changed.connect(self._mark)

    def apply(self) -> None:
        """Read what is there at once, unless it has been read."""
        if self._timer.isActive():
            self._read()

    def focus(self) -> None:
        """Go there to type another expression."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def _read(self) -> None:
        self._timer.stop()
        self.mistake, self._span = "", (0, 0)
        try:
            self.term = parse(self.text())
        except FilterError as error:
            self.mistake, self._span = error.message, (error.start, error.length)
        self.setAccessibleDescription(self.mistake)
        self._mark()
        self.was_read.emit()

    def _mark(self) -> None:
        """Underline the mistake; where something is missing, what stands before it."""
        if self._composing:
            return
        formats = []
        if self.mistake:
            start, length = self._span
            if not length:
                start, length = max(0, start - 1), 1
            [span] = utf16_spans(self.text(), [Span(start, length, "error")])
            kind = QInputMethodEvent.AttributeType.TextFormat
            start = span.start - self.cursorPosition()
            formats.append(QInputMethodEvent.Attribute(kind, start, span.length, _wrong()))
        # A line edit has no other way to give a part of its text a format.
        QApplication.sendEvent(self, QInputMethodEvent("", formats))

    def _on_editing_finished(self) -> None:
        self.apply()
        if self.text().strip() and not self.mistake:
            self._recall.add(("expression", self.text()))

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = self._recall.older if key == Qt.Key.Key_Up else self._recall.newer
            if (entry := step(("expression", self.text()))) is not None:
                self.setText(entry[1])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self._hints.is_chosen:
            self._hints.hide()
            self._on_editing_finished()
            self.entered.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()  # the offer that is chosen is taken
        elif key == Qt.Key.Key_Escape and not self._hints.is_shown:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)


def _wrong() -> QTextCharFormat:
    mistake = QTextCharFormat()
    mistake.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
    mistake.setUnderlineColor(theme.colours().problem)
    faint = QColor(theme.colours().problem)
    faint.setAlphaF(0.2)
    mistake.setBackground(faint)
    return mistake
