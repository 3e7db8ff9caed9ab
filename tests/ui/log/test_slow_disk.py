"""A file that is locked for seconds, as by a commit to a slow disk, holds up nothing."""

import asyncio
import time
from pathlib import Path

import pytest
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QLabel

from inspector.recording import Note, Recording
from tests.support.app import find, running_window, until
from tests.support.entries import REQUEST, frame
from tests.support.locked import locked

ROWS = 5000
LOCKED_S = 2.0


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Recording.create(tmp_path / "a.wsrec") as recording:
        recording.append(1, [REQUEST])
        recording.append(1, [frame(1, b"first", fin=False)])
        for number in range(ROWS):
            recording.append(1, [frame(1, b"text %d" % number)])
    return tmp_path / "a.wsrec"


class Gaps:
    """The longest time for which the loop did not turn."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._task = asyncio.ensure_future(self._watch())

    async def _watch(self) -> None:
        before = time.monotonic()
        while True:
            await asyncio.sleep(0.005)
            now = time.monotonic()
            self.longest, before = max(self.longest, now - before), now

    async def end(self) -> float:
        self._task.cancel()
        await asyncio.wait([self._task])
        return self.longest


async def test_the_window_goes_on_and_shows_what_it_wants_later(path: Path, tmp_path: Path) -> None:
    async with running_window(tmp_path) as window:
        tab = window.new_tab(Recording.open(path))
        model = tab.log.model
        await until(lambda: model.rowCount() == ROWS + 2, "the rows")
        tab.log.table.scrollToTop()
        tab.log.select_seq(1)
        await until(lambda: model.line(1).text.startswith("first"), "the first rows")

        with locked(path):
            gaps, end = Gaps(), time.monotonic() + LOCKED_S
            steps = 0
            while time.monotonic() < end:
                steps += 1
                row = ROWS // 20 * (1 + steps % 18)
                tab.log.table.scrollTo(model.index(row, 0))
                tab.log.table.setCurrentIndex(model.index(row, 0))
                tab.details.tabs.setCurrentIndex(steps % 4)
                assert model.line(row).text == "…"
                await asyncio.sleep(0.02)
            longest = await gaps.end()
        assert steps > 2
        assert longest < LOCKED_S / 2, "it never waited for the lock"
        tab.details.tabs.setCurrentIndex(0)
        await until(lambda: model.line(row).text == f"text {row - 2}", "the row")
        await until(lambda: tab.log.current_seq == row + 1, "what is chosen")
        await until(lambda: f"text {row - 2}" in tab.details.message.text.text(), "its message")


async def test_who_follows_the_log_sees_what_is_in_memory(path: Path, tmp_path: Path) -> None:
    async with running_window(tmp_path) as window:
        recording = Recording.open(path)
        tab = window.new_tab(recording)
        model = tab.log.model
        await until(lambda: model.rowCount() == ROWS + 2, "the rows")
        tab.log.follow()
        with locked(path):
            gaps = Gaps()
            for number in range(50):
                recording.append(1, [frame(1, b"new %d" % number)])
                await until(lambda: model.rowCount() == recording.row_count, "the new row")
            text = model.line(model.rowCount() - 1).text
            longest = await gaps.end()
        assert text == "new 49"
        assert longest < 1
        recording.retry()  # the writer had given up
        await asyncio.to_thread(recording.flush)


async def test_what_cannot_be_read_is_not_copied_and_no_note_is_guessed(
    path: Path, tmp_path: Path
) -> None:
    note = Note(bookmark=True, comment="stays")
    with Recording.open(path) as recording:
        recording.bookmark(1, on=True)
        recording.comment(1, note.comment)
    async with running_window(tmp_path) as window:
        tab = window.new_tab(Recording.open(path))
        log, told = tab.log, tab.strip.findChild(QLabel, "problemLabel")
        await until(lambda: log.model.rowCount() == ROWS + 2, "the rows")
        log.table.scrollToTop()
        log.select_seq(1)
        clipboard = QGuiApplication.clipboard()
        for row, action in (
            (0, log.copy_payload),
            (0, log.noting.toggle_bookmark),
            (0, find(log, QAction, "commentAction").trigger),
            (ROWS // 6, log.noting.toggle_bookmark),
            (ROWS // 5, find(log, QAction, "commentAction").trigger),
            (ROWS // 7, log.to_composer),
            (ROWS // 8, log.resend),
            (ROWS // 9, lambda: log.select_seq(ROWS // 10)),
            (ROWS // 9, tab.show_something),
            (ROWS // 4, log.copy),
            (ROWS // 3, log.copy_rows),
            (ROWS // 2, log.copy_payload),
        ):
            tab.strip.refuse("")
            await until(lambda: not told.text(), "nothing told")
            clipboard.setText("as before")
            with locked(path):
                log.table.setCurrentIndex(log.model.index(row, 0))
                action()
                await until(lambda: "being written" in told.text(), f"the reason for {row}")
            assert clipboard.text() == "as before"
        assert tab.session.recording.notes() == {1: note}
        await until(lambda: log.model.line(ROWS // 2).seq, "the row")
        log.copy_payload()
        assert clipboard.text() == f"text {ROWS // 2 - 2}"
