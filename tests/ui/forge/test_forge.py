"""The frame forge: fields, bits and bytes, and what goes out just as it was shown."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTabBar,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from inspector.events import Direction, Frame
from inspector.recording import Recording
from inspector.sending.context import Context
from inspector.session import Session
from inspector.ui.composer import Composer
from inspector.ui.details.bits_view import BitsView
from inspector.ui.rules.tab_rules import TabRules
from inspector.ui.sending_area import COMPOSER, FORGE, SendingArea
from tests.support.app import click, find, retype, until
from tests.support.rude_server import Peer, RudeServer, rude_server


class Smithy:
    """A sending area with its forge in front, and the hands on it."""

    def __init__(self, qtbot: QtBot, session: Session) -> None:
        self.session = session
        context = Context()
        rules = TabRules(session, context, lambda: None)
        self.area = SendingArea(Composer(context), session, rules, context, lambda: None)
        rules.notices.setParent(self.area)
        qtbot.addWidget(self.area)
        self.area.resize(1000, 300)
        self.area.show()
        self.area.page = FORGE

    def preset(self, title: str) -> None:
        box = find(self.area, QComboBox, "forgePresetBox")
        box.setCurrentIndex(box.findText(title))
        box.activated.emit(box.currentIndex())

    def check(self, name: str, *, on: bool = True) -> None:
        find(self.area, QCheckBox, name).setChecked(on)

    def choose(self, name: str, text: str) -> None:
        box = find(self.area, QComboBox, name)
        assert box.findText(text) >= 0
        box.setCurrentText(text)

    def type(self, name: str, text: str) -> None:
        retype(find(self.area, QWidget, name), text)

    def send(self) -> None:
        self.area.refresh()
        click(self.button)

    @property
    def button(self) -> QPushButton:
        return find(self.area, QPushButton, "sendFramesButton")

    @property
    def header(self) -> str:
        """The bits' bytes."""
        return find(self.area, BitsView, "bitsView").accessibleDescription()

    @property
    def dump(self) -> bytes:
        """The bytes as the hexdump shows them."""
        lines = find(self.area, QPlainTextEdit, "forgeDump").toPlainText().splitlines()
        return bytes.fromhex("".join(line[10:58] for line in lines))

    @property
    def breaks(self) -> str:
        return find(self.area, QLabel, "forgeBreaks").text()

    @property
    def outcome(self) -> str:
        return self.area.findChild(QLabel, "forgeOutcome").text()


@contextlib.asynccontextmanager
async def smithy(qtbot: QtBot, server: RudeServer, path: Path) -> AsyncIterator[Smithy]:
    with Recording.create(path / "forged.wsrec") as recording:
        session = Session(recording, url=server.url)
        await session.connect()
        smith = Smithy(qtbot, session)
        try:
            yield smith
        finally:
            smith.area.stop()
            assert session.websocket is not None
            session.websocket.abort()
            await session.websocket.wait_closed()


async def settled(smith: Smithy, what: str) -> None:
    """The page looks at its fields once the loop turns."""
    await until(lambda: what in smith.breaks, what)


async def read_on(peer: Peer) -> None:
    await peer.accept()
    await peer.read_all()


async def test_what_is_shown_is_what_goes_out_byte_for_byte(qtbot: QtBot, tmp_path: Path) -> None:
    heard = asyncio.Event()
    received = b""

    async def listen(peer: Peer) -> None:
        nonlocal received
        await peer.accept()
        received = await peer.read(2 + 8 + 4 + 3)
        heard.set()
        await peer.read_all()

    async with rude_server(listen) as server, smithy(qtbot, server, tmp_path) as smith:
        smith.check("finBox", on=False)
        smith.check("rsv1Box")
        smith.check("rsv3Box")
        smith.choose("opcodeBox", "0xB reserved")
        smith.choose("lengthFormBox", "64 bits")
        smith.type("declaredLengthEdit", "99")
        smith.type("forgePayloadEdit", "abc")
        await settled(smith, "The peer waits for 96 bytes")
        shown = smith.dump
        assert shown[:10] == bytes.fromhex("5b ff 00 00 00 00 00 00 00 63")
        assert "RSV1 = 1" in smith.header
        smith.send()
        await heard.wait()
        assert received == shown
        await until(lambda: smith.dump[10:14] != shown[10:14], "another key for the next frame")


async def test_a_masking_key_of_ones_own(qtbot: QtBot, tmp_path: Path) -> None:
    async with rude_server(read_on) as server, smithy(qtbot, server, tmp_path) as smith:
        smith.type("maskingKeyEdit", "ff00ff00")
        smith.type("forgePayloadEdit", "AA")
        await until(lambda: smith.dump == bytes.fromhex("81 82 ff00ff00 be41"), "the masked bytes")
        smith.check("maskedBox", on=False)
        await until(lambda: smith.dump == b"\x81\x02AA", "no mask")
        edit = find(smith.area, QPlainTextEdit, "forgePayloadEdit")
        edit.setPlainText("\u00a0\n")  # a no-break space stays one
        await until(lambda: smith.dump == b"\x81\x03\xc2\xa0\n", "the very characters")
        assert "a client must mask its frames" in smith.breaks[:1].lower() + smith.breaks[1:]
        assert not find(smith.area, QLineEdit, "maskingKeyEdit").isEnabled()


