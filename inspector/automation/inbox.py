"""What was received, message by message, read from the recording as it grows."""

import asyncio
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Literal, NamedTuple

from inspector.events import Opcode, parse_close
from inspector.events.frame import header_size
from inspector.recording import Recording, RecordingBusyError
from inspector.recording.run import Run
from inspector.recording.schema import Kind

MOST_BYTES = 16 * 1024 * 1024
"""Of a message; a larger one is passed over."""

_MOST_RUNS = 1024
"""That one `take` looks at: a slice stays one where nothing was received for long."""
_TOO_LARGE = f"it has more than {MOST_BYTES // 1024**2} MiB"
_RETRY_S = 0.05

_EVENT_WEIGHT = 100
"""Bytes that an event counts for in the backlog, beside its own."""

_FIN, _OPCODE = 0x80, 0x0F
_RSV1 = 4
"""What permessage-deflate sets (RFC 7692 section 6)."""

MessageType = Literal["text", "binary", "ping", "pong", "close"]

_TYPES: dict[int, MessageType] = {
    Opcode.TEXT: "text",
    Opcode.BINARY: "binary",
    Opcode.PING: "ping",
    Opcode.PONG: "pong",
    Opcode.CLOSE: "close",
}


class Message(NamedTuple):
    """A received message, whole; or a control frame."""

    seq: int
    """Of its first frame: the row of the log that shows it."""
    connection: int
    time_ns: int
    """When its first frame was read."""
    type: MessageType
    payload: bytes
    """Decoded, all frames together."""

    @property
    def text(self) -> str:
        """The payload as text; of a close `1000 reason`. What is no UTF-8 becomes U+FFFD."""
        if self.type == "close":
            code, reason = parse_close(self.payload)
            return f"{code} {reason}".rstrip()
        return self.payload.decode("utf-8", "replace")


class _Unfinished:
    """A message of which frames are still to come."""

    def __init__(self, run: Run) -> None:
        self.seq = run.seq
        self.connection = run.connection
        self.time_ns = run.time_ns
        self.type = _TYPES[run.first & _OPCODE]
        self.payload = bytearray()
        self.trouble = ""

    def add(self, run: Run) -> None:
        """Add the frames of `run`; where something is wrong with one the rest is not kept."""
        data, starts, stops = run.payloads()
        self.trouble = self.trouble or _trouble(run)
        if len(self.payload) + sum(stops) - sum(starts) > MOST_BYTES:
            self.trouble = self.trouble or _TOO_LARGE
        if self.trouble:
            self.payload.clear()
        else:
            self.payload += b"".join(map(data.__getitem__, map(slice, starts, stops)))

    def whole(self) -> Message:
        return Message(self.seq, self.connection, self.time_ns, self.type, bytes(self.payload))


