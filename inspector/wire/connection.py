"""One connection's life: CONNECTING, OPEN, CLOSING, CLOSED, and every event on the way."""

import asyncio
import contextlib
import time
from collections.abc import Callable, Sequence

from inspector.events import (
    Frame,
    Happening,
    HttpRequest,
    HttpResponse,
    Opcode,
    Phase,
    Problem,
    ReadyState,
    StateChange,
    parse_close,
)
from inspector.wire.attempt import Attempt
from inspector.wire.closing import INTERNAL_ERROR, CloseEvent, Closing, close_payload, tell
from inspector.wire.diagnosis import diagnose, wrong_but_open
from inspector.wire.dialling.tls import TlsFacts
from inspector.wire.endings import cancelled, lost, no_pong, not_ended, not_read
from inspector.wire.errors import ConnectionFailed, NotOpenError
from inspector.wire.event_sink import EventSink
from inspector.wire.forged_frame import ForgedFrame
from inspector.wire.keepalive import keep_alive
from inspector.wire.link import Link, LinkObserver
from inspector.wire.opening.observer import Observer
from inspector.wire.opening.open import open_websocket
from inspector.wire.opening.opened import Opened
from inspector.wire.options import ConnectOptions
from inspector.wire.pings import Pings
from inspector.wire.receiver import Batch, Failure, Receiver
from inspector.wire.sender import Sender
from inspector.wire.tasks import Tasks
from inspector.wire.url import check_protocols, parse_url

UNREAD = "unread messages"
"""The reason for which reading is paused while nobody takes the messages that came."""
_OURS = frozenset({"user", UNREAD})
"""Pauses that would keep the peer's Close frame from being read, and end when closing begins."""


