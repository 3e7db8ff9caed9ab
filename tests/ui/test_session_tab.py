"""One tab: what it is called, what it refuses, what it sends, and what it does with trouble."""

import asyncio
import sqlite3
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton

from inspector.demo import DemoServer
from inspector.events import Frame, ReadyState
from inspector.library import Endpoint, Template
from inspector.recording import Recording, tables
from inspector.ui.main_window import MainWindow
from inspector.ui.session_tab import SessionTab
from inspector.wire import ConnectOptions
from tests.support.app import click, find, running_window, until
from tests.support.log_story import story
from tests.support.rude_server import Peer, rude_server


async def connected(window: MainWindow, url: str) -> SessionTab:
    tab = window.connect_to(url)
    await until(lambda: tab.session.ready_state == ReadyState.OPEN, "OPEN")
    return tab


def sentence(tab: SessionTab) -> str:
    return tab.strip.findChild(QLabel, "problemLabel").text()


async def accept_and_read(peer: Peer) -> None:
    await peer.accept()
    await peer.read_all()


@pytest.mark.parametrize(
    ("url", "title"),
    [
        ("", "New tab"),
        ("wss://example.com:444/feed/v2?key=1", "example.com:444/feed/v2"),
        ("ws://example.com/", "example.com"),
        ("wss://somebody:secret@example.com/", "example.com"),
        ("ws://[bad/", "ws://[bad/"),
        ("nonsense", "nonsense"),
    ],
)
async def test_a_tab_is_called_by_host_and_path(tmp_path: Path, url: str, title: str) -> None:
    async with running_window(tmp_path) as window:
        tab = window.tabs.current
        tab.address.url = url
        assert tab.title == title


async def test_the_name_of_an_endpoint_goes_with_its_url(tmp_path: Path) -> None:
    async with DemoServer() as server, running_window(tmp_path) as window:
        window.connect_endpoint(Endpoint(name="my feed", url=server.url("/close")))
        tab = window.tabs.current

        def is_over() -> bool:
            return tab.connector.task is None and tab.session.ready_state == ReadyState.CLOSED

        await until(is_over, "CLOSED")
        assert tab.title == "my feed"
        tab.open_connection()
        await until(lambda: tab.session.recording.connections == 2, "connection 2")
        assert tab.title == "my feed"
        await until(is_over, "CLOSED")
        tab.address.url = server.url("/echo")
        tab.open_connection()
        await until(lambda: tab.session.ready_state == ReadyState.OPEN, "OPEN")
        assert tab.title.endswith("/echo")


async def test_a_url_that_is_none_is_refused_and_corrected(tmp_path: Path) -> None:
    async with DemoServer() as server, running_window(tmp_path) as window:
        for bad in ("ws://[bad/", "http//forgotten", "ws://host/#part"):
            tab = window.connect_to(bad)
            await until(lambda tab=tab: sentence(tab) and tab.connector.task is None, "why not")
        assert window.tabs.count() == 1, "a blank tab all the time"
        tab = await connected(window, server.url("/echo"))
        await until(lambda: sentence(tab) == "", "nothing wrong any more")


async def test_options_that_cannot_be_used_are_shown_in_their_panel(tmp_path: Path) -> None:
    async with rude_server(accept_and_read) as server, running_window(tmp_path) as window:
        tab = window.tabs.current
        protocols = tab.options.findChild(QLineEdit, "subprotocolsEdit")
        protocols.setText("chat, chat")
        window.connect_to(server.url)
        await until(lambda: sentence(tab), "why not")
        assert tab.options.isVisible()
        assert protocols.isVisible()
        assert tab.session.websocket is None
        assert not server.peers


async def test_pings_go_unanswered_as_soon_as_that_is_chosen(tmp_path: Path) -> None:
    asked = asyncio.Event()

    async def ping_twice(peer: Peer) -> None:
        await peer.accept(then=b"\x89\x011")
        assert await peer.read_frame() == (10, b"1")
        await asked.wait()
        await peer.send(b"\x89\x012" + b"\x88\x00")
        assert (await peer.read_frame())[0] == 8

    async with rude_server(ping_twice) as server, running_window(tmp_path) as window:
        tab = await connected(window, server.url)
        await until(lambda: tab.session.recording.totals.frames_sent == 1, "the pong")
        window.commands["options"].trigger()
        box = find(tab, QCheckBox, "autoPongBox")
        QTest.keyClick(box, Qt.Key.Key_Space)
        assert not tab.session.websocket.auto_pong
        asked.set()
        await server.done()


