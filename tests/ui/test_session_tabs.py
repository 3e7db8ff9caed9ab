"""Tabs: opened, closed, moved, watched or not; each records on its own."""

import asyncio
import gc
import weakref
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QTabBar, QToolButton, QWidget

from inspector.demo import DemoServer
from inspector.events import ReadyState
from inspector.library.send_as import Repeat
from inspector.recording import Recording
from inspector.ui.composer import Submission
from inspector.ui.main_window import MainWindow
from inspector.ui.session_tab import SessionTab
from tests.support.app import click, find, running_window, until
from tests.support.rude_server import Peer, rude_server


async def accept_and_answer_the_close(peer: Peer) -> None:
    await peer.accept()
    _, payload = await peer.read_frame()
    await peer.send(bytes([0x88, len(payload)]) + payload)


async def connected(window: MainWindow, url: str) -> SessionTab:
    tab = window.connect_to(url)
    await until(lambda: tab.session.ready_state == ReadyState.OPEN, "OPEN")
    return tab


def bar(window: MainWindow) -> QTabBar:
    return window.tabs.tabBar()


def cross(window: MainWindow, index: int) -> QToolButton:
    button = bar(window).tabButton(index, QTabBar.ButtonPosition.RightSide)
    assert isinstance(button, QToolButton)
    return button


def middle(window: MainWindow, index: int) -> QPoint:
    return bar(window).tabRect(index).center()


async def test_another_tab_is_opened_in_front_ready_for_a_url(tmp_path: Path) -> None:
    async with running_window(tmp_path) as window:
        click(find(window, QToolButton, "newTabButton"))
        assert window.tabs.count() == 2
        assert window.tabs.currentIndex() == 1
        await until(lambda: find(window, QLineEdit, "urlEdit").hasFocus(), "the focus")


async def test_a_tab_that_sends_by_itself_says_so_behind_another_one(tmp_path: Path) -> None:
    async with DemoServer() as server, running_window(tmp_path) as window:
        tab = await connected(window, server.url("/echo"))
        title = window.tabs.tabText(0)
        window.new_tab()
        tab.sending.submit(Submission("text", "beat", repeat=Repeat(interval=0.05)))
        assert window.tabs.tabText(0) == f"↻ {title}"
        assert "“beat”" in window.tabs.tabToolTip(0)
        tab.sending.stop()
        await until(lambda: window.tabs.tabText(0) == title, "the end")


async def test_two_tabs_to_one_server_are_two_sessions(tmp_path: Path) -> None:
    async with DemoServer() as server, running_window(tmp_path) as window:
        first = await connected(window, server.url("/echo"))
        second = await connected(window, server.url("/echo"))
        assert window.tabs.all() == [first, second]
        await second.session.websocket.send("to the second")
        await until(lambda: second.session.recording.totals.messages_received == 1, "the echo")
        assert first.session.recording.totals.messages_received == 0
        assert first.session.recording.path != second.session.recording.path
        first.connector.close()
        await until(lambda: first.session.ready_state == ReadyState.CLOSED, "CLOSED")
        assert second.session.ready_state == ReadyState.OPEN


async def test_the_middle_button_closes_the_tab_under_it(tmp_path: Path) -> None:
    async with running_window(tmp_path) as window:
        first, second = window.tabs.current, window.new_tab()
        await asyncio.sleep(0)
        QTest.mouseClick(bar(window), Qt.MouseButton.MiddleButton, pos=middle(window, 0))
        assert window.tabs.all() == [second]
        window.close_tab(first)  # a click too many
        assert window.tabs.all() == [second]
        window.new_tab()
        below = window.tabs.rect().center()
        QTest.mouseClick(window.tabs, Qt.MouseButton.MiddleButton, pos=below)
        assert window.tabs.count() == 2
        await until(lambda: first not in window.findChildren(SessionTab), "the tab to go")


async def test_no_log_is_built_before_there_is_anything_in_it(tmp_path: Path) -> None:
    async with running_window(tmp_path) as window:
        for _ in range(2):
            window.new_tab()
        assert window.findChildren(QWidget, "logView") == []


async def test_closing_the_last_tab_leaves_a_blank_one(tmp_path: Path) -> None:
    async with DemoServer() as server, running_window(tmp_path) as window:
        tab = await connected(window, server.url("/echo"))
        tab.log.header.set_widths([99])
        click(cross(window, 0))
        assert window.tabs.count() == 1
        assert window.tabs.current is not tab
        assert window.tabs.current.is_blank
        assert window.tabs.current.log.header.widths()[0] == 99
        assert window.windowTitle() == "New tab — WebSocket Inspector"


