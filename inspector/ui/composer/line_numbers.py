"""The numbers beside the lines of an editor."""

from collections.abc import Iterator

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from inspector.ui import theme

_LEAST_DIGITS = 2
_GAP = 6
"""Pixels on either side of the digits."""


class LineNumbers(QWidget):
    """Stands in the left margin of `editor`, and paints the numbers of the lines in view only."""

    def __init__(self, editor: QPlainTextEdit) -> None:
        super().__init__(editor)
        self.setObjectName("lineNumbers")
        self._editor = editor
        self._here = 0
        editor.cursorPositionChanged.connect(self._on_cursor_moved)
        editor.updateRequest.connect(lambda _, scrolled: scrolled and self.update())
        editor.blockCountChanged.connect(self.update)
        theme.notifier().changed.connect(self.update)

    @property
    def needed_width(self) -> int:
        """Pixels that the largest number takes."""
        digits = max(_LEAST_DIGITS, len(str(self._editor.blockCount())))
        return self._editor.fontMetrics().horizontalAdvance("9") * digits + 2 * _GAP

    def paintEvent(self, event: QPaintEvent) -> None:
        c, metrics = theme.colours(), self._editor.fontMetrics()
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.mixed(c.base, c.muted, 0.07))
        painter.setFont(self._editor.font())
        for number, top in self._lines_in_view():
            painter.setPen(c.text if number == self._here else c.muted)
            place = QRect(0, top, self.width() - _GAP, metrics.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignRight, str(number + 1))
        painter.end()

    def _lines_in_view(self) -> Iterator[tuple[int, int]]:
        """From 0, each with its top in pixels."""
        editor = self._editor
        block = editor.firstVisibleBlock()
        while block.isValid():
            place = editor.blockBoundingGeometry(block).translated(editor.contentOffset())
            if place.top() > self.height():
                return
            yield block.blockNumber(), round(place.top())
            block = block.next()

    def _on_cursor_moved(self) -> None:
        if (here := self._editor.textCursor().blockNumber()) != self._here:
            self._here = here
            self.update()
