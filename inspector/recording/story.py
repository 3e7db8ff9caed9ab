"""What happened apart from frames: states, handshakes, problems. Reads no frame to find them."""

import sqlite3

from inspector.recording.reader import detailed, integer
from inspector.recording.schema import Kind
from inspector.recording.values import Entry

_STORY = """SELECT told.seq, connection, kind, time_ns FROM (
        SELECT seq FROM states UNION ALL SELECT seq FROM requests
        UNION ALL SELECT seq FROM responses UNION ALL SELECT seq FROM problems
    ) AS told CROSS JOIN events ON events.seq = told.seq
    WHERE told.seq > ? AND told.seq < ? ORDER BY told.seq DESC LIMIT ?"""

_HANDSHAKES = """SELECT told.seq, connection, kind, time_ns FROM (
        SELECT seq FROM requests UNION ALL SELECT seq FROM responses
    ) AS told CROSS JOIN events ON events.seq = told.seq
    WHERE connection = ? ORDER BY told.seq"""

_EVIDENCE = """SELECT coalesce(
    (SELECT max(seq) FROM responses WHERE seq > (
        SELECT max(seq) FROM states WHERE ready_state IN (0, 1))),
    (SELECT max(seq) FROM problems))"""
"""After the latest CONNECTING or OPEN, a response is one that led to no connection."""

_Record = tuple[int, int, Kind, int]


def story(connection: sqlite3.Connection, after: int, before: int, limit: int) -> list[Entry]:
    """The last `limit` events between `after` and `before` that are no frames, in order."""
    records = connection.execute(_STORY, (after, before, limit)).fetchall()
    return [_entry(connection, record) for record in reversed(records)]


def handshakes(connection: sqlite3.Connection, number: int) -> list[Entry]:
    """The requests and responses of the connection `number`, in order: a pair a redirect."""
    return [_entry(connection, r) for r in connection.execute(_HANDSHAKES, (number,)).fetchall()]


def latest_evidence(connection: sqlite3.Connection) -> int | None:
    """The response that refused the latest connection, else the last problem."""
    found: tuple[int | None] = connection.execute(_EVIDENCE).fetchone()
    return found[0]


def _entry(connection: sqlite3.Connection, record: _Record) -> Entry:
    seq, number, kind, time_ns = record
    return Entry(seq, integer(number, seq), seq, detailed(connection, kind, seq, time_ns))
