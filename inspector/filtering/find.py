"""Find: the next row that matches, from a row on, either way."""

import threading

from inspector.filtering.matches import Matches
from inspector.filtering.scan import Scan
from inspector.filtering.terms import Term
from inspector.recording import Recording

_FIRST_WINDOW = 256
_WINDOW = 65_536


def next_match(
    recording: Recording,
    term: Term,
    row: int,
    *,
    forwards: bool = True,
    shown: Matches | None = None,
    cancelled: threading.Event | None = None,
) -> int | None:
    """The next row after `row`, or before it, that matches `term` and is one of `shown`.

    None where there is none or `cancelled` was set. `row` may be -1, or the number of rows, to
    begin at an end. Takes its time: call it in a thread of its own. `RecordingError` where the file
    is damaged on the way, `TooSlowError` where a pattern takes too long.
    """
    scan = Scan(recording, term)
    size = _FIRST_WINDOW
    count = recording.count
    low, high = _seq_of(recording, row, count), count
    if forwards:
        low += 1
    else:
        low, high = 1, low - 1
    while low <= high:
        if forwards:
            first, last = low, min(high, low + size - 1)
            low = last + 1
        else:
            first, last = max(low, high - size + 1), high
            high = first - 1
        found = Matches()
        for some in scan.window(first, last):
            if cancelled is not None and cancelled.is_set():
                return None
            bits = some.bits if shown is None else some.bits & shown.bits(some.first, some.count)
            found.put(some.first, some.count, bits)
        position = found.index_of(row + 1) if forwards else found.index_of(row) - 1
        if 0 <= position < len(found) and found.row(position) >= scan.rows_to(first - 1):
            return found.row(position)  # a message that began before has its turn there
        size = min(2 * size, _WINDOW)
    return None


def _seq_of(recording: Recording, row: int, count: int) -> int:
    """The seq of the event that `row` shows; 0 before the first row, `count` + 1 after the last."""
    low, high = row + 1, count + 1
    while 0 < low < high:
        middle = (low + high) // 2
        [run] = recording.runs(middle, middle)
        if run.row > row:
            high = run.seq
        elif row < run.row + run.rows:
            return run.seq + row - run.row
        else:
            low = run.end
    return min(low, count + 1)
