"""The window with many tabs, each connected."""

import asyncio
import time
from typing import Any

from inspector.events import ReadyState
from inspector.ui.main_window import MainWindow
from inspector.ui.session_tab import SessionTab
from inspector.ui.tick import PERIOD_MS
from tests.benchmarks.processes import answer
from tests.benchmarks.programs.in_window import in_window, ticks
from tests.benchmarks.programs.tick_gaps import TickGaps


async def watch(window: MainWindow, url: str, tabs: int, seconds: float) -> dict[str, Any]:
    connected = [window.connect_to(url) for _ in range(tabs)]
    while any(tab.session.ready_state != ReadyState.OPEN for tab in connected):
        await ticks(window, 1)
    await ticks(window, 10)
    gaps = TickGaps(window)
    messages, cpu, started = _messages(connected), time.process_time(), time.perf_counter()
    await asyncio.sleep(seconds)
    took = time.perf_counter() - started
    return {
        "period_ms": PERIOD_MS,
        "ticks": gaps.spread(),
        "cpu_percent": round((time.process_time() - cpu) / took * 100, 1),
        "messages_per_second": round((_messages(connected) - messages) / took),
    }


def _messages(tabs: list[SessionTab]) -> int:
    recordings = [tab.session.recording for tab in tabs]
    return sum(each.totals.messages_received for each in recordings if each)


def main(url: str, tabs: int, seconds: float) -> dict[str, Any]:
    return in_window(lambda window: watch(window, url, tabs, seconds))


if __name__ == "__main__":
    answer(main)
