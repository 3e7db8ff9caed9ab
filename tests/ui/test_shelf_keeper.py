"""Endpoints and templates from saving to deleting, and what a server sees of an endpoint."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QInputDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QToolButton,
    QTreeWidget,
)

from inspector.events import ReadyState
from inspector.library import Endpoint, Template
from inspector.ui.main_window import MainWindow
from inspector.ui.sidebar import Shelf
from inspector.wire import ConnectOptions
from tests.support.app import back, click, dialog, find, retype, running_window, until
from tests.support.rude_server import Peer, rude_server


async def accept_and_answer_the_close(peer: Peer, *headers: str) -> None:
    await peer.accept(*headers)
    _, payload = await peer.read_frame()
    await peer.send(bytes([0x88, len(payload)]) + payload)


def tree(shelf: Shelf) -> QTreeWidget:
    return shelf.findChild(QTreeWidget)


def names(shelf: Shelf) -> list[str]:
    items = tree(shelf)
    return [items.topLevelItem(row).text(0) for row in range(items.topLevelItemCount())]


def choose(shelf: Shelf, row: int = 0) -> None:
    tree(shelf).setCurrentItem(tree(shelf).topLevelItem(row))
    tree(shelf).setFocus()


def mouse(shelf: Shelf, row: int = 0) -> None:
    at = tree(shelf).visualItemRect(tree(shelf).topLevelItem(row)).center()
    QTest.mouseClick(tree(shelf).viewport(), Qt.MouseButton.LeftButton, pos=at)


async def answer(window: MainWindow, name: str) -> str:
    """Type `name` into the question that is open; returns what it proposed."""
    box = await dialog(window, QInputDialog)
    proposed = box.textValue()
    retype(box.findChild(QLineEdit), name)
    QTest.keyClick(box, Qt.Key.Key_Return)
    await back(window, box)
    return proposed


async def press(window: MainWindow, button: str) -> str:
    """Press a button of the message that is open; returns what it says."""
    box = await dialog(window, QMessageBox)
    text = box.text()
    click(next(b for b in box.buttons() if b.text().replace("&", "") == button))
    await back(window, box)
    await until(window.isActiveWindow)
    return text


async def test_an_endpoint_is_saved_with_its_options_and_connects_with_them(tmp_path: Path) -> None:
    async def speak_v2(peer: Peer) -> None:
        await accept_and_answer_the_close(peer, "Sec-WebSocket-Protocol: v2.feed")

    async with rude_server(speak_v2) as server, running_window(tmp_path) as window:
        tab = window.tabs.current
        retype(find(window, QLineEdit, "urlEdit"), f"{server.url}feed")
        options = ConnectOptions(headers=(("X-Token", "abc"),), compression=False)
        tab.options.set_options(options, ("v1.feed", "v2.feed"))
        click(window.sidebar.endpoints.findChild(QToolButton))
        assert (await answer(window, "the feed")).endswith("/feed")
        shelf = window.sidebar.endpoints
        await until(lambda: names(shelf) == ["the feed"], "the endpoint in the sidebar")
        assert len(list((tmp_path / "endpoints").glob("*.toml"))) == 1

        tab.options.set_options(ConnectOptions())
        mouse(shelf)
        await until(lambda: tab.session.ready_state == ReadyState.OPEN, "OPEN")
        assert tab.session.websocket.protocol == "v2.feed"
        request = server.peers[0].request
        assert b"\r\nX-Token: abc\r\n" in request
        assert b"\r\nSec-WebSocket-Protocol: v1.feed, v2.feed\r\n" in request
        assert b"permessage-deflate" not in request
        assert window.tabs.tabText(0) == "the feed"
        assert find(window, QToolButton, "optionsButton").text() != "Options"


async def test_a_double_click_connects_once(tmp_path: Path) -> None:
    async with (
        rude_server(accept_and_answer_the_close) as server,
        running_window(tmp_path) as window,
    ):
        window.library.workspace.endpoints.save(Endpoint(name="feed", url=server.url))
        window.commands["reload"].trigger()
        shelf = window.sidebar.endpoints
        mouse(shelf)
        at = tree(shelf).visualItemRect(tree(shelf).topLevelItem(0)).center()
        QTest.mouseDClick(tree(shelf).viewport(), Qt.MouseButton.LeftButton, pos=at)
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
        first = window.connect_to(server.url)
        await until(lambda: first.session.ready_state == ReadyState.OPEN, "OPEN")
        mouse(window.sidebar.endpoints)
        await until(lambda: window.tabs.count() == 2, "a tab of its own")
        second = window.tabs.current
        await until(lambda: second.session.ready_state == ReadyState.OPEN, "OPEN")
        await until(lambda: first.session.ready_state == ReadyState.OPEN, "the first still OPEN")


async def test_an_endpoint_whose_options_are_none_says_so(tmp_path: Path) -> None:
    async with running_window(tmp_path) as window:
        store = window.library.workspace.endpoints
        store.save(Endpoint(name="odd", url="ws://127.0.0.1:9/", options={"open_timeout": "soon"}))
        window.commands["reload"].trigger()
        mouse(window.sidebar.endpoints)
        problem = window.findChild(QLabel, "problemLabel")
        await until(lambda: "The options of “odd” cannot be used" in problem.text(), "the sentence")
        assert "open_timeout" in problem.text()
        assert window.tabs.current.session.websocket is None


@pytest.mark.parametrize("kind", ["endpoint", "template"])
async def test_renaming_and_deleting(tmp_path: Path, kind: str) -> None:
    async with running_window(tmp_path) as window:
        if kind == "endpoint":
            store, shelf = window.library.workspace.endpoints, window.sidebar.endpoints
            things = [Endpoint(name=name, url="ws://host/") for name in ("one", "two")]
        else:
            store, shelf = window.library.workspace.templates, window.sidebar.templates
            things = [Template(name=name, kind="text", content="hi") for name in ("one", "two")]
        for thing in things:
            store.save(thing)
        window.commands["reload"].trigger()
        await until(window.isActiveWindow)

        choose(shelf)
        QTest.keyClick(tree(shelf), Qt.Key.Key_F2)
        assert await answer(window, "zebra & co") == "one"
        await until(lambda: names(shelf) == ["two", "zebra & co"], "the new name")

        choose(shelf)
        window.commands["rename"].trigger()
        await answer(window, "zebra & co")
        assert "already" in await press(window, "OK")
        assert names(shelf) == ["two", "zebra & co"]

        choose(shelf)
        QTest.keyClick(tree(shelf), Qt.Key.Key_Delete)
        assert f"Delete the {kind} “two”?" in await press(window, "Cancel")
        assert names(shelf) == ["two", "zebra & co"]
        choose(shelf)
        window.commands["delete"].trigger()
        await press(window, "Delete")
        await until(lambda: names(shelf) == ["zebra & co"], "it gone")
        assert [thing.name for thing in store.list()] == ["zebra & co"]


async def test_replacing_is_asked_for(tmp_path: Path) -> None:
    async with running_window(tmp_path) as window:
        store, shelf = window.library.workspace.templates, window.sidebar.templates
        store.save(Template(name="greeting", kind="text", content="before"))
        window.commands["reload"].trigger()
        window.tabs.current.composer.set_content("text", "after\nand more")
        for button, kept in (("Cancel", "before"), ("Replace", "after\nand more")):
            click(find(window, QPushButton, "saveTemplateButton"))
            assert await answer(window, "greeting") == "after"
            assert "exists already" in await press(window, button)
            await until(lambda kept=kept: store.get("greeting").content == kept, "the template")
            assert names(shelf) == ["greeting"]


async def test_a_name_that_is_none_is_explained(tmp_path: Path) -> None:
    async with running_window(tmp_path) as window:
        window.commands["save_endpoint"].trigger()
        await answer(window, "   ")
        assert "the name is empty" in await press(window, "OK")
        assert window.library.workspace.endpoints.list() == []


async def test_options_that_cannot_be_used_are_not_saved(tmp_path: Path) -> None:
    async with running_window(tmp_path) as window:
        tab = window.tabs.current
        tab.options.findChild(QLineEdit, "subprotocolsEdit").setText("chat, chat")
        window.commands["save_endpoint"].trigger()
        assert "chat" in await press(window, "OK")
        assert tab.options.isVisible()
        assert window.library.workspace.endpoints.list() == []


async def test_a_changed_mind_saves_nothing(tmp_path: Path) -> None:
    async with running_window(tmp_path) as window:
        for command in ("save_endpoint", "save_template"):
            window.commands[command].trigger()
            box = await dialog(window, QInputDialog)
            QTest.keyClick(box, Qt.Key.Key_Escape)
            await back(window, box)
        assert (
            window.library.workspace.endpoints.list()
            == window.library.workspace.templates.list()
            == []
        )


async def test_what_another_program_deleted_is_gone_with_a_word(tmp_path: Path) -> None:
    async with running_window(tmp_path) as window:
        store, shelf = window.library.workspace.endpoints, window.sidebar.endpoints
        store.save(Endpoint(name="gone", url="ws://host/"))
        window.commands["reload"].trigger()
        store.delete("gone")
        mouse(shelf)
        assert "no endpoint named 'gone' any more" in await press(window, "OK")
        await until(lambda: names(shelf) == [], "the sidebar to follow")