class Inbox:
    """The messages that `recording` received after the event `after` (by default the last one
    there now), in the order in which they became whole.

    It reads what the recording has, and holds no more than the frames that were read at once and
    the message that is being put together. To be used in the recording's own thread, and closed.
    """

    def __init__(self, recording: Recording, after: int | None = None) -> None:
        self.on_arrival: Callable[[], None] | None = None
        """Called when something was recorded, in the middle of that: a moment to look at the
        `backlog`, and no more."""
        self.on_passed_over: Callable[[int, str], None] | None = None
        """Called with the seq and the reason where a message is left out: too large or broken."""
        self._recording = recording
        self._seq = recording.count if after is None else after
        self._first = self._seq + 1
        self._bytes = recording.totals.bytes_received
        self._messages: Iterator[Message] = iter(())
        self._unfinished: _Unfinished | None = None
        self._arrived = asyncio.Event()
        self._retry: asyncio.TimerHandle | None = None
        """Until then the recording is not asked again: it could not be read at once."""
        recording.on_appended.add(self._on_appended)

    @property
    def seq(self) -> int:
        """The last event that was read; messages that came with it may still be here."""
        return self._seq

    @property
    def backlog(self) -> int:
        """Bytes of what was received and not read yet, about."""
        recording = self._recording
        received = recording.totals.bytes_received - self._bytes
        return max(0, received) + _EVENT_WEIGHT * (recording.count - self._seq)

    def take(self, budget: int = 256) -> list[Message]:
        """The next messages, at most `budget`; after a long way through other events maybe none,
        though there are more: see `has_more`. RecordingError where the file is damaged."""
        found = list(islice(self._messages, budget))
        if len(found) < budget and self.has_more:
            try:
                for run in islice(self._recording.runs_at_hand(self._seq + 1), _MOST_RUNS):
                    self._seq = run.end - 1
                    if run.kind is Kind.RECEIVED:
                        self._bytes += run.size
                        self._messages = self._messages_of(run)
                        found += islice(self._messages, budget - len(found))
                        if len(found) == budget:
                            break
            except RecordingBusyError:  # it is being written, and the disk is slow
                self._retry = asyncio.get_running_loop().call_later(_RETRY_S, self._look_again)
            if self._seq == self._recording.count:
                self._bytes = self._recording.totals.bytes_received
        return found

    @property
    def end(self) -> int:
        """The last event that was recorded."""
        return self._recording.count

    @property
    def has_more(self) -> bool:
        """Something was recorded that was not read yet, and can be now: it may be a message."""
        return self._retry is None and self._seq < self._recording.count

    async def wait(self) -> None:
        """Return once it `has_more`."""
        self._arrived.clear()
        if not self.has_more:
            await self._arrived.wait()

    def close(self) -> None:
        """Follow no longer. Again: does nothing."""
        self._recording.on_appended.discard(self._on_appended)
        if self._retry is not None:
            self._retry.cancel()

    def _look_again(self) -> None:
        self._retry = None
        self._arrived.set()

    def _on_appended(self) -> None:
        self._arrived.set()
        if self.on_arrival is not None:
            self.on_arrival()

    def _messages_of(self, run: Run) -> Iterator[Message]:
        """Those that the received frames of `run` are, or that they complete."""
        first = run.first if len(run.wire) > 1 else 0
        opcode, final = first & _OPCODE, first & _FIN
        if opcode >= Opcode.CLOSE or (opcode and final):
            if opcode in _TYPES:
                yield from self._whole(run, _TYPES[opcode])
        elif opcode in _TYPES:
            self._unfinished = _Unfinished(run)
            self._unfinished.add(run)
        elif (unfinished := self._unfinished) and run.message == unfinished.seq:
            unfinished.add(run)
            if final:
                self._unfinished = None
                if unfinished.trouble:
                    self._pass_over(unfinished.seq, unfinished.trouble)
                else:
                    yield unfinished.whole()

    def _whole(self, run: Run, kind: MessageType) -> Iterator[Message]:
        """Each frame of `run` is one."""
        if trouble := _trouble(run):
            self._pass_over(run.seq, trouble)
            return
        connection, time_ns = run.connection, run.time_ns
        data, starts, stops = run.payloads()
        skipped = max(0, self._first - run.seq)
        spans = islice(zip(starts, stops, strict=True), skipped, None)
        for number, (start, stop) in enumerate(spans, run.seq + skipped):
            if stop - start > MOST_BYTES:
                self._pass_over(number, _TOO_LARGE)
            else:
                yield Message(number, connection, time_ns, kind, data[start:stop])

    def _pass_over(self, seq: int, reason: str) -> None:
        if self.on_passed_over is not None:
            self.on_passed_over(seq, reason)


def _trouble(run: Run) -> str:
    """Why what `run` has is not what the peer meant to send; empty for what can be taken, though
    it may break a rule."""
    if not run.violation:
        return ""
    frame = run.frame(0)
    is_cut = frame.omitted or len(frame.header) < header_size(frame.header)
    is_garbled = frame.rsv & _RSV1 or (
        frame.opcode == Opcode.TEXT and frame.fin and not _is_utf8(frame.payload)
    )
    return run.violation if is_cut or is_garbled else ""


def _is_utf8(payload: bytes) -> bool:
    try:
        payload.decode()
    except UnicodeDecodeError:
        return False
    return True
