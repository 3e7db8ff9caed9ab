"""The tap on the library's connection.

`websockets` writes the opening handshake and judges its answer. The tap keeps the handshake's bytes
both ways, feeds the library exactly up to the end of the answer's head, and from there on reads by
itself. What goes out is written by the library's protocol object, and recorded as it is handed to
the transport. Only this file and `opening.py` touch what websockets does not document.
"""

import asyncio
import functools
import ssl
import time
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, cast

from websockets.asyncio.client import ClientConnection
from websockets.client import ClientProtocol
from websockets.datastructures import Headers, HeadersLike
from websockets.exceptions import ProtocolError
from websockets.extensions.permessage_deflate import PerMessageDeflate
from websockets.frames import Close
from websockets.frames import Frame as LibraryFrame
from websockets.frames import Opcode as LibraryOpcode
from websockets.http11 import Request, Response
from websockets.protocol import State
from websockets.typing import Subprotocol

from inspector.events import Direction, Frame, Happening, HttpResponse, Opcode, parse_close
from inspector.wire.deflate import Inflater
from inspector.wire.forged_frame import ForgedFrame
from inspector.wire.receiver import Batch, Receiver
from inspector.wire.reception import Reception
from inspector.wire.request_headers import Header, values, with_own_headers
from inspector.wire.response_head import ResponseHead

MOST_INTERIM = 32
"""Informational answers (1xx) that are waited through; nobody sends so many in earnest."""
EVIDENCE_SECONDS = 1.0
"""How long to go on reading an answer that is already known to be a refusal."""


class Hooks(NamedTuple):
    """Whom the tap tells, on the loop and in the order of the wire."""

    dialling: Callable[[str], None]
    """A connection to this URL is about to be opened: the first, or the target of a redirect."""
    requested: Callable[[bytes], None]
    responded: Callable[[HttpResponse], None]
    opened: Callable[["Tap"], None]
    received: Callable[[Batch], None]
    sent: Callable[[list[Happening]], None]
    overdue: Callable[[], None]
    """The peer did not end TCP within the close timeout; it is aborted next."""
    lost: Callable[[Exception | None], None]
    """An opened connection is over, and all that it brought has been received."""