async def test_what_cannot_be_sent_is_said_beside_the_composer(tmp_path: Path) -> None:
    async with running_window(tmp_path) as window:
        tab = window.tabs.current
        note = tab.composer.findChild(QLabel, "composerNote")
        tab.composer.set_content("text", "hello")
        window.commands["send"].trigger()
        assert note.text() == "Connect first"
        window.commands["ping"].trigger()
        await until(lambda: "Not connected" in note.text(), "why not")
        async with DemoServer() as server:
            await connected(window, server.url("/echo"))
            await until(lambda: note.text() == "", "nothing wrong any more")


async def test_a_code_that_no_browser_sends_goes_out_from_the_composer(tmp_path: Path) -> None:
    async with running_window(tmp_path) as window:
        closes: list[bytes] = []

        async def note_the_close(peer: Peer) -> None:
            await peer.accept()
            closes.append((await peer.read_frame())[1])
            await peer.send(bytes([0x88, len(closes[-1])]) + closes[-1])

        async with rude_server(note_the_close) as server:
            tab = await connected(window, server.url)
            window.insert_template(Template(name="bye", kind="close", content="1002 over there"))
            send = find(tab, QPushButton, "sendButton")
            await until(send.isEnabled, "OPEN to be seen")
            click(send)
            await until(lambda: tab.session.ready_state == ReadyState.CLOSED, "CLOSED")
        assert closes == [(1002).to_bytes(2, "big") + b"over there"]


async def test_connecting_twice_is_connecting_once(tmp_path: Path) -> None:
    async with rude_server(accept_and_read) as server, running_window(tmp_path) as window:
        tab = window.tabs.current
        tab.options.set_options(ConnectOptions(close_timeout=0.1))
        tab.address.url = server.url
        for _ in range(3):
            tab.open_connection()
        await until(lambda: tab.session.ready_state == ReadyState.OPEN, "OPEN")
        tab.open_connection()
        assert len(server.peers) == tab.session.recording.connections == 1


async def test_disconnecting_a_second_time_aborts(tmp_path: Path) -> None:
    async with rude_server(accept_and_read) as server, running_window(tmp_path) as window:
        window.tabs.current.options.set_options(ConnectOptions(close_timeout=60))
        tab = await connected(window, server.url)
        button = find(tab, QPushButton, "connectButton")
        for text in ("Disconnect", "Abort"):
            await until(lambda text=text: button.text() == text, text)
            click(button)
        await until(lambda: button.text() == "Connect", "CLOSED")
        assert tab.session.websocket.close_event.code == 1006


async def test_a_full_disk_is_seen_in_the_strip(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    async with DemoServer() as server, running_window(tmp_path) as window:
        tab = await connected(window, server.url("/ticker?rate=100"))
        with monkeypatch.context() as full:
            full.setattr(tables, "write", fail)
            await until(lambda: "can no longer be recorded" in sentence(tab), "the sentence")
            await until(lambda: tab.session.ready_state == ReadyState.CLOSED, "CLOSED")
        button = find(tab, QPushButton, "connectButton")
        await until(lambda: button.text() == "Connect", "the button to follow")
        click(button)
        await until(lambda: tab.session.ready_state == ReadyState.OPEN, "OPEN again")
        await until(lambda: sentence(tab) == "", "no problem any more")


async def test_a_recording_that_was_opened_is_read_from_its_beginning(tmp_path: Path) -> None:
    async with running_window(tmp_path) as window:
        with Recording.create(tmp_path / "story.wsrec") as recording:
            recording.title = "ws://127.0.0.1:8765/chatty"
            recording.append(1, story())
        tab = window.new_tab(Recording.open(tmp_path / "story.wsrec"))
        assert not tab.is_blank
        assert tab.title == "127.0.0.1:8765/chatty"
        assert not tab.log.following
        assert tab.log.model.rowCount() == tab.session.recording.row_count
        assert tab.log.table.indexAt(QPoint(5, 5)).row() == 0
        tab.show_something()
        chosen = tab.session.recording.entry(tab.log.current_seq).event
        assert isinstance(chosen, Frame)
        assert not chosen.fin
        message = tab.details.findChild(QPlainTextEdit, "messageText")
        await until(lambda: "Once upon a time" in message.toPlainText(), "the whole message")
