"""A job that takes long: done in a thread, with progress that is seen and can be cancelled."""

import asyncio
import threading
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtWidgets import QProgressDialog, QWidget

Result = TypeVar("Result")

_PATIENCE_MS = 400
"""A job that is done by then shows nothing."""
_STEPS = 1000


async def run_job(
    parent: QWidget,
    title: str,
    text: str,
    work: Callable[[Callable[[int, int], None], Callable[[], bool]], Result],
    discard: Callable[[Result], Any] = lambda _: None,
) -> Result | None:
    """What `work(progress, cancelled)` returns, called in a thread; what it raises is raised.

    `progress` gets what is done and what there is to do. None if it was cancelled and returned all
    the same; its result goes to `discard`, in the thread. If this task is cancelled, it ends when
    `work` has: nothing is left half done.
    """
    # It is not modal: the setValue of a modal one is a nested event loop.
    dialog = QProgressDialog(text, "Cancel", 0, _STEPS, parent)
    dialog.setWindowTitle(title)
    dialog.setMinimumDuration(_PATIENCE_MS)
    loop = asyncio.get_running_loop()
    stopped = threading.Event()
    dialog.canceled.connect(stopped.set)

    def show(done: int) -> None:
        if not stopped.is_set():
            dialog.setValue(done)

    def report(done: int, total: int) -> None:
        loop.call_soon_threadsafe(show, min(_STEPS - 1, done * _STEPS // max(1, total)))

    def do() -> Result | None:
        result = work(report, stopped.is_set)
        if not stopped.is_set():
            return result
        discard(result)
        return None

    job = loop.run_in_executor(None, do)
    try:
        return await asyncio.shield(job)
    except asyncio.CancelledError:
        stopped.set()
        [result] = await asyncio.gather(job, return_exceptions=True)  # until it has tidied up
        if result is not None and not isinstance(result, BaseException):
            discard(result)
        raise
    finally:
        stopped.set()
        dialog.reset()
        dialog.deleteLater()
