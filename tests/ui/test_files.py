"""Recordings saved, opened and exported by hand, and all that can come between."""

import asyncio
import contextlib
import errno
import os
import tempfile
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QLineEdit,
    QMessageBox,
    QProgressDialog,
    QPushButton,
)

from inspector import exports
from inspector.demo import DemoServer
from inspector.events import ReadyState
from inspector.exports import export
from inspector.recording import Recording, recordings_folder
from inspector.recording.watch import Watch
from inspector.ui.main_window import MainWindow
from inspector.ui.session_tab import SessionTab
from tests.support import version_1
from tests.support.app import back, click, dialog, find, retype, running_window, until
from tests.support.entries import entries, frame


@contextlib.asynccontextmanager
async def window_after_a_session(home: Path) -> AsyncIterator[MainWindow]:
    """A window in whose tab a session has come and gone."""
    async with DemoServer() as server, running_window(home) as window:
        tab = window.connect_to(server.url("/close"))
        await until(lambda: tab.session.websocket and tab.session.websocket.close_event, "CLOSED")
        tab.session.recording.flush()
        await until(lambda: tab.log.model.rowCount() == tab.session.recording.row_count)
        yield window


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the files go."""
    folder = tmp_path / "documents"
    folder.mkdir()
    return folder


async def choose(window: MainWindow, path: Path) -> None:
    """Type `path` into the file dialog that is open, and accept."""
    box = await dialog(window, QFileDialog)
    retype(find(box, QLineEdit, "fileNameEdit"), str(path))
    # Qt's own question whether to replace a file is a nested loop: not within this task.
    asyncio.get_running_loop().call_soon(box.accept)


async def press(window: MainWindow, button: str) -> str:
    """Press a button of the message that is open; returns what it says."""
    box = await dialog(window, QMessageBox)
    text = box.text()
    click(next(b for b in box.buttons() if b.text().replace("&", "") == button))
    await back(window, box)
    return text


def only_file(folder: Path) -> Path:
    [file] = folder.iterdir()
    return file


async def test_a_copy_is_saved_with_the_ending_that_was_left_out(
    tmp_path: Path, folder: Path
) -> None:
    async with window_after_a_session(tmp_path) as window:
        window.commands["save"].trigger()
        await choose(window, folder / "kept")
        await until(lambda: "Written:" in window.statusBar().currentMessage(), "the message")
        with Recording.open(only_file(folder)) as copy:
            assert copy.path.name == "kept.wsrec"
            assert copy.count == window.tabs.current.session.recording.count


@pytest.mark.parametrize("command", ["save", "export", "open"])
async def test_a_changed_mind_leaves_nothing(tmp_path: Path, folder: Path, command: str) -> None:
    async with window_after_a_session(tmp_path) as window:
        window.commands[command].trigger()
        box = await dialog(window, QFileDialog)
        box.reject()
        await back(window, box)
        assert list(folder.iterdir()) == []
        assert window.tabs.count() == 1


async def test_the_recordings_own_file_is_not_written_over(tmp_path: Path) -> None:
    async with window_after_a_session(tmp_path) as window:
        recording = window.tabs.current.session.recording
        window.commands["save"].trigger()
        await choose(window, recording.path)
        assert "already exists" in await press(window, "Yes")
        assert "is the recording itself: choose another name" in await press(window, "OK")
        assert recording.entry(1).event.ready_state == ReadyState.CONNECTING


async def test_a_copy_is_not_saved_where_it_would_be_deleted(tmp_path: Path) -> None:
    async with window_after_a_session(tmp_path) as window:
        window.commands["save"].trigger()
        await choose(window, recordings_folder() / "kept.wsrec")
        assert "is deleted in time: choose another" in await press(window, "OK")
        assert not (recordings_folder() / "kept.wsrec").exists()


@pytest.mark.parametrize("command", ["save", "export"])
async def test_a_folder_that_cannot_be_written_to_is_explained(
    tmp_path: Path, folder: Path, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with window_after_a_session(tmp_path) as window:

        def refuse(*_: object, **__: object) -> None:
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))

        window.commands[command].trigger()
        await choose(window, folder / "kept")
        monkeypatch.setattr(tempfile, "mkstemp", refuse)
        text = await press(window, "OK")
        assert str(folder / "kept") in text
        assert "Read-only file system" in text
        assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"Dear diary, " * 100, "is no recording"),
        (b"SQLite format 3\0" + bytes(2000), "Cannot open"),
    ],
)
async def test_a_file_that_is_no_recording_is_explained(
    tmp_path: Path, folder: Path, content: bytes, words: str
) -> None:
    async with window_after_a_session(tmp_path) as window:
        (folder / "odd.wsrec").write_bytes(content)
        window.commands["open"].trigger()
        await choose(window, folder / "odd.wsrec")
        text = await press(window, "OK")
        assert words in text
        assert "odd.wsrec" in text
        assert window.tabs.count() == 1
        assert (folder / "odd.wsrec").read_bytes() == content


async def test_the_ending_of_an_export_follows_its_format(tmp_path: Path, folder: Path) -> None:
    async with window_after_a_session(tmp_path) as window:
        window.commands["export"].trigger()
        box = await dialog(window, QFileDialog)
        name = find(box, QLineEdit, "fileNameEdit")
        assert name.text().endswith(".jsonl")
        QTest.keyClick(find(box, QComboBox, "fileTypeCombo"), Qt.Key.Key_Down)
        assert name.text().endswith(".txt")
        await choose(window, folder / "kept")
        await until(lambda: "Written:" in window.statusBar().currentMessage(), "the message")
        assert only_file(folder).name == "kept.txt"
        assert "CONNECTING" in only_file(folder).read_text()


class HeldExport:
    """An export that waits before its first entry until it is let go, or cancelled."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun = threading.Event()
        self.go_on = threading.Event()
        monkeypatch.setattr(exports, "export", self)

    def __call__(self, *target: object, progress, cancelled) -> None:
        def is_cancelled() -> bool:
            self.begun.set()
            while not (cancelled() or self.go_on.wait(0.01)):
                pass
            return cancelled()

        export(*target, progress=progress, cancelled=is_cancelled)


