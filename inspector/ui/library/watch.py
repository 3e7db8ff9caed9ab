"""Looks whether somebody changed the library's files, while the window is in use."""

import time
from collections.abc import Callable, Coroutine

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from inspector.ui.loop import spawn

_EVERY_MS = 1000
_SHARE = 0.05
"""Of the time that looking may take: a large workspace is looked at less often."""


class Watch(QObject):
    """Calls `look` each second while a window of the program is active, and at once when one
    becomes so; never twice at a time."""

    def __init__(self, window: QWidget, look: Callable[[], Coroutine[None, None, object]]) -> None:
        super().__init__(window)
        self._look = look
        self._is_looking = False
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self._begin)
        self._timer.start()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.applicationStateChanged.connect(self._begin)

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def _begin(self) -> None:
        in_use = self._timer.isActive() and QApplication.activeWindow() is not None
        if in_use and not self._is_looking:
            self._is_looking = True
            spawn(self._look_once(), "look for changes of the library")

    async def _look_once(self) -> None:
        began = time.monotonic()
        try:
            await self._look()
        finally:
            self._is_looking = False
            took_ms = 1000 * (time.monotonic() - began)
            self._timer.setInterval(max(_EVERY_MS, round(took_ms / _SHARE)))
