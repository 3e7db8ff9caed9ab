"""The window: what it keeps between two starts, and its end, which always comes."""

import asyncio
import contextlib
import sqlite3
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QMessageBox, QSplitter

from inspector.demo import DemoServer
from inspector.events import ReadyState
from inspector.recording import CLOSE_SECONDS, Recording, RecordingError
from inspector.ui import main_window, session_tab, theme
from inspector.ui.details.controls import PlainLabel
from inspector.ui.library.details_dialog import DetailsDialog
from inspector.ui.main_window import MainWindow
from inspector.ui.session_tab import SessionTab
from inspector.wire import ConnectOptions
from tests.support.app import dialog, running_window, until
from tests.support.rude_server import Peer, rude_server


async def connected(window: MainWindow, url: str) -> SessionTab:
    tab = window.connect_to(url)
    await until(lambda: tab.session.ready_state == ReadyState.OPEN, "OPEN")
    return tab


async def closed(window: MainWindow, within: float) -> None:
    window.close()
    async with asyncio.timeout(within):
        await asyncio.shield(window.closed)
    assert not window.isVisible()


async def mute(peer: Peer) -> None:
    """Read everything, answer no Close."""
    await peer.accept()
    await peer.read_all()
    await peer.stay()


def is_one_whole_file(path: Path) -> bool:
    with Recording.open(path) as recording:
        last = recording.entry(recording.count).event
    files = [file.name for file in path.parent.iterdir()]
    return files == [path.name] and last.ready_state == ReadyState.CLOSED


# What is kept


async def test_the_next_start_looks_like_this_one(tmp_path: Path) -> None:
    async with running_window(tmp_path) as window:
        window.resize(790, 701)
        window.findChild(QSplitter).setSizes([333, 457])
        window.commands["theme_dark"].trigger()
        window.tabs.current.log.header.set_widths([61, 62, 63])
        window.new_tab()
        widths = window.tabs.current.log.header.widths()
        left = window.sidebar.width()
        assert widths[:3] == [61, 62, 63]
    async with running_window(tmp_path) as window:
        window.restoreGeometry(window.settings.value("geometry"))  # the helper resized it
        assert window.height() == 701
        assert abs(window.sidebar.width() - left) < 3
        assert theme.is_dark()
        assert window.commands["theme_dark"].isChecked()
        assert not window.commands["theme_light"].isChecked()
        assert window.tabs.current.log.header.widths() == widths
        window.choose_theme("system")


@pytest.mark.parametrize("kept", ["abc", "1, 2, many", "99999999999999", "@Invalid()"])
async def test_settings_that_are_none_are_passed_over(tmp_path: Path, kept: str) -> None:
    keys = ("geometry", "body", "theme", "logColumns")
    lines = "".join(f"{key}={kept}\n" for key in keys)
    (tmp_path / "settings.ini").write_text(f"[General]\n{lines}")
    async with running_window(tmp_path) as window:
        assert window.isVisible()
        assert window.commands["theme_system"].isChecked()
        widths = window.tabs.current.log.header.widths()
        assert all(20 < width < 300 for width in widths)


async def test_settings_are_written_though_the_shutdown_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(_: SessionTab) -> None:
        raise RecordingError("The last 3 events are not in it")

    async with running_window(tmp_path) as window:
        monkeypatch.setattr(SessionTab, "shutdown", fail)
        window.close()
        box = await dialog(window, QMessageBox)
        assert "last 3 events" in box.text()
        assert box.isEnabled()
        box.accept()
        await asyncio.shield(window.closed)
        window.settings.sync()
        kept = QSettings(window.settings.fileName(), QSettings.Format.IniFormat)
        assert {"geometry", "body", "theme", "logColumns"} <= set(kept.allKeys())


async def test_an_error_at_the_end_does_not_keep_the_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(_: SessionTab) -> None:
        raise ZeroDivisionError

    errors: list[str] = []
    loop = asyncio.get_running_loop()
    checked = loop.get_exception_handler()
    loop.set_exception_handler(lambda _, context: errors.append(context["message"]))
    monkeypatch.setattr(SessionTab, "shutdown", fail)
    async with running_window(tmp_path) as window:
        await closed(window, within=2)
    loop.set_exception_handler(checked)
    assert errors == ["close the window failed"]


async def test_the_demo_server_is_started_once(tmp_path: Path) -> None:
    async with running_window(tmp_path) as window:
        tabs = await asyncio.gather(window.connect_demo("/echo"), window.connect_demo("/echo"))
        for tab in tabs:
            await until(lambda tab=tab: tab.session.ready_state == ReadyState.OPEN, "OPEN")
        assert tabs[0].address.url == tabs[1].address.url


# The end


