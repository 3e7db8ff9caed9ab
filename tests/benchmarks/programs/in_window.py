"""Runs a measure in the application: the real window, drawn offscreen, with files of its own."""

import asyncio
import os
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from inspector.tuning import tune_for_floods
from inspector.ui import theme
from inspector.ui.loop import QEventLoop, report_crashes_to
from inspector.ui.main_window import MainWindow
from tests.support.app import running_window

DEADLINE_S = 500

Measure = Callable[[MainWindow], Awaitable[dict[str, Any]]]


def in_window(measure: Measure) -> dict[str, Any]:
    """What `measure` finds in a window that was drawn and has come to rest."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        os.environ["XDG_DATA_HOME"] = folder
        app = QApplication(["inspector", *theme.STYLE])
        app.setQuitOnLastWindowClosed(False)
        theme.install(app)
        tune_for_floods()
        with asyncio.Runner(loop_factory=lambda: QEventLoop(app)) as runner:
            return runner.run(_measure(Path(folder), measure))


async def _measure(folder: Path, measure: Measure) -> dict[str, Any]:
    async with running_window(folder) as window, asyncio.timeout(DEADLINE_S):
        await ticks(window, 5)
        crash: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()

        def on_crash(_: str, error: BaseException) -> None:
            if not crash.done():
                crash.set_exception(error)

        restore = report_crashes_to(on_crash)
        measuring = asyncio.ensure_future(measure(window))
        try:
            await asyncio.wait([measuring, crash], return_when=asyncio.FIRST_COMPLETED)
            return crash.result() if crash.done() else measuring.result()
        finally:
            restore()
            measuring.cancel()


async def ticks(window: MainWindow, count: int) -> None:
    """Wait until the display has ticked so many times."""
    done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    left = count

    def on_tick() -> None:
        nonlocal left
        left -= 1
        if left == 0:
            done.set_result(None)

    connection = window.tick.ticked.connect(on_tick)
    await done
    QObject.disconnect(connection)
