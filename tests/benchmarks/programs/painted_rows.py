"""The window at an easy pace: when each message is painted, after it was sent."""

import asyncio
import time
from typing import Any

from inspector.events import Frame, Opcode
from inspector.ui.main_window import MainWindow
from inspector.ui.session_tab import SessionTab
from tests.benchmarks.figures import spread_ms
from tests.benchmarks.processes import answer
from tests.benchmarks.programs.in_window import in_window
from tests.benchmarks.programs.pace_server import stamp_of
from tests.benchmarks.programs.paint_watch import PaintWatch


class Latencies:
    """Of the messages that the `tab` shows, as long as it follows them."""

    def __init__(self, tab: SessionTab, frames: int) -> None:
        self._tab = tab
        self._frames = frames
        self._known = 0
        self._painting = 0
        self.seconds: list[float] = []
        self.complete: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        """Done once there are `frames` of them."""
        PaintWatch(tab.log.table.viewport(), self._on_paint, self._on_painted)

    def _on_paint(self) -> None:
        self._painting = self._tab.log.model.rowCount()

    def _on_painted(self) -> None:
        now, recording = time.monotonic_ns(), self._tab.session.recording
        if self.complete.done() or recording is None:
            return
        for row in recording.rows(self._known, self._painting - self._known):
            if isinstance(row.event, Frame) and row.event.opcode == Opcode.TEXT:
                self.seconds.append((now - stamp_of(row.event.payload)) / 1e9)
        self._known = self._painting
        if len(self.seconds) >= self._frames:
            self.complete.set_result(None)


async def watch(window: MainWindow, url: str, frames: int) -> dict[str, Any]:
    latencies = Latencies(window.connect_to(url), frames)
    await latencies.complete
    return spread_ms(latencies.seconds)


def main(url: str, frames: int) -> dict[str, Any]:
    return in_window(lambda window: watch(window, url, frames))


if __name__ == "__main__":
    answer(main)
