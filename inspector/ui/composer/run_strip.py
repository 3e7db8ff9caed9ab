"""A strip that says what goes on by itself, with a button that ends it."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from inspector.ui import theme
from inspector.ui.composer.elided_label import ElidedLabel
from inspector.ui.text import plain_tip


class RunStrip(QWidget):
    """Signals: stop_requested."""

    stop_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("runStrip")
        self._label = ElidedLabel("runLabel")
        self._bar = QProgressBar(textVisible=False, maximum=1000)
        self._bar.setObjectName("runProgress")
        self._bar.setAccessibleName("How much is sent")
        self._bar.setFixedSize(120, 8)
        self._stop = QPushButton("Stop")
        self._stop.setObjectName("stopButton")
        self._stop.setAccessibleName("Stop what is being sent")
        self._stop.setToolTip("Stop everything that is being sent (Ctrl+., or Esc in the composer)")
        self._stop.clicked.connect(self.stop_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 2, 4, 2)
        row.setSpacing(10)
        row.addWidget(self._label)
        row.addWidget(self._bar)
        row.addWidget(self._stop)
        self.hide()

    def say(self, text: str, progress: float | None = None) -> None:
        """Show `text`, and `progress` from 0 to 1 where it is known; nothing to say hides it."""
        if text != self._label.text():
            self._label.setText(text)
            self._label.setToolTip(plain_tip(text))
            self.setAccessibleName(text)
        self._bar.setVisible(progress is not None)
        self._bar.setValue(round(1000 * (progress or 0)))
        self.setVisible(bool(text))

    def paintEvent(self, event: QPaintEvent) -> None:
        c = theme.colours()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.mixed(c.base, c.accent, 0.12))
        painter.end()
