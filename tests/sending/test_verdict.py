"""What peers do about violations: raw ones that do as told, and three servers that people use."""

import asyncio
import contextlib
import logging
import re
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from websockets.asyncio.server import ServerConnection, serve

from inspector.events import Direction, Frame, Problem, ReadyState, StateChange
from inspector.recording import Recording
from inspector.sending.verdict import Reaction, Verdict, judge, observe, provoke, read_reaction
from inspector.sending.violations import VIOLATIONS, Violation
from inspector.session import Session
from inspector.wire import ConnectOptions, ForgedFrame
from tests.support.aiohttp_server import aiohttp_server
from tests.support.rude_server import Peer, rude_server
from tests.support.wire_bytes import PONG, TEXT
from tests.support.wire_story import server_close, server_frame
from tests.support.wsproto_server import wsproto_server

BY_ID = {violation.id: violation for violation in VIOLATIONS}


@contextlib.asynccontextmanager
async def session_with(
    url: str, path: Path, *, compression: bool = False
) -> AsyncIterator[Session]:
    options = ConnectOptions(compression=compression, close_timeout=0.1)
    session = Session(Recording.create(path), url=url, options=options)
    await session.connect()
    yield session
    assert session.websocket is not None
    session.websocket.abort()
    await session.websocket.wait_closed()
    await session.shutdown()


async def provoked(session: Session, violation: Violation, patience: float = 5) -> Verdict:
    assert session.websocket is not None
    assert session.recording is not None
    return await provoke(session.websocket, session.recording, violation, patience)


async def answered(
    answer: bytes, violation: str, path: Path, *, stays: bool = False, pongs: bool = False
) -> Verdict:
    """The verdict on a server that reads the violation, sends `answer`, and ends TCP unless it
    `stays`; then it answers the ping if it `pongs`."""
    chosen = BY_ID[violation]
    wire = b"".join(frame.encode() for frame in chosen.frames)

    async def script(peer: Peer) -> None:
        await peer.accept()
        await peer.read(len(wire))
        await peer.send(answer)
        if pongs:
            _, payload = await peer.read_frame()
            await peer.send(server_frame(PONG, payload))
        if stays:
            await peer.stay()

    async with rude_server(script) as server, session_with(server.url, path) as session:
        return await provoked(session, chosen, 0.3 if stays else 5)


@pytest.mark.parametrize(
    ("violation", "answer", "judgement", "sentence"),
    [
        (
            "rsv2",
            server_close(1002, "RSV2"),
            "as the RFC asks",
            r'It closed with 1002 Protocol Error "RSV2" after \d+\.\d ms\.',
        ),
        ("rsv2", b"", "as the RFC asks", "It ended TCP .*, without a Close .*Section 7.1.7 allows"),
        ("rsv2", server_close(1000), "otherwise", r"1000 Normal .*The right code is 1002\."),
        (
            "rsv2",
            server_frame(TEXT, b"hello") * 2 + server_close(1002),
            "as the RFC asks",
            "ms, and sent 2 messages",
        ),
        ("rsv2", server_close(1002) + server_close(1000), "as the RFC asks", "closed with 1002"),
        ("no-deflate-data", server_close(1003), "otherwise", "The right code is 1002 or 1007"),
        ("close-1006", server_close(1000), "tolerated", "took ours for a lawful one: 1002 is"),
        ("close-1006", server_close(1002), "as the RFC asks", ""),
        ("after-close", server_close(1000), "as the RFC asks", ""),
        ("after-close", server_close(1002), "otherwise", "The right code is 1000"),
        ("after-close", b"", "otherwise", "MUST answer a Close frame"),
        (
            "after-close",
            server_frame(TEXT, b"one more thing") + server_close(1000),
            "otherwise",
            "What comes after a Close frame is discarded",
        ),
        ("length-too-long", b"", "otherwise", "Nothing told it that the rest would not come"),
        ("length-too-long", server_close(1002), "otherwise", "Nothing told it"),
        ("length-huge", server_close(1009), "as the RFC asks", ""),
        ("length-huge", b"", "as the RFC asks", "Section 7.1.7 allows"),
    ],
)
async def test_how_it_ended_the_connection(
    tmp_path: Path, violation: str, answer: bytes, judgement: str, sentence: str
):
    verdict = await answered(answer, violation, tmp_path / "a.wsrec")
    assert verdict.judgement == judgement
    assert re.search(sentence, verdict.sentence)


@pytest.mark.parametrize(
    ("violation", "answer", "pongs", "judgement", "sentence"),
    [
        ("rsv2", b"", True, "tolerated", "answered the ping sent after it."),
        ("rsv2", server_frame(TEXT, b"ok"), True, "tolerated", "after it, and sent 1 message."),
        ("rsv2", server_frame(TEXT, b"ok"), False, "tolerated", "sent 1 message, and did not"),
        ("rsv2", b"", False, "otherwise", "neither fails the connection nor goes on"),
        ("length-too-long", b"", False, "as the RFC asks", "It waits for the rest."),
        ("length-huge", b"", False, "as the RFC asks", "It waits for the rest."),
        ("length-top-bit", b"", False, "tolerated", "It seems to wait for the rest."),
        ("after-close", b"", False, "otherwise", "MUST answer a Close frame"),
    ],
)
async def test_that_it_went_on(
    tmp_path: Path, violation: str, answer: bytes, pongs: bool, judgement: str, sentence: str
):
    verdict = await answered(answer, violation, tmp_path / "a.wsrec", stays=True, pongs=pongs)
    assert verdict.judgement == judgement
    assert sentence in verdict.sentence


