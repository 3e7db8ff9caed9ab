"""What a tab shows before its first connection: a way to the first frames in one click."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from inspector.demo import PATHS
from inspector.ui import theme

FIRST_LOOK = "/chatty"
"""The demo server's path that shows most of what there is to see."""

_NOTE_WIDTH = 540
"""Pixels for what is said of a path."""


class StartPage(QScrollArea):
    """Scrolls where the options above it leave little height.

    Signals:
    demo_requested(str): connect to this path of the demo server.
    """

    demo_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("startPage")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        title = QLabel("Connect to a WebSocket")
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * 1.6)
        font.setBold(True)
        title.setFont(font)
        hint = QLabel(
            "Type a URL above and press Enter. Every frame, both ways, is shown and kept."
        )
        self._demo = QPushButton("Try it with the demo server")
        self._demo.setObjectName("demoButton")
        self._demo.setProperty("primary", True)
        self._demo.setToolTip("Starts a server on this machine; needs no network and no account")
        self._demo.clicked.connect(lambda: self.demo_requested.emit(FIRST_LOOK))
        paths = QGridLayout()
        paths.setHorizontalSpacing(14)
        paths.setVerticalSpacing(4)
        self._notes: list[QLabel] = [hint]
        for row, path in enumerate(PATHS):
            url = path.path + path.example
            button = QPushButton(path.path)
            button.setFlat(True)
            button.setFont(theme.fixed_font())
            button.setToolTip(f"Connect to {url} of the demo server")
            button.setAccessibleName(f"Demo {url}: {path.about}")
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.setStyleSheet("text-align: left; padding: 2px 8px;")
            button.clicked.connect(lambda _=False, url=url: self.demo_requested.emit(url))
            note = QLabel(path.about)
            note.setWordWrap(True)
            note.setFixedWidth(_NOTE_WIDTH)
            note.setMinimumHeight(note.heightForWidth(_NOTE_WIDTH))
            self._notes.append(note)
            paths.addWidget(button, row, 0)
            paths.addWidget(note, row, 1)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setSpacing(12)
        column.addStretch(2)
        for widget in (title, hint, self._demo):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(10)
        frame = QWidget()
        frame.setLayout(paths)
        column.addWidget(frame, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.setWidget(content)
        theme.notifier().changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        colours = theme.colours()
        self._demo.setIcon(theme.icon("demo", colours.on_accent))
        for note in self._notes:
            note.setStyleSheet(f"color: {colours.muted.name()}")