async def test_closing_while_connected_closes_with_1000(tmp_path: Path) -> None:
    closes: list[bytes] = []

    async def wait_for_close(peer: Peer) -> None:
        await peer.accept()
        closes.append((await peer.read_frame())[1][:2])
        await peer.send(b"\x88\x02" + closes[-1])

    async with rude_server(wait_for_close) as server, running_window(tmp_path) as window:
        paths = []
        for _ in range(2):
            tab = await connected(window, server.url)
            paths.append(tab.session.recording.path)
        await closed(window, within=2)
        await server.done()
        assert closes == [(1000).to_bytes(2, "big")] * 2
        for path in paths:
            with Recording.open(path) as recording:
                assert "clean" in recording.entry(recording.count).event.detail


async def test_closing_while_connecting_gives_up(tmp_path: Path) -> None:
    async with rude_server(Peer.stay) as server, running_window(tmp_path) as window:
        tab = window.connect_to(server.url)
        await until(lambda: server.peers, "TCP")
        assert tab.session.ready_state == ReadyState.CONNECTING
        await closed(window, within=2)
        assert is_one_whole_file(tab.session.recording.path)


async def test_a_server_that_answers_no_close_holds_up_nothing_for_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert session_tab.CLOSE_DEADLINE_S < main_window.SHUTDOWN_DEADLINE_S
    monkeypatch.setattr(session_tab, "CLOSE_DEADLINE_S", 0.3)
    async with rude_server(mute) as server, running_window(tmp_path) as window:
        tab = await connected(window, server.url)
        started = time.monotonic()
        await closed(window, within=3)
        assert time.monotonic() - started > 0.2
        assert is_one_whole_file(tab.session.recording.path)


async def test_a_tab_that_is_being_closed_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session_tab, "CLOSE_DEADLINE_S", 0.3)
    async with rude_server(mute) as server, running_window(tmp_path) as window:
        tab = await connected(window, server.url)
        path = tab.session.recording.path
        window.close_tab(tab)
        await closed(window, within=3)
        assert is_one_whole_file(path)


async def test_what_hangs_does_not_keep_the_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(main_window, "SHUTDOWN_DEADLINE_S", 0.3)
    monkeypatch.setattr(SessionTab, "shutdown", lambda _: asyncio.Event().wait())
    async with running_window(tmp_path) as window:
        with caplog.at_level("WARNING", logger="inspector.ui"):
            await closed(window, within=3)
    assert "not everything came to its end" in caplog.text


async def test_what_is_not_written_in_time_is_told_while_the_writing_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    deadline = session_tab.CLOSE_DEADLINE_S + CLOSE_SECONDS
    assert deadline < main_window.SHUTDOWN_DEADLINE_S, "the writers have their time"
    monkeypatch.setattr(main_window, "SHUTDOWN_DEADLINE_S", 0.3)
    async with DemoServer() as server, running_window(tmp_path) as window:
        tab = await connected(window, server.url("/echo"))
        recording = tab.session.recording
        recording.flush()
        with contextlib.closing(sqlite3.connect(recording.path, isolation_level=None)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT * FROM runs").fetchall()  # which keeps the writer waiting
            with caplog.at_level("WARNING", logger="inspector.ui"):
                window.close()
                box = await dialog(window, QMessageBox)
            assert f"{recording.path} is still being written: the last" in box.text()
        await until(lambda: not recording.unwritten, "the writing")
        box.accept()
        await window.closed
        await asyncio.to_thread(recording.close)  # as the end of the process would


async def test_an_open_question_is_no_obstacle(tmp_path: Path) -> None:
    async with DemoServer() as server, running_window(tmp_path) as window:
        await connected(window, server.url("/echo"))
        window.commands["save_endpoint"].trigger()
        await dialog(window, DetailsDialog)
        await closed(window, within=2)


async def test_a_second_close_changes_nothing(tmp_path: Path) -> None:
    async with rude_server(mute) as server, running_window(tmp_path) as window:
        tab = window.new_tab()
        tab.options.set_options(ConnectOptions(close_timeout=0.2))
        await connected(window, server.url)
        window.close()
        await asyncio.sleep(0)
        assert not window.isEnabled()
        await closed(window, within=3)


async def test_the_theme_is_chosen_in_the_menu(tmp_path: Path) -> None:
    async with running_window(tmp_path) as window:
        for name, scheme in main_window.SCHEMES.items():
            window.commands[f"theme_{name}"].trigger()
            assert theme.is_dark() == (scheme == Qt.ColorScheme.Dark)
            checked = [
                other
                for other in main_window.SCHEMES
                if window.commands[f"theme_{other}"].isChecked()
            ]
            assert checked == [name]
        window.choose_theme("system")


async def test_a_change_of_the_theme_reaches_the_labels_that_colour_themselves(
    tmp_path: Path,
) -> None:
    async with running_window(tmp_path) as window:
        for name in ("dark", "light", "dark"):
            window.choose_theme(name)
            for label in window.findChildren(PlainLabel):
                colour = getattr(theme.colours(), label._colour)
                assert label.palette().windowText().color() == colour, label.objectName()
        window.choose_theme("system")
