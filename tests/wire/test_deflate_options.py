"""The parameters of permessage-deflate as options: offered, judged, and kept to in both directions.

Against servers that are not ours: websockets', aiohttp's and wsproto's.
"""

import contextlib
import zlib
from collections.abc import AsyncIterator
from typing import Any

import pytest
from websockets.asyncio.server import ServerConnection, serve
from websockets.extensions.permessage_deflate import ServerPerMessageDeflateFactory

from inspector.events import Direction, Frame
from inspector.wire import WebSocket
from tests.support.aiohttp_server import aiohttp_server
from tests.support.rude_server import Peer, rude_server
from tests.support.wire_bytes import frame
from tests.support.wire_story import Story, opened, refused, server_close
from tests.support.wsproto_server import wsproto_server

NOISE = zlib.compress(b"".join(b"%d" % n for n in range(2000)))[:200]
FAR_APART = [NOISE + bytes(gap) for gap in (0, 100, 300, 600, 3000, 10_000)] + [NOISE] * 2
"""Repetitions at distances that some windows reach and others do not."""


async def echo(connection: ServerConnection) -> None:
    async for message in connection:
        await connection.send(message)


@contextlib.asynccontextmanager
async def servers(kind: str) -> AsyncIterator[str]:
    """The URL of an echo server that accepts whatever may be offered."""
    if kind == "aiohttp":
        async with aiohttp_server() as server:
            yield server.url
    elif kind == "wsproto":
        async with wsproto_server() as server:
            yield server.url
    else:
        extensions = [ServerPerMessageDeflateFactory()]
        async with serve(echo, "127.0.0.1", 0, extensions=extensions) as server:
            yield f"ws://127.0.0.1:{server.sockets[0].getsockname()[1]}/"


def frames(story: Story, direction: Direction) -> list[Frame]:
    return [each for each in story.frames(direction) if each.opcode in (1, 2)]


def read_by_zlib(found: list[Frame], bits: int, *, takeover: bool) -> list[bytes]:
    """Inflated with a window of `bits` and no more, which fails for what looks back farther."""
    reader, messages = zlib.decompressobj(-bits), []
    for each in found:
        assert each.wire_payload is not None, "not compressed"
        if not takeover:
            reader = zlib.decompressobj(-bits)
        messages.append(reader.decompress(each.wire_payload + b"\x00\x00\xff\xff"))
    return messages


@pytest.mark.parametrize("kind", ["websockets", "aiohttp", "wsproto"])
@pytest.mark.parametrize(
    "options",
    [
        {},
        {"client_max_window_bits": 9},
        {"client_max_window_bits": 12, "client_no_context_takeover": True},
        {"server_max_window_bits": 9},
        {"server_max_window_bits": 12, "server_no_context_takeover": True},
        {
            "server_no_context_takeover": True,
            "client_no_context_takeover": True,
            "server_max_window_bits": 10,
            "client_max_window_bits": 10,
        },
    ],
    ids=lambda options: " ".join(f"{name}={value}" for name, value in options.items()),
)
async def test_what_is_agreed_on_is_kept_by_both(kind: str, options: dict[str, Any]) -> None:
    story = Story()
    async with servers(kind) as url:
        websocket = await opened(url, story, **options)
        assert websocket.extensions.startswith("permessage-deflate")
        await exchange(websocket, FAR_APART)
        await websocket.close()
    assert story.problems == []
    assert [each.violation for each in story.frames() if each.violation] == []
    client, server = frames(story, Direction.SENT), frames(story, Direction.RECEIVED)
    bits = options.get("client_max_window_bits", 15)
    takeover = "client_no_context_takeover" not in websocket.extensions + str(options)
    assert read_by_zlib(client, bits, takeover=takeover) == FAR_APART
    if "server_max_window_bits" in options:
        assert "server_max_window_bits=" in websocket.extensions
    if "server_no_context_takeover" in options:
        assert "server_no_context_takeover" in websocket.extensions
    assert [each.payload for each in server] == FAR_APART
    offered = story.requests[0].headers
    (offer,) = [value for name, value in offered if name == "Sec-WebSocket-Extensions"]
    for name, value in options.items():
        assert (f"; {name}" if value is True else f"; {name}={value}") in offer


