"""The application under a flood: how fast it is, how steadily it ticks, what memory it takes."""

import asyncio
import time
from typing import Any

from inspector.ui.main_window import MainWindow
from inspector.ui.tick import PERIOD_MS
from tests.benchmarks.processes import answer
from tests.benchmarks.programs.flood_watch import FloodWatch
from tests.benchmarks.programs.in_window import in_window
from tests.benchmarks.programs.tick_gaps import TickGaps


async def show(window: MainWindow, url: str, frames: int, mark: int, rest: float) -> dict[str, Any]:
    gaps = TickGaps(window)
    await asyncio.sleep(rest)
    at_rest = gaps.spread() if rest else {}

    started = time.perf_counter()
    tab = window.connect_to(url)
    watch = FloodWatch(window, tab, frames, mark)
    gaps.begin()
    await watch.begun
    connecting = gaps.spread()
    gaps.begin()
    await watch.shown
    ticks = gaps.spread()
    recording = tab.session.recording
    assert recording is not None
    recording.flush()
    recorded = time.perf_counter() - started
    if recording.totals.messages_received != frames:
        raise RuntimeError(f"{recording.totals.messages_received} messages recorded of {frames}")
    return {
        "seconds": recorded,
        "period_ms": PERIOD_MS,
        "ticks": ticks,
        "ticks_connecting": connecting,
        "ticks_at_rest": at_rest,
        "growth_bytes": watch.growth,
    }


def main(url: str, frames: int, mark: int = 1, rest: float = 0) -> dict[str, Any]:
    """`mark`: the message from which the growth of memory counts; `rest`: seconds of watching the
    ticks before the flood. `seconds` last until every frame is committed and the last is shown."""
    return in_window(lambda window: show(window, url, frames, mark, rest))


if __name__ == "__main__":
    answer(main)
