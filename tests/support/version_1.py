"""Recordings of version 1, as they were written: a row an event."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from inspector.events import Frame, HttpRequest, HttpResponse, Problem, StateChange
from inspector.recording import Entry
from inspector.recording.schema import APPLICATION_ID, Kind

_SCHEMA = """
CREATE TABLE events (
    seq          INTEGER PRIMARY KEY, -- 1, 2, ... in the order in which it happened, without gaps
    connection   INTEGER NOT NULL,    -- 1, 2 after a reconnect, ...
    time_ns      INTEGER NOT NULL,    -- Unix time in nanoseconds
    kind         INTEGER NOT NULL,    -- 0 received frame, 1 sent frame,
                                      -- 2 state, 3 request, 4 response, 5 problem
    folded       INTEGER NOT NULL,    -- continuation frames so far: the log's row is seq - folded
    message      INTEGER NOT NULL,    -- seq of the first frame of its message, else its own
    header       BLOB,                -- of a frame: the exact bytes, masking key included
    violation    TEXT,                -- of a frame: the rule that it breaks, or ''
    payload      BLOB,                -- of a frame: unmasked and inflated
    wire_payload BLOB                 -- of a frame that was compressed: unmasked only
);
CREATE TABLE fragments (              -- the continuation frames of each message
    message      INTEGER NOT NULL,    -- seq of its first frame
    part         INTEGER NOT NULL,    -- 1, 2, ...; the first frame is 0 and not in this table
    seq          INTEGER NOT NULL,
    length       INTEGER NOT NULL,    -- payload bytes of the message to the end of this frame
    wire_length  INTEGER NOT NULL,    -- the same as they crossed the wire
    PRIMARY KEY (message, part)
) WITHOUT ROWID;
CREATE TABLE states (
    seq INTEGER PRIMARY KEY, ready_state INTEGER NOT NULL, detail TEXT NOT NULL
);
CREATE TABLE requests (seq INTEGER PRIMARY KEY, url TEXT NOT NULL, raw BLOB NOT NULL);
CREATE TABLE responses (seq INTEGER PRIMARY KEY, raw BLOB NOT NULL);
CREATE TABLE problems (
    seq INTEGER PRIMARY KEY, code TEXT NOT NULL, message TEXT NOT NULL, detail TEXT NOT NULL
);
CREATE TABLE meta (name TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;
CREATE VIEW log AS SELECT seq, kind FROM events;
CREATE VIEW frames AS SELECT seq, header, payload FROM events WHERE kind <= 1;
"""
"""The views were longer."""


def make(path: Path, entries: Sequence[Entry], **meta: object) -> None:
    """A recording of `entries`; `meta` is what was counted, and the title."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript(_SCHEMA)
        connection.execute("BEGIN")
        folded = 0
        parts: dict[int, list[Frame]] = {}
        for entry in entries:
            folded += entry.message != entry.seq
            _add(connection, entry, folded)
            if isinstance(frame := entry.event, Frame):
                so_far = parts.setdefault(entry.message, [])
                so_far.append(frame)
                if entry.message != entry.seq:
                    length = sum(len(part.payload) for part in so_far)
                    wire_length = sum(part.wire_length for part in so_far)
                    fragment = (entry.message, len(so_far) - 1, entry.seq, length, wire_length)
                    connection.execute("INSERT INTO fragments VALUES (?, ?, ?, ?, ?)", fragment)
        connection.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("PRAGMA user_version = 1")
        connection.execute("COMMIT")


def _add(connection: sqlite3.Connection, entry: Entry, folded: int) -> None:
    seq, number, message, event = entry
    frame: tuple[object, ...] = (None, None, None, None)
    match event:
        case Frame(_, direction, header, payload, wire_payload, violation):
            kind, frame = Kind(direction), (header, violation, payload, wire_payload)
        case StateChange(_, ready_state, detail):
            kind = Kind.STATE
            connection.execute("INSERT INTO states VALUES (?, ?, ?)", (seq, ready_state, detail))
        case HttpRequest(_, url, raw):
            kind = Kind.REQUEST
            connection.execute("INSERT INTO requests VALUES (?, ?, ?)", (seq, url, raw))
        case HttpResponse(_, raw):
            kind = Kind.RESPONSE
            connection.execute("INSERT INTO responses VALUES (?, ?)", (seq, raw))
        case Problem(_, code, text, detail):
            kind = Kind.PROBLEM
            row = (seq, code, text, detail)
            connection.execute("INSERT INTO problems VALUES (?, ?, ?, ?)", row)
    connection.execute(
        "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (seq, number, event.time_ns, kind, folded, message, *frame),
    )
