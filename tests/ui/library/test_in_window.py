"""The library with the rest of the window: what a server sees of what was saved."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QToolButton

from inspector.demo import DemoServer
from inspector.events import Frame, ReadyState
from inspector.library import Endpoint, Template
from inspector.ui.library.details_dialog import DetailsDialog
from inspector.ui.library.shelf import Shelf
from inspector.ui.main_window import MainWindow
from inspector.wire import ConnectOptions
from tests.support.app import back, click, dialog, find, retype, running_window, until
from tests.support.desk import item_of, mouse, place, rows
from tests.support.rude_server import Peer, rude_server


async def accept_and_answer_the_close(peer: Peer, *headers: str) -> None:
    await peer.accept(*headers)
    _, payload = await peer.read_frame()
    await peer.send(bytes([0x88, len(payload)]) + payload)


async def name_it(window: MainWindow, name: str) -> None:
    box = await dialog(window, DetailsDialog)
    retype(find(box, QLineEdit, "nameEdit"), name)
    QTest.keyClick(find(box, QLineEdit, "nameEdit"), Qt.Key.Key_Return)
    await back(window, box)


async def shows(shelf: Shelf, *paths: str) -> None:
    await until(lambda: rows(shelf.tree) == list(paths), f"{paths} in the sidebar")


async def test_an_endpoint_is_saved_with_its_options_and_connects_with_them(tmp_path: Path) -> None:
    async def speak_v2(peer: Peer) -> None:
        await accept_and_answer_the_close(peer, "Sec-WebSocket-Protocol: v2.feed")

    async with rude_server(speak_v2) as server, running_window(tmp_path) as window:
        tab = window.tabs.current
        retype(find(window, QLineEdit, "urlEdit"), f"{server.url}feed")
        options = ConnectOptions(headers=(("X-Token", "abc"),), compression=False)
        tab.options.set_options(options, ("v1.feed", "v2.feed"))
        click(find(window, QToolButton, "endpointAddButton"))
        await name_it(window, "the feed")
        await shows(window.sidebar.endpoints, "the feed")
        assert window.tabs.tabText(0) == "the feed"

        tab.options.set_options(ConnectOptions())
        mouse(window.sidebar.endpoints.tree, "the feed")
        await until(lambda: tab.session.ready_state == ReadyState.OPEN, "OPEN")
        assert tab.session.websocket.protocol == "v2.feed"
        request = server.peers[0].request
        assert b"\r\nX-Token: abc\r\n" in request
        assert b"\r\nSec-WebSocket-Protocol: v1.feed, v2.feed\r\n" in request
        assert b"permessage-deflate" not in request


async def test_a_double_click_connects_once(tmp_path: Path) -> None:
    async with (
        rude_server(accept_and_answer_the_close) as server,
        running_window(tmp_path) as window,
    ):
        window.library.workspace.endpoints.save(Endpoint(name="feed", url=server.url))
        window.commands["reload"].trigger()
        tree = window.sidebar.endpoints.tree
        await shows(window.sidebar.endpoints, "feed")
        mouse(tree, "feed")
        at = place(tree, item_of(tree, "feed"))
        QTest.mouseDClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=at)
        tab = window.tabs.current
        await until(lambda: tab.session.ready_state == ReadyState.OPEN, "OPEN")
        assert window.tabs.count() == len(server.peers) == 1


async def test_a_tab_in_use_is_left_alone(tmp_path: Path) -> None:
    async with (
        rude_server(accept_and_answer_the_close) as server,
        running_window(tmp_path) as window,
    ):
        window.library.workspace.endpoints.save(Endpoint(name="feed", url=server.url))
        window.commands["reload"].trigger()
        await shows(window.sidebar.endpoints, "feed")
        first = window.connect_to(server.url)
        await until(lambda: first.session.ready_state == ReadyState.OPEN, "OPEN")
        mouse(window.sidebar.endpoints.tree, "feed")
        await until(lambda: window.tabs.count() == 2, "a tab of its own")
        second = window.tabs.current
        await until(lambda: second.session.ready_state == ReadyState.OPEN, "OPEN")
        assert first.session.ready_state == ReadyState.OPEN


async def test_an_endpoint_whose_options_are_none_says_so(tmp_path: Path) -> None:
    async with running_window(tmp_path) as window:
        odd = Endpoint(name="odd", url="ws://127.0.0.1:9/", options={"open_timeout": "soon"})
        window.library.workspace.endpoints.save(odd)
        window.commands["reload"].trigger()
        await shows(window.sidebar.endpoints, "odd")
        mouse(window.sidebar.endpoints.tree, "odd")
        problem = window.findChild(QLabel, "problemLabel")
        await until(lambda: "The options of “odd” cannot be used" in problem.text(), "the sentence")
        assert "open_timeout" in problem.text()
        assert window.tabs.current.session.websocket is None


async def test_quick_insert_sends_at_once(tmp_path: Path) -> None:
    async with DemoServer() as server, running_window(tmp_path) as window:
        window.library.workspace.templates.save(
            Template(name="hello", folder="Greetings", kind="text", content="Good morning")
        )
        window.commands["reload"].trigger()
        await shows(window.sidebar.templates, "Greetings")
        tab = window.connect_to(server.url("/echo"))
        await until(lambda: tab.session.ready_state == ReadyState.OPEN, "OPEN")
        tab.refresh()
        editor = find(window, QPlainTextEdit, "composerEdit")
        editor.setFocus()
        window.commands["insert_template"].trigger()
        palette = find(window, QLineEdit, "quickInsertEdit")
        QTest.keyClicks(palette, "greethel")
        QTest.keyClick(palette, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: editor.toPlainText() == "Good morning", "the template inserted")
        recording = tab.session.recording

        def frames() -> list[bytes]:
            entries = (recording.entry(seq) for seq in range(1, recording.count + 1))
            return [it.event.payload for it in entries if isinstance(it.event, Frame)]

        await until(lambda: frames() == [b"Good morning"] * 2, "the message and its echo")
