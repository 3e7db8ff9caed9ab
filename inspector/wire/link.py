"""An open WebSocket over any `asyncio.Transport`: frames in, frames out, and the end.

Knows nothing of sockets, TLS or HTTP. What goes out is recorded as it is handed to the transport.
"""

import asyncio
import functools
import time
from collections.abc import Callable
from typing import NamedTuple

from inspector.events import Direction, Frame, Happening, Opcode
from inspector.wire.deflate import Inflater
from inspector.wire.deflate_parameters import DeflateParameters
from inspector.wire.deflater import Deflater
from inspector.wire.forged_frame import ForgedFrame
from inspector.wire.message import judge_close
from inspector.wire.receiver import Batch, Receiver
from inspector.wire.reception import Reception
from inspector.wire.write_queue import WriteQueue

MOST_PAUSED = 60.0
"""Seconds of paused reading that do not count as the peer's while the connection is closing. A
recording that waits for its disk longer than that would keep the connection for ever."""
_RSV1 = 4


class LinkObserver(NamedTuple):
    """Called on the loop, in the order of the wire."""

    received: Callable[[Batch], None]
    sent: Callable[[list[Happening]], None]
    overdue: Callable[[], None]
    """The peer did not end the stream within the close timeout; it is aborted next."""
    lost: Callable[[Exception | None], None]
    """It is over, and all that it brought has been received."""


