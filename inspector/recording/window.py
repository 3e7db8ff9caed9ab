"""The log's rows: any of them in a moment, however long the log."""

from itertools import islice

from inspector.events import Frame, Opcode
from inspector.recording.clipped import clipped, size_of
from inspector.recording.errors import damaged
from inspector.recording.run import Run
from inspector.recording.source import Source
from inspector.recording.values import PREVIEW, Mark, Row

_PREVIEW_RUNS = 64
"""Runs of continuation frames that are looked at, at most, for the preview of their message."""


def rows(source: Source, first: int, count: int, mark: Mark) -> list[Row]:
    """Up to `count` rows from the row `first` on, of a recording that goes to `mark`."""
    count = min(count, mark.rows - first)
    if count <= 0:
        return []
    found: list[Row] = []
    for run in source.from_row(first, count):
        begin = max(0, first - run.row)
        found += _rows(source, run, begin, min(run.event_count, first + count - run.row))
    if len(found) < count:
        raise damaged(f"row {first + len(found) + 1} is missing")
    return found


def row_of(source: Source, seq: int) -> int:
    """The row that shows the event `seq`. `IndexError` where there is no such event."""
    run = source.head(seq)
    if run.message:
        run, seq = source.head(run.message), run.message
    return run.row + seq - run.seq


def continued_since(source: Source, seq: int, mark: Mark) -> set[int]:
    """The messages begun at `seq` or before of which there are frames after it."""
    return source.continued(seq) if 0 < seq < mark.seq else set()


def _rows(source: Source, run: Run, begin: int, end: int) -> list[Row]:
    """The rows of the events `begin` to `end` of `run`."""
    if run.event is not None:
        size = size_of(run.event)
        return [Row(run.seq, run.connection, clipped(run.event), size, size, 1)]
    if run.event_count == 1:
        return [_row(source, run)]
    data, starts, stops = run.payloads()
    wire_starts, wire_stops = run.wire_spans()
    direction = run.direction
    found = []
    for number in range(begin, end):
        start, stop = starts[number], stops[number]
        header = run.wire[wire_stops[number - 1] if number else 0 : wire_starts[number]]
        payload = data[start : min(stop, start + PREVIEW)]
        found.append(
            Row(
                run.seq + number,
                run.connection,
                Frame(run.time_ns, direction, header, payload),
                stop - start,
                wire_stops[number] - wire_starts[number],
                1,
            )
        )
    return found


def _row(source: Source, run: Run) -> Row:
    """The row of a run of one frame, which may be the first of its message."""
    (start,), _ = run.wire_spans()
    wire_length = run.size - start
    length = run.lengths[0] if run.lengths else wire_length
    payload = run.decoded[:PREVIEW] if run.lengths else run.wire[start : start + PREVIEW]
    frames = 1
    begins_message = len(run.wire) > 1 and 0 < run.first & 0x8F < Opcode.CLOSE
    if begins_message and (last := source.last_part(run.seq)):
        length, wire_length = last.length, last.wire_length
        frames = last.part + last.event_count
        payload = _joined(source, run.seq, payload)
    header = run.wire[:start]
    event = Frame(run.time_ns, run.direction, header, payload, None, run.violation)
    return Row(run.seq, run.connection, event, length, wire_length, frames)


def _joined(source: Source, message: int, preview: bytes) -> bytes:
    """`preview`, of the first frame, continued by the others as far as it is short."""
    if len(preview) < PREVIEW:
        for run in islice(source.parts(message, clip=True), _PREVIEW_RUNS):
            data, starts, stops = run.payloads()
            for start, stop in zip(starts, stops, strict=True):
                preview += data[start : min(stop, start + PREVIEW)]
                if len(preview) >= PREVIEW:
                    return preview[:PREVIEW]
    return preview[:PREVIEW]
