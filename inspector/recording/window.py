"""The log's rows: any of them in a moment, however long the log.

A row is an event that is no continuation frame. `events.folded` counts the continuation frames up
to an event, so its row is `seq - folded - 1`, and a row is found by bisecting the primary key: no
index, and no probe at all where nothing was fragmented.
"""

import sqlite3

from inspector.events import HttpRequest, HttpResponse, Opcode
from inspector.recording.errors import missing, senseless
from inspector.recording.reader import detailed, frame, integer
from inspector.recording.schema import Kind
from inspector.recording.values import PREVIEW, Mark, Row

_PREVIEW_FRAGMENTS = 64
"""Fragments that are looked at, at most, for the preview of their message."""

_SEARCH = """WITH RECURSIVE search (row, low, high) AS (
        SELECT ?, ?, ?
        UNION ALL
        SELECT row,
            iif(seq - folded - 1 < row, seq + 1, low),
            iif(seq - folded - 1 < row, high, seq)
        FROM search CROSS JOIN events ON seq = (low + high) / 2
        WHERE low < high
    )
    SELECT low FROM search WHERE low = high"""
"""Bisects for the first event of a row: in one statement, since one a probe is too slow."""

_WINDOW = """SELECT seq - folded - 1, seq, connection, time_ns, kind, header, violation,
    length(payload), length(wire_payload),
    CASE WHEN length(payload) <= 4096 THEN substr(payload, 1, ?) END
    FROM events WHERE seq BETWEEN ? AND ? AND message = seq ORDER BY seq"""
"""The payload's head is NULL where the payload is large: SQLite would read all of it for that."""

_SUMS = """SELECT seq, part, length, wire_length FROM fragments
    WHERE message = ? ORDER BY part DESC LIMIT 1"""

_HEADS = """SELECT seq, CASE WHEN length(payload) <= 4096 THEN substr(payload, 1, ?) END
    FROM fragments JOIN events USING (seq)
    WHERE fragments.message = ? ORDER BY part LIMIT ?"""

_Record = tuple[int, int, int, int, int, bytes, str, int, int | None, bytes | None]


def rows(connection: sqlite3.Connection, first: int, count: int, mark: Mark) -> list[Row]:
    """Up to `count` rows from the row `first` on, of a recording that goes to `mark`."""
    found: list[Row] = []
    row, end = first, min(first + count, mark.rows)
    while row < end:
        # Without fragments one turn gives all; each run of continuation frames costs one more.
        seq = _seq_of(connection, row, mark)
        records = connection.execute(_WINDOW, (PREVIEW, seq, seq + end - row - 1)).fetchall()
        row += len(records)
        # Damage that SQLite does not notice shows in rows that are not where they belong.
        if not records or records[-1][0] != row - 1:
            raise missing(seq)
        found += [_row(connection, record) for record in records]
    return found


def row_of(connection: sqlite3.Connection, seq: int) -> int:
    """The row that shows the event `seq`. `IndexError` where there is no such event."""
    query = """SELECT shown.seq - shown.folded - 1 FROM events
        LEFT JOIN events AS shown ON shown.seq = events.message WHERE events.seq = ?"""
    found = connection.execute(query, (seq,)).fetchone()
    if found is None:
        raise IndexError(f"the recording has no event {seq}")
    return integer(found[0], seq)


def continued_since(connection: sqlite3.Connection, seq: int, mark: Mark) -> set[int]:
    """The messages begun at `seq` or before of which there are frames after it."""
    if seq <= 0 or _folded(connection, min(seq, mark.seq)) == mark.folded:
        return set()
    query = "SELECT DISTINCT message FROM events WHERE seq > ? AND seq <= ? AND message <= ?"
    return {message for (message,) in connection.execute(query, (seq, mark.seq, seq))}


def _seq_of(connection: sqlite3.Connection, row: int, mark: Mark) -> int:
    if not mark.folded:
        return row + 1
    low, high = row + 1, row + 1 + mark.folded
    found = connection.execute(_SEARCH, (row, low, high)).fetchone()
    if found is None:
        raise missing(low)
    return int(found[0])


def _folded(connection: sqlite3.Connection, seq: int) -> int:
    query = "SELECT folded FROM events WHERE seq = ?"
    found = connection.execute(query, (seq,)).fetchone()
    if found is None:
        raise missing(seq)
    return integer(found[0], seq)


def _row(connection: sqlite3.Connection, record: _Record) -> Row:
    _, seq, number, time_ns, kind, header, violation, length, wire_length, head = record
    number = integer(number, seq)
    if kind != Kind.RECEIVED and kind != Kind.SENT:
        event = detailed(connection, kind, seq, time_ns)
        size = 0
        if isinstance(event, HttpRequest | HttpResponse):
            size = len(event.raw)
            event = event._replace(raw=event.raw[:PREVIEW])
        return Row(seq, number, event, size, size, 1)

    parts, length = 0, integer(length, seq)
    wire_length = length if wire_length is None else wire_length
    preview = _large_head(connection, seq) if head is None else head
    event = frame(seq, kind, time_ns, header, preview, None, violation)
    begins_message = 0 < header[0] & 0x8F < Opcode.CLOSE
    if begins_message and (sums := connection.execute(_SUMS, (seq,)).fetchone()):
        last, parts, length, wire_length = (integer(value, seq) for value in sums)
        if parts > last - seq:
            raise senseless(seq)
        event = event._replace(payload=_joined(connection, seq, preview))
    return Row(seq, number, event, length, wire_length, 1 + parts)


def _joined(connection: sqlite3.Connection, message: int, preview: bytes) -> bytes:
    """`preview`, of the first frame, continued by the fragments as far as it is short."""
    if len(preview) < PREVIEW:
        limits = PREVIEW, message, _PREVIEW_FRAGMENTS
        for seq, head in connection.execute(_HEADS, limits):
            head = _large_head(connection, seq) if head is None else head
            if type(head) is not bytes:
                raise senseless(seq)
            preview += head
            if len(preview) >= PREVIEW:
                break
    return preview[:PREVIEW]


def _large_head(connection: sqlite3.Connection, seq: int) -> bytes:
    with connection.blobopen("events", "payload", seq, readonly=True) as blob:
        return blob.read(PREVIEW)
