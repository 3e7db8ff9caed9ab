"""Counts what goes one way."""

from collections import Counter

from inspector.events import Opcode
from inspector.recording.run import Run
from inspector.statistics.distribution import Tally
from inspector.statistics.figures import Flow
from inspector.statistics.lengths import tally, wire_lengths
from inspector.statistics.pace import Pace
from inspector.statistics.round_trips import RoundTripTally

_FIN = 0x80
_OPCODE = 0x0F


class FlowTally:
    """Takes the runs of one direction, in order."""

    def __init__(self) -> None:
        self.round_trips = RoundTripTally()
        self._frames: Counter[str] = Counter()
        self._violations = 0
        self._wire = self._wire_payload = self._payload = 0
        self._compressed = self._inflated = 0
        self._sizes = Tally()
        self._gaps = Tally()
        self._pace = Pace()
        self._ended_at: dict[int, int] = {}
        """When the last message of each connection ended."""

    def add(self, run: Run) -> int:
        """Count `run`; says how many messages end in it."""
        wire_sizes = wire_lengths(run)
        sizes = tally(run.lengths) if run.lengths else wire_sizes
        on_wire = _total(wire_sizes)
        payload = len(run.decoded) if run.lengths else on_wire
        self._frames[Opcode.name_of(run.first & _OPCODE)] += run.event_count
        self._violations += run.event_count if run.violation else 0
        self._wire += run.size
        self._wire_payload += on_wire
        self._payload += payload
        if run.lengths:
            self._compressed += on_wire
            self._inflated += payload
        messages = _messages(run, sizes)
        ended = messages.total()
        if ended:
            self._sizes.add_all(messages)
            self._add_gaps(run, ended)
        self._pace = self._pace.plus(run.time_ns, ended, run.size)
        return ended

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

    def flow(self) -> Flow:
        return Flow(
            dict(self._frames),
            self._violations,
            self._wire,
            self._wire_payload,
            self._payload,
            self._compressed,
            self._inflated,
            self._sizes.distribution(),
            self._gaps.distribution(),
            self._pace,
            self.round_trips.round_trips(),
        )


def _messages(run: Run, sizes: Counter[int]) -> Counter[int]:
    """The sizes of the messages that end in `run`, whose frames have `sizes`."""
    opcode, final = run.first & _OPCODE, run.first & _FIN
    if not final or Opcode.is_control(opcode) or run.size < 2:  # of a header that was cut off
        return Counter()
    if opcode != Opcode.CONTINUATION:
        return sizes
    return Counter({run.length: 1}) if run.message else Counter()


def _total(sizes: Counter[int]) -> int:
    return sum(size * times for size, times in sizes.items())
