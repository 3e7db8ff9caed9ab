"""A relay in front of a server, which keeps every byte that passes: what the wire really saw."""

import asyncio
import contextlib
from collections.abc import AsyncIterator


class Relay:
    def __init__(self, target: int) -> None:
        self._target = target
        self._tasks: set[asyncio.Task[None]] = set()
        self.port = 0
        self.to_server = bytearray()
        self.to_client = bytearray()

    def frames_to_server(self) -> bytes:
        """What the client sent after its opening request."""
        return bytes(self.to_server.partition(b"\r\n\r\n")[2])

    def frames_to_client(self) -> bytes:
        """What the server sent after its answer to the handshake."""
        return bytes(self.to_client.partition(b"\r\n\r\n")[2])

    def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._tasks.add(asyncio.create_task(self._run(reader, writer)))

    async def _run(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        server_reader, server_writer = await asyncio.open_connection("127.0.0.1", self._target)
        await asyncio.gather(
            _pass_on(reader, server_writer, self.to_server),
            _pass_on(server_reader, writer, self.to_client),
        )

    async def stop(self) -> None:
        await asyncio.wait_for(asyncio.gather(*self._tasks), timeout=5)


async def _pass_on(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, kept: bytearray
) -> None:
    with contextlib.suppress(ConnectionError):
        while data := await reader.read(65536):
            kept += data
            writer.write(data)
            await writer.drain()
    writer.close()
    with contextlib.suppress(ConnectionError):
        await writer.wait_closed()


@contextlib.asynccontextmanager
async def relay(target: int) -> AsyncIterator[Relay]:
    """Relay TCP to port `target` of 127.0.0.1; leave when both sides have ended."""
    passing = Relay(target)
    listener = await asyncio.start_server(passing.connected, "127.0.0.1", 0)
    passing.port = listener.sockets[0].getsockname()[1]
    try:
        yield passing
    finally:
        listener.close()
        await passing.stop()
        await listener.wait_closed()
