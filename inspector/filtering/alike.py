"""What a filter looks at: rows of the log that differ in nothing but their payloads."""

from collections.abc import Sequence
from operator import sub
from typing import Self

from inspector.events import (
    Direction,
    Frame,
    HttpRequest,
    HttpResponse,
    Opcode,
    OtherEvent,
    Phase,
    Problem,
    StateChange,
    StreamEvent,
    close_code,
    parse_close,
)
from inspector.recording.run import Run
from inspector.recording.schema import Kind

_SEPARATOR = b"\x81\x00"
"""Stands before each payload where there is no header, and looks like one: see `loosened`."""

_FIN = 0x80
_RSV1 = 0x40
_OPCODE = 0x0F

Spans = tuple[Sequence[int], Sequence[int]]
"""Where the payloads start, and where they stop."""


class Alike:
    """Rows of the log of one kind, direction and time: the frames of a run, a whole message of
    many frames, or one other event. They are numbered from 0."""

    def __init__(self, row: int, seq: int, count: int, kind: Kind, time_ns: int) -> None:
        self.row = row
        """The row of the log that number 0 is."""
        self.seq = seq
        """The `seq` of number 0; the others follow."""
        self.count = count
        self.kind = kind
        self.time_ns = time_ns
        self.event: OtherEvent | None = None
        """What happened, where it is no frame."""
        self.first = 0
        """The byte that the frames begin with: FIN, RSV and opcode; 0 where they are none."""
        self.masked = False
        self.is_problem = kind == Kind.PROBLEM
        """A problem, or a frame that breaks a rule."""
        self.fragmented = False
        """A message that was cut into frames."""
        self.close_code: int | None = None
        """Of a Close frame or of the CLOSED state."""
        self.data = b""
        """What is searched: the texts, with headers or something like that before each."""
        self._run: Run | None = None
        self._spans: Spans | None = None
        self._lowered: bytes | None = None
        self._size: int | None = None

    @classmethod
    def of_run(cls, run: Run) -> Self:
        """The rows of a run of whole messages, or of one other event."""
        rows = cls(run.row, run.seq, run.event_count, run.kind, run.time_ns)
        if run.event is not None:
            rows._tell(run.event)
            return rows
        rows.first = run.first
        rows.masked = run.event_count == 1 and len(run.wire) > 1 and run.wire[1] >= 0x80
        rows.is_problem = bool(run.violation)
        if run.lengths:
            data, starts, stops = run.payloads()
            rows._join([data[start:stop] for start, stop in zip(starts, stops, strict=True)])
        else:
            rows.data, rows._run = run.wire, run
        return rows

    @classmethod
    def of_message(
        cls, row: int, seq: int, head: Frame, payload: bytes, *, is_problem: bool
    ) -> Self:
        """The row of a message, or of a single frame: its first frame, its whole payload, and
        whether one of its frames breaks a rule."""
        kind = Kind.SENT if head.direction == Direction.SENT else Kind.RECEIVED
        rows = cls(row, seq, 1, kind, head.time_ns)
        rows.first = head.header[0]
        rows.masked = head.masked
        rows.is_problem = is_problem
        rows.fragmented = begins_message(rows.first, len(head.header))
        rows._size = len(payload)
        if head.opcode == Opcode.CLOSE:
            rows.close_code, reason = parse_close(payload)
            said = f"{rows.close_code} {close_code(rows.close_code).name} {reason}"
            payload = said.encode()
        rows._join([payload])
        return rows

    @property
    def direction(self) -> Direction | None:
        """None for what has none: phases, states and problems."""
        if isinstance(self.event, StreamEvent):
            return self.event.direction
        return _DIRECTIONS.get(self.kind)

    @property
    def is_frame(self) -> bool:
        return self.kind <= Kind.SENT

    @property
    def opcode(self) -> int:
        return self.first & _OPCODE

    @property
    def compressed(self) -> bool:
        """A data message that permessage-deflate compressed (RFC 7692 section 6)."""
        return bool(self.first & _RSV1) and not Opcode.is_control(self.opcode)

    def spans(self) -> Spans:
        """Where in `data` their texts start and stop."""
        if self._spans is None:
            assert self._run is not None
            self._spans = self._run.wire_spans()
        return self._spans

    def text(self, number: int) -> bytes:
        """What is searched of one of them."""
        starts, stops = self.spans()
        return self.data[starts[number] : stops[number]]

    def sizes(self) -> Sequence[int] | None:
        """Bytes of their payloads, decoded, or of the handshake; None where they have none."""
        if self._size is not None:
            return [self._size]
        if self.event is not None:
            return None
        starts, stops = self.spans()
        return list(map(sub, stops, starts))

    @property
    def lowered(self) -> bytes:
        """`data` with its ASCII letters in lower case."""
        if self._lowered is None:
            self._lowered = self.data.lower()
        return self._lowered

    def _tell(self, event: OtherEvent) -> None:
        self.event = event
        match event:
            case StateChange(_, state, detail):
                text = _encoded(f"{state.name} {detail}")
                code = detail.partition(" ")[0]
                if state.name == "CLOSED" and len(code) == 4 and code.isdecimal():
                    self.close_code = int(code)
            case Problem(_, word, message, detail):
                text = _encoded(f"{word} {message} {detail}")
            case HttpRequest(_, url, raw):
                text = _encoded(f"{url}\n") + raw
                self._size = len(raw)
            case HttpResponse(_, raw):
                text = raw
                self._size = len(raw)
            case Phase(_, name, _, detail, error, sent, received):
                text = b"\n".join([_encoded(f"{name} {detail} {error}"), sent, received])
            case StreamEvent(_, name, _, _, payload, detail):
                text = _encoded(f"{name} {detail}\n") + payload
                self._size = len(payload)
        self._join([text])

    def _join(self, texts: Sequence[bytes]) -> None:
        self.data = _SEPARATOR + _SEPARATOR.join(texts)
        starts, stops = [], []
        at = 0
        for text in texts:
            starts.append(at + len(_SEPARATOR))
            at = starts[-1] + len(text)
            stops.append(at)
        self._spans = starts, stops


def begins_message(first: int, header_size: int) -> bool:
    """Whether a frame is the first of several of a message (RFC 6455 section 5.4)."""
    return header_size > 1 and not first & _FIN and 0 < first & _OPCODE < Opcode.CLOSE


def _encoded(text: str) -> bytes:
    """As recordings keep it: a lone surrogate, which is no Unicode, becomes `\\udcff`."""
    return text.encode("utf-8", "backslashreplace")


_DIRECTIONS = {
    Kind.RECEIVED: Direction.RECEIVED,
    Kind.SENT: Direction.SENT,
    Kind.REQUEST: Direction.SENT,
    Kind.RESPONSE: Direction.RECEIVED,
}
