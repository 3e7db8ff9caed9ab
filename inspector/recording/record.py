"""A run as a row of the table `runs`, and back."""

import struct
from typing import Any, NamedTuple

from inspector.events import OtherEvent
from inspector.recording.errors import senseless
from inspector.recording.run import Run
from inspector.recording.schema import LAST_SEQ, MOST_FRAMES, Kind

INSERT = "INSERT INTO runs"
SELECT = """SELECT seq, event_count, row, connection, time_ns, kind,
        message, part, length, wire_length, violation,
        block, position, size, decoded_position, decoded_size, lengths
    FROM runs"""

Record = tuple[Any, ...]
"""The values of these columns."""

_KINDS = {kind.value: kind for kind in Kind}
MOST_VIOLATION = 10_000
"""Characters; a rule that is broken is a sentence."""
_INTEGERS = {int}
_HEAD = Run._fields.index("wire")


class Place(NamedTuple):
    """Where the bytes of a run are."""

    block: int
    position: int
    size: int
    decoded_position: int
    lengths: tuple[int, ...]
    """Of the decoded payloads, which lie there one after the other; none where there are none."""


def record_of(run: Run, block: int, position: int, decoded_position: int) -> Record:
    """The row of `run`, whose bytes are in `block` from these positions on."""
    ours = (run.message, run.part, run.length, run.wire_length)
    lengths = run.lengths
    return (
        *run[:6],
        *(ours if run.message else (None,) * 4),
        run.violation or None,
        block,
        position,
        run.size,
        *((decoded_position, len(run.decoded)) if lengths else (None, None)),
        struct.pack(f"<{len(lengths)}I", *lengths) if lengths else None,
    )


def head_of(record: Record) -> Run:
    """The run of a row, without its bytes or its event. Values that no run has are refused."""
    seq, event_count, row, connection, time_ns, kind, *ours, violation, block, position, size = (
        record[:14]
    )
    continues = ours[0] is not None
    message, part, length, wire_length = ours = ours if continues else [0] * 4
    numbers = (event_count, row, connection, time_ns, kind, *ours, block, position, size)
    if (
        set(map(type, numbers)) != _INTEGERS
        or kind not in _KINDS
        or not 0 < event_count <= (MOST_FRAMES if kind <= Kind.SENT else 1)
        or not 0 <= row < seq <= LAST_SEQ
        or not continues <= message < seq
        or min(part, length, wire_length, position, size) < 0
        or (violation is not None and type(violation) is not str)
        or len(violation or "") > MOST_VIOLATION
    ):
        raise senseless(seq)
    return Run(
        seq, event_count, row, connection, time_ns, _KINDS[kind], message, part, length,
        wire_length, violation or "", size,
    )  # fmt: skip


def completed(
    head: Run,
    wire: bytes = b"",
    lengths: tuple[int, ...] = (),
    decoded: bytes = b"",
    event: OtherEvent | None = None,
) -> Run:
    """`head` with what was said in it; several times as fast as `_replace`."""
    return Run._make((*head[:_HEAD], wire, lengths, decoded, event))


def place_of(record: Record) -> Place:
    """Where the bytes are of a row that `head_of` has taken."""
    seq, event_count = record[:2]
    block, position, size, decoded_position, decoded_size, packed = record[11:]
    if packed is None:
        return Place(block, position, size, 0, ())
    if type(packed) is not bytes or len(packed) != 4 * event_count:
        raise senseless(seq)
    lengths = struct.unpack(f"<{event_count}I", packed)
    if type(decoded_position) is not int or decoded_position < 0 or decoded_size != sum(lengths):
        raise senseless(seq)
    return Place(block, position, size, decoded_position, lengths)