class Link(asyncio.Protocol):
    """Both directions of an open WebSocket; `reception` reads the frames.

    Give it the transport with `start`. What may be sent in which state is its owner's matter, but
    for this: nothing goes out once the transport is closing, and no second Close frame.
    """

    reception: Reception

    def __init__(self, receiver: Receiver, observer: LinkObserver, *, close_timeout: float) -> None:
        self._receiver = receiver
        self._observer = observer
        self._close_timeout = close_timeout
        self._sent = Receiver(direction=Direction.SENT, max_message_size=2**65, lenient=True)
        self._deflater: Deflater | None = None
        self._out: list[bytes] = []
        """Frames that `flush` writes, in one piece."""
        self._close_sent = False
        self._deadline: asyncio.TimerHandle | None = None
        self._unanswered_ping: Frame | None = None

    def start(self, transport: asyncio.Transport, deflate: DeflateParameters | None) -> None:
        """Take `transport` over. What it brought before goes to `data_received`."""
        self._transport = transport
        transport.set_protocol(self)
        self._queue = WriteQueue(transport)
        self.reception = Reception(self._receiver, transport, self._observer.received)
        if deflate is None:
            return
        incoming = Inflater(
            no_context_takeover=deflate.server_no_context_takeover,
            window_bits=deflate.server_max_window_bits,
        )
        outgoing = Inflater(
            no_context_takeover=deflate.client_no_context_takeover,
            window_bits=deflate.client_max_window_bits,
        )
        self._receiver.negotiated(incoming)
        self._sent.negotiated(outgoing)
        self._deflater = Deflater(
            no_context_takeover=deflate.client_no_context_takeover,
            window_bits=deflate.client_max_window_bits,
        )

    # Receiving

    def data_received(self, data: bytes) -> None:
        self.reception.feed(data)

    def eof_received(self) -> bool:
        if not self._transport.can_write_eof():
            return False  # it has no half-closed state: connection_lost follows, whatever we say
        self.reception.end(self._end_of_stream)
        return True

    def _end_of_stream(self) -> None:
        self.close()
        self.expect_end()  # what is not yet written may never be

    def connection_lost(self, error: Exception | None) -> None:
        self._queue.end("the connection ended")
        self.reception.end(functools.partial(self._lost, error))

    def _lost(self, error: Exception | None) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
        self._observer.lost(error)

    # Answering

    def answer(self, frame: Frame) -> None:
        """Prepare the answer to a received ping or Close frame; `flush` sends it. One write for
        many pongs, as each write costs more than all else about a pong."""
        if frame.opcode == Opcode.CLOSE:
            # A payload that breaks the rules must not be sent (section 7.4): answer without one.
            self._add_close(b"" if judge_close(frame.payload) else frame.payload)
        elif self._queue.paused:
            # The peer does not read: answer the latest ping only, when it does (section 5.5.3).
            self._unanswered_ping = frame
        else:
            self._add(ForgedFrame(opcode=Opcode.PONG, payload=frame.payload))

    def pause_writing(self) -> None:
        self._queue.pause()

    def resume_writing(self) -> None:
        self._queue.resume()
        if (ping := self._unanswered_ping) is not None and not self._queue.paused:
            self._unanswered_ping = None
            self.answer(ping)
            self.flush()

    # Sending

    @property
    def can_write(self) -> bool:
        """Whether what is written now still goes out."""
        return not self._queue.is_closing and not self._transport.is_closing()

    @property
    def writing_paused(self) -> bool:
        """Whether the peer takes less than is written."""
        return self._queue.paused

    @property
    def unsent(self) -> int:
        """Bytes of frames that are not yet handed to the system.

        Over TLS this leaves out what is encrypted already, of which asyncio tells nothing: some
        200 KiB at most.
        """
        return self._queue.size

    async def drain(self) -> None:
        """Wait until there is room for more. Raises ConnectionError if the connection is lost."""
        await self._queue.drain()

    def send_message_frame(self, opcode: Opcode, payload: bytes, fin: bool) -> None:
        """A data frame, compressed if that was negotiated."""
        rsv = 0
        if self._deflater is not None:
            payload = self._deflater.deflate(payload, fin=fin)
            rsv = 0 if opcode == Opcode.CONTINUATION else _RSV1
        self._send(ForgedFrame(opcode=opcode, payload=payload, fin=fin, rsv=rsv))

    def send_ping(self, payload: bytes) -> None:
        self._send(ForgedFrame(opcode=Opcode.PING, payload=payload))

    def send_pong(self, payload: bytes) -> None:
        self._send(ForgedFrame(opcode=Opcode.PONG, payload=payload))

    def send_close(self, payload: bytes) -> None:
        """Start the closing handshake, unless it has been."""
        self._add_close(payload)
        self.flush()

    def send_forged(self, frame: ForgedFrame) -> None:
        """One frame, just as it is. It is recorded as it was meant: where its length lies, its
        bytes would be read as something else."""
        if self.can_write:
            self.flush()
            self._close_sent |= frame.opcode == Opcode.CLOSE
            self._queue.write(frame.encode())
            self._sent.take(frame.as_sent(time.time_ns()))
            self._observer.sent(self._sent.receive().events)

    def flush(self) -> None:
        """Write the frames that are ready, and record them."""
        wire, self._out = b"".join(self._out), []
        if wire and self.can_write:  # else it would be lost, so it must not be recorded
            self._queue.write(wire)
            self._sent.feed(wire, time.time_ns())
            self._observer.sent(self._sent.receive().events)

    def _send(self, frame: ForgedFrame) -> None:
        self._add(frame)
        self.flush()

    def _add(self, frame: ForgedFrame) -> None:
        self._out.append(frame.encode())

    def _add_close(self, payload: bytes) -> None:
        if not self._close_sent:
            self._close_sent = True
            self._add(ForgedFrame(opcode=Opcode.CLOSE, payload=payload))

    # The end

    def expect_end(self) -> None:
        """Both sides should end now: abort if that takes longer than the close timeout.

        Seconds for which reading is paused do not count, up to `MOST_PAUSED`: the peer's Close
        frame may be there and not yet read.
        """
        if self._deadline is None:
            self._expect_end_within(self._close_timeout, MOST_PAUSED)

    def _expect_end_within(self, seconds: float, granted: float) -> None:
        """`granted` is how many seconds of pauses may still be added."""
        loop = asyncio.get_running_loop()
        paused = self.reception.paused_seconds
        self._deadline = loop.call_later(seconds, self._check_end, paused, granted)

    def _check_end(self, paused_before: float, granted: float) -> None:
        paused = min(self.reception.paused_seconds - paused_before, granted)
        if paused > 0 and not self._queue.is_closing:
            self._expect_end_within(paused, granted - paused)
        else:
            self._observer.overdue()
            self.abort()

    def close(self) -> None:
        """End the stream once all that was written is sent; nothing more is read."""
        self.reception.pause("closing")
        self._queue.close()

    def abort(self) -> None:
        """End the stream at once."""
        self._transport.abort()
