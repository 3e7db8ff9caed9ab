"""Turns events into rows of the tables: gives each its place in the order and its message, and
counts it. Knows nothing of files or threads."""

from collections.abc import Sequence
from typing import NamedTuple

from inspector.events import (
    Direction,
    Event,
    Frame,
    HttpRequest,
    HttpResponse,
    Opcode,
    Problem,
    StateChange,
)
from inspector.recording.schema import Kind
from inspector.recording.values import Mark, Totals

EventRow = tuple[object, ...]
"""The columns of `events` in their order; those at the end are left out where they are NULL."""

FragmentRow = tuple[int, int, int, int, int]
"""The columns of `fragments`: message, part, seq, length and wire length up to here."""

DetailRow = tuple[object, ...]
"""The columns of the table that belongs to an event's kind."""

_OVERHEAD = 400
"""Bytes of memory that a queued event takes besides its payload, about."""

_SMALL = 4096
"""Bytes of a payload up to which a copy costs next to nothing."""

_FIN = 0x80
_OPCODE = 0x0F
_CONTROL = 0x08
"""Bits of a header's first byte; opcodes with the last one are control frames'."""

_CUT_OFF = _FIN | _OPCODE
"""Stands for the first byte of a header of which no more arrived: that is no message yet."""


class Batch(NamedTuple):
    """What is written in one go."""

    mark: Mark
    """How far the recording is once this is written."""
    events: Sequence[EventRow] = ()
    fragments: Sequence[FragmentRow] = ()
    details: Sequence[tuple[Kind, DetailRow]] = ()
    weight: int = 0
    """Bytes of memory, about."""
    title: str | None = None
    """A new title of the recording."""
    missed: int = 0
    """Events that could not be kept, where the only event here is the problem that says so."""


class Sequencer:
    """Continues a recording from `mark`; messages that were unfinished there remain so."""

    def __init__(self, mark: Mark) -> None:
        self._seq, self._folded, self._connections, totals = mark
        self._frames = [totals.frames_received, totals.frames_sent]
        self._messages = [totals.messages_received, totals.messages_sent]
        self._bytes = [totals.bytes_received, totals.bytes_sent]
        self._problems = totals.problems
        self._unfinished: dict[tuple[int, int], FragmentRow] = {}

    @property
    def mark(self) -> Mark:
        totals = Totals(
            frames_sent=self._frames[Direction.SENT],
            frames_received=self._frames[Direction.RECEIVED],
            messages_sent=self._messages[Direction.SENT],
            messages_received=self._messages[Direction.RECEIVED],
            bytes_sent=self._bytes[Direction.SENT],
            bytes_received=self._bytes[Direction.RECEIVED],
            problems=self._problems,
        )
        return Mark(self._seq, self._folded, self._connections, totals)

    def batch(self, connection: int, events: Sequence[Event]) -> Batch:
        """The rows of `events`, which follow everything that was given before."""
        self._connections = max(self._connections, connection)
        rows: list[EventRow] = []
        fragments: list[FragmentRow] = []
        details: list[tuple[Kind, DetailRow]] = []
        weight = _OVERHEAD * len(events)
        frames, messages, octets = self._frames, self._messages, self._bytes

        for seq, event in enumerate(events, self._seq + 1):
            if not isinstance(event, Frame):
                kind, detail = _detail(seq, event)
                self._problems += kind is Kind.PROBLEM
                details.append((kind, detail))
                rows.append((seq, connection, event.time_ns, kind, self._folded, seq))
                weight += sum(len(value) for value in detail if isinstance(value, str | bytes))
                continue

            time_ns, direction, header, payload, wire_payload, violation = event
            length = wire_length = len(payload)
            weight += length
            if wire_payload is not None:
                wire_length = len(wire_payload)
                weight += wire_length
            sent = 1 if direction else 0
            frames[sent] += 1
            octets[sent] += len(header) + wire_length

            message = seq
            first = header[0] if len(header) > 1 else _CUT_OFF
            if first & _FIN and first & _OPCODE:
                if not first & _CONTROL:
                    messages[sent] += 1
            else:
                fragment = self._fragment(connection, sent, first, seq, length, wire_length)
                if fragment and fragment[1] > 0:
                    fragments.append(fragment)
                    message = fragment[0]
                    self._folded += 1

            row = (
                seq,
                connection,
                time_ns,
                sent,
                self._folded,
                message,
                # WORKAROUND for sqlite3: a bytes object that is bound first has an adapter searched
                # for it, in 0.3 us; a bytearray has not, and copying a small payload takes less.
                bytearray(header),
                violation and storable(violation),
                bytearray(payload) if length < _SMALL else payload,
            )
            rows.append(row if wire_payload is None else (*row, wire_payload))

        self._seq += len(events)
        return Batch(self.mark, rows, fragments, details, weight)

    def _fragment(
        self,
        connection: int,
        sent: int,
        first: int,
        seq: int,
        length: int,
        wire_length: int,
    ) -> FragmentRow | None:
        """Which part of which message the frame is; part 0 is the first. None: it stands alone."""
        key = connection, sent
        opcode = first & _OPCODE
        if opcode & _CONTROL:
            return None
        if opcode == Opcode.CONTINUATION:
            before = self._unfinished.get(key)
            if before is None:
                return None
            message, part, _, so_far, wire_so_far = before
            fragment = message, part + 1, seq, so_far + length, wire_so_far + wire_length
        else:
            fragment = seq, 0, seq, length, wire_length

        if first & _FIN:
            del self._unfinished[key]
            self._messages[sent] += 1
        else:
            self._unfinished[key] = fragment
        return fragment


def _detail(
    seq: int, event: StateChange | HttpRequest | HttpResponse | Problem
) -> tuple[Kind, DetailRow]:
    """What an event that is no frame has to say."""
    if isinstance(event, StateChange):
        return Kind.STATE, (seq, int(event.ready_state), storable(event.detail))
    if isinstance(event, HttpRequest):
        return Kind.REQUEST, (seq, storable(event.url), event.raw)
    if isinstance(event, HttpResponse):
        return Kind.RESPONSE, (seq, event.raw)
    return Kind.PROBLEM, (seq, event.code, storable(event.message), storable(event.detail))


def storable(text: str) -> str:
    """`text` as SQLite can keep it: lone surrogates, which are no Unicode, become `\\udcff`."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode()
