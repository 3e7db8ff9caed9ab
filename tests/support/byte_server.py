"""A server of bare bytes, without a WebSocket library: sends as told, keeps all that comes."""

import asyncio
import base64
import contextlib
import hashlib
import re
from typing import Self

from inspector.events.frame import apply_mask

_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_HEAD_END = b"\r\n\r\n"


class ByteServer:
    """Accepts the handshake of one connection, sends `frames`, and reads until TCP ends.

    It ends TCP after the client's Close frame, which it gives back unless `frames` hold one; with
    `hang_up` at once. `headers` go into the response.
    """

    def __init__(self, frames: bytes = b"", *, headers: str = "", hang_up: bool = False) -> None:
        self.request = b""
        self.response = b""
        self.received = b""
        """After the handshake."""
        self.sent = b""
        """After the handshake."""
        self.heard = asyncio.Event()
        """The client sent something after the handshake."""
        self.url = ""
        self._frames = frames
        self._headers = headers
        self._hang_up = hang_up
        self._closes = b"\x88" in frames
        self._server: asyncio.Server | None = None
        self._done = asyncio.Event()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        port = self._server.sockets[0].getsockname()[1]
        self.url = f"ws://127.0.0.1:{port}/"
        return self

    async def __aexit__(self, *exception: object) -> None:
        assert self._server is not None
        self._server.close()
        if self.request:
            await asyncio.wait_for(self._done.wait(), 20)
        await self._server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            self.request = await reader.readuntil(_HEAD_END)
            key = re.search(rb"(?im)^Sec-WebSocket-Key: *(\S+)", self.request)
            assert key is not None
            accept = base64.b64encode(hashlib.sha1(key[1] + _GUID).digest())
            self.response = (
                b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                b"Sec-WebSocket-Accept: %b\r\n%b\r\n" % (accept, self._headers.encode())
            )
            self._write(writer, self._frames, before=self.response)
            while not self._hang_up and (data := await reader.read(65536)):
                self.received += data
                self.heard.set()
                if close := _close_of(self.received):
                    if not self._closes:
                        self._write(writer, b"\x88" + bytes([len(close)]) + close)
                    break
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()
        finally:
            self._done.set()

    def _write(self, writer: asyncio.StreamWriter, frames: bytes, before: bytes = b"") -> None:
        self.sent += frames
        writer.write(before + frames)


def _close_of(received: bytes) -> bytes | None:
    """The payload of the client's Close frame; None while it has not come whole."""
    position = 0
    while position + 2 <= len(received):
        opcode, length = received[position] & 0x0F, received[position + 1] & 0x7F
        start = position + 2 + {126: 2, 127: 8}.get(length, 0)
        if length > 125:
            length = int.from_bytes(received[position + 2 : start], "big")
        key, payload = received[start : start + 4], received[start + 4 : start + 4 + length]
        if opcode == 8 and len(key + payload) == 4 + length:
            return apply_mask(payload, key)
        position = start + 4 + length
    return None
