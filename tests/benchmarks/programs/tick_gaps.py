"""The time between two display ticks: what a person feels as stutter."""

import time

from inspector.ui.main_window import MainWindow
from tests.benchmarks.figures import spread_ms


class TickGaps:
    """Of the `window`, from the latest `begin` on. Each gap has the work of a tick in it."""

    def __init__(self, window: MainWindow) -> None:
        self.begin()
        window.tick.ticked.connect(self._on_tick)

    def begin(self) -> None:
        self._gaps: list[float] = []
        self._last = time.perf_counter()

    def spread(self) -> dict[str, float]:
        return spread_ms(self._gaps)

    def _on_tick(self) -> None:
        now = time.perf_counter()
        self._gaps.append(now - self._last)
        self._last = now
