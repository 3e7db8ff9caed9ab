"""Recordings of version 2, as they were written: runs and blocks, colours in `marks`."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from inspector.recording.schema import APPLICATION_ID

_TABLES = """
CREATE TABLE states (
    seq INTEGER PRIMARY KEY, ready_state INTEGER NOT NULL, detail TEXT NOT NULL
);
CREATE TABLE requests (seq INTEGER PRIMARY KEY, url TEXT NOT NULL, raw BLOB NOT NULL);
CREATE TABLE responses (seq INTEGER PRIMARY KEY, raw BLOB NOT NULL);
CREATE TABLE problems (
    seq INTEGER PRIMARY KEY, code TEXT NOT NULL, message TEXT NOT NULL, detail TEXT NOT NULL
);
CREATE TABLE meta (name TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;
CREATE TABLE runs (
    seq              INTEGER PRIMARY KEY, -- of its first event: 1, 2, ... as it happened, no gaps
    event_count      INTEGER NOT NULL,    -- frames in it; 1 for every other event
    row              INTEGER NOT NULL,    -- rows of the log before it
    connection       INTEGER NOT NULL,    -- 1, 2 after a reconnect, ...
    time_ns          INTEGER NOT NULL,    -- Unix time in nanoseconds
    kind             INTEGER NOT NULL,    -- 0 received frames, 1 sent frame,
                                          -- 2 state, 3 request, 4 response, 5 problem
    message          INTEGER,             -- of continuation frames: seq of their message's first
    part             INTEGER,             -- and which frame of it, counted from 0, comes first here
    length           INTEGER,             -- and the message's payload bytes up to here
    wire_length      INTEGER,             -- and the same as they crossed the wire
    violation        TEXT,                -- the rule that the frame breaks
    block            INTEGER NOT NULL,    -- where its bytes are: blocks.first
    position         INTEGER NOT NULL,    -- in blocks.wire, from byte 0 on
    size             INTEGER NOT NULL,    -- so many bytes: header, payload, header, payload, ...
    decoded_position INTEGER,             -- of compressed frames: in blocks.decoded
    decoded_size     INTEGER,             -- so many bytes, payload after payload
    lengths          BLOB                 -- of the decoded payloads, 4 bytes each, little-endian
);
CREATE TABLE blocks (
    first   INTEGER PRIMARY KEY,          -- seq of its first event
    wire    BLOB NOT NULL,                -- frames as they crossed the wire, but unmasked
    decoded BLOB                          -- inflated payloads of the compressed ones
);
CREATE INDEX runs_part ON runs (message, part) WHERE message IS NOT NULL;
CREATE VIEW frames AS SELECT seq FROM runs WHERE kind <= 1;
CREATE VIEW log AS SELECT seq, kind FROM runs;
"""
"""The views were longer."""

_COPIED = ("states", "requests", "responses", "problems", "meta", "runs", "blocks")
"""They have not changed since."""


def make(path: Path, recorded: Path, marks: Mapping[int, str] | None = None) -> None:
    """The recording at `recorded`, of the newest version, as one of version 2; `marks` are the
    colours of events by their seq: without any there was no table for them."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA page_size = 32768")
        connection.executescript(_TABLES)
        connection.execute("ATTACH ? AS newer", (str(recorded),))
        for table in _COPIED:
            connection.execute(f"INSERT INTO {table} SELECT * FROM newer.{table}")
        if marks:
            connection.execute("CREATE TABLE marks (seq INTEGER PRIMARY KEY, colour TEXT NOT NULL)")
            connection.executemany("INSERT INTO marks VALUES (?, ?)", marks.items())
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("PRAGMA user_version = 2")
