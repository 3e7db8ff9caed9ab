"""The strip: readyState and its fellows by MDN's names, and what is wrong in a sentence."""

import asyncio
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QToolButton

from inspector.automation.rules import RULES_BEHIND
from inspector.demo import DemoServer
from inspector.events import HttpResponse, Problem, ReadyState
from inspector.session import WRITER_BEHIND
from inspector.ui import theme
from inspector.ui.main_window import MainWindow
from inspector.ui.session_tab import SessionTab
from inspector.wire import ConnectOptions
from tests.support.app import click, find, running_window, until, window_is_built
from tests.support.certificates import server_tls
from tests.support.rude_server import Peer, rude_server

Said = Callable[[str], str]


def saying(window: MainWindow) -> Said:
    """Gives the text of a label of the strip; empty where it cannot be seen."""

    def said(name: str) -> str:
        label = window.tabs.current.strip.findChild(QLabel, name)
        return label.text() if label.isVisible() else ""

    return said


async def connected(window: MainWindow, url: str) -> SessionTab:
    tab = window.connect_to(url)
    await until(lambda: tab.session.ready_state == ReadyState.OPEN, "OPEN")
    return tab


async def accept_and_read(peer: Peer) -> None:
    await peer.accept("Sec-WebSocket-Protocol: graphql-transport-ws")
    await peer.read_all()


async def test_before_the_first_connection_there_is_no_state(tmp_path: Path) -> None:
    async with running_window(tmp_path) as window:
        said = saying(window)
        await until(lambda: said("readyStateLabel") == "not connected", "the label")
        assert [said(f"{name}Label") for name in ("protocol", "bufferedAmount", "problem")] == [
            ""
        ] * 3


async def test_each_state_by_name_and_number(tmp_path: Path) -> None:
    opening, closing = asyncio.Event(), asyncio.Event()

    async def slow(peer: Peer) -> None:
        await peer.read_request()
        await opening.wait()
        await peer.send(peer.answer())
        _, payload = await peer.read_frame()
        await closing.wait()
        await peer.send(bytes([0x88, len(payload)]) + payload)

    async with rude_server(slow) as server, running_window(tmp_path) as window:
        said = saying(window)
        tab = window.connect_to(server.url)
        await until(lambda: said("readyStateLabel") == "CONNECTING 0", "CONNECTING")
        opening.set()
        await until(lambda: said("readyStateLabel") == "OPEN 1", "OPEN")
        tab.connector.close()
        await until(lambda: said("readyStateLabel") == "CLOSING 2", "CLOSING")
        closing.set()
        await until(lambda: said("readyStateLabel") == "CLOSED 3", "CLOSED")
        assert said("problemLabel") == ""


async def test_the_properties_by_the_names_of_mdn(tmp_path: Path) -> None:
    async with DemoServer() as server, running_window(tmp_path) as window:
        said = saying(window)
        await connected(window, server.url("/echo"))
        await until(lambda: "permessage-deflate" in said("extensionsLabel"), "the extension")
        assert said("protocolLabel") == "protocol —"
        assert said("binaryTypeLabel") == "binaryType bytes"
        assert said("bufferedAmountLabel") == "bufferedAmount 0 B"
        assert said("tlsLabel") == ""


async def test_the_subprotocol_and_what_the_network_did_not_take(tmp_path: Path) -> None:
    async def never_read(peer: Peer) -> None:
        await peer.accept("Sec-WebSocket-Protocol: graphql-transport-ws")
        await peer.stay()

    async with rude_server(never_read) as server, running_window(tmp_path) as window:
        said = saying(window)
        tab = window.tabs.current
        tab.options.set_options(ConnectOptions(close_timeout=0.1), ("graphql-transport-ws",))
        await connected(window, server.url)
        await until(lambda: said("protocolLabel") == "protocol graphql-transport-ws", "protocol")
        tab.session.websocket.send_nowait(bytes(12_000_000))
        await until(lambda: said("bufferedAmountLabel").endswith(" MB"), "bufferedAmount")


async def test_tls_is_told(tmp_path: Path) -> None:
    async with (
        rude_server(accept_and_read, tls=server_tls()) as server,
        running_window(tmp_path) as window,
    ):
        said = saying(window)
        tab = window.tabs.current
        options = ConnectOptions(verify_tls=False, close_timeout=0.1)
        tab.options.set_options(options, ("graphql-transport-ws",))
        await connected(window, server.url)
        await until(lambda: said("tlsLabel").startswith("TLS"), "TLS")
        assert said("tlsLabel").endswith("certificate NOT verified")


async def test_a_pause_says_why_and_that_nothing_is_lost(tmp_path: Path) -> None:
    async with DemoServer() as server, running_window(tmp_path) as window:
        said = saying(window)
        tab = await connected(window, server.url("/ticker?rate=100"))
        pause = window.commands["pause_reading"]
        pause.trigger()
        await until(lambda: said("readingPausedLabel") == "reading paused: user, 0 lost", "why")
        for reason in (RULES_BEHIND, WRITER_BEHIND):
            tab.session.websocket.pause_reading(reason)
        all_of_them = "reading paused: rules behind, user, writer behind, 0 lost"
        await until(lambda: said("readingPausedLabel") == all_of_them, "all reasons")
        for reason in (RULES_BEHIND, WRITER_BEHIND):
            tab.session.websocket.resume_reading(reason)
        await asyncio.sleep(0.1)
        assert said("readingPausedLabel") == all_of_them, "it does not flicker"
        assert pause.isChecked()
        read = tab.session.recording.totals.frames_received
        await asyncio.sleep(0.1)
        assert tab.session.recording.totals.frames_received <= read + 1
        pause.trigger()
        await until(lambda: not said("readingPausedLabel"), "reading")
        await until(lambda: tab.session.recording.totals.frames_received > read + 5, "the rest")


