"""What waits to be written: given to the transport in pieces, as fast as it takes them."""

import asyncio
from collections import deque

_MOST_IN_TRANSPORT = 32 * 1024
_PIECE = 64 * 1024


class WriteQueue:
    """Keeps what the transport has no room for.

    A transport takes everything at once if it is let, and one of TLS then hides it: asyncio does
    not tell how much is encrypted and not yet sent, and asks for more meanwhile. So it is given
    little at a time, and `size` tells the truth but for some 200 KiB over TLS.
    """

    def __init__(self, transport: asyncio.Transport) -> None:
        transport.set_write_buffer_limits(high=_MOST_IN_TRANSPORT)
        self.paused = False
        """Whether the peer takes less than is written."""
        self.is_closing = False
        """Whether nothing more can be written."""
        self._transport = transport
        self._pieces: deque[memoryview] = deque()
        self._queued = 0
        self._is_writing = False
        self._lost: str | None = None
        self._waiting: set[asyncio.Future[None]] = set()

    @property
    def size(self) -> int:
        """Bytes not yet handed to the system."""
        return self._queued + self._transport.get_write_buffer_size()

    def write(self, data: bytes) -> None:
        self._pieces.append(memoryview(data))
        self._queued += len(data)
        self._write_pieces()

    def close(self) -> None:
        """Close the transport once all that was written is sent."""
        self.is_closing = True
        self._write_pieces()

    async def drain(self) -> None:
        """Return when there is room. Raises ConnectionError if the connection is lost."""
        if self.paused and self._lost is None:
            room = asyncio.get_running_loop().create_future()
            self._waiting.add(room)
            try:
                await room
            finally:
                self._waiting.discard(room)
        if self._lost is not None:
            raise ConnectionResetError(self._lost)

    # What the transport says

    def pause(self) -> None:
        self.paused = True

    def resume(self) -> None:
        """There is room; afterwards `paused` tells whether some is left."""
        self.paused = False
        self._write_pieces()
        if not self.paused:
            self._wake()

    def end(self, why: str) -> None:
        """The connection is lost; what is queued is, too."""
        self._lost = why
        self._pieces.clear()
        self._queued = 0
        self._wake()

    def _write_pieces(self) -> None:
        if self._is_writing:
            return  # the transport asked for more from within `write`
        self._is_writing = True
        while self._pieces and not self.paused:
            whole = self._pieces.popleft()
            piece = whole[:_PIECE]
            if len(piece) < len(whole):
                self._pieces.appendleft(whole[_PIECE:])
            self._queued -= len(piece)
            self._transport.write(piece)
        self._is_writing = False
        if self.is_closing and not self._pieces and not self._transport.is_closing():
            self._transport.close()

    def _wake(self) -> None:
        for room in self._waiting:
            if not room.done():
                room.set_result(None)