class Connection:
    """Opens, receives, keeps alive and closes. What is sent, and to whom messages go, is the
    matter of its subclass `WebSocket`."""

    def __init__(
        self,
        url: str,
        protocols: Sequence[str] = (),
        options: ConnectOptions | None = None,
        *,
        on_events: Callable[[list[Happening]], None] | None = None,
    ) -> None:
        self.url = parse_url(url)
        """Absolute, as a browser shows it."""
        self.options = options or ConnectOptions()
        self.ready_state = ReadyState.CONNECTING
        self.protocol = ""
        """The subprotocol that the server chose; empty before OPEN."""
        self.extensions = ""
        """The extensions in use, as the server wrote them; empty before OPEN."""
        self.problem: Problem | None = None
        """Why the connection failed; None where it did not."""
        self.close_event: CloseEvent | None = None
        """How the connection ended; None before CLOSED."""
        self.latency: float | None = None
        """Seconds that the latest ping took to be answered."""
        self.auto_pong = self.options.auto_pong
        """Whether pings are answered; may be changed at any time."""
        self.tls: TlsFacts | None = None
        """None before OPEN, and without TLS."""
        self.peer = ""
        """`address:port` at the other end of TCP: the proxy's, where there is one."""
        self._protocols = check_protocols(protocols)
        self._attempt = Attempt(self.url, self.options.open_timeout, self.options.proxy)
        self._sink = EventSink(on_events, self._recording_failed)
        self._receiver = Receiver(
            max_message_size=self.options.max_message_size, lenient=self.options.lenient
        )
        self._pauses: set[str] = set()
        self._closing = Closing()
        self._pings = Pings()
        self._tasks = Tasks(self._broke)
        self._opening: asyncio.Task[None] | None = None
        self._link: Link | None = None
        self._sender: Sender | None = None
        self._ended = asyncio.Event()

    # What a person does

    async def connect(self) -> None:
        """Open the connection; return once it is OPEN. To give up, cancel this, or `close`.

        Raises ConnectionFailed where it cannot be opened, RuntimeError the second time.
        """
        if self._opening is not None or self.ready_state != ReadyState.CONNECTING:
            raise RuntimeError("a WebSocket connects once: make a new one")
        self._opening = self._tasks.start(self._open(), f"open {self.url}")
        self._opening.add_done_callback(self._opening_ended)
        self._change(ReadyState.CONNECTING, self.url)
        try:
            await asyncio.wait([self._opening])
        except asyncio.CancelledError:
            self.abort()
            raise
        if self._link is None:
            assert self.problem is not None
            raise ConnectionFailed(self.problem)

    async def close(
        self, code: int | None = 1000, reason: str = "", *, unchecked: bool = False
    ) -> None:
        """Send a Close frame, and wait for CLOSED: at most the close timeout, and the time for
        which reading is paused, a minute at most. See `start_close`."""
        self.start_close(code, reason, unchecked=unchecked)
        await self.wait_closed()

    def start_close(
        self, code: int | None = 1000, reason: str = "", *, unchecked: bool = False
    ) -> None:
        """Send a Close frame, and do not wait for what comes of it.

        While CONNECTING it fails the connection, as in a browser; while CLOSING it does nothing.
        No `code` is a Close frame without one. Raises ValueError for what a browser would not
        send; `unchecked` lets pass all that can be encoded.
        """
        payload = close_payload(code, reason, unchecked=unchecked)
        if self.ready_state == ReadyState.CONNECTING:
            self._change(ReadyState.CLOSING, "closed before it was open")
            self.abort()
        elif self._link is not None and self.ready_state == ReadyState.OPEN:
            if unchecked:
                self._send_forged(self._link, ForgedFrame(opcode=Opcode.CLOSE, payload=payload))
            else:
                self._start_closing(f"we close with {tell(*parse_close(payload))}")
                self._link.send_close(payload)

    def abort(self) -> None:
        """End TCP at once, without a Close frame."""
        self._closing.aborted = True
        if self._link is not None:
            self._link.abort()
        elif self._opening is not None:
            self._opening.cancel()
        else:
            self._end()

    async def wait_closed(self) -> None:
        """Wait for CLOSED, when all that came has been recorded."""
        await self._ended.wait()

    @property
    def reading_paused(self) -> frozenset[str]:
        """The reasons for which reading is paused; empty while it is not."""
        return frozenset(self._pauses)

    def pause_reading(self, reason: str = "user") -> None:
        """Stop reading from TCP, so that the peer is held back; until the same `reason` resumes.

        That holds back pings, pongs and the peer's Close frame too.
        """
        self._pauses.add(reason)
        if self._link is not None:
            self._link.reception.pause(reason)

    def resume_reading(self, reason: str = "user") -> None:
        """Read on, unless there is another reason not to."""
        self._pauses.discard(reason)
        if self._link is not None:
            self._link.reception.resume(reason)

    # Opening

    async def _open(self) -> None:
        observer = Observer(
            dialling=self._dialling,
            phase=self._phase_ended,
            requested=self._requested,
            responded=self._responded,
            opened=self._take_over,
        )
        try:
            await open_websocket(self.url, self._protocols, self.options, observer)
        except Exception as error:  # noqa: BLE001 - each of them is a diagnosis
            if self._link is None:
                self._report(diagnose(error, self._attempt))

    def _dialling(self, url: str) -> None:
        self._attempt = Attempt(url, self.options.open_timeout, self.options.proxy)

    def _phase_ended(self, phase: Phase) -> None:
        self._attempt.phases.append(phase)
        self._sink.emit([phase])

    def _requested(self, request: HttpRequest) -> None:
        self._attempt.request = request
        self._sink.emit([request])

    def _responded(self, response: HttpResponse) -> None:
        self._attempt.response = response
        self._sink.emit([response])

    def _take_over(self, opened: Opened) -> None:
        if self.ready_state != ReadyState.CONNECTING:
            opened.transport.abort()  # closed in the very turn of the loop in which it opened
            return
        link = self._link = Link(
            self._receiver,
            LinkObserver(self._received, self._sent, self._overdue, self._lost),
            close_timeout=self.options.close_timeout,
        )
        link.start(opened.transport, opened.deflate)
        for reason in self._pauses:
            link.reception.pause(reason)
        self._sender = Sender(link, self._check_open, self._give_up)
        self._opened(opened)
        if opened.early:
            link.data_received(opened.early)

    def _opened(self, opened: Opened) -> None:
        assert self._link is not None
        self._closing.opened = True
        self.protocol = opened.subprotocol
        self.extensions = opened.extensions
        self.peer = opened.peer
        self.tls = opened.tls
        if opened.violations:
            self._sink.emit([wrong_but_open(self._attempt.host, opened.violations)])
        names = [part.split(";")[0].strip() for part in self.extensions.split(",")]
        status = str(opened.status)
        self._change(ReadyState.OPEN, ", ".join(filter(None, [status, self.protocol, *names])))
        if (interval := self.options.keepalive_interval) is not None:
            self._tasks.start(self._keep_alive(self._link, interval), f"keepalive {self.url}")

    def _opening_ended(self, _task: asyncio.Task[None]) -> None:
        if self._link is None:
            self._end()

    # Receiving

    def _received(self, batch: Batch) -> None:
        if self._link is None:
            return  # it opened when it had been closed already
        self._sink.emit(batch.events)
        for arrival in batch.arrivals:
            if isinstance(arrival, Frame):
                self._act_on(arrival)
            else:
                self._deliver(arrival)
        self._link.flush()
        if batch.failure is not None:
            said = [event for event in batch.events if isinstance(event, Problem)]
            self.problem = self.problem or (said[-1] if said else None)
            self._violated(batch.failure)

    def _deliver(self, messages: list[str | bytes]) -> None:
        """For the subclass."""

    def _violated(self, failure: Failure) -> None:
        """The peer broke a rule, and all that came before has been acted on."""
        self._fail(*failure)

    def _act_on(self, frame: Frame) -> None:
        assert self._link is not None
        if frame.opcode == Opcode.PING:
            if self.auto_pong and not self._closing.failed:
                self._link.answer(frame)
        elif frame.opcode == Opcode.PONG:
            latency = self._pings.received(frame)
            self.latency = self.latency if latency is None else latency
        elif frame.opcode == Opcode.CLOSE:
            self._link.flush()  # the pongs before it, while the connection is still OPEN
            self._closing.received = parse_close(frame.payload)
            self._start_closing(f"the server closes with {tell(*self._closing.received)}")
            self._link.answer(frame)

    # What goes out

    def ping(self, payload: bytes = b"") -> asyncio.Future[float]:
        """Send a ping; the future is the round trip in seconds, and need not be awaited. It
        raises NotOpenError at the end, TimeoutError if thousands of later pings get no pong.

        Raises NotOpenError unless OPEN or CLOSING, ValueError for more than 125 bytes.
        """
        link = self._writable(control=payload)
        answered = self._pings.sent(payload, time.time_ns())
        link.send_ping(payload)
        return answered

    def _writable(self, control: bytes = b"") -> Link:
        """The link, if frames can go out, and if `control` fits into a control frame."""
        if self._link is None or self.ready_state == ReadyState.CLOSED or not self._link.can_write:
            raise NotOpenError(f"Nothing can be sent while {self.ready_state.name}.")
        if len(control) > 125:
            raise ValueError(
                f"A control frame carries at most 125 bytes, not {len(control)} (RFC 6455 "
                "section 5.5): shorten it, or use send_frame."
            )
        return self._link

    def _check_open(self) -> None:
        self._writable()
        if self.ready_state != ReadyState.OPEN:
            raise NotOpenError(f"No message can be sent while {self.ready_state.name}.")

    def _send_forged(self, link: Link, frame: ForgedFrame) -> None:
        if frame.opcode == Opcode.CLOSE and self.ready_state == ReadyState.OPEN:
            self._start_closing(f"we close with {tell(*parse_close(frame.payload))}")
        link.send_forged(frame)

    def _sent(self, events: list[Happening]) -> None:
        for event in events:
            if isinstance(event, Frame) and event.opcode == Opcode.CLOSE:
                self._closing.sent = self._closing.sent or parse_close(event.payload)
        self._sink.emit(events)

    async def _keep_alive(self, link: Link, interval: float) -> None:
        timeout = self.options.keepalive_timeout
        with contextlib.suppress(NotOpenError):
            await keep_alive(
                self._ping_while_open,
                lambda: link.reception.is_current,
                interval=interval,
                timeout=timeout,
            )
            self._check_open()
            self._report(no_pong(self._attempt.host, timeout))
            self._fail(INTERNAL_ERROR, "keepalive ping timeout")

    def _ping_while_open(self, payload: bytes) -> asyncio.Future[float]:
        self._check_open()
        return self.ping(payload)

    # The end

    def _start_closing(self, detail: str) -> None:
        """CLOSING, unless it is already; what the peer still sends is read, until the deadline."""
        if self._link is None or self.ready_state != ReadyState.OPEN:
            return
        self._change(ReadyState.CLOSING, detail)
        for reason in _OURS & self._pauses:
            self.resume_reading(reason)
        self._link.expect_end()

    def _fail(self, code: int, reason: str) -> None:
        """Fail the connection (RFC 6455 section 7.1.7)."""
        if self._link is None or self.ready_state == ReadyState.CLOSED:
            return
        self._closing.failed = True
        self._start_closing(f"we fail the connection with {tell(code, reason)}")
        self._link.send_close(close_payload(code, reason, unchecked=True))

    def _give_up(self, reason: str) -> None:
        """A fragmented message cannot be finished."""
        if self.ready_state == ReadyState.OPEN:
            self._report(Problem(time.time_ns(), "protocol-error", f"{reason}."))
            self._fail(INTERNAL_ERROR, "a fragmented message broke off")

    def _recording_failed(self, problem: Problem) -> None:
        self._report(problem)
        if self._link is None:
            self.abort()
        else:
            self._fail(INTERNAL_ERROR, "the inspector cannot record")
            self._closing.aborted = True
            self._link.close()  # reads no more; the Close frame still goes out

    def _broke(self, error: BaseException) -> None:
        """A task of ours ended with an exception that nobody expects."""
        asyncio.get_running_loop().call_exception_handler(
            {"message": f"a task of {self.url} failed", "exception": error}
        )
        self.abort()

    def _report(self, problem: Problem) -> None:
        """Record what ends the connection."""
        self.problem = self.problem or problem
        self._sink.emit([problem])

    def _overdue(self) -> None:
        if self._closing.aborted:
            return
        host = self._attempt.host
        if self._pauses:
            problem = not_read(host, sorted(self._pauses))
        else:
            problem = not_ended(host, self.options.close_timeout, self._closing)
        if self._closing.was_clean:
            self._sink.emit([problem])
        else:
            self._report(problem)

    def _lost(self, error: Exception | None) -> None:
        closing = self._closing
        if not (closing.was_clean or closing.aborted or self.problem):
            self._report(lost(error, self._attempt.host, closing))
        self._end()

    def _end(self) -> None:
        """CLOSED: the last event, and nothing of ours runs on."""
        if self._ended.is_set():
            return
        if self._link is None and self.problem is None:
            self.problem = cancelled(self._attempt.host)
        self.close_event = self._closing.event()
        self._pings.end(NotOpenError("The connection ended before the pong came."))
        self._tasks.cancel()
        self._change(ReadyState.CLOSED, self._closing.story())
        self._ended.set()

    def _change(self, state: ReadyState, detail: str) -> None:
        self.ready_state = state
        self._sink.emit([StateChange(time.time_ns(), state, detail)])
