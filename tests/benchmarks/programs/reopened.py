"""The window opens recordings, as "Open" in its menu does once a file is chosen."""

import asyncio
import time
from pathlib import Path
from typing import Any

from inspector.ui.files import open_recording
from inspector.ui.main_window import MainWindow
from tests.benchmarks.processes import answer
from tests.benchmarks.programs.in_window import in_window, ticks
from tests.benchmarks.programs.paint_watch import PaintWatch


async def reopen(window: MainWindow, long: Path, short: Path, rounds: int) -> dict[str, Any]:
    await _first_screen(window, short)  # what is made only once is no part of it
    found = [
        {
            "short_ms": await _first_screen(window, short),
            "long_ms": await _first_screen(window, long),
        }
        for _ in range(rounds)
    ]
    return {"rounds": found}


async def _first_screen(window: MainWindow, path: Path) -> float:
    """Milliseconds until rows of the recording at `path` are painted."""
    painted: asyncio.Future[float] = asyncio.get_running_loop().create_future()
    rows = 0

    def before() -> None:
        nonlocal rows
        rows = tab.log.model.rowCount()

    def after() -> None:
        if rows and not painted.done():
            painted.set_result(time.perf_counter())

    started = time.perf_counter()
    recording = await open_recording(window, path)
    tab = window.new_tab(recording)
    PaintWatch(tab.log.table.viewport(), before, after)
    seconds = await painted - started
    window.close_tab(tab)
    await ticks(window, 5)
    return round(seconds * 1000, 1)


def main(long: str, short: str, rounds: int) -> dict[str, Any]:
    return in_window(lambda window: reopen(window, Path(long), Path(short), rounds))


if __name__ == "__main__":
    answer(main)
