"""A widget that takes input, and the time until it shows."""

import time
from collections import deque

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QWidget

from tests.benchmarks.programs.paint_watch import PaintWatch


class InputTarget(QObject):
    """Of the events posted to `widget` those of one `kind` are timed until `shown_on` is painted.

    Nobody else sends the widget events of that kind.
    """

    def __init__(self, widget: QWidget, kind: QEvent.Type, *, shown_on: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._kind = kind
        self._posted: deque[float] = deque()
        self._handled: list[float] = []
        self._painting: list[float] = []
        self._took: list[float] = []
        widget.installEventFilter(self)
        PaintWatch(shown_on, self._on_paint, self._on_painted)

    def post(self, event: QEvent) -> None:
        """From any thread."""
        if event.type() == self._kind:
            self._posted.append(time.perf_counter())
        QCoreApplication.postEvent(self._widget, event)

    @property
    def waiting(self) -> bool:
        return bool(self._posted or self._handled or self._painting)

    def take(self) -> list[float]:
        """The seconds that each took; they are forgotten here."""
        took, self._took = self._took, []
        return took

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == self._kind and self._posted:
            self._handled.append(self._posted.popleft())
        return False

    def _on_paint(self) -> None:
        self._painting += self._handled
        self._handled.clear()

    def _on_painted(self) -> None:
        now = time.perf_counter()
        self._took += [now - posted for posted in self._painting]
        self._painting.clear()