async def test_what_a_frame_of_ones_own_brought_and_where_it_is_recorded(tmp_path: Path):
    async def script(peer: Peer) -> None:
        await peer.accept()
        await peer.read_frame()
        await peer.send(server_frame(TEXT, b"why?") + server_close(4000, "no"))

    async with (
        rude_server(script) as server,
        session_with(server.url, tmp_path / "a.wsrec") as session,
    ):
        assert session.websocket is not None
        assert session.recording is not None
        seq = session.recording.count + 1
        session.websocket.send_frame(ForgedFrame(payload=b"lawful"))
        reaction = await observe(session.websocket, session.recording, seq)
        assert (reaction.close, reaction.answers, reaction.dropped) == ((4000, "no"), 1, False)
        assert reaction.close_seq is not None
        event = session.recording.entry(reaction.close_seq).event
        assert isinstance(event, Frame)
        assert event.payload == b"\x0f\xa0no"
        assert judge(reaction, BY_ID["rsv2"]).judgement == "otherwise"


async def echo(websocket: ServerConnection) -> None:
    async for message in websocket:
        await websocket.send(message)


@contextlib.asynccontextmanager
async def server_of(kind: str) -> AsyncIterator[str]:
    """The URL of an echo server."""
    if kind == "aiohttp":
        async with aiohttp_server() as server:
            yield server.url
    elif kind == "wsproto":
        async with wsproto_server() as other:
            yield other.url
    else:
        async with serve(echo, "127.0.0.1", 0) as listener:
            yield f"ws://127.0.0.1:{next(iter(listener.sockets)).getsockname()[1]}/"


NOT_AS_ASKED = {
    "aiohttp": {
        "unmasked": "tolerated",
        "compressed-control": "tolerated",
        "no-deflate-data": "otherwise",
        "close-1006": "tolerated",
        "length-16-not-minimal": "tolerated",
        "length-64-not-minimal": "tolerated",
    },
    "websockets": {"length-16-not-minimal": "tolerated", "length-64-not-minimal": "tolerated"},
    "wsproto": {},
}
"""Found here with aiohttp 3.14, websockets 17.4 and wsproto 1.3; all else is as the RFC asks."""


@pytest.mark.parametrize("kind", ["aiohttp", "websockets", "wsproto"])
async def test_what_servers_do(kind: str, tmp_path: Path, caplog: pytest.LogCaptureFixture):
    judgements: dict[str, str] = {}

    async def try_on(url: str, violation: Violation) -> None:
        path = tmp_path / f"{violation.id}.wsrec"
        compression = violation.deflate is not False
        async with session_with(url, path, compression=compression) as session:
            assert session.websocket is not None
            assert violation.breaks(session.websocket.extensions)
            judgements[violation.id] = (await provoked(session, violation, 1)).judgement

    with caplog.at_level(logging.ERROR):
        async with server_of(kind) as url, asyncio.TaskGroup() as trying:
            for violation in VIOLATIONS:
                trying.create_task(try_on(url, violation))
    expected = {violation.id: "as the RFC asks" for violation in VIOLATIONS}
    assert judgements == expected | NOT_AS_ASKED[kind]


NOTHING = Reaction(
    close=None, close_seq=None, dropped=False, ended=False, answers=0, pong=False, pinged=False,
    seconds=0.0012,
)  # fmt: skip


@pytest.mark.parametrize(
    ("reaction", "sentence"),
    [
        ({"close": (1002, "bad")}, 'closed with 1002 Protocol Error "bad" after 1.2 ms.'),
        ({"close": (1002, ""), "answers": 2}, "1002 Protocol Error after 1.2 ms, and sent 2 mess"),
        ({"dropped": True, "ended": True}, "It ended TCP after 1.2 ms, without a Close frame."),
        ({"pong": True}, "It took no offence: it answered the ping sent after it."),
        ({"ended": True}, "It did not close: the connection was ended from here after 1.2 ms."),
        ({"pinged": True}, "It did not close, and did not answer the ping sent after it in 1.2 ms"),
        ({}, "It did not close, and did nothing else in 1.2 ms."),
        ({"answers": 1}, "It sent 1 message, and did nothing else in 1.2 ms."),
    ],
)
def test_each_reaction_is_told(reaction: dict[str, object], sentence: str) -> None:
    assert sentence in NOTHING._replace(**reaction).sentence


def test_a_connection_that_ended_from_here_is_told_as_such(tmp_path: Path) -> None:
    at = time.time_ns()
    with Recording.create(tmp_path / "a.wsrec") as recording:
        recording.append(1, [forged(at)])
        assert not read_reaction(recording, 1).ended
        recording.append(1, [StateChange(at + 5_000_000, ReadyState.CLOSED, "1006")])
        recording.append(2, [Problem(at, "connection-lost", "of the next connection", "")])
        reaction = read_reaction(recording, 1)
    assert (reaction.ended, reaction.dropped, reaction.close) == (True, False, None)
    assert reaction.sentence.startswith("It did not close: the connection was ended from here")


def forged(time_ns: int) -> Frame:
    return Frame(time_ns, Direction.SENT, b"\x83\x80\0\0\0\0", b"")
