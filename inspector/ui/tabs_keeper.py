"""The tabs, kept on disk while they change, so that they are there at the next start."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from inspector.library import LibraryError
from inspector.library.open_tabs import OpenTabs, read_open_tabs, write_open_tabs
from inspector.ui.loop import spawn

_PAUSE_MS = 1500
"""From a change until it is written: a killed program loses no more than that."""


class TabsKeeper(QObject):
    """Writes what `collect` gives after each `note`, in a thread.

    Signals:
    failed(str): they cannot be read or written; told once until it works again.
    """

    failed = Signal(str)

    def __init__(self, path: Path, collect: Callable[[], OpenTabs], parent: QObject) -> None:
        super().__init__(parent)
        self._path = path
        self._collect = collect
        self._kept: OpenTabs | None = None
        self._failed = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(lambda: spawn(self.save(), "keep the open tabs"))

    def read(self) -> OpenTabs:
        """The tabs of the last time; none where they cannot be read."""
        try:
            self._kept = read_open_tabs(self._path)
        except LibraryError as error:
            self.failed.emit(str(error))
            return OpenTabs()
        return self._kept

    def note(self) -> None:
        """Something in the tabs may be different now."""
        if not self._pause.isActive():
            self._pause.start()

    async def save(self) -> None:
        self._pause.stop()
        tabs = self._collect()
        if tabs == self._kept:
            return
        try:
            await asyncio.to_thread(write_open_tabs, self._path, tabs)
        except LibraryError as error:
            if not self._failed:
                self.failed.emit(str(error))
            self._failed = True
        else:
            self._kept, self._failed = tabs, False
