"""The window chooses rows of a recording whose messages are hostile or large, and asks for more."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from inspector.ui.details import DetailPane
from inspector.ui.details.message_tab import MOST
from inspector.ui.files import open_recording
from inspector.ui.main_window import MainWindow
from tests.benchmarks.processes import answer
from tests.benchmarks.programs.in_window import in_window, ticks
from tests.benchmarks.programs.resident import resident_bytes


async def choose(window: MainWindow, path: Path, names: list[str]) -> dict[str, Any]:
    tab = window.new_tab(await open_recording(window, path))
    await ticks(window, 5)
    details = tab.details
    found: dict[str, Any] = {"rest_ms": await _stall(window, lambda: ticks(window, 30))}

    async def shown(seq: int) -> None:
        details.show_entry(seq)
        await _filled(details)
        await ticks(window, 2)

    async def more() -> None:
        details.message.note.more_requested.emit()
        await _filled(details)

    await shown(1)  # what is made only once is no part of it
    found["choose_ms"] = {
        name: await _stall(window, lambda seq=seq: shown(seq)) for seq, name in enumerate(names, 1)
    }
    details.show_entry(len(names))
    await _filled(details)
    before = resident_bytes()
    stalls = [await _stall(window, more)]
    while details.message._limit < MOST:
        stalls.append(await _stall(window, more))
    found["more_ms"] = max(stalls)
    found["more_bytes"] = resident_bytes() - before
    return found


async def _filled(details: DetailPane) -> None:
    """Wait until the message is decoded, and all of it on the screen."""
    message = details.message
    while message._job.is_busy or not message.text.is_filled():
        await asyncio.sleep(0.005)


async def _stall(window: MainWindow, work: Callable[[], Awaitable[None]]) -> float:
    """Milliseconds that the window's thread did nothing else for at most, while it did `work`."""
    longest = 0.0
    last = time.perf_counter()
    is_over = False

    async def watch() -> None:
        nonlocal longest, last
        while not is_over:
            await asyncio.sleep(0)
            now = time.perf_counter()
            longest, last = max(longest, now - last), now

    watching = asyncio.ensure_future(watch())
    await asyncio.sleep(0)
    await work()
    is_over = True
    await watching
    return round(longest * 1000, 1)


def main(path: str, names: list[str]) -> dict[str, Any]:
    return in_window(lambda window: choose(window, Path(path), names))


if __name__ == "__main__":
    answer(main)
