"""Turns what happened into runs: gives each its place in the order and its message, and counts it.

Knows nothing of files or threads.
"""

from collections.abc import Sequence
from typing import NamedTuple

from inspector.events import (
    Frame,
    FrameRun,
    Happening,
    Opcode,
    OtherEvent,
)
from inspector.recording.details import kind_of
from inspector.recording.facts import Facts
from inspector.recording.notes import Change
from inspector.recording.record import MOST_VIOLATION
from inspector.recording.run import Run
from inspector.recording.schema import MOST_FRAMES, Kind
from inspector.recording.values import Mark, Totals

_FIN = 0x80
_OPCODE = 0x0F
_CONTROL = 0x08
"""Bits of a header's first byte; opcodes with the last one are control frames'."""

_CUT_OFF = _FIN | _OPCODE
"""Stands for the first byte of a header of which no more arrived: that is no message yet."""


_SMALL = 64 * 1024
"""Bytes of a run that are copied. One that is all that a socket gave lies where asyncio had put a
buffer of 256 KiB; kept there, it would split that room in the heap for as long as it lives."""


class Batch(NamedTuple):
    """What was appended at once; a new title; or changes of notes and facts."""

    mark: Mark
    """How far the recording is with it."""
    runs: Sequence[Run] = ()
    weight: int = 0
    """Bytes of memory, about."""
    title: str | None = None
    """A new title of the recording."""
    notes: Sequence[Change] = ()
    facts: Facts | None = None
    changes: int = 0
    """The number of the last change of notes or facts that is in it; 0 where there is none."""
    missed: int = 0
    """Events that could not be kept, where the only event here is the problem that says so."""


class _Unfinished(NamedTuple):
    """A message of which frames are still to come."""

    seq: int
    parts: int
    length: int
    wire_length: int


class Sequencer:
    """Continues a recording from `mark`; messages that were unfinished there remain so."""

    def __init__(self, mark: Mark) -> None:
        self._seq, self._rows, self._connections, totals = mark
        self._frames = [totals.frames_received, totals.frames_sent]
        self._messages = [totals.messages_received, totals.messages_sent]
        self._bytes = [totals.bytes_received, totals.bytes_sent]
        self._problems = totals.problems
        self._unfinished: dict[tuple[int, int], _Unfinished] = {}

    @property
    def mark(self) -> Mark:
        totals = Totals(
            frames_sent=self._frames[Kind.SENT],
            frames_received=self._frames[Kind.RECEIVED],
            messages_sent=self._messages[Kind.SENT],
            messages_received=self._messages[Kind.RECEIVED],
            bytes_sent=self._bytes[Kind.SENT],
            bytes_received=self._bytes[Kind.RECEIVED],
            problems=self._problems,
        )
        return Mark(self._seq, self._rows, self._connections, totals)

    def batch(self, connection: int, happenings: Sequence[Happening]) -> Batch:
        """The runs of what happened, which follow everything that was given before."""
        self._connections = max(self._connections, connection)
        runs: list[Run] = []
        for happening in happenings:
            if isinstance(happening, FrameRun):
                self._add_run(runs, connection, happening)
            elif isinstance(happening, Frame):
                self._add_frame(runs, connection, happening)
            else:
                self._add_other(runs, connection, happening)
        return Batch(self.mark, runs, sum(run.weight for run in runs))

    def _add_run(self, runs: list[Run], connection: int, run: FrameRun) -> None:
        time_ns, direction, count, wire, decoded = run
        if len(wire) < _SMALL:
            wire = bytes(memoryview(wire))
        opcode, final = run.first & _OPCODE, run.first & _FIN
        begins_or_ends = bool(final) != bool(opcode)
        if count > 1 and (begins_or_ends or count > MOST_FRAMES):
            for frame in run.frames():
                self._add_frame(runs, connection, frame)
            return
        kind = Kind.SENT if direction else Kind.RECEIVED
        lengths = () if decoded is None else tuple(map(len, decoded))
        payload = b"" if decoded is None else decoded[0] if count == 1 else b"".join(decoded)
        part = None
        if not (final and opcode):
            length = run.wire_payload_size
            part = self._part(
                connection, kind, run.first, count, len(payload) if lengths else length, length
            )
        elif not opcode & _CONTROL:
            self._messages[kind] += count
        self._append(runs, connection, time_ns, kind, count, part, "", wire, lengths, payload)

    def _add_frame(self, runs: list[Run], connection: int, frame: Frame) -> None:
        time_ns, direction, header, payload, wire_payload, violation = frame
        kind = Kind.SENT if direction else Kind.RECEIVED
        on_wire = payload if wire_payload is None else wire_payload
        lengths = () if wire_payload is None else (len(payload),)
        decoded = b"" if wire_payload is None else payload
        first = header[0] if len(header) > 1 else _CUT_OFF
        part = None
        if first & _FIN and first & _OPCODE:
            if not first & _CONTROL:
                self._messages[kind] += 1
        else:
            part = self._part(connection, kind, first, 1, len(payload), len(on_wire))
        wire = header + on_wire
        self._append(runs, connection, time_ns, kind, 1, part, violation, wire, lengths, decoded)

    def _append(
        self,
        runs: list[Run],
        connection: int,
        time_ns: int,
        kind: Kind,
        count: int,
        part: _Unfinished | None,
        violation: str,
        wire: bytes,
        lengths: tuple[int, ...],
        decoded: bytes,
    ) -> None:
        message, parts, length, wire_length = part or (0, 0, 0, 0)
        seq = self._seq + 1
        runs.append(
            Run(
                seq,
                count,
                self._rows,
                connection,
                time_ns,
                kind,
                message,
                parts - count if message else 0,
                length,
                wire_length,
                violation and storable(violation)[:MOST_VIOLATION],
                len(wire),
                wire,
                lengths,
                decoded,
            )
        )
        self._seq += count
        self._rows += 0 if message else count
        self._frames[kind] += count
        self._bytes[kind] += len(wire)

    def _add_other(self, runs: list[Run], connection: int, event: OtherEvent) -> None:
        kind, event = kind_of(event), _storable(event)
        self._problems += kind is Kind.PROBLEM
        self._seq += 1
        run = Run(self._seq, 1, self._rows, connection, event.time_ns, kind, event=event)
        self._rows += 1
        runs.append(run)

    def _part(
        self, connection: int, kind: Kind, first: int, count: int, length: int, wire_length: int
    ) -> _Unfinished | None:
        """The message that `count` frames continue, with them; None where they continue none."""
        key = connection, int(kind)
        opcode = first & _OPCODE
        if opcode & _CONTROL:
            return None
        if opcode != Opcode.CONTINUATION:
            self._unfinished[key] = _Unfinished(self._seq + 1, 1, length, wire_length)
            return None
        before = self._unfinished.get(key)
        if before is None:
            return None
        message, parts, so_far, wire_so_far = before
        part = _Unfinished(message, parts + count, so_far + length, wire_so_far + wire_length)
        if first & _FIN:
            del self._unfinished[key]
            self._messages[kind] += 1
        else:
            self._unfinished[key] = part
        return part


def _storable(event: OtherEvent) -> OtherEvent:
    """The event as it will be read again."""
    texts = {
        name: storable(value)
        for name, value in zip(event._fields, event, strict=True)
        if isinstance(value, str)
    }
    return event._replace(**texts) if texts else event  # type: ignore[arg-type]


def storable(text: str) -> str:
    """`text` as SQLite can keep it: lone surrogates, which are no Unicode, become `\\udcff`."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode()
