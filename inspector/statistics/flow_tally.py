"""Counts what goes one way."""

from collections.abc import Mapping

from inspector.events import Opcode
from inspector.recording.run import Run
from inspector.statistics.distribution import Tally
from inspector.statistics.figures import Flow
from inspector.statistics.lengths import tally, wire_lengths
from inspector.statistics.pace import PaceTally
from inspector.statistics.round_trips import RoundTripTally

_FIN = 0x80
_OPCODE = 0x0F
_CONTROL = 0x08
"""Opcodes from here on are control frames'."""


class FlowTally:
    """Takes the runs of one direction, in order."""

    def __init__(self) -> None:
        self.round_trips = RoundTripTally()
        self._frames = [0] * 16
        """By opcode."""
        self._violations = 0
        self._wire = self._wire_payload = self._payload = 0
        self._compressed = self._inflated = 0
        self._sizes = Tally()
        self._gaps = Tally()
        self._pace = PaceTally()
        self._ended_at: dict[int, int] = {}
        """When the last message of each connection ended."""

    def add(self, run: Run) -> int:
        """Count `run`; says how many messages end in it."""
        sizes = wire_lengths(run)
        self._frames[run.wire[0] & _OPCODE] += run.event_count
        if run.violation:
            self._violations += run.event_count
        self._add_bytes(run, sum(size * times for size, times in sizes.items()))
        messages = self._add_messages(run, tally(run.lengths) if run.lengths else sizes)
        if messages:
            self._add_gaps(run, messages)
        self._pace.add(run.time_ns, messages, run.size)
        return messages

    def _add_bytes(self, run: Run, on_wire: int) -> None:
        self._wire += run.size
        self._wire_payload += on_wire
        if run.lengths:
            self._compressed += on_wire
            self._inflated += len(run.decoded)
            self._payload += len(run.decoded)
        else:
            self._payload += on_wire

    def _add_messages(self, run: Run, sizes: Mapping[int, int]) -> int:
        """The frames of `run` have `sizes`."""
        first = run.wire[0]
        opcode = first & _OPCODE
        if not first & _FIN or opcode >= _CONTROL or run.size < 2:  # of a header cut off
            return 0
        if opcode != Opcode.CONTINUATION:
            self._sizes.add_all(sizes)
            return run.event_count
        if run.message:
            self._sizes.add(run.length)
            return 1
        return 0

    def _add_gaps(self, run: Run, messages: int) -> None:
        before = self._ended_at.get(run.connection)
        if before is not None:
            self._gaps.add(max(0, run.time_ns - before))
        if messages > 1:
            self._gaps.add(0, messages - 1)
        self._ended_at[run.connection] = run.time_ns

    def end(self, connection: int) -> None:
        """It is closed, and need not be remembered."""
        self._ended_at.pop(connection, None)
        self.round_trips.end(connection)

    def _by_type(self) -> dict[str, int]:
        by_type: dict[str, int] = {}
        for opcode, frames in enumerate(self._frames):
            if frames:
                name = Opcode.name_of(opcode)
                by_type[name] = by_type.get(name, 0) + frames
        return by_type

    def flow(self) -> Flow:
        return Flow(
            self._by_type(),
            self._violations,
            self._wire,
            self._wire_payload,
            self._payload,
            self._compressed,
            self._inflated,
            self._sizes.distribution(),
            self._gaps.distribution(),
            self._pace.pace(),
            self.round_trips.round_trips(),
        )
