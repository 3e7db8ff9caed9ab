"""The address bar: URLs of before, the button that follows readyState, the options' summary."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QWidget,
)

from inspector.demo import DemoServer
from inspector.events import ReadyState
from inspector.library import UrlHistory
from inspector.ui.address_bar import AddressBar
from inspector.ui.main_window import MainWindow
from tests.support.app import click, find, retype, running_window, until
from tests.support.rude_server import Peer, rude_server


@pytest.fixture
def bar(qtbot, tmp_path: Path) -> AddressBar:
    bar = AddressBar(UrlHistory(tmp_path / "history.txt"))
    qtbot.addWidget(bar)
    bar.resize(700, 40)
    bar.show()
    return bar


def enter(bar: AddressBar) -> None:
    """Press Enter where it arrives: the combo box has the focus for its editor."""
    QTest.keyClick(find(bar, QComboBox, "urlBox"), Qt.Key.Key_Return)


def listed(parent: QWidget) -> list[str]:
    box = find(parent, QComboBox, "urlBox")
    return [box.itemText(row) for row in range(box.count())]


async def connect(window: MainWindow, url: str) -> None:
    retype(find(window, QLineEdit, "urlEdit"), url)
    enter(window.tabs.current.address)
    session = window.tabs.current.session
    await until(lambda: session.ready_state == ReadyState.OPEN, "OPEN")
    await until(lambda: url in listed(window), "the history")


async def test_urls_are_remembered_the_most_recent_first(tmp_path: Path) -> None:
    async with DemoServer() as server:
        urls = [server.url("/echo"), server.url("/ticker")]
        async with running_window(tmp_path) as window:
            await connect(window, urls[0])
            window.new_tab()
            assert listed(window) == urls[:1]
            await connect(window, urls[1])
            assert listed(window) == urls[::-1]
            window.commands["previous_tab"].trigger()
            assert listed(window) == urls[::-1], "the other tab knows as well"
            assert window.tabs.current.address.url == urls[0]
        async with running_window(tmp_path) as window:
            assert listed(window) == urls[::-1]
            assert [tab.address.url for tab in window.tabs.all()] == urls, "tabs come back"


async def test_an_endpoint_that_refuses_is_remembered_and_nonsense_is_not(tmp_path: Path) -> None:
    async with DemoServer() as server, running_window(tmp_path) as window:
        refusing = server.url("/refuse?status=403")
        for url in ("ftp://nonsense/", refusing):
            retype(find(window, QLineEdit, "urlEdit"), url)
            click(find(window, QPushButton, "connectButton"))
            sentence = window.findChild(QLabel, "problemLabel")
            word = "403" if url == refusing else "ftp"
            await until(lambda s=sentence, word=word: word in s.text(), "why not")
        await until(lambda: listed(window), "the history")
        assert listed(window) == [refusing]


async def test_what_is_typed_while_connecting_is_not_what_was_connected_to(tmp_path: Path) -> None:
    async with rude_server(Peer.stay) as server, running_window(tmp_path) as window:
        edit = find(window, QLineEdit, "urlEdit")
        retype(edit, server.url)
        click(find(window, QPushButton, "connectButton"))
        await until(lambda: server.peers, "TCP")
        retype(edit, "ws://something.else/")
        button = find(window, QPushButton, "connectButton")
        await until(lambda: button.text() == "Cancel", "the button")
        click(button)
        await until(lambda: listed(window), "the history")
        assert listed(window) == [server.url]
        assert edit.text() == "ws://something.else/"


async def test_a_url_is_connected_to_as_it_is_typed(tmp_path: Path) -> None:
    async with running_window(tmp_path) as window:
        await until(window.isActiveWindow)
        async with rude_server(Peer.accept) as server:
            address = window.tabs.current.address
            window.library.history.add(f"{server.url}Path/Longer")
            address.reload_history()
            typed = f"{server.url}path/longer"
            find(window, QComboBox, "urlBox").setFocus()
            QTest.keyClicks(find(window, QComboBox, "urlBox"), typed)
            enter(address)
            assert address.url == typed
            await until(lambda: server.peers and server.peers[0].request, "the request")
            assert server.peers[0].request.startswith(b"GET /path/longer HTTP/1.1\r\n")


def test_the_button_says_what_it_does(bar: AddressBar) -> None:
    connects, disconnects = QSignalSpy(bar.connect_requested), QSignalSpy(bar.disconnect_requested)
    button = find(bar, QPushButton, "connectButton")
    for state, text in zip(ReadyState, ("Cancel", "Disconnect", "Abort", "Connect"), strict=True):
        bar.show_state(state)
        assert (button.text(), button.accessibleName()) == (text, text)
        assert button.toolTip()
        click(button)
    assert (connects.count(), disconnects.count()) == (1, 3)


def test_enter_connects_only_where_nothing_is_connected(bar: AddressBar) -> None:
    connects = QSignalSpy(bar.connect_requested)
    bar.url = "ws://host/"
    bar.show_state(ReadyState.OPEN)
    enter(bar)
    assert connects.count() == 0
    bar.show_state(ReadyState.CLOSED)
    enter(bar)
    assert connects.count() == 1


def test_blanks_around_a_pasted_url_are_dropped(bar: AddressBar) -> None:
    bar.edit.setText("  ws://host/a \n")
    assert bar.url == "ws://host/a"


def test_a_closed_options_panel_hides_nothing(bar: AddressBar) -> None:
    toggled = QSignalSpy(bar.options_toggled)
    button = find(bar, QToolButton, "optionsButton")
    bar.set_options_summary("2 headers, compression off")
    assert button.text() == "Options: 2 headers, compression off"
    click(button)
    assert toggled.at(0) == [True]
    assert bar.options_shown
    bar.set_options_summary("")
    assert button.text() == "Options"


def test_a_long_summary_is_cut_and_whole_in_the_tooltip(bar: AddressBar) -> None:
    button = find(bar, QToolButton, "optionsButton")
    bar.set_options_summary("")
    narrowest = bar.minimumSizeHint().width()
    summary = ", ".join(f"option {n} is another one" for n in range(20))
    bar.set_options_summary(summary)
    assert button.text().startswith("Options: option 0 is another one, ")
    assert button.text().endswith("…")
    assert summary in button.toolTip()
    assert summary in button.accessibleName()
    assert bar.minimumSizeHint().width() < narrowest + 400


def test_a_history_that_cannot_be_written_stops_nobody(qtbot, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way of a folder")
    bar = AddressBar(UrlHistory(tmp_path / "file" / "history.txt"))
    qtbot.addWidget(bar)
    bar.show()
    bar.remember("ws://kept.in.memory/")
    assert listed(bar) == ["ws://kept.in.memory/"]
