"""Frames alike, kept as their bytes: a flood costs what its bytes cost, not its frames."""

from collections.abc import Iterator
from typing import NamedTuple

from inspector.events.frame import Direction, Frame


class FrameRun(NamedTuple):
    """Whole, lawful, unmasked frames that begin with the same byte and were read at once."""

    time_ns: int
    """Unix time in nanoseconds, of all of them: when their bytes were read."""
    direction: Direction
    frame_count: int
    """At least 1."""
    wire: bytes
    """Header, payload, header, payload, ... exactly as they crossed the wire."""
    decoded: tuple[bytes, ...] | None = None
    """The inflated payloads, one a frame; None where the frames are not compressed."""

    @property
    def first(self) -> int:
        """The byte that every frame begins with: FIN, RSV and opcode."""
        return self.wire[0]

    @property
    def wire_payload_size(self) -> int:
        """Bytes of all payloads as they crossed the wire, headers left out."""
        starts, stops = payload_spans(self.wire, self.frame_count)
        return sum(stops) - sum(starts)

    def payloads(self) -> list[bytes]:
        """One a frame, decoded."""
        if self.decoded is not None:
            return list(self.decoded)
        starts, stops = payload_spans(self.wire, self.frame_count)
        return [self.wire[start:stop] for start, stop in zip(starts, stops, strict=True)]

    def frames(self) -> Iterator[Frame]:
        """One by one."""
        time_ns, direction, count, wire, decoded = self
        at = 0
        for number, (start, stop) in enumerate(zip(*payload_spans(wire, count), strict=True)):
            header, payload = wire[at:start], wire[start:stop]
            at = stop
            if decoded is None:
                yield Frame(time_ns, direction, header, payload)
            else:
                yield Frame(time_ns, direction, header, decoded[number], payload)


def payload_spans(wire: bytes, count: int) -> tuple[list[int], list[int]]:
    """Where the payloads of `count` whole, unmasked frames in a row start and stop in `wire`."""
    # Frames of one size, as in a flood of prices: nobody need walk through them.
    length = wire[1] if len(wire) > 1 else 0
    step = 2 + length
    if length < 126 and len(wire) == count * step and wire[1::step].count(length) == count:
        return list(range(2, count * step + 2, step)), list(range(step, count * step + 1, step))
    starts, stops = [], []
    at = 0
    for _ in range(count):
        length = wire[at + 1]
        at += 2
        if length == 126:
            length = wire[at] << 8 | wire[at + 1]
            at += 2
        elif length == 127:
            length = int.from_bytes(wire[at : at + 8], "big")
            at += 8
        starts.append(at)
        at += length
        stops.append(at)
    return starts, stops
