"""The lines of the log that are being looked at: read from the recording, a few kept."""

from inspector.events import Frame, Opcode
from inspector.recording import Recording, RecordingBusyError, RecordingError, Row
from inspector.ui.log.line import Line, frame_line, row_line, unreadable_line, waiting_line
from inspector.ui.log.listing import Listing
from inspector.ui.log.opened import WHOLE

CACHED = 512
_READ_AHEAD = 128
_READ_BEFORE = 32
_READ_FRAMES = 48
"""Frames read at once: unlike rows they come with their whole payloads."""


class Lines:
    """Of the rows of `recording` that `listing` lists."""

    def __init__(self, recording: Recording | None, listing: Listing) -> None:
        self._recording = recording
        self._listing = listing
        self._rows: dict[int, Row] = {}
        self._lines: dict[tuple[int, int], Line] = {}
        self.are_missing = False
        """Some could not be read while the recording was written: they are to be asked for again,
        after a moment."""

    def line(self, row: int, part: int) -> Line:
        """Of `row` itself (`WHOLE`) or of its frame `part`. Cheap where it was asked for before."""
        line = self._lines.get((row, part))
        if line is None:
            if len(self._lines) > CACHED or len(self._rows) > CACHED:
                self.forget()
            try:
                self._read(row, part)
                line = self._lines[row, part]
            except RecordingBusyError:
                self.are_missing = True
                line = waiting_line()
            except (RecordingError, LookupError) as error:
                line = unreadable_line(f"This row could not be read: {error}")
        return line

    def frames(self, row: int) -> int:
        """How many frames the message in `row` has."""
        return self._row(row).frames

    def forget(self) -> None:
        self._rows.clear()
        self._lines.clear()

    def forget_times_between(self) -> None:
        """Rows got others before them."""
        self._lines.clear()

    def forget_messages(self, messages: set[int]) -> set[int]:
        """Forget the rows of `messages` (the seqs of their first frames); returns those rows."""
        stale = {row for row, known in self._rows.items() if known.seq in messages}
        for row in stale:
            del self._rows[row]
            self._lines.pop((row, WHOLE), None)
        return stale

    def _read(self, row: int, part: int) -> None:
        """Put the line of `row`, or those around its frame `part`, into the cache."""
        if part == WHOLE:
            place = self._listing.place(row)
            before = self._row(self._listing.row(place - 1)).event.time_ns if place else None
            self._lines[row, WHOLE] = row_line(self._row(row), before)
            return
        assert self._recording is not None
        message = self._row(row)
        is_text = isinstance(message.event, Frame) and message.event.opcode == Opcode.TEXT
        first = max(0, part - _READ_FRAMES // 4)
        entries = self._recording.frames_of(
            message.seq, offset=first, limit=_READ_FRAMES, wait=False
        )
        times = [None, *(entry.event.time_ns for entry in entries)]
        for number, (entry, before) in enumerate(zip(entries, times, strict=False), first):
            if number > first or first == 0:  # the first one tells only the time between
                self._lines[row, number] = frame_line(entry, is_text, before)

    def _row(self, row: int) -> Row:
        if row not in self._rows:
            assert self._recording is not None
            before = 0 if row - 1 in self._rows else _READ_BEFORE  # a log that grows has them
            wanted = self._listing.around(row, before, _READ_AHEAD)
            rows = self._recording.rows(wanted.start, len(wanted))
            self._rows.update(enumerate(rows, wanted.start))
        return self._rows[row]
