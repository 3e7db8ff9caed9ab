"""What the composer asks for goes out, is told about, and can be stopped: on real sockets."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from inspector.library import as_kind
from inspector.library.match import Match
from inspector.library.send_as import Repeat, SendAs
from inspector.recording import Recording
from inspector.sending.context import Context
from inspector.session import Session
from inspector.ui.composer import Composer, Sender, Submission, from_log
from inspector.ui.composer.state import State
from tests.support.app import click, until
from tests.support.rude_server import Peer, Script, rude_server


class Bench:
    """A composer at a connection."""

    def __init__(self, composer: Composer, session: Session, context: Context) -> None:
        self.composer = composer
        self.session = session
        self.context = context
        self.sender = Sender(composer, session, context)

    def text(self, name: str) -> str:
        label = self.composer.findChild(QLabel, name)
        assert isinstance(label, QLabel)
        return label.text() if label.isVisible() else ""

    @property
    def note(self) -> str:
        return self.text("composerNote")

    @property
    def strip(self) -> str:
        return self.text("runLabel")

    @property
    def button(self) -> QPushButton:
        button = self.composer.findChild(QPushButton, "sendButton")
        assert isinstance(button, QPushButton)
        return button

    def write(
        self,
        content: str,
        kind: str = "text",
        send_as: SendAs = SendAs(),  # noqa: B008
        repeat: Repeat | None = None,
    ) -> None:
        state = State(kind=as_kind(kind), content=content, send_as=send_as, repeat=repeat)
        self.composer.set_state(state.to_dict())


@contextlib.asynccontextmanager
async def bench(script: Script, tmp_path: Path) -> AsyncIterator[Bench]:
    context = Context()
    composer = Composer(context)
    composer.resize(900, 150)
    composer.show()
    async with rude_server(script) as server:
        session = Session(Recording.create(tmp_path / "it.wsrec"), url=server.url)
        made = Bench(composer, session, context)
        try:
            await session.connect()
            composer.set_can_send(True)
            yield made
            await made.sender.shutdown()
            await session.shutdown()
            await server.done()
        finally:
            composer.deleteLater()


class Ear:
    """A server that keeps the frames that come, and answers where it is told to."""

    def __init__(self, answers: dict[bytes, bytes] | None = None) -> None:
        self.frames: list[tuple[int, bytes]] = []
        self.bare: list[tuple[int, int, bytes]] = []
        self._answers = answers or {}

    async def __call__(self, peer: Peer) -> None:
        await peer.accept()
        await self.listen(peer)

    async def listen(self, peer: Peer) -> None:
        while True:
            start = len(peer.received)
            opcode, payload = await peer.read_frame()
            self.bare.append((peer.received[start] >> 7, opcode, payload))
            self.frames.append((opcode, payload))
            if opcode == 8:
                await peer.send(b"\x88" + bytes([len(payload)]) + payload)
                return
            if payload in self._answers:
                answer = self._answers[payload]
                await peer.send(b"\x81" + bytes([len(answer)]) + answer)

    def messages(self) -> list[bytes]:
        return [payload for opcode, payload in self.frames if opcode in (0, 1, 2)]


async def test_a_message_with_variables_goes_out_and_chance_goes_on(tmp_path: Path) -> None:
    ear = Ear()
    async with bench(ear, tmp_path) as it:
        it.context.set("name", "Zoë")
        it.write("{{name}} {{$counter}}")
        for number in (1, 2):
            click(it.button)
            await until(lambda number=number: len(ear.frames) == number, "the message")
        assert ear.frames == [(1, "Zoë 1".encode()), (1, "Zoë 2".encode())]
        assert it.note == ""
        QTest.keyClick(it.composer.findChild(QWidget, "composerEdit"), Qt.Key.Key_Up)
        assert it.composer.content() == ("text", "{{name}} {{$counter}}")


async def test_an_unknown_variable_stops_it(tmp_path: Path) -> None:
    ear = Ear()
    async with bench(ear, tmp_path) as it:
        it.write("{{nobody}}")
        assert not it.button.isEnabled()
        it.composer.send()
        assert 'No variable "nobody"' in it.note
        assert not it.sender.is_busy
    assert ear.messages() == []


async def test_fragments_and_lines_go_out_as_chosen(tmp_path: Path) -> None:
    ear = Ear()
    async with bench(ear, tmp_path) as it:
        it.write("abcde", send_as=SendAs(mode="fragments", size=2, ping_between=True))
        click(it.button)
        await until(lambda: len(ear.frames) == 5, "five frames")
        assert [(fin, opcode) for fin, opcode, _ in ear.bare] == [
            (0, 1), (1, 9), (0, 0), (1, 9), (1, 0)
        ]  # fmt: skip
        assert b"".join(ear.messages()) == b"abcde"
        it.write("one\n\ntwo", send_as=SendAs(mode="lines"))
        click(it.button)
        await until(lambda: ear.frames[-1] == (1, b"two"), "the second line")
        assert ear.frames[-2] == (1, b"one")


async def test_it_repeats_while_other_messages_go_out(tmp_path: Path) -> None:
    ear = Ear()
    async with bench(ear, tmp_path) as it:
        it.write("beat {{$counter}}", repeat=Repeat(interval=0.05))
        click(it.button)
        assert it.button.text() == "Stop"
        await until(lambda: len(ear.frames) >= 2, "two beats")
        await until(lambda: "sent" in it.strip, "the strip")
        assert it.strip.startswith("“beat {{$counter}}” every 0.05 s: ")
        it.composer.send()
        assert it.note.startswith("This is being sent already")
        it.write("between")
        assert it.button.text() == "Send"
        click(it.button)
        await until(lambda: (1, b"between") in ear.frames, "the other")
        stop = it.composer.findChild(QPushButton, "stopButton")
        click(stop)
        await until(lambda: not it.sender.is_busy, "the end")
        assert it.strip == ""
        assert "stopped after" in it.note
        sent = [payload for _, payload in ear.frames if payload.startswith(b"beat")]
        assert sent == [b"beat %d" % (number + 1) for number in range(len(sent))]


async def test_escape_in_the_composer_stops_it(tmp_path: Path) -> None:
    async with bench(Ear(), tmp_path) as it:
        it.write("beat", repeat=Repeat(interval=30))
        click(it.button)
        await until(lambda: "next in" in it.strip, "the wait")
        editor = it.composer.findChild(QWidget, "composerEdit")
        editor.setFocus()
        it.composer.activateWindow()
        it.composer.begin_find()
        field = it.composer.findChild(QWidget, "composerFindEdit")
        QTest.keyClick(field, Qt.Key.Key_Escape)
        assert not field.isVisible()
        assert it.sender.is_busy
        QTest.keyClick(editor, Qt.Key.Key_Escape)
        await until(lambda: not it.sender.is_busy, "the end")
        assert "stopped after 1 time" in it.note
        assert it.button.text() == "Send"


async def test_a_number_of_times(tmp_path: Path) -> None:
    ear = Ear()
    async with bench(ear, tmp_path) as it:
        it.write("x", repeat=Repeat(interval=0.01, count=3))
        click(it.button)
        await until(lambda: not it.sender.is_busy, "the end")
        await until(lambda: len(ear.frames) == 3, "three")
        assert it.note == "“x” done after 3 times"


async def test_until_a_reply_comes(tmp_path: Path) -> None:
    ear = Ear({b"ask 3": b'{"ready": true}'})
    async with bench(ear, tmp_path) as it:
        match = Match(json_path="$.ready", equals=True)
        it.write("ask {{$counter}}", repeat=Repeat(interval=0.05, until=match))
        click(it.button)
        await until(lambda: not it.sender.is_busy, "the end")
        assert "and the reply came" in it.note
        assert b"ask 3" in ear.messages()


async def test_a_reply_that_cannot_be_waited_for_is_said(tmp_path: Path) -> None:
    async with bench(Ear(), tmp_path) as it:
        it.write("x", repeat=Repeat(until=Match(regex="(")))
        it.composer.send()
        assert not it.sender.is_busy
        assert it.note


@pytest.mark.parametrize(
    ("kind", "content", "title"),
    [
        ("text", "\n sign in \nrest", "sign in"),
        ("text", "x" * 31, "x" * 30 + "…"),
        ("text", "\u202epots\x00", "⟨U+202E⟩pots⟨NUL⟩"),
        ("binary-file", "/home/somebody/large.bin", "large.bin"),
    ],
)
def test_what_goes_out_has_a_name(kind: str, content: str, title: str) -> None:
    assert Submission(kind, content).title == title


async def test_a_repetition_ends_with_the_connection(tmp_path: Path) -> None:
    async def one_then_close(peer: Peer) -> None:
        await peer.accept()
        await peer.read_frame()
        await peer.send(b"\x88\x02\x03\xe8")
        await peer.read_frame()

    async with bench(one_then_close, tmp_path) as it:
        it.write("x", repeat=Repeat(interval=0.3))
        click(it.button)
        await until(lambda: not it.sender.is_busy, "the end")
        assert it.note == "“x” ended with the connection after 1 time"


async def test_a_file_is_streamed_shows_how_far_it_is_and_can_be_stopped(tmp_path: Path) -> None:
    go_on = asyncio.Event()
    got = asyncio.Event()

    async def reads_late(peer: Peer) -> None:
        await peer.accept()
        await go_on.wait()
        while True:
            opcode, payload = await peer.read_frame()
            if opcode == 1:
                assert payload == b"after"
                got.set()
            if opcode == 8:
                await peer.send(b"\x88\x02\x03\xe8")
                return

    file = tmp_path / "large.bin"
    file.write_bytes(bytes(16_000_000))
    async with bench(reads_late, tmp_path) as it:
        it.write(str(file), "binary-file")
        click(it.button)
        assert it.button.text() == "Stop"
        await until(lambda: "of 16.0 MB sent" in it.strip, "the progress")
        bar = it.composer.findChild(QWidget, "runProgress")
        assert bar.isVisible()
        click(it.button)
        go_on.set()
        await until(lambda: not it.sender.is_busy, "the end")
        assert it.note.startswith("“large.bin” stopped: ")
        assert it.note.endswith(" of 16.0 MB went out, as a message that ends there")
        it.write("after")
        click(it.button)
        await asyncio.wait_for(got.wait(), 5)  # the message was ended, the connection goes on


@pytest.mark.parametrize(
    ("opcode", "fragments", "frames"),
    [
        (1, (b"h\xc3", b"\xa9"), [(0, 1, b"h\xc3"), (1, 0, b"\xa9")]),
        (1, (b"\xff",), [(1, 1, b"\xff")]),
        (2, (b"\x00", b"", b"\x01"), [(0, 2, b"\x00"), (0, 0, b""), (1, 0, b"\x01")]),
        (9, (b"p",), [(1, 9, b"p")]),
        (10, (b"",), [(1, 10, b"")]),
        (11, (b"?",), [(1, 11, b"?")]),
        (8, (b"\x0f\xa0\xff",), [(1, 8, b"\x0f\xa0\xff")]),
    ],
)
async def test_a_message_goes_out_again_as_it_was(
    tmp_path: Path,
    opcode: int,
    fragments: tuple[bytes, ...],
    frames: list[tuple[int, int, bytes]],
) -> None:
    ear = Ear()
    async with bench(ear, tmp_path) as it:
        it.sender.resend(from_log.Recorded(opcode, fragments))
        await until(lambda: len(ear.bare) >= len(frames), "the frames")
        assert ear.bare[: len(frames)] == frames
        assert it.note == ""


async def test_what_goes_out_again_can_be_stopped(tmp_path: Path) -> None:
    go_on = asyncio.Event()
    ear = Ear()

    async def reads_late(peer: Peer) -> None:
        await peer.accept()
        await go_on.wait()
        await ear.listen(peer)

    async with bench(reads_late, tmp_path) as it:
        half = "é".encode() * 4_000_000
        it.sender.resend(from_log.Recorded(1, (half[:7_999_999], half[7_999_999:])))
        await until(lambda: it.session.websocket.buffered_amount > 0, "a full network")
        assert it.sender.is_busy
        it.composer.stop_requested.emit()
        await until(lambda: not it.sender.is_busy, "the end")
        go_on.set()
        it.write("after")
        click(it.button)
        await until(lambda: ear.bare[-1:] == [(1, 1, b"after")], "what comes after it")
        assert b"".join(payload for _, _, payload in ear.bare[:-1]) == half


async def test_what_was_not_kept_cannot_be_sent_again(tmp_path: Path) -> None:
    async with bench(Ear(), tmp_path) as it:
        it.sender.resend(from_log.Recorded(2, (b"a",), omitted=5))
        assert "5 bytes of this message were not kept" in it.note


async def test_without_a_connection_nothing_is_sent(tmp_path: Path) -> None:
    composer = Composer()
    composer.show()
    session = Session(Recording.create(tmp_path / "none.wsrec"))
    sender = Sender(composer, session, Context())
    sender.submit(composer.submission())
    sender.resend(from_log.Recorded(1, (b"",)))
    note = composer.findChild(QLabel, "composerNote")
    assert note.text() == "Not connected: connect first, then send."
    assert not sender.is_busy
    await session.shutdown()
    composer.deleteLater()
