"""What a hostile server can make a recording session take of memory, at the default limits."""

import asyncio
import sys
import zlib
from asyncio.subprocess import PIPE
from collections.abc import Iterator
from pathlib import Path

import pytest

from inspector.wire import ConnectOptions
from tests.support.rude_server import Peer, rude_server
from tests.support.wire_bytes import BINARY, PING, TEXT, close, frame

MIB = 1024 * 1024
LIMIT = ConnectOptions().max_message_size
MOST_GROWTH = 100_000_000
"""One message at the limit of 64 MiB, and half of one."""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="it has no getrusage")


def declared(opcode: int) -> Iterator[bytes]:
    """A frame that would never end."""
    yield frame(opcode, declared=1 << 40)
    yield from [bytes(MIB)] * (LIMIT // MIB + 6)


def bomb(opcode: int, size: int) -> Iterator[bytes]:
    """A message in one small frame that inflates to `size`."""
    deflate = zlib.compressobj(9, wbits=-15)
    mebibyte = deflate.compress(bytes(MIB)) + deflate.flush(zlib.Z_FULL_FLUSH)
    yield frame(opcode, (mebibyte * (size // MIB))[:-4], rsv=4)


@pytest.mark.parametrize(
    "stream",
    [
        pytest.param(lambda: declared(BINARY), id="declared huge length"),
        pytest.param(lambda: declared(PING), id="huge ping"),
        pytest.param(lambda: bomb(BINARY, 4 * LIMIT), id="bomb of 256 MiB"),
        pytest.param(lambda: bomb(TEXT, LIMIT), id="bomb as large as the limit"),
    ],
)
async def test_a_hostile_server_takes_about_one_message_at_the_limit(stream, tmp_path: Path):
    async def script(peer: Peer) -> None:
        await peer.accept("Sec-WebSocket-Extensions: permessage-deflate")
        if len(server.peers) > 1:
            for chunk in stream():
                await peer.send(chunk)
        await peer.send(close(1000))
        await peer.read_frame()  # its Close frame

    async with rude_server(script) as server:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.support.growth", server.url, tmp_path, stdout=PIPE
        )
        out, _ = await asyncio.wait_for(process.communicate(), 120)
    assert process.returncode == 0
    assert int(out) < MOST_GROWTH
