"""What is sent, frame by frame, as a raw server gets it."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from inspector.events import ReadyState
from inspector.library.send_as import SendAs
from inspector.sending import ContentError, Outgoing, outgoing, send
from inspector.sending.sources import BLOCK
from inspector.wire import NotOpenError, WebSocket
from tests.support.rude_server import Peer, rude_server
from tests.support.wire_story import opened, server_close

Sent = tuple[int, bool, bytes]
"""Opcode, FIN, payload."""


class Desk:
    """A connection, and the frames that its server got up to the Close frame."""

    def __init__(self, websocket: WebSocket) -> None:
        self.websocket = websocket
        self.frames: list[Sent] = []
        self.come = asyncio.Event()
        """Set by each frame."""

    async def until(self, count: int) -> list[Sent]:
        """The frames, once there are `count`."""
        async with asyncio.timeout(5):
            while len(self.frames) < count:
                self.come.clear()
                await self.come.wait()
        return self.frames

    async def close(self) -> list[Sent]:
        """End the connection; the frames before the Close frame."""
        await self.websocket.close()
        return self.frames


@contextlib.asynccontextmanager
async def connected(**options: object) -> AsyncIterator[Desk]:
    made: asyncio.Future[Desk] = asyncio.get_running_loop().create_future()

    async def script(peer: Peer) -> None:
        await peer.accept()
        desk = await made
        while True:
            at = len(peer.received)
            opcode, payload = await peer.read_frame()
            if opcode == 8:
                break
            desk.frames.append((opcode, peer.received[at] >= 0x80, payload))
            desk.come.set()
        await peer.send(server_close(1000))

    async with rude_server(script) as server:
        websocket = await opened(server.url, compression=False, **options)
        desk = Desk(websocket)
        made.set_result(desk)
        yield desk
        await desk.close()
        assert websocket.was_clean


def fragments(**how: object) -> SendAs:
    return SendAs(mode="fragments", **how)  # type: ignore[arg-type]


async def test_each_kind_goes_out_as_one_frame(tmp_path: Path):
    file = tmp_path / "data"
    file.write_bytes(b"of a file")
    async with connected() as desk:
        for kind, content in (
            ("text", "é"),
            ("json", "{}"),
            ("binary-hex", "00 ff"),
            ("binary-file", str(file)),
            ("ping", "a"),
            ("pong", "b"),
        ):
            await send(desk.websocket, outgoing(kind, content))
        await send(desk.websocket, Outgoing("ping", b"never cut"), fragments(size=1))
    assert desk.frames == [
        (1, True, "é".encode()),
        (1, True, b"{}"),
        (2, True, b"\x00\xff"),
        (2, True, b"of a file"),
        (9, True, b"a"),
        (10, True, b"b"),
        (9, True, b"never cut"),
    ]


async def test_a_close_frame_of_any_code_is_not_waited_for():
    async with connected() as desk:
        await send(desk.websocket, outgoing("close", "1005 no such code"))
        assert desk.websocket.ready_state == ReadyState.CLOSING
        with pytest.raises(NotOpenError):
            await send(desk.websocket, outgoing("text", "too late"))


async def test_text_in_fragments_of_so_many_bytes():
    async with connected() as desk:
        await send(desk.websocket, outgoing("text", "aéb"), fragments(size=2))
        await send(desk.websocket, outgoing("binary-hex", "00 01"), fragments(by="count", count=2))
        await send(desk.websocket, outgoing("text", "x|y|"), fragments(by="marks"))
        await send(desk.websocket, outgoing("text", "in one piece"), fragments())
    assert desk.frames == [
        (1, False, b"a\xc3"),
        (0, True, b"\xa9b"),
        (2, False, b"\x00"),
        (0, True, b"\x01"),
        (1, False, b"x"),
        (0, False, b"y"),
        (0, True, b""),
        (1, True, b"in one piece"),
    ]


async def test_pings_go_between_fragments_and_other_messages_after_them():
    async with connected() as desk:
        websocket = desk.websocket
        async with asyncio.TaskGroup() as sending:
            how = fragments(by="count", count=3, pause=0.02, ping_between=True)
            sending.create_task(send(websocket, outgoing("text", "abc"), how))
            await desk.until(1)
            sending.create_task(send(websocket, outgoing("text", "waits")))
            websocket.send_nowait("waits too")
    assert desk.frames[:5] == [
        (1, False, b"a"),
        (9, True, b"after fragment 1"),
        (0, False, b"b"),
        (9, True, b"after fragment 2"),
        (0, True, b"c"),
    ]
    assert sorted(desk.frames[5:]) == [(1, True, b"waits"), (1, True, b"waits too")]


@pytest.mark.parametrize(
    ("text", "size", "frames"),
    [
        ("abcdef", 2, [(1, False, b"ab"), (0, True, b"")]),
        ("a€b", 2, [(1, False, b"a\xe2"), (0, True, b"\x82\xac")]),  # inside a character
    ],
)
async def test_stopped_in_a_pause_the_message_is_ended_and_the_connection_goes_on(
    text: str, size: int, frames: list[Sent]
):
    told: list[tuple[int, int]] = []
    async with connected() as desk:
        how = fragments(size=size, pause=60)
        sending = asyncio.create_task(
            send(desk.websocket, outgoing("text", text), how, lambda *so_far: told.append(so_far))
        )
        await desk.until(1)
        sending.cancel()
        with pytest.raises(asyncio.CancelledError):
            await sending
        await send(desk.websocket, outgoing("text", "next"))
        await desk.close()
    assert desk.frames == [*frames, (1, True, b"next")]
    assert told == [(2, len(text.encode()))]


async def test_a_pause_ends_with_the_connection():
    async with connected() as desk:
        how = SendAs(mode="lines", pause=60)
        sending = asyncio.create_task(send(desk.websocket, outgoing("text", "a\nb"), how))
        await desk.until(1)
        await desk.close()
        with pytest.raises(NotOpenError):
            await asyncio.wait_for(sending, 5)


async def test_lines_are_messages_and_progress_is_told():
    told: list[tuple[int, int]] = []
    async with connected() as desk:
        how = SendAs(mode="lines", pause=0.001)
        content = outgoing("text", "one\r\n\ntwo é\n")
        await send(desk.websocket, content, how, lambda *so_far: told.append(so_far))
        await send(desk.websocket, outgoing("ping", "a\nb"), how)
        with pytest.raises(ContentError, match="there is no line to send"):
            await send(desk.websocket, outgoing("text", " \n"), how)
    assert desk.frames == [
        (1, True, b"one"),
        (1, True, "two é".encode()),
        (9, True, b"a"),
        (9, True, b"b"),
    ]
    assert told == [(3, 9), (9, 9)]


async def test_a_large_file_goes_out_in_fragments_and_progress_is_told(tmp_path: Path):
    file = tmp_path / "large"
    content = bytes(range(256)) * (BLOCK // 256) * 2 + b"end"
    file.write_bytes(content)
    told: list[tuple[int, int]] = []
    async with connected() as desk:
        what = outgoing("binary-file", str(file))
        await send(desk.websocket, what, progress=lambda *so_far: told.append(so_far))
        await send(desk.websocket, what, fragments(by="count", count=2))
    by_size, by_count = desk.frames[:3], desk.frames[3:]
    assert [(opcode, fin) for opcode, fin, _ in by_size] == [(2, False), (0, False), (0, True)]
    assert [len(payload) for *_, payload in by_size] == [BLOCK, BLOCK, 3]
    assert b"".join(payload for *_, payload in by_size) == content
    assert b"".join(payload for *_, payload in by_count) == content
    assert len(by_count) == 2
    assert told == [(BLOCK, len(content)), (2 * BLOCK, len(content)), (len(content), len(content))]


async def test_a_file_that_becomes_shorter_ends_its_message_and_says_so(tmp_path: Path):
    file = tmp_path / "large"
    file.write_bytes(bytes(3 * BLOCK))

    def shorten(sent: int, _total: int) -> None:
        if sent == BLOCK:
            with file.open("ab") as cut:
                cut.truncate(BLOCK + 5)

    async with connected() as desk:
        with pytest.raises(ContentError, match=r"65,541 of 196,608 bytes went out"):
            await send(desk.websocket, outgoing("binary-file", str(file)), progress=shorten)
        await send(desk.websocket, outgoing("text", "goes on"))
    assert [(fin, len(payload)) for _, fin, payload in desk.frames] == [
        (False, BLOCK),
        (True, 5),
        (True, 7),
    ]


async def test_what_cannot_be_sent_is_said_before_anything_is(tmp_path: Path):
    file = tmp_path / "data"
    file.write_bytes(bytes(11))
    what = outgoing("binary-file", str(file))
    async with connected(max_message_size=10) as desk:
        for how, message in (
            (SendAs(), "has 11 bytes, and the connection's limit is 10: raise it"),
            (SendAs(mode="lines"), "a file goes out whole or in fragments"),
        ):
            with pytest.raises(ContentError, match=message):
                await send(desk.websocket, what, how)
        file.write_bytes(b"short")
        for how in (fragments(by="marks"), fragments(size=0), fragments(by="count", count=0)):
            with pytest.raises(ContentError):
                await send(desk.websocket, what, how)
        file.unlink()
        with pytest.raises(FileNotFoundError):
            await send(desk.websocket, what)
    assert desk.frames == []


async def test_many_small_fragments_leave_others_their_turn():
    async with connected() as desk:
        turns = 0

        async def take_turns() -> None:
            nonlocal turns
            while True:
                turns += 1
                await asyncio.sleep(0)

        other = asyncio.create_task(take_turns())
        await send(desk.websocket, outgoing("text", "x" * 1000), fragments(size=1))
        other.cancel()
        assert turns > 2
    assert len(desk.frames) == 1000


@pytest.mark.parametrize(
    ("written", "how"),
    [
        (Outgoing("text", b"hello"), SendAs()),
        (Outgoing("text", b"one\ntwo"), SendAs(mode="lines")),
        (Outgoing("binary", b"12345"), SendAs(mode="fragments", by="size", size=2)),
        (Outgoing("text", b""), SendAs()),
    ],
)
async def test_progress_ends_with_all_of_it_however_it_goes_out(written: Outgoing, how: SendAs):
    told: list[tuple[int, int]] = []
    async with connected() as desk:
        await send(desk.websocket, written, how, lambda sent, total: told.append((sent, total)))
        await desk.close()
    assert told
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1] == sum(len(payload) for *_, payload in desk.frames)
