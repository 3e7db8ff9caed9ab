"""Batches into the tables, and back how far they go. The caller has the transaction."""

import sqlite3
from collections.abc import Sequence
from functools import cache
from itertools import chain, groupby

from inspector.recording.errors import damaged
from inspector.recording.schema import Kind
from inspector.recording.sequencer import Batch
from inspector.recording.values import Mark, Totals

_INSERT_EVENTS = {
    6: "INSERT INTO events (seq, connection, time_ns, kind, folded, message)",
    9: "INSERT INTO events (seq, connection, time_ns, kind, folded, message,"
    " header, violation, payload)",
    10: "INSERT INTO events (seq, connection, time_ns, kind, folded, message,"
    " header, violation, payload, wire_payload)",
}
"""By the columns that a row has: no frame, a frame, a compressed frame."""

_INSERT_DETAIL = {
    Kind.STATE: "INSERT INTO states VALUES (?, ?, ?)",
    Kind.REQUEST: "INSERT INTO requests VALUES (?, ?, ?)",
    Kind.RESPONSE: "INSERT INTO responses VALUES (?, ?)",
    Kind.PROBLEM: "INSERT INTO problems VALUES (?, ?, ?, ?)",
}

_ROWS = 2048
"""Rows in one statement at most; SQLite takes 32766 values."""


def write(connection: sqlite3.Connection, batches: Sequence[Batch]) -> None:
    """Append what is in `batches`, which follow on what is there."""
    events = chain.from_iterable(batch.events for batch in batches)
    for width, rows in groupby(events, len):
        _insert(connection, _INSERT_EVENTS[width], list(rows))
    fragments = chain.from_iterable(batch.fragments for batch in batches)
    _insert(connection, "INSERT INTO fragments", list(fragments))
    for batch in batches:
        for kind, row in batch.details:
            connection.execute(_INSERT_DETAIL[kind], row)
        if batch.title is not None:
            _insert(connection, "INSERT OR REPLACE INTO meta", [("title", batch.title)])


def write_mark(connection: sqlite3.Connection, mark: Mark) -> None:
    """Keep the counts, so that opening need not count. In the transaction of what they count."""
    counts = {"connections": mark.connections, **mark.totals._asdict()}
    _insert(connection, "INSERT OR REPLACE INTO meta", list(counts.items()))


def read_mark(connection: sqlite3.Connection) -> Mark:
    last = "SELECT seq, folded FROM events ORDER BY seq DESC LIMIT 1"
    seq, folded = connection.execute(last).fetchone() or (0, 0)
    meta = dict(connection.execute("SELECT name, value FROM meta"))
    counts = [meta.get(name, 0) for name in ("connections", *Totals._fields)]
    if any(type(count) is not int for count in (folded, *counts)) or not 0 <= folded <= seq:
        raise damaged("its counts make no sense")
    return Mark(seq, folded, counts[0], Totals(*counts[1:]))


def read_title(connection: sqlite3.Connection) -> str:
    row = connection.execute("SELECT value FROM meta WHERE name = 'title'").fetchone()
    return str(row[0]) if row else ""


def _insert(
    connection: sqlite3.Connection, insert: str, rows: Sequence[tuple[object, ...]]
) -> None:
    """As `executemany`, in few large statements.

    sqlite3 lets the GIL go while a statement runs and, while another thread is busy, has it back
    only 5 ms later: with a statement a row that would leave some 700 rows a second.
    """
    start = 0
    while start < len(rows):
        # Powers of two, so that the same few statements come again and are found prepared.
        size = min(_ROWS, 1 << (len(rows) - start).bit_length() - 1)
        some = rows[start : start + size]
        values = list(chain.from_iterable(some))
        connection.execute(_statement(insert, len(some[0]), size), values)
        start += size


@cache
def _statement(insert: str, width: int, size: int) -> str:
    row = f"({', '.join('?' * width)})"
    return f"{insert} VALUES {', '.join([row] * size)}"
