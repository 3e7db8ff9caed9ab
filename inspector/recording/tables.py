"""Batches into the tables, and back how far they go. The caller has the transaction."""

import sqlite3
from itertools import groupby

from inspector.recording.schema import Kind
from inspector.recording.sequencer import Batch
from inspector.recording.values import Mark, Totals

_EVENT = "INSERT INTO events (seq, connection, time_ns, kind, folded, message"
_INSERT_EVENT = {
    6: f"{_EVENT}) VALUES (?, ?, ?, ?, ?, ?)",
    9: f"{_EVENT}, header, violation, payload) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    10: f"{_EVENT}, header, violation, payload, wire_payload)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
}
"""By how many columns a row has: no frame, a frame, a compressed frame."""

_INSERT_FRAGMENT = "INSERT INTO fragments VALUES (?, ?, ?, ?, ?)"

_INSERT_DETAIL = {
    Kind.STATE: "INSERT INTO states VALUES (?, ?, ?)",
    Kind.REQUEST: "INSERT INTO requests VALUES (?, ?, ?)",
    Kind.RESPONSE: "INSERT INTO responses VALUES (?, ?)",
    Kind.PROBLEM: "INSERT INTO problems VALUES (?, ?, ?, ?)",
}

_SET_META = "INSERT INTO meta VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"


def write(connection: sqlite3.Connection, batch: Batch) -> None:
    for width, rows in groupby(batch.events, len):
        connection.executemany(_INSERT_EVENT[width], rows)
    if batch.fragments:
        connection.executemany(_INSERT_FRAGMENT, batch.fragments)
    for kind, row in batch.details:
        connection.execute(_INSERT_DETAIL[kind], row)
    if batch.title is not None:
        connection.execute(_SET_META, ("title", batch.title))


def write_mark(connection: sqlite3.Connection, mark: Mark) -> None:
    """Keep the counts, so that opening need not count. In the transaction of what they count."""
    counts = {"connections": mark.connections, **mark.totals._asdict()}
    connection.executemany(_SET_META, counts.items())


def read_mark(connection: sqlite3.Connection) -> Mark:
    last = "SELECT seq, folded FROM events ORDER BY seq DESC LIMIT 1"
    seq, folded = connection.execute(last).fetchone() or (0, 0)
    meta = dict(connection.execute("SELECT name, value FROM meta"))
    totals = Totals(**{name: meta.get(name, 0) for name in Totals._fields})
    return Mark(seq, folded, meta.get("connections", 0), totals)


def read_title(connection: sqlite3.Connection) -> str:
    row = connection.execute("SELECT value FROM meta WHERE name = 'title'").fetchone()
    return str(row[0]) if row else ""
