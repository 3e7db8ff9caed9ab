"""The browser's WebSocket in Python, and what an inspector needs beside it."""

import asyncio
import functools
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Self

from inspector.events import Happening, Opcode, Problem, ReadyState
from inspector.wire.closing import CloseEvent
from inspector.wire.connection import UNREAD, Connection
from inspector.wire.errors import ConnectionFailed, NotOpenError
from inspector.wire.forged_frame import ForgedFrame
from inspector.wire.message_frames import Data, Message
from inspector.wire.message_queue import MessageQueue
from inspector.wire.opening.opened import Opened
from inspector.wire.options import ConnectOptions
from inspector.wire.receiver import Failure
from inspector.wire.sender import Fragments

TAKING_SECONDS = 0.1
"""How long a violation waits for who iterates to take and answer the messages before it. Slower
readers find the connection failed (Autobahn calls that non-strict: its cases 3.2 to 3.4, 4.1.3 to
4.1.5, 4.2.3 to 4.2.5 and 5.15)."""


class WebSocket(Connection):
    """A WebSocket as the browser has it: `url`, `ready_state`, `send`, `close`, `on_message`, ...

        ws = WebSocket("wss://example.com/feed", ["v2.feed"])
        await ws.connect()
        await ws.send("hello")
        async for message in ws:
            ...

    Raises ValueError for a URL or subprotocol that WHATWG does not allow. It connects once: for
    another connection make another one.

    `on_events` gets every event in the order of the wire, in lists, on the event loop; frames
    alike that were read at once come as a `FrameRun`, which falls apart into them. An exception
    from it fails the connection. Without it, messages are kept for iteration from the
    start, and the peer is held back while nobody takes them; with it, messages are put together
    only from when somebody iterates or sets `on_message`.
    """

    def __init__(
        self,
        url: str,
        protocols: Sequence[str] = (),
        options: ConnectOptions | None = None,
        *,
        on_events: Callable[[list[Happening]], None] | None = None,
    ) -> None:
        super().__init__(url, protocols, options, on_events=on_events)
        self.on_open: Callable[[], object] | None = None
        self.on_error: Callable[[Problem], object] | None = None
        """Called before `on_close` where the connection failed."""
        self.on_close: Callable[[CloseEvent], object] | None = None
        self._on_message: Callable[[str | bytes], object] | None = None
        self._messages = MessageQueue(
            functools.partial(self.pause_reading, UNREAD),
            functools.partial(self.resume_reading, UNREAD),
        )
        self._receiver.collect_messages = on_events is None

    @property
    def binary_type(self) -> str:
        """What a binary message is in Python; the browser has `blob` and `arraybuffer`."""
        return "bytes"

    @property
    def buffered_amount(self) -> int:
        """Bytes that were sent here and are not yet handed to the system's network.

        Over TLS it leaves out what is encrypted and waits in asyncio, some 200 KiB at most: there
        is no documented way to ask for it.
        """
        if self._link is None or self._sender is None or self.ready_state == ReadyState.CLOSED:
            return 0
        return self._link.unsent + self._sender.queued

    @property
    def close_code(self) -> int | None:
        """See `CloseEvent.code`; None before CLOSED."""
        return self.close_event.code if self.close_event else None

    @property
    def close_reason(self) -> str:
        return self.close_event.reason if self.close_event else ""

    @property
    def was_clean(self) -> bool:
        """See `CloseEvent.was_clean`; False before CLOSED."""
        return self.close_event is not None and self.close_event.was_clean

    @property
    def on_message(self) -> Callable[[str | bytes], object] | None:
        """Called with each message while OPEN, in place of keeping it for iteration."""
        return self._on_message

    @on_message.setter
    def on_message(self, callback: Callable[[str | bytes], object] | None) -> None:
        self._on_message = callback
        self._receiver.collect_messages |= callback is not None

    def __aiter__(self) -> Self:
        self._receiver.collect_messages = True
        return self

    async def __anext__(self) -> str | bytes:
        """The next message, str or bytes. Raises ConnectionFailed after the last one where the
        connection failed.

        `on_message` gets each message before anything that came after it is acted on. Here a
        message is taken later, so two things that came right after it may be acted on first. A
        Close frame is answered at once: `send` then raises NotOpenError. A violation fails the
        connection when all messages before it were taken and the next is asked for, or after
        `TAKING_SECONDS`.
        """
        return await self._messages.get()

    # Sending

    async def send(self, message: Message) -> None:
        """Send a message: str as text, bytes-like as binary, an iterable of either as fragments.

        Returns when the network has room for more. Raises NotOpenError unless OPEN, TypeError and
        ValueError for what is no message. A message that breaks off in the middle, because its
        iterable raises or this is cancelled, fails the connection.
        """
        self._check_open()
        assert self._sender is not None
        await self._sender.send(message)

    def fragments(self, *, text: bool) -> AbstractAsyncContextManager[Fragments]:
        """Send one message a fragment at a time, with all the time in the world between them:

            async with ws.fragments(text=True) as fragments:
                await fragments.send(b"one ")
                await fragments.send(b"message", fin=True)

        Other messages wait meanwhile. However the block is left, the message is ended: with an
        empty frame, unless a fragment had FIN. Raises NotOpenError unless OPEN.
        """
        self._check_open()
        assert self._sender is not None
        return self._sender.fragments(Opcode.TEXT if text else Opcode.BINARY)

    def send_nowait(self, message: Data | Iterable[Data]) -> None:
        """As `send`, but as the browser does it: what the network does not take waits in memory,
        and `buffered_amount` tells how much that is."""
        self._check_open()
        assert self._sender is not None
        self._sender.send_nowait(message)

    def pong(self, payload: bytes = b"") -> None:
        """Send a pong, asked for or not. Raises as `ping` does."""
        self._writable(control=payload).send_pong(payload)

    def send_frame(self, frame: ForgedFrame) -> None:
        """Send one frame just so, whatever RFC 6455 says of it: now, be it between two fragments
        of a message; nothing is compressed.

        A Close frame starts the closing handshake. Raises NotOpenError unless OPEN or CLOSING,
        and where we failed the connection.
        """
        link = self._writable()
        if self._closing.failed:
            raise NotOpenError("Nothing can be sent: the connection failed and is being closed.")
        self._send_forged(link, frame)

    # Callbacks

    def _opened(self, opened: Opened) -> None:
        super()._opened(opened)
        if self.ready_state == ReadyState.OPEN:
            self._call(self.on_open)

    def _deliver(self, messages: list[str | bytes]) -> None:
        for message in messages:
            if self.ready_state != ReadyState.OPEN:
                return  # as in a browser: nothing is delivered once closing has begun
            if self._on_message is not None:
                self._call(self._on_message, message)
            else:
                self._messages.put(message)

    def _violated(self, failure: Failure) -> None:
        self._messages.when_taken(functools.partial(self._fail, *failure), TAKING_SECONDS)

    def _end(self) -> None:
        super()._end()
        problem, close_event = self.problem, self.close_event
        self._messages.end(ConnectionFailed(problem) if problem else None)
        if problem is not None:
            self._call(self.on_error, problem)
        self._call(self.on_close, close_event)

    def _call(self, callback: Callable[..., object] | None, *arguments: Any) -> None:
        """What a callback raises is its owner's matter, and leaves the connection alone."""
        if callback is None:
            return
        try:
            callback(*arguments)
        except Exception as error:  # noqa: BLE001 - it goes where a loop's own callbacks' go
            asyncio.get_running_loop().call_exception_handler(
                {"message": f"a callback of {self.url} failed", "exception": error}
            )
