"""A job in a thread: its result, its progress, its end."""

import asyncio
import threading
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QProgressDialog, QWidget
from pytestqt.qtbot import QtBot

from inspector.ui.long_job import run_job
from tests.support.app import until

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    return widget


async def test_the_result_is_that_of_the_work(parent: QWidget) -> None:
    threads = []

    def work(progress: Progress, cancelled: Cancelled) -> int:
        threads.append(threading.current_thread())
        progress(0, 0)
        assert not cancelled()
        return 42

    assert await run_job(parent, "A title", "Working", work) == 42
    assert threads != [threading.current_thread()]
    await until(lambda: not parent.findChildren(QProgressDialog), "the end of the dialog")


async def test_what_the_work_raises_is_raised(parent: QWidget) -> None:
    def work(progress: Progress, cancelled: Cancelled) -> int:
        raise OSError("no")

    with pytest.raises(OSError, match="no"):
        await run_job(parent, "A title", "Working", work)


async def test_progress_is_a_share_and_never_ends_the_dialog(parent: QWidget) -> None:
    seen = threading.Event()

    def work(progress: Progress, cancelled: Cancelled) -> None:
        progress(3, 4)
        progress(4, 4)
        seen.wait(5)

    job = asyncio.ensure_future(run_job(parent, "A title", "Working", work))
    await until(lambda: parent.findChildren(QProgressDialog), "the dialog")
    [dialog] = parent.findChildren(QProgressDialog)
    await until(lambda: dialog.value() == 999, "the progress")
    assert (dialog.windowTitle(), dialog.labelText()) == ("A title", "Working")
    seen.set()
    await job


@pytest.mark.parametrize("how", ["button", "task"])
async def test_a_result_that_comes_after_the_cancelling_is_discarded(
    parent: QWidget, how: str
) -> None:
    begun, go_on = threading.Event(), threading.Event()
    discarded: list[str] = []

    def work(progress: Progress, cancelled: Cancelled) -> str:
        begun.set()
        go_on.wait(5)
        assert cancelled()
        return "too late"

    job = asyncio.ensure_future(run_job(parent, "A title", "Working", work, discarded.append))
    await until(begun.is_set, "the work")
    if how == "button":
        [dialog] = parent.findChildren(QProgressDialog)
        dialog.canceled.emit()
    else:
        job.cancel()
        await asyncio.sleep(0)
    go_on.set()
    if how == "button":
        assert await job is None
    else:
        with pytest.raises(asyncio.CancelledError):
            await job
    assert discarded == ["too late"]
