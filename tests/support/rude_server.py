"""A server on a bare socket that does what a script says, byte by byte, however rude."""

import asyncio
import base64
import contextlib
import hashlib
import socket
import ssl
import struct
from collections.abc import AsyncIterator, Awaitable, Callable

_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


class Peer:
    """The server's end of one connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self.request = b""
        """The head of the opening request."""
        self.received = b""
        """What came after it, as far as it was read."""

    async def read_request(self) -> bytes:
        self.request = await self._reader.readuntil(b"\r\n\r\n")
        return self.request

    def answer(self, *headers: str) -> bytes:
        """A correct 101 to the request, with more `headers`."""
        fields = dict(line.split(b": ", 1) for line in self.request.split(b"\r\n")[1:-2])
        digest = hashlib.sha1(fields[b"Sec-WebSocket-Key"] + _GUID).digest()
        lines = [
            "HTTP/1.1 101 Switching Protocols",
            "Upgrade: websocket",
            "Connection: Upgrade",
            f"Sec-WebSocket-Accept: {base64.b64encode(digest).decode()}",
            *headers,
        ]
        return "\r\n".join([*lines, "", ""]).encode("latin-1")

    async def accept(self, *headers: str, then: bytes = b"") -> None:
        """Answer the handshake; `then` follows in the same write."""
        await self.read_request()
        await self.send(self.answer(*headers) + then)

    async def send(self, data: bytes) -> None:
        self._writer.write(data)
        await self._writer.drain()

    async def read(self, size: int) -> bytes:
        """Exactly `size` bytes."""
        data = await self._reader.readexactly(size)
        self.received += data
        return data

    async def read_frame(self) -> tuple[int, bytes]:
        """Opcode and payload of the next frame, which a client must mask."""
        first, second = await self.read(2)
        size = second & 0x7F
        if size > 125:
            size = int.from_bytes(await self.read(2 if size == 126 else 8), "big")
        key = await self.read(4)
        masked = await self.read(size)
        mask = (key * (size // 4 + 1))[:size]
        payload = int.from_bytes(masked, "big") ^ int.from_bytes(mask, "big")
        return first & 0x0F, payload.to_bytes(size, "big")

    async def read_all(self) -> bytes:
        """All up to the end of the stream."""
        data = await self._reader.read()
        self.received += data
        return data

    async def start_tls(self, tls: ssl.SSLContext) -> None:
        """Speak TLS from here on, as the server."""
        await self._writer.start_tls(tls)

    def end_writing(self) -> None:
        """Half-close: no more from here, but still reading."""
        self._writer.write_eof()

    def close(self) -> None:
        self._writer.close()

    def reset(self) -> None:
        """End TCP with RST."""
        endpoint = self._writer.get_extra_info("socket")
        endpoint.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._writer.transport.abort()

    async def stay(self) -> None:
        """Neither read nor write nor close, for as long as the test runs."""
        await asyncio.Event().wait()


Script = Callable[[Peer], Awaitable[object]]


class RudeServer:
    def __init__(self, script: Script, scheme: str) -> None:
        self._script = script
        self._scheme = scheme
        self._tasks: set[asyncio.Task[None]] = set()
        self.port = 0
        self.peers: list[Peer] = []
        """One for each connection, in order."""

    @property
    def url(self) -> str:
        return f"{self._scheme}://127.0.0.1:{self.port}/"

    def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._tasks.add(asyncio.create_task(self._run(reader, writer)))

    async def _run(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        peer = Peer(reader, writer)
        self.peers.append(peer)
        try:
            with contextlib.suppress(ConnectionError):
                await self._script(peer)
            writer.close()
        except BaseException:
            writer.transport.abort()
            raise
        finally:
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()

    async def done(self) -> None:
        """Wait until every script ran to its end; raises what one of them raised."""
        await asyncio.gather(*self._tasks)

    async def stop(self) -> None:
        """End every script and connection; raises what a script raised."""
        for task in self._tasks:
            task.cancel()
        for result in await asyncio.gather(*self._tasks, return_exceptions=True):
            if isinstance(result, Exception):
                raise result


@contextlib.asynccontextmanager
async def rude_server(
    script: Script, *, tls: ssl.SSLContext | None = None
) -> AsyncIterator[RudeServer]:
    """Run `script` for each connection; what it raises fails the test."""
    server = RudeServer(script, "wss" if tls else "ws")
    listener = await asyncio.start_server(server.connected, "127.0.0.1", 0, ssl=tls)
    server.port = listener.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listener.close()
        await server.stop()
        await listener.wait_closed()
