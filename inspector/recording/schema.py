"""The tables of a recording, as SQL.

`runs` holds a row for each run of frames alike, or another event; the bytes of its frames lie in
`blocks`, many runs in one, so that a flood is written as fast as its bytes. The contents of the
other kinds are in a table each. The views `frames` and `log` take it all apart again for people
with a SQL shell. `notes` holds what a person added, apart from what was recorded; `facts` what was
connected to, and how.
"""

import enum

from inspector.recording.views import VIEWS

APPLICATION_ID = 0x57535243
"""`PRAGMA application_id`: "WSRC". Tells a recording from any other SQLite file."""

VERSION = 3
"""`PRAGMA user_version`."""

LAST_SEQ = (1 << 53) - 1
"""Of any event: a number that every language can hold."""

MOST_FRAMES = 1 << 20
"""In a run: whoever looks at one has a list of them all."""

PAGE_SIZE = 32768
"""Bytes. Blocks of 1 MiB are written at 600 MB/s, with SQLite's 4096 at 340."""


class Kind(enum.IntEnum):
    """`runs.kind`; a frame's is its direction."""

    RECEIVED = 0
    SENT = 1
    STATE = 2
    REQUEST = 3
    RESPONSE = 4
    PROBLEM = 5
    PHASE = 6
    STREAM = 7


DETAILS = (
    """
CREATE TABLE states (
    seq INTEGER PRIMARY KEY, ready_state INTEGER NOT NULL, detail TEXT NOT NULL
)""",
    "CREATE TABLE requests (seq INTEGER PRIMARY KEY, url TEXT NOT NULL, raw BLOB NOT NULL)",
    "CREATE TABLE responses (seq INTEGER PRIMARY KEY, raw BLOB NOT NULL)",
    """
CREATE TABLE problems (
    seq INTEGER PRIMARY KEY, code TEXT NOT NULL, message TEXT NOT NULL, detail TEXT NOT NULL
)""",
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID",
)
"""The tables that are the same in every version."""

SINCE_3 = (
    """
CREATE TABLE phases (
    seq         INTEGER PRIMARY KEY,
    name        TEXT NOT NULL,            -- resolve, connect, proxy, tls
    duration_ns INTEGER NOT NULL,         -- nanoseconds; it began at runs.time_ns
    detail      TEXT NOT NULL,            -- what was done and what came of it
    error       TEXT NOT NULL,            -- why it failed, or ''
    sent        BLOB NOT NULL,            -- bytes of it alone, such as a CONNECT request
    received    BLOB NOT NULL             -- and their answer
)""",
    """
CREATE TABLE stream_events (
    seq       INTEGER PRIMARY KEY,
    name      TEXT NOT NULL,              -- what it is, such as h2.window_update
    direction INTEGER NOT NULL,           -- 0 received, 1 sent
    leg       INTEGER NOT NULL,           -- of a relay: 0 towards the client, 1 towards the server
    payload   BLOB NOT NULL,              -- as it crossed the wire
    detail    TEXT NOT NULL
)""",
    """
CREATE TABLE notes (                      -- added by a person or a rule, not recorded
    seq      INTEGER PRIMARY KEY,         -- of the event
    colour   TEXT NOT NULL DEFAULT '',
    bookmark INTEGER NOT NULL DEFAULT 0,  -- 1 for an event that was bookmarked
    comment  TEXT NOT NULL DEFAULT ''
)""",
    """
CREATE TABLE facts (                      -- what was connected to, and with which options
    id         INTEGER PRIMARY KEY,
    connection INTEGER NOT NULL,
    name       TEXT NOT NULL,
    value      TEXT NOT NULL
)""",
    "CREATE INDEX facts_connection ON facts (connection)",
)
"""The tables that version 3 added."""

RUNS = (
    """
CREATE TABLE runs (
    seq              INTEGER PRIMARY KEY, -- of its first event: 1, 2, ... as it happened, no gaps
    event_count      INTEGER NOT NULL,    -- frames in it; 1 for every other event
    row              INTEGER NOT NULL,    -- rows of the log before it
    connection       INTEGER NOT NULL,    -- 1, 2 after a reconnect, ...
    time_ns          INTEGER NOT NULL,    -- Unix time in nanoseconds
    kind             INTEGER NOT NULL,    -- 0 received frames, 1 sent frame,
                                          -- 2 state, 3 request, 4 response, 5 problem,
                                          -- 6 phase of dialling, 7 stream event
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
)""",
    """
CREATE TABLE blocks (
    first   INTEGER PRIMARY KEY,          -- seq of its first event
    wire    BLOB NOT NULL,                -- frames as they crossed the wire, but unmasked
    decoded BLOB                          -- inflated payloads of the compressed ones
)""",
    "CREATE INDEX runs_part ON runs (message, part) WHERE message IS NOT NULL",
)

TABLES = (*DETAILS, *SINCE_3, *RUNS, *VIEWS)
"""A new recording."""
