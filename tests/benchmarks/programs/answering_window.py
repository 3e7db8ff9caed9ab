"""The application in use, typed at, clicked and scrolled: under a flood, and then at rest."""

import asyncio
from typing import Any

from inspector.ui.main_window import MainWindow
from tests.benchmarks.processes import answer
from tests.benchmarks.programs.flood_watch import FloodWatch
from tests.benchmarks.programs.in_window import in_window
from tests.benchmarks.programs.input_probe import InputProbe


async def use(
    window: MainWindow, url: str, frames: int, every: float, rest: float
) -> dict[str, Any]:
    tab = window.connect_to(url)
    watch = FloodWatch(window, tab, frames, frames)
    await watch.begun
    probe = InputProbe(tab)
    probe.start(every)
    while not watch.received:
        await asyncio.sleep(0.01)
    in_flood = await probe.stop()
    tab.log.follow()
    await watch.shown
    probe.start(every)
    await asyncio.sleep(rest)
    return {"in_flood": in_flood, "at_rest": await probe.stop()}


def main(url: str, frames: int, every: float, rest: float) -> dict[str, Any]:
    """`every`: seconds between two inputs; `rest`: for how many seconds after the flood."""
    return in_window(lambda window: use(window, url, frames, every, rest))


if __name__ == "__main__":
    answer(main)