class Tap(ClientConnection):
    """A client connection of the library, with both directions recorded."""

    reception: Reception
    """Reads the frames; there as soon as the connection is open."""

    def __init__(
        self, hooks: Hooks, receiver: Receiver, protocol: ClientProtocol, **kwargs: Any
    ) -> None:
        super().__init__(protocol, **kwargs)
        self._hooks = hooks
        self._receiver = receiver
        self._sent = Receiver(direction=Direction.SENT, max_message_size=2**65, lenient=True)
        self._is_open = False
        self._head = ResponseHead()
        self._answered_ns = 0
        self._interim = 0
        self._deadline: asyncio.TimerHandle | None = None
        self._unanswered_ping: Frame | None = None

    # The opening handshake

    async def handshake(
        self,
        additional_headers: HeadersLike | None = None,
        user_agent_header: str | None = None,
    ) -> None:
        """As the library does it, but own headers take the place of standard ones."""
        own = list(Headers(additional_headers or ()).raw_items())
        standard = [] if user_agent_header is None else [("User-Agent", user_agent_header)]
        build = self.protocol.connect

        def request() -> Request:
            request = build()
            headers = with_own_headers([*request.headers.raw_items(), *standard], own)
            self._adopt(headers)
            request.headers = Headers(headers)
            return request

        self.protocol.connect = request  # type: ignore[method-assign]
        try:
            await super().handshake(None, None)
        finally:
            if not self._is_open:
                self._report_answer()

    def _adopt(self, headers: Iterable[Header]) -> None:
        """Let the library judge the answer by what was really asked."""
        headers = list(headers)
        self.protocol.key = values(headers, "Sec-WebSocket-Key")[0]
        offered = [Subprotocol(name) for name in values(headers, "Sec-WebSocket-Protocol")]
        self.protocol.available_subprotocols = offered or None

    def refusal(self) -> Response | None:
        """The head of an answer other than 101, whatever became of its body."""
        if not self._head.complete or self._head.status == 101:
            return None
        answer = HttpResponse(0, bytes(self._head.raw))
        return Response(answer.status, answer.reason, Headers(answer.headers))

    def _report_answer(self) -> None:
        if self._head.raw:
            self._hooks.responded(HttpResponse(self._answered_ns, bytes(self._head.raw)))

    def _read_answer(self, data: bytes) -> None:
        now = time.time_ns()
        interim, answer, frames = self._head.feed(data)
        for head in interim[: MOST_INTERIM - self._interim]:
            self._hooks.responded(HttpResponse(now, head))
        self._interim += len(interim)
        if self._interim > MOST_INTERIM:
            self.transport.abort()
            return
        if not answer:
            return
        self._answered_ns = self._answered_ns or now
        super().data_received(answer)
        if self.protocol.state is State.OPEN:
            self._report_answer()
            self._open()
            if frames:
                self.reception.feed(frames)
            return
        self._head.keep(frames)
        if self._deadline is None and (self._head.complete or self.protocol.handshake_exc):
            self._deadline = self.loop.call_later(EVIDENCE_SECONDS, self.transport.abort)

    def _open(self) -> None:
        self._is_open = True
        self.reception = Reception(self._receiver, self.transport, self._hooks.received)
        for extension in self.protocol.extensions:
            if isinstance(extension, PerMessageDeflate):
                self._receiver.negotiated(
                    Inflater(
                        no_context_takeover=extension.remote_no_context_takeover,
                        window_bits=extension.remote_max_window_bits,
                    )
                )
                self._sent.negotiated(
                    Inflater(
                        no_context_takeover=extension.local_no_context_takeover,
                        window_bits=extension.local_max_window_bits,
                    )
                )
        self._hooks.opened(self)

    def answered(self, name: str) -> str:
        """The value of a header of the answer; several are joined, none are empty."""
        headers = self.response.headers if self.response else Headers()
        return ", ".join(headers.get_all(name))

    @property
    def tls(self) -> ssl.SSLObject | None:
        return cast("ssl.SSLObject | None", self.transport.get_extra_info("ssl_object"))

    @property
    def peer(self) -> str:
        """`address:port` at the other end of TCP; empty where the system does not know it."""
        address = self.remote_address
        if not address:
            return ""
        host, port, *_ = address
        return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"

    # Receiving

    def data_received(self, data: bytes) -> None:
        if self._is_open:
            self.reception.feed(data)
        else:
            self._read_answer(data)

    def eof_received(self) -> bool | None:  # type: ignore[override]
        if not self._is_open:
            if held := self._head.finish():
                super().data_received(held)
            super().eof_received()
            return None
        if self.tls is not None:
            return None  # TLS has no half-closed state: connection_lost follows, whatever we say
        self.reception.end(self._end_of_stream)
        return True

    def _end_of_stream(self) -> None:
        super().eof_received()
        self.transport.close()
        self.expect_end()  # what is not yet written may never be

    def connection_lost(self, exc: Exception | None) -> None:
        if self._is_open:
            self.reception.end(functools.partial(self._lost, exc))
        else:
            self._lost(exc)

    def _lost(self, exc: Exception | None) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
        super().connection_lost(exc)
        if self._is_open:
            self._hooks.lost(exc)

    def expect_end(self) -> None:
        """Both sides should end now: abort TCP if that takes longer than the close timeout."""
        if self._deadline is None and self.close_timeout is not None:
            self._deadline = self.loop.call_later(self.close_timeout, self._overdue)

    def _overdue(self) -> None:
        self._hooks.overdue()
        self.transport.abort()

    def control(self, frame: Frame) -> None:
        """Let the library answer a received ping or Close frame, as soon as `send_data` is called:
        once for many pings, as each write costs more than all else about a pong."""
        if not self.can_write:
            return
        if frame.opcode == Opcode.PING and self.paused:
            # The peer does not read: answer the latest ping only, when it does (section 5.5.3).
            self._unanswered_ping = frame
            return
        try:
            self.protocol.recv_frame(LibraryFrame(LibraryOpcode(frame.opcode), frame.payload))
        except (ProtocolError, UnicodeDecodeError):
            # Lenient: a Close frame whose payload breaks the rules is answered without a code.
            self.protocol.recv_frame(LibraryFrame(LibraryOpcode.CLOSE, b""))
        self.protocol.events_received()  # nobody else empties the library's queue

    def resume_writing(self) -> None:
        super().resume_writing()
        ping, self._unanswered_ping = self._unanswered_ping, None
        if ping is not None:
            self.control(ping)
            self.send_data()

    # Sending

    @property
    def can_write(self) -> bool:
        """Whether what is written now still goes out."""
        return not self.transport.is_closing() and not self.protocol.eof_sent

    @property
    def unsent(self) -> int:
        """Bytes handed to the transport and not yet to the system; on TLS, encrypted ones too."""
        size = self.transport.get_write_buffer_size()
        encrypted = getattr(getattr(self.transport, "_ssl_protocol", None), "_transport", None)
        return size + (encrypted.get_write_buffer_size() if encrypted is not None else 0)

    def send_message_frame(self, opcode: Opcode, payload: bytes, fin: bool) -> None:
        """A data frame, compressed if that was negotiated."""
        if opcode == Opcode.CONTINUATION:
            self.protocol.send_continuation(payload, fin)
        elif opcode == Opcode.TEXT:
            self.protocol.send_text(payload, fin)
        else:
            self.protocol.send_binary(payload, fin)
        self.send_data()

    def send_ping(self, payload: bytes) -> None:
        self.protocol.send_ping(payload)
        self.send_data()

    def send_pong(self, payload: bytes) -> None:
        self.protocol.send_pong(payload)
        self.send_data()

    def send_close(self, code: int | None, reason: str) -> None:
        """Start the closing handshake, unless it has been."""
        if self.protocol.state is State.OPEN:
            self.protocol.send_close(code, reason)
            self.send_data()

    def fail(self, code: int, reason: str) -> None:
        """Fail the connection: a Close frame, and nothing is answered any more."""
        if self.can_write:
            self.protocol.fail(code, reason)
            self.send_data()

    def send_forged(self, frame: ForgedFrame) -> None:
        """One frame, just as it is. It is recorded as it was meant: where its length lies, its
        bytes would be read as something else."""
        if self.can_write:
            self.send_data()  # pongs that are ready go before it
            self.transport.write(frame.encode())
            self._sent.take(frame.as_sent(time.time_ns()))
            self._hooks.sent(self._sent.receive().events)

    def count_as_close(self, payload: bytes) -> None:
        """A raw Close frame was our part of the closing handshake: the library sends no other."""
        self.protocol.close_sent = Close(*parse_close(payload))
        self.protocol.state = State.CLOSING

    def send_data(self) -> None:
        """Write what the library has ready, and record it."""
        if self.transport.is_closing():
            self.protocol.data_to_send()  # it would be lost, so it must not be recorded
            return
        writes = self.protocol.writes
        wire = b"".join(writes)
        if len(writes) > 1 and all(writes):  # an empty one is the end of the stream
            self.protocol.writes = [wire]
        super().send_data()
        if wire and self._is_open:
            self._record(wire)
        elif wire:
            self._hooks.requested(wire)

    def _record(self, wire: bytes) -> None:
        self._sent.feed(wire, time.time_ns())
        self._hooks.sent(self._sent.receive().events)
