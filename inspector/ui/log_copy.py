"""Lines of the log as text for the clipboard."""

from itertools import chain, islice

from PySide6.QtCore import QItemSelectionModel

from inspector.events import Frame
from inspector.recording import Entry, Recording
from inspector.ui.log_line import payload_text
from inspector.ui.log_model import LogModel
from inspector.ui.text import count

MOST = 20_000
"""Rows copied at most: more is an export's job."""


def selected_rows(selection: QItemSelectionModel) -> list[range]:
    """Ascending; a million selected rows are one range, not a million objects."""
    ranges = (range(part.top(), part.bottom() + 1) for part in selection.selection())
    return sorted(ranges, key=lambda rows: rows.start)


def selected_count(selection: QItemSelectionModel) -> int:
    return sum(map(len, selected_rows(selection)))


def rows_text(model: LogModel, selection: QItemSelectionModel) -> str:
    """The selected rows, a line each, cells parted by tabs; says where it had to stop."""
    chosen = islice(chain.from_iterable(selected_rows(selection)), MOST)
    lines = ["\t".join(model.line(row).cells()) for row in chosen]
    if left_out := selected_count(selection) - len(lines):
        lines.append(f"({count(left_out, 'more row')} not copied: export writes them all)")
    return "\n".join(lines)


def entry_text(recording: Recording, seq: int, is_part: bool) -> str:
    """The payload of a whole message, or of one frame of it; what the event says otherwise."""
    entry = recording.entry(seq)
    if is_part or not isinstance(entry.event, Frame):
        return payload_text(entry.event)
    return payload_text(_joined(recording.frames_of(seq)))


def _joined(entries: list[Entry]) -> Frame:
    """The first frame of a message with the payload of them all."""
    frames = [entry.event for entry in entries if isinstance(entry.event, Frame)]
    return frames[0]._replace(payload=b"".join(frame.payload for frame in frames))
