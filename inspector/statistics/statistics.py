"""Counts a whole recording, run by run."""

import operator

from inspector.events import Direction, Opcode, Problem, ReadyState, StateChange
from inspector.recording.run import Run
from inspector.statistics.figures import Figures
from inspector.statistics.flow_tally import FlowTally
from inspector.statistics.timeline import Buckets

_OPCODE = 0x0F


class Statistics:
    """Takes the runs of a recording in order; `figures` may be asked for at any time between."""

    def __init__(self) -> None:
        self.seq = 0
        """The last event that was counted."""
        self._flows = {direction: FlowTally() for direction in Direction}
        self._problems = 0
        self._connections = 0
        self._first = self._last = 0
        self._is_open = False
        self._traffic = Buckets(4, operator.add)
        self._round_trips = Buckets(2, max)

    def add(self, run: Run) -> None:
        if not self.seq:
            self._first = self._last = run.time_ns
        self._first = min(self._first, run.time_ns)
        self._last = max(self._last, run.time_ns)
        self._connections = max(self._connections, run.connection)
        self.seq = run.end - 1
        if run.is_frames:
            self._add_frames(run)
        elif isinstance(run.event, Problem):
            self._problems += 1
        elif isinstance(run.event, StateChange):
            self._is_open = run.event.ready_state != ReadyState.CLOSED
            if not self._is_open:
                for flow in self._flows.values():
                    flow.end(run.connection)

    def _add_frames(self, run: Run) -> None:
        direction = run.direction
        messages = self._flows[direction].add(run)
        bucket = self._traffic.at(run.time_ns)
        bucket[2 * direction] += messages
        bucket[2 * direction + 1] += run.size
        opcode = run.first & _OPCODE
        if opcode == Opcode.PING:
            for payload in _payloads(run):
                self._flows[direction].round_trips.ping(run.connection, payload, run.time_ns)
        elif opcode == Opcode.PONG:
            self._add_pongs(run, Direction(1 - direction))

    def _add_pongs(self, run: Run, pinged: Direction) -> None:
        for payload in _payloads(run):
            took = self._flows[pinged].round_trips.pong(run.connection, payload, run.time_ns)
            if took is not None:
                bucket = self._round_trips.at(run.time_ns)
                bucket[pinged] = max(bucket[pinged], took, 1)

    def figures(self) -> Figures:
        return Figures(
            self.seq,
            self._flows[Direction.RECEIVED].flow(),
            self._flows[Direction.SENT].flow(),
            self._problems,
            self._connections,
            self._first,
            self._last,
            self._is_open,
            self._traffic.timeline(),
            self._round_trips.timeline(),
        )


def _payloads(run: Run) -> list[bytes]:
    data, starts, stops = run.payloads()
    return [data[start:stop] for start, stop in zip(starts, stops, strict=True)]