async def test_a_refusal_is_a_sentence_and_its_evidence_the_response(tmp_path: Path) -> None:
    async with DemoServer() as server, running_window(tmp_path) as window:
        said = saying(window)
        tab = window.connect_to(server.url("/refuse?status=403"))
        await until(lambda: "403" in said("problemLabel"), "the sentence")
        await until(lambda: tab.log.model.rowCount() == tab.session.recording.row_count >= 5)
        click(find(tab.strip, QToolButton, "evidenceButton"))
        evidence = tab.session.recording.entry(tab.log.current_seq).event
        assert isinstance(evidence, HttpResponse)
        assert evidence.status == 403


async def test_a_broken_frame_is_a_sentence_and_its_evidence_the_problem(tmp_path: Path) -> None:
    async def reserved_opcode(peer: Peer) -> None:
        await peer.accept(then=b"\x83\x00")
        await peer.read_frame()

    async with rude_server(reserved_opcode) as server, running_window(tmp_path) as window:
        said = saying(window)
        tab = window.connect_to(server.url)
        await until(lambda: "opcode" in said("problemLabel").lower(), "the sentence")
        await until(lambda: tab.session.ready_state == ReadyState.CLOSED, "CLOSED")
        tab.session.recording.flush()
        await until(lambda: tab.log.model.rowCount() == tab.session.recording.row_count)
        click(find(tab.strip, QToolButton, "evidenceButton"))
        assert isinstance(tab.session.recording.entry(tab.log.current_seq).event, Problem)


async def test_the_next_connection_takes_the_problem_away(tmp_path: Path) -> None:
    async with DemoServer() as server, running_window(tmp_path) as window:
        said = saying(window)
        tab = window.connect_to("ftp://nowhere/")
        await until(lambda: "ws" in said("problemLabel"), "the sentence")
        evidence = tab.strip.findChild(QToolButton, "evidenceButton")
        assert not evidence.isVisible()
        tab.address.url = server.url("/echo")
        tab.open_connection()
        await until(lambda: said("readyStateLabel") == "OPEN 1", "OPEN")
        assert said("problemLabel") == ""


async def test_what_a_server_says_is_plain_and_leaves_the_window_its_width(tmp_path: Path) -> None:
    async with running_window(tmp_path) as window:
        said = saying(window)
        long = "x" * 500

        async def talkative(peer: Peer) -> None:
            await peer.accept(f"Sec-WebSocket-Protocol: {long}")
            await peer.read_all()

        async with rude_server(talkative) as server:
            tab = window.tabs.current
            tab.options.set_options(ConnectOptions(close_timeout=0.1), (long,))
            await window_is_built(window)
            width = tab.minimumSizeHint().width()  # with the summary of the options
            await connected(window, server.url)
            await until(lambda: long in said("protocolLabel"), "the subprotocol")
            assert tab.minimumSizeHint().width() <= width
            assert long in find(tab.strip, QLabel, "protocolLabel").toolTip()
        labels = tab.strip.findChildren(QLabel)
        assert all(label.textFormat() == Qt.TextFormat.PlainText for label in labels)


async def test_a_name_of_250_letters_leaves_the_window_its_width(tmp_path: Path) -> None:
    async with running_window(tmp_path) as window:
        said = saying(window)
        host = ".".join(["h" * 60] * 4)
        await window_is_built(window)
        width = window.minimumSizeHint().width()
        window.connect_to(f"ws://{host}.invalid/")
        await until(lambda: host in said("problemLabel"), "the sentence")
        assert window.minimumSizeHint().width() <= width


async def test_the_colours_follow_the_theme(tmp_path: Path) -> None:
    async with running_window(tmp_path) as window:
        state = find(window, QLabel, "readyStateLabel")
        for name in ("dark", "light", "system"):
            window.choose_theme(name)
            assert theme.colours().closed.name() in state.styleSheet()


@pytest.mark.skipif(os.name != "posix", reason="elsewhere an open file stays")
async def test_where_the_file_is_gone_a_button_goes_on_in_a_new_one(tmp_path: Path) -> None:
    async with DemoServer() as server, running_window(tmp_path) as window:
        tab = await connected(window, server.url("/echo"))
        said = saying(window)
        button = tab.strip.findChild(QToolButton, "newFileButton")
        assert not button.isVisible()
        gone = tab.session.recording
        gone.flush()
        gone.path.unlink()
        await tab.session.websocket.send("the last")
        await until(lambda: "deleted, moved or replaced" in said("problemLabel"), "the news")
        assert button.isVisible()
        click(button)
        await until(lambda: tab.session.recording is not gone, "the new file")
        await until(lambda: not button.isVisible(), "the end of the offer")
        moved = tab.session.recording
        assert str(moved.path) in said("problemLabel")
        assert moved.count >= gone.count
        await tab.session.websocket.close()
        tab.open_connection()
        await until(lambda: moved.connections == 2, "the next connection")
        await until(lambda: tab.session.ready_state == ReadyState.OPEN, "OPEN again")
        await until(lambda: tab.log.model.rowCount() == moved.row_count, "its rows")
        texts = [tab.log.model.line(row).text for row in range(moved.row_count)]
        assert any("the last" in text for text in texts)