async def begin_export(window: MainWindow, path: Path, held: HeldExport) -> None:
    window.commands["export"].trigger()
    await choose(window, path)
    await until(held.begun.is_set, "the export")


async def test_an_export_that_is_cancelled_leaves_no_half_file(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with window_after_a_session(tmp_path) as window:
        held = HeldExport(monkeypatch)
        await begin_export(window, folder / "kept.jsonl", held)
        progress = window.findChild(QProgressDialog)
        assert only_file(folder).name.startswith(".")
        progress.findChild(QPushButton).click()
        await until(lambda: not window.findChildren(QProgressDialog), "the end")
        assert list(folder.iterdir()) == []
        assert window.statusBar().currentMessage() == ""


async def test_closing_the_window_ends_an_export_and_leaves_no_half_file(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with window_after_a_session(tmp_path) as window:
        held = HeldExport(monkeypatch)
        await begin_export(window, folder / "kept.jsonl", held)
        recording = window.tabs.current.session.recording
        window.close()
        async with asyncio.timeout(3):
            await asyncio.shield(window.closed)
        assert list(folder.iterdir()) == []
        assert [file.name for file in recording.path.parent.iterdir()] == [recording.path.name]


async def test_the_window_lives_while_an_export_runs(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with window_after_a_session(tmp_path) as window:
        held = HeldExport(monkeypatch)
        await begin_export(window, folder / "kept.jsonl", held)
        tab: SessionTab = window.tabs.current
        tab.log.select_seq(1)
        window.new_tab()
        held.go_on.set()
        await until(lambda: "Written:" in window.statusBar().currentMessage(), "the export")
        lines = only_file(folder).read_text().splitlines()
        assert len(lines) == tab.session.recording.count


async def test_a_recording_that_was_opened_connects_in_another_tab(
    tmp_path: Path, folder: Path
) -> None:
    async with window_after_a_session(tmp_path) as window:
        path = folder / "kept.wsrec"
        recording = window.tabs.current.session.recording
        recording.save_as(path)
        before = path.read_bytes()
        window.commands["open"].trigger()
        await choose(window, path)
        await until(lambda: window.tabs.count() == 2, "the tab")
        opened = window.tabs.current
        assert opened.address.url == recording.title
        opened.options.findChild(QLineEdit, "originEdit").setText("https://example.com")
        click(find(opened, QPushButton, "connectButton"))
        await until(lambda: window.tabs.count() == 3, "another tab")
        tab = window.tabs.current
        await until(lambda: tab.session.websocket and tab.session.websocket.close_event, "CLOSED")
        assert tab.session.options.origin == "https://example.com"
        assert path.read_bytes() == before


class HeldUpgrade:
    """An upgrade that waits at its first event until it is let go, or cancelled."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun = threading.Event()
        self.go_on = threading.Event()
        self._step = Watch.step
        monkeypatch.setattr(Watch, "step", lambda watch, *step: self._wait(watch, *step))

    def _wait(self, watch: Watch, done: int, total: int) -> None:
        self._step(watch, done, total)
        self.begun.set()
        while not (watch.cancelled or self.go_on.wait(0.01)):
            pass
        watch.check()


@pytest.fixture
def old(folder: Path) -> Path:
    """A recording of version 1."""
    path = folder / "old.wsrec"
    version_1.make(path, entries(*[frame(1, b"old")] * 3), title="an old one")
    return path


async def begin_opening(window: MainWindow, path: Path, held: HeldUpgrade) -> QProgressDialog:
    window.commands["open"].trigger()
    await choose(window, path)
    await until(held.begun.is_set, "the upgrade")
    return await dialog(window, QProgressDialog)


async def test_an_old_recording_is_opened_while_the_window_lives(
    tmp_path: Path, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running_window(tmp_path) as window:
        held = HeldUpgrade(monkeypatch)
        progress = await begin_opening(window, old, held)
        assert "old.wsrec" in progress.labelText()
        window.new_tab()
        assert window.tabs.count() == 2
        held.go_on.set()
        await until(lambda: window.tabs.count() == 3, "the tab")
        assert window.tabs.current.log.model.rowCount() == 3
        await until(lambda: not window.findChildren(QProgressDialog), "the end of the dialog")


async def test_an_opening_that_is_cancelled_leaves_the_file_as_it_was(
    tmp_path: Path, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running_window(tmp_path) as window:
        held = HeldUpgrade(monkeypatch)
        before = old.read_bytes()
        progress = await begin_opening(window, old, held)
        click(progress.findChild(QPushButton))
        await until(lambda: not window.findChildren(QProgressDialog), "the end")
        assert (window.tabs.count(), old.read_bytes()) == (1, before)
        assert only_file(old.parent) == old


async def test_closing_the_window_ends_an_opening(
    tmp_path: Path, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running_window(tmp_path) as window:
        held = HeldUpgrade(monkeypatch)
        before = old.read_bytes()
        await begin_opening(window, old, held)
        window.close()
        async with asyncio.timeout(5):
            await asyncio.shield(window.closed)
        assert old.read_bytes() == before
        assert only_file(old.parent) == old
