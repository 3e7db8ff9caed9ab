"""The window with a long recording, beside a bare table: jumped in, paged and scrolled."""

import asyncio
import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractItemView

from inspector.recording import Recording
from inspector.ui.main_window import MainWindow
from tests.benchmarks.figures import spread_ms
from tests.benchmarks.processes import answer
from tests.benchmarks.programs.bare_table import bare_table
from tests.benchmarks.programs.in_window import in_window, ticks


async def scroll(window: MainWindow, path: Path, steps: int) -> dict[str, Any]:
    tab = window.new_tab(Recording.open(path))
    await ticks(window, 5)
    log = tab.log.table
    bare = bare_table(tab.log.model.rowCount(), log.viewport().size())
    await ticks(window, 5)
    found = {"log": await _paints(log, steps), "bare": await _paints(bare, steps)}
    bare.deleteLater()
    return found


async def _paints(table: QAbstractItemView, steps: int) -> dict[str, dict[str, float]]:
    """How long each move takes with the paint that it causes."""
    chance = random.Random(6455)
    bar = table.verticalScrollBar()
    viewport = table.viewport()

    def jump() -> None:
        bar.setValue(chance.randrange(bar.maximum()))

    def page() -> None:
        bar.setValue(bar.value() + bar.pageStep())

    def wheel() -> None:
        at, up = QPointF(200, 50), QPoint(0, 120)
        event = QWheelEvent(
            *(at, at, QPoint(), up),
            *(Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier),
            *(Qt.ScrollPhase.NoScrollPhase, False),
        )
        QCoreApplication.sendEvent(viewport, event)

    async def paints(move: Callable[[], None]) -> dict[str, float]:
        took = []
        for _ in range(steps):
            started = time.perf_counter()
            move()
            viewport.repaint()
            took.append(time.perf_counter() - started)
            await asyncio.sleep(0)  # whatever else the window has to do is not in it
        return spread_ms(took)

    moves = {"jump": jump, "page": page, "wheel": wheel}
    found = {}
    for name, move in moves.items():
        bar.setValue(bar.maximum() // 2)
        found[name] = await paints(move)
    return found


def main(path: str, steps: int) -> dict[str, Any]:
    return in_window(lambda window: scroll(window, Path(path), steps))


if __name__ == "__main__":
    answer(main)