async def test_a_violation_says_what_must_come_of_it_and_then_what_did(
    qtbot: QtBot, tmp_path: Path
) -> None:
    async def object_to_it(peer: Peer) -> None:
        await peer.accept()
        await peer.read(2 + len(b"not masked"))
        await peer.send(b"\x88\x08\x03\xeaunmask")
        while (await peer.read_frame())[0] != 8:
            pass

    async with rude_server(object_to_it) as server, smithy(qtbot, server, tmp_path) as smith:
        smith.preset("Unmasked frame")
        await settled(smith, "The server MUST close the connection")
        smith.send()
        await until(lambda: "As the RFC asks" in smith.outcome, "the verdict")
        assert 'It closed with 1002 Protocol Error "unmask" after' in smith.outcome


async def test_a_peer_that_takes_no_offence_is_told_of(qtbot: QtBot, tmp_path: Path) -> None:
    async def put_up_with_it(peer: Peer) -> None:
        await peer.accept()
        assert await peer.read_frame() == (3, b"opcode 3")
        opcode, payload = await peer.read_frame()
        assert opcode == 9
        await peer.send(b"\x8a\x08" + payload)
        await peer.read_all()

    async with rude_server(put_up_with_it) as server, smithy(qtbot, server, tmp_path) as smith:
        smith.preset("Reserved opcode 3")
        smith.send()
        await until(lambda: "Waiting" in smith.outcome, "what is going on")
        await until(lambda: "Tolerated" in smith.outcome, "the verdict")


async def test_several_frames_go_out_in_their_order(qtbot: QtBot, tmp_path: Path) -> None:
    frames: list[tuple[int, bytes]] = []

    async def collect(peer: Peer) -> None:
        await peer.accept()
        frames.extend([await peer.read_frame() for _ in range(3)])
        await peer.read_all()

    async with rude_server(collect) as server, smithy(qtbot, server, tmp_path) as smith:
        smith.check("finBox", on=False)
        smith.type("forgePayloadEdit", "one ")
        click(find(smith.area, QToolButton, "addFrameButton"))
        smith.choose("opcodeBox", "0x9 ping")
        smith.check("finBox")
        click(find(smith.area, QToolButton, "addFrameButton"))
        smith.choose("opcodeBox", "0x0 continuation")
        smith.type("forgePayloadEdit", "two")
        await settled(smith, "Lawful: text, ping, continuation.")
        assert smith.button.text() == "Send 3 frames"
        smith.send()
        await until(lambda: len(frames) == 3, "three frames")
        assert frames == [(1, b"one "), (9, b"one "), (0, b"two")]
        assert smith.outcome == "Sent."
        bar = find(smith.area, QTabBar, "forgeFrames")
        bar.moveTab(2, 0)
        click(find(smith.area, QToolButton, "removeFrameButton"))
        assert [bar.tabText(place) for place in range(2)] == ["1 text", "2 ping"]


async def test_a_length_that_has_no_room_stops_the_send(qtbot: QtBot, tmp_path: Path) -> None:
    async with rude_server(read_on) as server, smithy(qtbot, server, tmp_path) as smith:
        smith.choose("lengthFormBox", "7 bits")
        smith.type("declaredLengthEdit", "126")
        await settled(smith, "7 bits")
        assert not smith.button.isEnabled()
        assert smith.dump == b""
        smith.area.send()
        assert "7 bits" in smith.outcome
        sent = [e.event for e in smith.session.recording.entries() if isinstance(e.event, Frame)]
        assert [frame for frame in sent if frame.direction is Direction.SENT] == []
        smith.type("declaredLengthEdit", "125")
        await until(smith.button.isEnabled, "room enough")


async def test_an_edited_preset_is_none_any_more(qtbot: QtBot, tmp_path: Path) -> None:
    async with rude_server(read_on) as server, smithy(qtbot, server, tmp_path) as smith:
        smith.preset("Unmasked frame")
        box = find(smith.area, QComboBox, "forgePresetBox")
        assert box.currentText() == "Unmasked frame"
        smith.check("maskedBox")
        await settled(smith, "Lawful")
        assert box.currentIndex() == -1


async def test_a_preset_is_judged_by_what_was_negotiated(qtbot: QtBot, tmp_path: Path) -> None:
    async def deflating(peer: Peer) -> None:
        await peer.accept("Sec-WebSocket-Extensions: permessage-deflate")
        await peer.read_all()

    async with rude_server(deflating) as server, smithy(qtbot, server, tmp_path) as smith:
        smith.preset("RSV1 without an extension")
        # Those bytes can be inflated, as it happens.
        await settled(smith, "Lawful where permessage-deflate was negotiated, as it was here: text")
        assert "MUST be 0" not in smith.breaks


def test_nothing_can_be_sent_before_a_connection_is_there(qtbot: QtBot) -> None:
    smith = Smithy(qtbot, Session())
    with qtbot.waitActive(smith.area):
        smith.area.activateWindow()
    assert not smith.button.isEnabled()
    assert smith.button.toolTip() == "Connect first"
    QTest.keyClick(
        smith.area.forge.fields.payload, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    )
    assert smith.outcome == "Connect first"


def test_the_switch_leads_to_the_composer_and_back(qtbot: QtBot) -> None:
    smith = Smithy(qtbot, Session())
    click(find(smith.area, QToolButton, "sendingSwitch0"))
    assert smith.area.page == COMPOSER
    assert find(smith.area, QPlainTextEdit, "composerEdit").isVisible()
    click(find(smith.area, QToolButton, "sendingSwitch1"))
    assert smith.area.page == FORGE
    assert find(smith.area, QToolButton, "sendingSwitch1").isChecked()