async def exchange(websocket: WebSocket, messages: list[bytes]) -> None:
    answers = aiter(websocket)
    for message in messages:
        await websocket.send(message)
        assert await anext(answers) == message


def answering(extensions: str, *payloads: bytes) -> Any:
    """A server that answers with `extensions`, sends compressed frames and closes."""

    async def script(peer: Peer) -> None:
        await peer.accept(
            f"Sec-WebSocket-Extensions: {extensions}",
            then=b"".join(frame(2, payload, rsv=4) for payload in payloads) + server_close(1000),
        )
        await peer.read_frame()

    return script


async def test_a_client_window_of_8_bits_is_lawful() -> None:
    """zlib has none for raw DEFLATE; what it makes with 9 bits looks back by 250 bytes at most."""
    story = Story()
    received: list[tuple[int, bytes]] = []

    async def script(peer: Peer) -> None:
        await peer.accept("Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits=8")
        received.extend([await peer.read_frame() for _ in FAR_APART])
        await peer.send(server_close(1000))
        await peer.read_frame()

    async with rude_server(script) as server:
        websocket = await opened(server.url, story)
        for message in FAR_APART:
            await websocket.send(message)
        await websocket.wait_closed()
    assert websocket.was_clean
    reader = zlib.decompressobj(-8)
    read = [reader.decompress(payload + b"\x00\x00\xff\xff") for _, payload in received]
    assert read == FAR_APART


async def test_a_server_that_keeps_to_its_window_is_read() -> None:
    sender = zlib.compressobj(wbits=-9)
    payloads = [sender.compress(m) + sender.flush(zlib.Z_SYNC_FLUSH) for m in FAR_APART]
    story = Story()
    async with rude_server(
        answering("permessage-deflate; server_max_window_bits=8", *(p[:-4] for p in payloads))
    ) as server:
        websocket = await opened(server.url, story, server_max_window_bits=8)
        await websocket.wait_closed()
    assert [each.payload for each in frames(story, Direction.RECEIVED)] == FAR_APART
    assert websocket.was_clean


async def test_a_server_that_looks_back_farther_than_it_said_is_told_so() -> None:
    sender = zlib.compressobj(wbits=-15)
    payloads = [
        (sender.compress(m) + sender.flush(zlib.Z_SYNC_FLUSH))[:-4]
        for m in (NOISE + bytes(3000), NOISE)
    ]
    story = Story()
    async with rude_server(
        answering("permessage-deflate; server_max_window_bits=10", *payloads)
    ) as server:
        websocket = await opened(server.url, story, server_max_window_bits=10)
        await websocket.wait_closed()
    assert websocket.problem is not None
    assert "too far back" in websocket.problem.message + websocket.problem.detail


@pytest.mark.parametrize(
    ("options", "answer", "said"),
    [
        ({"server_max_window_bits": 10}, "permessage-deflate", "demanded and is missing"),
        ({"server_no_context_takeover": True}, "permessage-deflate", "demanded and is missing"),
        (
            {"server_max_window_bits": 10},
            "permessage-deflate; server_max_window_bits=11",
            "is 11 where 10 was offered",
        ),
        (
            {"client_max_window_bits": 10},
            "permessage-deflate; client_max_window_bits=11",
            "is 11 where 10 was offered",
        ),
        (
            {"headers": (("Sec-WebSocket-Extensions", "permessage-deflate"),)},
            "permessage-deflate; client_max_window_bits=10",
            "client_max_window_bits was not offered",
        ),
    ],
)
async def test_an_answer_that_is_not_so_offered_is_refused(
    options: dict[str, Any], answer: str, said: str
) -> None:
    async with rude_server(answering(answer)) as server:
        problem = await refused(server.url, Story(), **options)
    assert said in problem.message + problem.detail
