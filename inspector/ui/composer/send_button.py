"""The button that sends, and stops what it sent."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from inspector.ui import theme
from inspector.ui.text import plain_tip


class SendButton(QPushButton):
    """Signals:
    send_requested, stop_requested: it was pressed, as what it was at that time.
    """

    send_requested = Signal()
    stop_requested = Signal()

    def __init__(self) -> None:
        super().__init__("Send")
        self.setObjectName("sendButton")
        self.setProperty("primary", True)
        self._stops = False
        self.clicked.connect(self._on_clicked)
        theme.notifier().changed.connect(self._dress)
        self._dress()

    def show_state(self, *, stops: bool, obstacle: str) -> None:
        """Whether it stops what is being sent; else why nothing can be sent, empty if it can."""
        self._stops = stops
        self.setText("Stop" if stops else "Send")
        self.setEnabled(stops or not obstacle)
        tip = "Stop sending it (Ctrl+.)" if stops else obstacle or "Send it (Ctrl+Enter)"
        self.setToolTip(plain_tip(tip))
        self._dress()

    def _on_clicked(self) -> None:
        (self.stop_requested if self._stops else self.send_requested).emit()

    def _dress(self) -> None:
        self.setIcon(theme.icon("stop" if self._stops else "send", theme.colours().on_accent))
