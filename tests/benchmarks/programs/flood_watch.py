"""Looks at a tab after each display tick until it shows the last frame of the flood."""

import asyncio

from inspector.events import Frame
from inspector.ui.main_window import MainWindow
from inspector.ui.session_tab import SessionTab
from tests.benchmarks.floods import head
from tests.benchmarks.programs.resident import resident_bytes


class FloodWatch:
    """Of `frames` messages; from the message `mark` on the growth of memory counts."""

    def __init__(self, window: MainWindow, tab: SessionTab, frames: int, mark: int) -> None:
        self._tab = tab
        self._frames = frames
        self._mark = mark
        self._at_mark = 0
        self.received = False
        """Whether all of it has been received, shown or not."""
        self.growth = 0
        """Bytes of memory more, at its highest, than when the message `mark` had been received."""
        self.begun: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        """Done at the first tick after the first message."""
        self.shown: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        """Done once the last frame has been painted."""
        window.tick.ticked.connect(self._on_tick)

    def _on_tick(self) -> None:
        recording = self._tab.session.recording
        if self.shown.done() or recording is None:
            return
        messages = recording.totals.messages_received
        if not self.begun.done():  # a flood has one more tick at least, however short it is
            if messages:
                self.begun.set_result(None)
            return
        if messages >= self._mark:
            memory = resident_bytes()
            self._at_mark = self._at_mark or memory
            self.growth = max(self.growth, memory - self._at_mark)
        self.received = messages >= self._frames
        if self.received and self._is_complete():
            self._tab.log.table.viewport().repaint()
            self.shown.set_result(None)

    def _is_complete(self) -> bool:
        """Whether the last row of the log is the last frame of the flood."""
        recording = self._tab.session.recording
        rows = self._tab.log.model.rowCount()
        if recording is None or rows < self._frames:
            return False
        last = recording.rows(rows - 1, 1)[0].event
        return isinstance(last, Frame) and last.payload.startswith(head(self._frames))
