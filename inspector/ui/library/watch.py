"""Looks whether somebody changed the library's files, while the window is in use."""

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from inspector.ui.loop import spawn

_EVERY_MS = 1000


class Watch(QObject):
    """Calls `look` each second as long as a window of the program is active, and at once when one
    becomes so. Never twice at a time."""

    def __init__(self, window: QWidget, look: Callable[[], Coroutine[Any, Any, object]]) -> None:
        super().__init__(window)
        self._look = look
        self._is_looking = False
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self._on_timeout)
        self._timer.start()
        window.installEventFilter(self)

    def stop(self) -> None:
        self._timer.stop()

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowActivate and self._timer.isActive():
            self._on_timeout()
        return False

    def _on_timeout(self) -> None:
        if not self._is_looking and QApplication.activeWindow() is not None:
            self._is_looking = True
            spawn(self._look_once(), "look for changes of the library")

    async def _look_once(self) -> None:
        try:
            await self._look()
        finally:
            self._is_looking = False
