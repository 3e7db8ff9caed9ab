"""The tabs, kept on disk while they change, so that they are there at the next start."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from inspector.library import LibraryError, Workspace
from inspector.library.open_tabs import OpenTabs, read_open_tabs, write_open_tabs
from inspector.ui.loop import spawn
from inspector.ui.session_tab import SessionTab
from inspector.ui.session_tabs import SessionTabs
from inspector.ui.tab_state import restore, state_of

_PAUSE_MS = 1500
"""From a change until it is written: a killed program loses no more than that."""


class TabsKeeper(QObject):
    """Writes what `tabs` hold to `path` after each `note`, in a thread.

    Signals:
    failed(str): they cannot be read or written; told once until it works again.
    """

    failed = Signal(str)

    def __init__(self, path: Path, tabs: SessionTabs) -> None:
        super().__init__(tabs)
        self._path = path
        self._tabs = tabs
        self._kept: OpenTabs | None = None
        self._failed = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(lambda: spawn(self.save(), "keep the open tabs"))

    def reopen(self, add_tab: Callable[[], SessionTab], workspace: Workspace) -> None:
        """Make the tabs of the last time again, not connected; none where there were none."""
        try:
            self._kept = read_open_tabs(self._path)
        except LibraryError as error:
            self.failed.emit(str(error))
            return
        for state in self._kept.tabs:
            restore(add_tab(), state, workspace)
        self._tabs.setCurrentIndex(min(self._kept.current, self._tabs.count() - 1))

    def note(self) -> None:
        """Something in the tabs may be different now."""
        if not self._pause.isActive():
            self._pause.start()

    async def save(self) -> None:
        """Write them now, if they are different."""
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

    def _collect(self) -> OpenTabs:
        states = {tab: state for tab in self._tabs.all() if (state := state_of(tab))}
        on_top = self._tabs.currentWidget()
        current = next((number for number, tab in enumerate(states) if tab is on_top), 0)
        return OpenTabs(tabs=tuple(states.values()), current=current)
