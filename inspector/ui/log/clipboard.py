"""Lines of the log as text for the clipboard."""

import contextlib
from itertools import chain, islice

from PySide6.QtCore import QItemSelectionModel

from inspector.events import (
    Frame,
    HttpRequest,
    HttpResponse,
    Opcode,
    OtherEvent,
    Phase,
    Problem,
    ReadyState,
    StreamEvent,
    parse_close,
)
from inspector.recording import Recording, RecordingBusyError
from inspector.ui.log.line import BUSY, Line, waiting_line
from inspector.ui.log.model import LogModel
from inspector.ui.text import count

MOST = 20_000
"""Rows copied at most: more is an export's job."""


def selected_rows(selection: QItemSelectionModel) -> list[range]:
    """Ascending; a million selected rows are one range, not a million objects."""
    chosen = selection.selection()
    parts = [chosen.at(number) for number in range(chosen.count())]
    return sorted(
        (range(part.top(), part.bottom() + 1) for part in parts), key=lambda rows: rows[0]
    )


def selected_count(selection: QItemSelectionModel) -> int:
    return sum(map(len, selected_rows(selection)))


def selection_text(model: LogModel, selection: QItemSelectionModel) -> str:
    """What a single selected row carries, several rows as lines. RecordingError."""
    if selected_count(selection) == 1:
        return row_text(model, selected_rows(selection)[0].start)
    return rows_text(model, selection)


def rows_text(model: LogModel, selection: QItemSelectionModel) -> str:
    """The selected rows, a line each, cells parted by tabs; says where it had to stop.
    RecordingBusyError."""
    chosen = islice(chain.from_iterable(selected_rows(selection)), MOST)
    lines = ["\t".join(_line(model, row).cells()) for row in chosen]
    if left_out := selected_count(selection) - len(lines):
        lines.append(f"({count(left_out, 'more row')} not copied: export writes them all)")
    return "\n".join(lines)


def row_text(model: LogModel, row: int) -> str:
    """What the row carries, as `entry_text` has it. RecordingError."""
    line = _line(model, row)
    return entry_text(model.recording, line.seq, line.is_part) if model.recording else ""


def _line(model: LogModel, row: int) -> Line:
    line = model.line(row)
    if line == waiting_line():
        raise RecordingBusyError(f"Nothing was copied. {BUSY}")
    return line


def entry_text(recording: Recording, seq: int, is_part: bool) -> str:
    """What a row carries, whole: a message, one frame of it (`is_part`), or another event; nothing
    for a row that could not be read, of seq 0. RecordingError."""
    if not seq:
        return ""
    entry = recording.entry(seq, wait=False)
    if not isinstance(entry.event, Frame):
        return _event_text(entry.event)
    entries = [entry] if is_part else recording.frames_of(seq, wait=False)
    payload = b"".join(each.event.payload for each in entries if isinstance(each.event, Frame))
    first = recording.entry(entry.message, wait=False).event if is_part else entry.event
    return _payload_text(first.opcode if isinstance(first, Frame) else 0, payload)


def _payload_text(opcode: int, payload: bytes) -> str:
    """Text as text where it is UTF-8, a Close as code and reason, everything else as hex digits."""
    if opcode == Opcode.CLOSE:
        code, reason = parse_close(payload)
        return f"{code} {reason}".rstrip()
    if opcode == Opcode.TEXT:
        with contextlib.suppress(UnicodeDecodeError):
            return payload.decode()
    return payload.hex(" ")


def _event_text(event: OtherEvent) -> str:
    """The handshake and the bytes of a phase as they were sent; a problem with its evidence; the
    payload of a stream event as hex digits."""
    if isinstance(event, HttpRequest | HttpResponse):
        return event.raw.decode("latin-1")
    if isinstance(event, Problem):
        return "\n".join(filter(None, (event.message, event.detail)))
    if isinstance(event, Phase):
        exchanged = [data.decode("latin-1") for data in (event.sent, event.received)]
        said = f"{event.name} {event.detail}".rstrip()
        return "\n".join(filter(None, (said, event.error, *exchanged)))
    if isinstance(event, StreamEvent):
        return event.payload.hex(" ")
    return f"{ReadyState(event.ready_state).name} {event.detail}".rstrip()
