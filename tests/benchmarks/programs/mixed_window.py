"""The window with tabs that receive at a steady rate, beside one that takes a flood."""

import asyncio
import time
from typing import Any

from inspector.events import ReadyState
from inspector.ui.main_window import MainWindow
from inspector.ui.session_tab import SessionTab
from tests.benchmarks.processes import answer
from tests.benchmarks.programs.in_window import in_window, ticks
from tests.benchmarks.programs.resident import resident_bytes


async def watch(
    window: MainWindow, paced: str, flood: str, tabs: int, warm_up: float, seconds: float
) -> dict[str, Any]:
    connected = [window.connect_to(paced) for _ in range(tabs)]
    if flood:
        connected.append(window.connect_to(flood))
    while any(tab.session.ready_state != ReadyState.OPEN for tab in connected):
        await ticks(window, 1)
    await asyncio.sleep(warm_up)
    before, messages, started = resident_bytes(), _messages(connected[:tabs]), time.monotonic()
    highest = before
    while time.monotonic() < started + seconds:
        await ticks(window, 10)
        highest = max(highest, resident_bytes())
    took = time.monotonic() - started
    return {
        "growth_bytes": highest - before,
        "paced_messages_per_second": round((_messages(connected[:tabs]) - messages) / took),
        "messages": _messages(connected),
    }


def _messages(tabs: list[SessionTab]) -> int:
    recordings = [tab.session.recording for tab in tabs]
    return sum(each.totals.messages_received for each in recordings if each)


def main(paced: str, flood: str, tabs: int, warm_up: float, seconds: float) -> dict[str, Any]:
    """`warm_up`: seconds after which the growth of memory counts, for `seconds`; `flood` is a URL,
    empty for none."""
    return in_window(lambda window: watch(window, paced, flood, tabs, warm_up, seconds))


if __name__ == "__main__":
    answer(main)
