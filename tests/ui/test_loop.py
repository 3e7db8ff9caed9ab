"""Tasks with an owner, dialogs without a nested loop, and no exception without a place."""

import asyncio
import logging
import sys
import threading
from collections.abc import AsyncIterator
from typing import NamedTuple

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget

from inspector.ui.loop import ask, cancel_all, report_crashes_to, spawn
from tests.support.app import until


class BrokenError(Exception):
    """What the tests raise."""


class Crash(NamedTuple):
    where: str
    error: BaseException
    thread: threading.Thread
    """That of the handler."""


@pytest.fixture
def parent(qtbot) -> QWidget:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    return parent


@pytest.fixture
async def crashes(caplog: pytest.LogCaptureFixture) -> AsyncIterator[list[Crash]]:
    """What nobody caught; it is logged as well."""
    seen: list[Crash] = []
    restore = report_crashes_to(
        lambda where, error: seen.append(Crash(where, error, threading.current_thread()))
    )
    with caplog.at_level(logging.CRITICAL, logger="inspector.ui"):
        yield seen
    restore()
    assert len(caplog.get_records("call")) == len(seen)


def break_it() -> None:
    raise BrokenError


async def fail() -> None:
    break_it()


async def test_a_task_is_kept_until_it_ends() -> None:
    done = asyncio.Event()
    spawn(done.wait(), "waits")
    assert "waits" in {task.get_name() for task in asyncio.all_tasks()}
    done.set()
    await asyncio.sleep(0)
    await cancel_all()


async def test_cancelling_all_spares_the_caller_and_who_is_named() -> None:
    forever = asyncio.Event()
    tidied: list[str] = []

    async def tidy() -> None:
        try:
            await forever.wait()
        finally:
            await asyncio.sleep(0)
            tidied.append("tidied")

    spared, cancelled = spawn(forever.wait(), "spared"), spawn(tidy(), "tidies up")
    await asyncio.sleep(0)
    await spawn(cancel_all(but=[spared, None]), "cancels the others")
    assert cancelled.cancelled()
    assert tidied == ["tidied"]
    assert not spared.done()
    await cancel_all()
    assert spared.cancelled()


async def test_a_dialog_is_asked_while_everything_runs_on(parent: QWidget) -> None:
    dialog = QDialog(parent)
    answer = spawn(ask(dialog), "asks")
    await until(dialog.isVisible)
    ticks = 0
    for _ in range(3):
        await asyncio.sleep(0.001)
        ticks += 1
    dialog.accept()
    assert await answer == QDialog.DialogCode.Accepted
    assert ticks == 3
    await until(lambda: not parent.findChildren(QDialog), "the dialog to go")


async def test_who_asked_may_be_cancelled(parent: QWidget) -> None:
    dialog = QDialog(parent)
    answer = spawn(ask(dialog), "asks")
    await until(dialog.isVisible)
    answer.cancel()
    await until(lambda: not parent.findChildren(QDialog), "the dialog to go")
    assert answer.cancelled()


async def test_a_task_that_fails_is_reported(crashes: list[Crash]) -> None:
    spawn(fail(), "connect to nowhere")
    await until(lambda: crashes)
    assert crashes[0].where == "connect to nowhere failed"
    assert isinstance(crashes[0].error, BrokenError)


async def test_a_slot_that_fails_is_reported(crashes: list[Crash], parent: QWidget) -> None:
    button = QPushButton(parent)
    button.clicked.connect(break_it)
    button.click()
    QTimer.singleShot(0, break_it)
    await until(lambda: len(crashes) == 2)
    assert all(isinstance(crash.error, BrokenError) for crash in crashes)


async def test_a_callback_of_the_loop_that_fails_is_reported(crashes: list[Crash]) -> None:
    asyncio.get_running_loop().call_soon(break_it)
    await until(lambda: crashes)
    assert isinstance(crashes[0].error, BrokenError)


async def test_a_thread_that_fails_is_reported_in_the_windows_own(crashes: list[Crash]) -> None:
    thread = threading.Thread(target=break_it, name="writer of a.wsrec")
    thread.start()
    await until(lambda: crashes)
    thread.join()
    [crash] = crashes
    assert crash.where == "writer of a.wsrec"
    assert isinstance(crash.error, BrokenError)
    assert crash.thread is threading.main_thread()


async def test_the_way_back_is_whole() -> None:
    loop = asyncio.get_running_loop()
    before = sys.excepthook, threading.excepthook, loop.get_exception_handler()
    restore = report_crashes_to(lambda *_: None)
    assert sys.excepthook != before[0]
    restore()
    assert (sys.excepthook, threading.excepthook, loop.get_exception_handler()) == before
    assert QApplication.instance() is not None
