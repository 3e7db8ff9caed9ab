"""Messages on their way out: one after the other, at the peer's pace."""

import asyncio
import contextlib
from collections import deque
from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable, Iterable

from inspector.events import Opcode
from inspector.wire.errors import NotOpenError
from inspector.wire.link import Link
from inspector.wire.message_frames import (
    Data,
    Message,
    MessageFrame,
    message_frames,
    streamed_frames,
)


class Fragments:
    """A message that is sent fragment by fragment."""

    def __init__(
        self,
        opcode: Opcode,
        check_open: Callable[[], None],
        send: Callable[[MessageFrame], Awaitable[None]],
        write: Callable[[Iterable[MessageFrame]], None],
    ) -> None:
        self._next = opcode
        self._check_open = check_open
        self._send = send
        self._write = write
        self._under_way = False

    async def send(self, payload: bytes, *, fin: bool = False) -> None:
        """Send a fragment, `fin` if it is the last; return when the network has room for more.

        Text may be cut anywhere, inside a character too (RFC 6455 section 5.6).
        """
        frame = self._frame(payload, fin)
        await self._send(frame)

    def finish(self, payload: bytes = b"") -> None:
        """End a message that has begun and not ended, without waiting for the network."""
        if self._under_way:
            with contextlib.suppress(NotOpenError):
                self._check_open()
                self._write([self._frame(payload, fin=True)])

    def _frame(self, payload: bytes, fin: bool) -> MessageFrame:
        opcode, self._next = self._next, Opcode.CONTINUATION
        self._under_way = not fin
        return MessageFrame(opcode, payload, fin)


class Sender:
    """Keeps the frames of a message together (RFC 6455 section 5.4).

    Control frames do not pass here: they may go out between two fragments, and while a message
    waits for a peer that does not read.
    """

    def __init__(
        self, link: Link, check_open: Callable[[], None], give_up: Callable[[str], None]
    ) -> None:
        self._link = link
        self._check_open = check_open
        self._give_up = give_up
        self._turn = asyncio.Lock()
        self._unfinished = False
        self._waiting: deque[list[MessageFrame]] = deque()
        self.queued = 0
        """Payload bytes that wait here for their turn."""

    async def send(self, message: Message) -> None:
        """Send `message`; return when the transport has room again.

        A message that breaks off, by an exception or by being cancelled, leaves the connection
        unusable for others, so it fails the connection.
        """
        if isinstance(message, AsyncIterable):
            async with self._one_message():
                async for frame in streamed_frames(message):
                    await self._send_frame(frame)
            return
        frames = message_frames(message)
        left = sum(len(frame.payload) for frame in frames)
        self.queued += left
        try:
            async with self._one_message():
                for frame in frames:
                    left -= len(frame.payload)
                    self.queued -= len(frame.payload)
                    await self._send_frame(frame)
        finally:
            self.queued -= left

    def send_nowait(self, message: Data | Iterable[Data]) -> None:
        """Send `message` now, or right after the fragmented message that is under way."""
        self._check_open()
        frames = message_frames(message)
        if self._unfinished:
            self._waiting.append(frames)
            self.queued += sum(len(frame.payload) for frame in frames)
        else:
            self._write(frames)

    @contextlib.asynccontextmanager
    async def fragments(self, opcode: Opcode) -> AsyncIterator["Fragments"]:
        """One message of `opcode`, whose fragments come one by one; see `WebSocket.fragments`."""
        async with self._one_message():
            fragments = Fragments(opcode, self._check_open, self._send_frame, self._write)
            try:
                yield fragments
            finally:
                fragments.finish()

    @contextlib.asynccontextmanager
    async def _one_message(self) -> AsyncIterator[None]:
        async with self._turn:
            try:
                yield
            except BaseException as error:
                if self._unfinished:
                    self._give_up(f"a fragmented message broke off: {error!r}")
                raise
            finally:
                self._unfinished = False
                self._send_waiting()

    async def _send_frame(self, frame: MessageFrame) -> None:
        self._check_open()
        self._write([frame])
        try:
            await self._link.drain()
        except OSError as error:
            raise NotOpenError(f"The connection was lost while sending: {error}.") from error

    def _send_waiting(self) -> None:
        while self._waiting:
            frames = self._waiting.popleft()
            self.queued -= sum(len(frame.payload) for frame in frames)
            with contextlib.suppress(NotOpenError):  # as in a browser, it is discarded
                self._check_open()
                self._write(frames)

    def _write(self, frames: Iterable[MessageFrame]) -> None:
        for frame in frames:
            self._unfinished = not frame.fin
            self._link.send_message_frame(*frame)
