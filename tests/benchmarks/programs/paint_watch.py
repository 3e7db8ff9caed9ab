"""Tells when a widget has been painted."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QWidget

_AFTER = QEvent.Type(QEvent.registerEventType())


class PaintWatch(QObject):
    """Calls `before` when `widget` is about to be painted, `after` once its window has been.

    `after` comes with an event that is posted while painting, and handled next to it.
    """

    def __init__(
        self, widget: QWidget, before: Callable[[], None], after: Callable[[], None]
    ) -> None:
        super().__init__(widget)
        self._before = before
        self._after = after
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._before()
            QCoreApplication.postEvent(self, QEvent(_AFTER))
        return False

    def event(self, event: QEvent) -> bool:
        if event.type() != _AFTER:
            return super().event(event)
        self._after()
        return True