async def test_closing_a_tab_ends_its_connection_and_its_recording(tmp_path: Path) -> None:
    async def wait_for_close(peer: Peer) -> None:
        await peer.accept()
        opcode, payload = await peer.read_frame()
        assert (opcode, payload[:2]) == (8, (1000).to_bytes(2, "big"))
        await peer.send(b"\x88\x02" + payload[:2])

    async with rude_server(wait_for_close) as server, running_window(tmp_path) as window:
        tab = await connected(window, server.url)
        path = tab.session.recording.path
        click(cross(window, 0))
        await server.done()
        await until(lambda: tab.session.ready_state == ReadyState.CLOSED, "CLOSED")
        await until(lambda: not window._endings, "the end of its recording")
        assert not path.with_name(f"{path.name}-journal").exists()
        with Recording.open(path) as recording:
            last = recording.entry(recording.count).event
            assert last.detail == "1000 Normal Closure, clean"


async def test_a_tab_moves_where_it_is_dragged(tmp_path: Path) -> None:
    async with running_window(tmp_path) as window:
        tabs = [window.tabs.current, window.new_tab(), window.new_tab()]
        for tab, url in zip(tabs, ("ws://first/", "ws://second/", "ws://third/"), strict=True):
            tab.address.url = url
            window.tabs.show_title(tab)
        await asyncio.sleep(0.05)
        start, end = middle(window, 0), middle(window, 2) + QPoint(20, 0)
        QTest.mousePress(bar(window), Qt.MouseButton.LeftButton, pos=start)
        for step in range(1, 11):
            QTest.mouseMove(bar(window), start + (end - start) * step / 10)
        QTest.mouseRelease(bar(window), Qt.MouseButton.LeftButton, pos=end)
        assert window.tabs.all() == [tabs[1], tabs[2], tabs[0]]
        assert [bar(window).tabText(i) for i in range(3)] == ["second", "third", "first"]
        click(cross(window, 2))
        assert window.tabs.all() == [tabs[1], tabs[2]]


async def test_a_hidden_tab_records_on_and_shows_all_of_it_later(tmp_path: Path) -> None:
    async with DemoServer() as server, running_window(tmp_path) as window:
        ticker = await connected(window, server.url("/ticker?rate=200"))
        await until(lambda: ticker.log.model.rowCount() > 5, "rows")
        window.new_tab()
        shown = ticker.log.model.rowCount()
        await until(lambda: ticker.session.recording.row_count > shown + 20, "more frames")
        assert ticker.log.model.rowCount() <= shown + 1
        window.tabs.setCurrentWidget(ticker)
        await until(lambda: ticker.log.model.rowCount() > shown + 20, "all rows")
        ticker.connector.close()
        await until(lambda: ticker.session.ready_state == ReadyState.CLOSED, "CLOSED")
        recording = ticker.session.recording
        recording.flush()
        await until(lambda: ticker.log.model.rowCount() == recording.row_count, "the last row")
        assert recording.totals.problems == 0


async def test_a_tab_tells_its_url_and_its_state(tmp_path: Path) -> None:
    async with (
        rude_server(accept_and_answer_the_close) as server,
        running_window(tmp_path) as window,
    ):
        drawn = window.tabs.tabIcon(0).pixmap(16).toImage()
        assert window.tabs.tabText(0) == "New tab"
        tab = await connected(window, f"{server.url}R&D?a=1&b")
        await until(lambda: "OPEN" in window.tabs.tabToolTip(0), "the state")
        assert window.tabs.tabIcon(0).pixmap(16).toImage() != drawn
        assert window.tabs.tabText(0).endswith("/R&&D")
        assert "&amp;b" in window.tabs.tabToolTip(0)
        assert window.windowTitle() == f"{tab.title} — WebSocket Inspector"


async def test_a_closed_tab_is_forgotten(tmp_path: Path) -> None:
    async def open_and_close(window: MainWindow, url: str) -> list[weakref.ref]:
        tab = await connected(window, url)
        await until(lambda: tab.log.model.rowCount() > 9, "rows")
        tab.log.select_seq(9)
        window.close_tab(tab)
        return [weakref.ref(tab), weakref.ref(tab.session.recording)]

    async with DemoServer() as server, running_window(tmp_path) as window:
        left = await open_and_close(window, server.url("/chatty"))

        def is_gone() -> bool:
            gc.collect()
            return all(reference() is None for reference in left)

        await until(is_gone, "the collector to find it")
