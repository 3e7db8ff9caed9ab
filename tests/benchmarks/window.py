"""The application under the flood: the real window, drawn offscreen, with a tab connected to it."""

import asyncio
import json
import math
import os
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from inspector.events import Frame
from inspector.tuning import tune_for_floods
from inspector.ui import theme
from inspector.ui.loop import QEventLoop
from inspector.ui.main_window import MainWindow
from inspector.ui.session_tab import SessionTab
from tests.benchmarks.flood_server import HEAD
from tests.support.app import running_window

DEADLINE_S = 300


class Watch:
    """Looks at the window after each display tick until it shows the last frame of the flood."""

    def __init__(self, window: MainWindow, tab: SessionTab, frames: int, started: float) -> None:
        self._tab = tab
        self._frames = frames
        self._last_tick = started
        self.gaps: list[float] = []
        self.memory = resident_bytes()
        self.shown: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        """Done with the time at which the last frame had been painted."""
        window.tick.ticked.connect(self._on_tick)

    def _on_tick(self) -> None:
        if self.shown.done():
            return
        now = time.perf_counter()
        self.gaps.append(now - self._last_tick)
        self._last_tick = now
        self.memory = max(self.memory, resident_bytes())
        if self._is_complete():
            self._tab.log.table.viewport().repaint()
            self.shown.set_result(time.perf_counter())

    def _is_complete(self) -> bool:
        """Whether the last row of the log is the last frame of the flood."""
        rows = self._tab.log.model.rowCount()
        if rows < self._frames:
            return False
        last = self._tab.session.recording.rows(rows - 1, 1)[0].event
        return isinstance(last, Frame) and last.payload.startswith(HEAD % self._frames)


async def show(url: str, frames: int, folder: Path) -> dict[str, Any]:
    async with running_window(folder) as window:
        await asyncio.sleep(0.5)  # the window is drawn, the first ticks are over
        before, started = resident_bytes(), time.perf_counter()
        tab = window.connect_to(url)
        watch = Watch(window, tab, frames, started)
        async with asyncio.timeout(DEADLINE_S):
            seconds = await watch.shown - started
        received = tab.session.recording.totals.messages_received
    if received != frames:
        raise RuntimeError(f"{received} messages recorded of {frames}")
    gaps = sorted(watch.gaps)
    return {
        "seconds": seconds,
        "tick_gap_p99_ms": round(gaps[math.ceil(0.99 * len(gaps)) - 1] * 1000, 1),
        "tick_gap_longest_ms": round(gaps[-1] * 1000, 1),
        "memory_growth_bytes": watch.memory - before,
    }


def resident_bytes() -> int:
    """The memory of this process: now where /proc tells it, else its highest so far."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return pages * os.sysconf("SC_PAGE_SIZE")


def main(url: str, frames: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        os.environ["XDG_DATA_HOME"] = folder
        app = QApplication([])
        app.setQuitOnLastWindowClosed(False)
        theme.install(app)
        tune_for_floods()
        with asyncio.Runner(loop_factory=lambda: QEventLoop(app)) as runner:
            return runner.run(show(url, frames, Path(folder)))


if __name__ == "__main__":
    json.dump(main(sys.argv[1], int(sys.argv[2])), sys.stdout)
