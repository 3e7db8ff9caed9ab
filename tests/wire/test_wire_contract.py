"""What is recorded is what crosses the wire, byte for byte, in both directions.

The relay in the middle knows nothing of WebSocket; the servers are websockets' and aiohttp's.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator

import pytest
from websockets.asyncio.server import ServerConnection, serve
from websockets.extensions.permessage_deflate import ServerPerMessageDeflateFactory

from inspector.events import Direction
from inspector.wire import ForgedFrame
from tests.support.aiohttp_server import aiohttp_server
from tests.support.certificates import LOCALHOST, server_tls
from tests.support.relay import Relay, relay
from tests.support.rude_server import Peer, rude_server
from tests.support.wire_story import Story, opened, server_close, server_frame


async def chatter(connection: ServerConnection) -> None:
    """Echo every message in fragments, with a ping between them."""
    async for message in connection:

        async def halves(whole=message):
            half = len(whole) // 2
            yield whole[:half]
            await connection.ping(b"between")
            yield whole[half:]

        await connection.send(halves())


@contextlib.asynccontextmanager
async def servers(kind: str) -> AsyncIterator[int]:
    if kind == "aiohttp":
        async with aiohttp_server() as server:
            yield server.port
        return
    extensions = None
    if kind == "no context takeover":
        extensions = [
            ServerPerMessageDeflateFactory(
                server_no_context_takeover=True,
                client_no_context_takeover=True,
                server_max_window_bits=10,
            )
        ]
    async with serve(chatter, "127.0.0.1", 0, extensions=extensions) as server:
        yield server.sockets[0].getsockname()[1]


@contextlib.asynccontextmanager
async def relayed(kind: str) -> AsyncIterator[Relay]:
    async with servers(kind) as port, relay(port) as passing:
        yield passing


@pytest.mark.parametrize("kind", ["websockets", "no context takeover", "aiohttp"])
@pytest.mark.parametrize("compression", [True, False])
async def test_every_byte_of_every_frame(
    kind: str, compression: bool, caplog: pytest.LogCaptureFixture
):
    story = Story()
    messages = ["hello " * 40, b"\x00\x01" * 40_000, "", "ünï", "hello " * 40, b"x" * 126]
    with caplog.at_level(logging.ERROR, "websockets.server"):
        async with relayed(kind) as passing:
            url = f"ws://127.0.0.1:{passing.port}/"
            websocket = await opened(url, story, compression=compression)
            answers = aiter(websocket)
            for message in messages:
                await websocket.send(message)
                await websocket.ping(b"ours")
                assert await anext(answers) == message
            await websocket.send(["in ", "three ", "fragments"])
            assert await anext(answers) == "in three fragments"
            websocket.send_frame(ForgedFrame(opcode=9, payload=b"raw"))
            await websocket.close(1000, "bye")
    assert websocket.was_clean
    assert story.requests[0].raw + story.wire(Direction.SENT) == passing.to_server
    assert story.responses[0].raw + story.wire(Direction.RECEIVED) == passing.to_client
    assert not [frame.violation for frame in story.frames() if frame.violation]
    assert ("deflate" in websocket.extensions) == compression
    # And the payloads shown are those that were meant.
    sent = [frame.payload for frame in story.frames(Direction.SENT) if frame.opcode in (1, 2)]
    meant = [message.encode() if isinstance(message, str) else message for message in messages]
    assert sent == [*meant, b"in "]
    compressed = [frame for frame in story.frames(Direction.SENT) if frame.wire_payload is not None]
    assert bool(compressed) == compression


async def test_every_byte_over_tls():
    story = Story()
    received = server_frame(1, b"one") + server_frame(9, b"two") + server_frame(2, bytes(70))

    async def script(peer: Peer) -> None:
        await peer.accept(then=received)
        while (await peer.read_frame())[0] != 8:
            pass
        await peer.send(server_close(1000))

    async with rude_server(script, tls=server_tls()) as server:
        websocket = await opened(server.url, story, ca_file=str(LOCALHOST))
        await websocket.send(["x" * 1000, "y"])
        await websocket.close()
        assert story.wire(Direction.SENT) == server.peers[0].received
    assert story.wire(Direction.RECEIVED) == received + server_close(1000)


async def test_a_pong_is_recorded_after_its_ping():
    story = Story()

    async def script(peer: Peer) -> None:
        await peer.accept(then=b"".join(server_frame(9, b"%d" % n) for n in range(3)))
        for n in range(3):
            assert await peer.read_frame() == (10, b"%d" % n)
        await peer.send(server_close(1000))
        await peer.read_frame()

    async with rude_server(script) as server:
        websocket = await opened(server.url, story)
        await websocket.wait_closed()
    told = story.told()
    for n in range(3):
        assert told.index(f"sent pong b'{n}'") > told.index(f"received ping b'{n}'")


async def test_the_cut_off_tail_is_recorded():
    story = Story()

    async def script(peer: Peer) -> None:
        await peer.accept(then=server_frame(1, b"whole") + server_frame(1, b"half")[:4])

    async with rude_server(script) as server:
        websocket = await opened(server.url, story)
        await websocket.wait_closed()
    assert story.wire(Direction.RECEIVED) == b"\x81\x05whole\x81\x04ha"
    assert story.frames()[-1].violation
    assert story.problems[-1].code == "connection-lost"


async def test_a_large_message_out_and_back_is_recorded_whole():
    story = Story()
    message = bytes(range(256)) * 8192
    async with aiohttp_server() as server, relay(server.port) as passing:
        websocket = await opened(f"ws://127.0.0.1:{passing.port}/", story, compression=False)
        answers = aiter(websocket)
        await websocket.send(message)
        assert await asyncio.wait_for(anext(answers), timeout=5) == message
        await websocket.close()
    assert story.wire(Direction.SENT) == passing.frames_to_server()
    assert story.wire(Direction.RECEIVED) == passing.frames_to_client()
