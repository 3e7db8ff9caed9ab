"""Unsaved recordings while the window runs: pruned in time, told, and never under a tab."""

import asyncio
import errno
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from inspector.demo import DemoServer
from inspector.events import ReadyState
from inspector.recording import Recording, RecordingError, recordings_folder
from inspector.recording.retention import Pruned, Usage
from inspector.ui import app, recordings_keeper
from inspector.ui.main_window import MainWindow
from inspector.ui.recordings_keeper import DEFAULT_LIMIT, RecordingsKeeper
from tests.support.app import running_window, until
from tests.support.unsaved import pruned_elsewhere, record, there

MB = 10**6
Told = list[tuple[Pruned, int | None]]


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)


@pytest_asyncio.fixture
async def keeper(settings: QSettings) -> AsyncIterator[RecordingsKeeper]:
    keeper = RecordingsKeeper(settings)
    yield keeper
    keeper.stop()
    await until(lambda: len(asyncio.all_tasks()) <= 2, "the end of what it does")


@pytest.fixture
def told(keeper: RecordingsKeeper) -> Told:
    told: Told = []
    keeper.pruned.connect(lambda pruned, limit: told.append((pruned, limit)))
    return told


@pytest.fixture
def folder() -> Path:
    """Three recordings of more than a megabyte."""
    for name in "abc":
        record(recordings_folder(), name, MB)
    return recordings_folder()


# The limit


def test_the_limit_is_5_gb_until_one_is_chosen(keeper: RecordingsKeeper) -> None:
    assert keeper.limit == DEFAULT_LIMIT == 5_000_000_000


async def test_the_limit_is_kept_and_seen_by_the_other_windows(
    keeper: RecordingsKeeper, settings: QSettings
) -> None:
    other = RecordingsKeeper(QSettings(settings.fileName(), QSettings.Format.IniFormat))
    for limit in (7 * MB, None, 10**12):
        keeper.limit = limit
        assert keeper.limit == other.limit == limit
    await until(lambda: len(asyncio.all_tasks()) == 1, "the end of what the limits began")


@pytest.mark.parametrize(
    ("kept", "limit"),
    [("many", None), ("-1", None), ("", None), ("9" * 30, None), ("1234567", MB), ("0", MB)],
)
def test_in_doubt_nothing_is_deleted(
    keeper: RecordingsKeeper, settings: QSettings, kept: str, limit: int | None
) -> None:
    settings.setValue("recordingsLimit", kept)
    assert keeper.limit == limit


# Deleting


async def test_a_lower_limit_deletes_at_once(
    keeper: RecordingsKeeper, told: Told, folder: Path
) -> None:
    keeper.limit = 3 * MB
    await until(lambda: told, "the news")
    [(pruned, limit)] = told
    assert limit == 3 * MB
    assert pruned.deleted == ("a.wsrec",)
    assert there(folder) == ["b.wsrec", "c.wsrec"]


async def test_what_fits_is_not_told(keeper: RecordingsKeeper, told: Told, folder: Path) -> None:
    keeper.limit = 100 * MB
    keeper.limit = None
    keeper.limit = 3 * MB
    await until(lambda: told, "the news")
    assert len(told) == 1, "one after the other, and the last one had something to tell"


async def test_it_looks_soon_and_then_now_and_then(
    keeper: RecordingsKeeper, told: Told, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recordings_keeper, "_FIRST_MS", 5)
    monkeypatch.setattr(recordings_keeper, "_PERIOD_MS", 20)
    keeper.limit = 5 * MB  # room for three
    keeper.start()
    record(folder, "d", MB)
    await until(lambda: told, "the first news")
    record(folder, "e", MB)
    await until(lambda: len(told) == 2, "the second news")
    assert there(folder) == ["c.wsrec", "d.wsrec", "e.wsrec"]


async def test_all_can_be_deleted_now(keeper: RecordingsKeeper, told: Told, folder: Path) -> None:
    assert (await keeper.usage()).recordings == 3
    keeper.delete_all()
    await until(lambda: told, "the news")
    [(pruned, limit)] = told
    assert len(pruned.deleted) == 3
    assert limit is None
    assert await keeper.usage() == Usage()
    keeper.delete_all()
    await until(lambda: len(told) == 2, "an answer, though there was nothing to do")


async def test_what_cannot_be_done_is_told(
    keeper: RecordingsKeeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    failures: list[str] = []
    keeper.failed.connect(failures.append)
    for error in (RecordingError("Another window is at it"), OSError(errno.EROFS, "Read-only")):

        def fail(*_: object, error: Exception = error) -> None:
            raise error

        monkeypatch.setattr(recordings_keeper, "prune", fail)
        keeper.prune()
        await until(lambda: failures, "the failure")
        assert failures.pop() == str(error)


async def test_when_it_is_stopped_it_deletes_no_more(
    keeper: RecordingsKeeper, told: Told, folder: Path
) -> None:
    keeper.stop()
    keeper.delete_all()
    await until(lambda: told, "the answer")
    assert len(there(folder)) == 3


# In the window


async def test_what_a_tab_records_or_shows_is_deleted_by_nobody(
    tmp_path: Path, folder: Path
) -> None:
    async with DemoServer() as server, running_window(tmp_path) as window:
        opened = window.new_tab(Recording.open(folder / "a.wsrec"))
        tab = window.connect_to(server.url("/echo"))
        await until(lambda: tab.session.ready_state == ReadyState.OPEN, "OPEN")
        window.recordings.delete_all()
        await until(window.notice.isVisible, "the news")
        assert "2 recordings are open and not deleted." in window.notice.text
        assert pruned_elsewhere(folder) == ""
        assert {"a.wsrec", tab.session.recording.path.name} <= set(there(folder))
        window.close_tab(opened)
        await until(lambda: pruned_elsewhere(folder) == "a.wsrec", "the end of it", timeout=30)


async def test_what_was_deleted_is_told_until_it_is_dismissed(tmp_path: Path, folder: Path) -> None:
    async with running_window(tmp_path) as window:
        window.recordings.limit = 3 * MB
        await until(window.notice.isVisible, "the news")
        assert window.notice.text.endswith(" MB, deleted to keep within 3 MB.")


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first look comes at once; the test runner keeps its signals."""
    monkeypatch.setattr(recordings_keeper, "_FIRST_MS", 0)
    monkeypatch.setattr(app, "_close_on_signals", lambda _: None)


async def test_the_application_looks_after_its_start(
    hasty: None, settings: QSettings, folder: Path, qapp: QApplication
) -> None:
    settings.setValue("recordingsLimit", "3000000")

    async def close_when_it_is_told() -> None:
        await until(lambda: there(folder) == ["b.wsrec", "c.wsrec"], "the oldest to go")
        [window] = [w for w in qapp.topLevelWidgets() if isinstance(w, MainWindow)]
        await until(window.notice.isVisible, "the news")
        window.close()

    code, _ = await asyncio.gather(app._main(app.Start(), settings), close_when_it_is_told())
    assert code == 0


async def test_a_screenshot_deletes_nothing(
    hasty: None, settings: QSettings, folder: Path, tmp_path: Path
) -> None:
    """It has settings of its own, so that it does not know the person's limit."""
    settings.setValue("recordingsLimit", "1000000")
    start = app.Start(screenshot=tmp_path / "window.png", after=0.2)
    assert await app._main(start, settings) == 0
    assert len(there(folder)) == 3
