"""The report of what nobody expected: one box, plain text, everything to report in it."""

import contextlib
import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QMessageBox

from inspector.recording import RecordingError
from inspector.ui.crash import CrashReport
from inspector.ui.loop import report_crashes_to, spawn
from inspector.ui.main_window import MainWindow
from tests.support.app import back, dialog, running_window, until


@contextlib.asynccontextmanager
async def reporting_window(
    home: Path, caplog: pytest.LogCaptureFixture
) -> AsyncIterator[MainWindow]:
    """A window with its crash report in place, as the application sets it up."""
    async with running_window(home) as window:
        restore = report_crashes_to(CrashReport(window).show)
        with caplog.at_level(logging.CRITICAL, logger="inspector.ui"):
            yield window
        restore()


def boxes(window: MainWindow) -> list[QMessageBox]:
    return [box for box in window.findChildren(QMessageBox) if box.isVisible()]


def break_it() -> None:
    raise RuntimeError("<b>what the peer sent</b>")


async def break_later() -> None:
    break_it()


async def test_errors_of_a_slot_and_a_task_share_one_plain_box(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with reporting_window(tmp_path, caplog) as window:
        QTimer.singleShot(0, break_it)
        box = await dialog(window, QMessageBox)
        assert "RuntimeError('<b>what the peer sent</b>')" in box.text()
        assert "so far" not in box.text()
        assert box.textFormat() == Qt.TextFormat.PlainText
        assert "in break_it" in box.detailedText()

        spawn(break_later(), "a task")
        await until(lambda: "2 errors so far" in box.text(), "the second error")
        assert "a task failed" in box.text()
        assert "in break_later" in box.detailedText()
        assert boxes(window) == [box]

        box.accept()
        await back(window, box)
        QTimer.singleShot(0, break_it)
        again = await dialog(window, QMessageBox)
        assert "3 errors so far" in again.text()
        again.accept()
        await back(window, again)


async def test_the_window_goes_on_and_closes_behind_it(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with reporting_window(tmp_path, caplog) as window:
        QTimer.singleShot(0, break_it)
        await dialog(window, QMessageBox)
        tab = window.new_tab()
        window.close_tab(tab)
        assert window.tabs.count() == 1


async def test_a_damaged_recording_is_no_error_of_the_program(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with reporting_window(tmp_path, caplog) as window:

        def read() -> None:
            raise RecordingError("Cannot read a.wsrec: the file is damaged")

        QTimer.singleShot(0, read)
        box = await dialog(window, QMessageBox)
        assert box.text() == "Cannot read a.wsrec: the file is damaged"
