"""A file that is locked for seconds, as by a commit to a slow disk, holds up nothing."""

import asyncio
import contextlib
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from inspector.recording import Recording
from tests.support.app import running_window, until
from tests.support.entries import REQUEST, frame

ROWS = 5000
LOCKED_S = 2.0


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Nobody else can read the file, nor write it."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = TRUNCATE")
        connection.execute("BEGIN EXCLUSIVE")
        yield
        connection.execute("ROLLBACK")


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
