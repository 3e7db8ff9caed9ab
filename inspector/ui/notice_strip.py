"""A strip that says what a person would miss, with a button that undoes it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from inspector.ui import theme


class NoticeStrip(QWidget):
    """Visible while it has something to say; `undone` when the person wants it undone."""

    undone = Signal()

    def __init__(self, name: str, button: str, tip: str, parent: QWidget | None = None) -> None:
        """`name` + "Strip" and `name` + "Button" become the object names."""
        super().__init__(parent)
        self.setObjectName(f"{name}Strip")
        self._label = QLabel()
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        undo = QPushButton(button)
        undo.setObjectName(f"{name}Button")
        undo.setAccessibleName(tip)
        undo.setToolTip(tip)
        undo.clicked.connect(self.undone)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 3, 10, 3)
        row.setSpacing(12)
        row.addWidget(self._label)
        row.addWidget(undo)
        row.addStretch()
        self.hide()

    @property
    def text(self) -> str:
        return self._label.text()

    def say(self, text: str) -> None:
        """Show `text`; nothing to say hides the strip."""
        if text != self._label.text():
            self._label.setText(text)
            self.setAccessibleName(text)
        self.setVisible(bool(text))

    def paintEvent(self, event: QPaintEvent) -> None:
        c = theme.colours()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.mixed(c.base, c.accent, 0.12))
        painter.end()
