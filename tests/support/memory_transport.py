"""Two transports that are connected to each other in memory: no socket, no thread, no time."""

import asyncio
from typing import Any


class MemoryTransport(asyncio.Transport):
    """One end. What is written at one end arrives at the other in the loop's next turn, unless
    reading is paused there: then it stays in the writer's buffer, as over TCP."""

    def __init__(self, *, half_closes: bool = True) -> None:
        super().__init__()
        self.other: MemoryTransport
        self._loop = asyncio.get_running_loop()
        self._half_closes = half_closes
        self._protocol: asyncio.BaseProtocol = asyncio.Protocol()
        self._buffer = bytearray()
        self._high = 64 * 1024
        self._writing_paused = False
        self._reading = True
        self._closing = False
        self._lost = False
        self._eof_to_send = False
        self._eof_sent = False

    # For whom writes

    def write(self, data: Any) -> None:
        if self._lost or self._closing:
            return
        assert not self._eof_to_send
        self._buffer += data
        if len(self._buffer) > self._high and not self._writing_paused:
            self._writing_paused = True
            self._protocol.pause_writing()
        self._soon()

    def get_write_buffer_size(self) -> int:
        return len(self._buffer)

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        self._high = self._high if high is None else high

    def can_write_eof(self) -> bool:
        return self._half_closes

    def write_eof(self) -> None:
        self._eof_to_send = True
        self._soon()

    def close(self) -> None:
        self._closing = True
        self._eof_to_send = True
        self._soon()

    def abort(self) -> None:
        self._closing = True
        self._buffer.clear()
        self._lose(None)
        self.other._lose(ConnectionResetError(104, "reset in memory"))

    def is_closing(self) -> bool:
        return self._closing or self._lost

    # For whom reads

    def pause_reading(self) -> None:
        self._reading = False

    def resume_reading(self) -> None:
        self._reading = True
        self.other._soon()

    def is_reading(self) -> bool:
        return self._reading

    def get_protocol(self) -> asyncio.BaseProtocol:
        return self._protocol

    def set_protocol(self, protocol: asyncio.BaseProtocol) -> None:
        self._protocol = protocol

    # Between them

    def _soon(self) -> None:
        self._loop.call_soon(self._carry)

    def _carry(self) -> None:
        """Bring what is written to the other end, as far as it reads."""
        other = self.other
        if other._lost:
            self._buffer.clear()
        if self._buffer and other._reading and not other._closing:
            data, self._buffer = bytes(self._buffer), bytearray()
            assert isinstance(other._protocol, asyncio.Protocol)
            other._protocol.data_received(data)
        if self._writing_paused and len(self._buffer) <= self._high // 4:
            self._writing_paused = False
            self._protocol.resume_writing()
        ends = self._eof_to_send and not self._eof_sent and not self._buffer
        if ends and other._reading and not other._lost:
            self._eof_sent = True
            assert isinstance(other._protocol, asyncio.Protocol)
            if not (other._protocol.eof_received() and other._half_closes):
                other.close()
        if self._closing and not self._buffer and (self._eof_sent or other._lost):
            self._lose(None)

    def _lose(self, error: Exception | None) -> None:
        if not self._lost:
            self._lost = True
            self._loop.call_soon(self._protocol.connection_lost, error)


def memory_pair(*, half_closes: bool = True) -> tuple[MemoryTransport, MemoryTransport]:
    """Two connected ends, which like those of TLS end both directions at once unless
    `half_closes`."""
    one = MemoryTransport(half_closes=half_closes)
    one.other = MemoryTransport(half_closes=half_closes)
    one.other.other = one
    return one, one.other
