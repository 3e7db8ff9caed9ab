"""A dialled byte stream, until the protocol that speaks on it takes over."""

import asyncio
import socket
import ssl
from typing import cast


class Stream(asyncio.Protocol):
    """Holds the transport. What arrives is kept, and nothing is read unless `read` asks for it,
    so that the next protocol, be it TLS or WebSocket, gets all of it."""

    transport: asyncio.Transport

    def __init__(self) -> None:
        self._received = bytearray()
        self._ended = False
        self._lost = False
        self._error: Exception | None = None
        self._arrived: asyncio.Future[None] | None = None
        self._half_closes = True

    @classmethod
    async def over(cls, connected: socket.socket) -> "Stream":
        """The stream of a connected socket, which belongs to it from now on."""
        loop = asyncio.get_running_loop()
        try:
            _, stream = await loop.create_connection(cls, sock=connected)
        except BaseException:
            connected.close()
            raise
        return stream

    async def read(self) -> bytes:
        """The next bytes; none at the end of the stream. Raises OSError if it broke."""
        if not self._received and not self._ended:
            self._arrived = asyncio.get_running_loop().create_future()
            self.transport.resume_reading()
            try:
                await self._arrived
            finally:
                self._arrived = None
                self.transport.pause_reading()
        if not self._received and self._error is not None:
            raise self._error
        data = bytes(self._received)
        self._received.clear()
        return data

    def give_back(self, data: bytes) -> None:
        """What was read and belongs to the next protocol."""
        self._received[:0] = data

    @property
    def unread(self) -> bytes:
        """What arrived and was not read."""
        return bytes(self._received)

    async def start_tls(self, context: ssl.SSLContext, host: str, timeout: float) -> None:
        """Speak TLS from here on. Raises OSError, of which ssl.SSLError is one."""
        self._half_closes = False  # TLS has no half-closed state
        transport = await asyncio.get_running_loop().start_tls(
            self.transport, self, context, server_hostname=host, ssl_handshake_timeout=timeout
        )
        if transport is None:
            raise ConnectionAbortedError("the connection ended during the TLS handshake")
        self.transport = transport

    def hand_over(self, protocol: asyncio.Protocol) -> None:
        """Let `protocol` take over: it gets the transport, what arrived and was not read, and the
        end if that came already; all of it in this call."""
        transport = self.transport
        transport.set_protocol(protocol)
        protocol.connection_made(transport)
        if self._received:
            protocol.data_received(self.unread)
        current = cast("asyncio.Protocol", transport.get_protocol())  # data may have changed it
        if self._lost:
            current.connection_lost(self._error)
        elif not self._ended:
            transport.resume_reading()
        elif not current.eof_received():
            transport.close()

    def abort(self) -> None:
        self.transport.abort()

    # asyncio.Protocol

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)
        self.transport.pause_reading()

    def data_received(self, data: bytes) -> None:
        self._received += data
        self._wake()

    def eof_received(self) -> bool:
        self._ended = True
        self._wake()
        return self._half_closes

    def connection_lost(self, error: Exception | None) -> None:
        self._ended = self._lost = True
        self._error = error
        self._wake()

    def _wake(self) -> None:
        if self._arrived is not None and not self._arrived.done():
            self._arrived.set_result(None)
