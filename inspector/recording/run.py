"""A run of events as a recording keeps it: what a row of the table `runs` says, with its bytes."""

from collections.abc import Iterator
from typing import NamedTuple, Self

from inspector.events import Direction, Event, Frame, OtherEvent
from inspector.events.frame import header_size
from inspector.events.run import payload_spans
from inspector.recording.errors import senseless
from inspector.recording.schema import Kind

_OVERHEAD = 500
"""Bytes of memory that a run takes besides what it holds, about."""
_LENGTH = 36
"""And each of its `lengths`."""


class Run(NamedTuple):
    """Frames of one direction that begin with the same byte and came at once; or one other event.

    A frame that breaks a rule, is masked, or was cut short is a run of its own.
    """

    seq: int
    """Of its first event; the others follow without gaps."""
    event_count: int
    row: int
    """The log's row of its first event, counted from 0. Continuation frames have none: theirs is
    that of the event after them."""
    connection: int
    time_ns: int
    kind: Kind
    message: int = 0
    """`seq` of the first frame of the message that these frames continue; 0 where they do not."""
    part: int = 0
    """Which frame of that message the first one is; its first frame is 0."""
    length: int = 0
    """Decoded payload of that message, in bytes, to the end of this run."""
    wire_length: int = 0
    """The same as it crossed the wire."""
    violation: str = ""
    size: int = 0
    """Bytes of `wire` as they are recorded; it has fewer where only a preview was asked for."""
    wire: bytes = b""
    """Header, payload, header, payload, ...: as they crossed the wire, but unmasked."""
    lengths: tuple[int, ...] = ()
    """Of the decoded payloads, in bytes; empty where nothing was compressed."""
    decoded: bytes = b""
    """The inflated payloads one after the other, where they were compressed."""
    event: OtherEvent | None = None
    """What happened, where it is no frame."""

    @property
    def end(self) -> int:
        """The seq after its last event."""
        return self.seq + self.event_count

    @property
    def rows(self) -> int:
        """How many rows of the log are its own."""
        return 0 if self.message else self.event_count

    @property
    def weight(self) -> int:
        """Bytes of memory that it takes, about."""
        weight = _OVERHEAD + len(self.wire) + len(self.decoded) + _LENGTH * len(self.lengths)
        if self.event is not None:
            weight += sum(len(part) for part in self.event if isinstance(part, str | bytes))
        return weight

    def clipped(self, most: int) -> Self:
        """This run with no more than `most` bytes of its frame, or of each thing that it tells.

        `violation` says how much is missing.
        """
        if self.weight <= most or self.event_count > 1:  # a large frame is always by itself
            return self
        if self.event is not None:
            return self._event_clipped(most // len(self.event))
        (start,), _ = self.wire_spans()
        wire = self.wire[: max(most // 2, most - len(self.decoded))]
        decoded = self.decoded[: most - len(wire)]
        kept, whole = len(decoded), len(self.decoded)
        if kept == whole:
            kept, whole = len(wire) - start, self.size - start
        return self._replace(
            violation=self._with_loss(kept, whole),
            size=len(wire),
            wire=wire,
            lengths=(len(decoded),) if self.lengths else (),
            decoded=decoded,
        )

    def _event_clipped(self, most: int) -> Self:
        assert self.event is not None
        parts = [part for part in self.event if isinstance(part, str | bytes)]
        longest = max(map(len, parts))
        if longest <= most:
            return self
        cut = (part[:most] if isinstance(part, str | bytes) else part for part in self.event)
        event = type(self.event)._make(cut)
        return self._replace(event=event, violation=self._with_loss(most, longest))

    def _with_loss(self, kept: int, whole: int) -> str:
        loss = f"only the first {kept:,} of {whole:,} bytes are recorded"
        return "; ".join(filter(None, (self.violation, loss)))

    @property
    def is_frames(self) -> bool:
        return self.kind <= Kind.SENT

    @property
    def direction(self) -> Direction:
        """Of its frames."""
        return Direction.SENT if self.kind == Kind.SENT else Direction.RECEIVED

    @property
    def first(self) -> int:
        """The byte that its frames begin with: FIN, RSV and opcode."""
        return self.wire[0]

    def message_of(self, number: int) -> int:
        """The `seq` of the message that its event `number` belongs to."""
        return self.message or self.seq + number

    def wire_spans(self) -> tuple[list[int], list[int]]:
        """Where the payloads of its frames start and stop in `wire`."""
        wire = self.wire
        if self.event_count == 1:
            return [min(header_size(wire), len(wire))], [len(wire)]
        try:
            starts, stops = payload_spans(wire, self.event_count)
        except IndexError as error:
            raise senseless(self.seq) from error
        if stops[-1] != len(wire):
            raise senseless(self.seq)
        return starts, stops

    def payloads(self) -> tuple[bytes, list[int], list[int]]:
        """The decoded payloads: `data`, and where in it each starts and stops."""
        if not self.lengths:
            return (self.wire, *self.wire_spans())
        stops = []
        at = 0
        for length in self.lengths:
            at += length
            stops.append(at)
        return self.decoded, [0, *stops[:-1]], stops

    def frame(self, number: int) -> Frame:
        """Its frame `number`, counted from 0."""
        starts, stops = self.wire_spans()
        return self._frame(number, starts, stops, *self.payloads())

    def frames(self) -> Iterator[Frame]:
        starts, stops = self.wire_spans()
        payloads = self.payloads()
        for number in range(self.event_count):
            yield self._frame(number, starts, stops, *payloads)

    def _frame(
        self,
        number: int,
        starts: list[int],
        stops: list[int],
        data: bytes,
        payload_starts: list[int],
        payload_stops: list[int],
    ) -> Frame:
        begin, start = stops[number - 1] if number else 0, starts[number]
        return Frame(
            self.time_ns,
            self.direction,
            self.wire[begin:start],
            data[payload_starts[number] : payload_stops[number]],
            self.wire[start : stops[number]] if self.lengths else None,
            self.violation,
        )

    def events(self) -> Iterator[Event]:
        """All that happened in it, one by one."""
        if self.event is not None:
            yield self.event
        else:
            yield from self.frames()
