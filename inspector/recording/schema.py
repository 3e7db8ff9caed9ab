"""The tables of a recording, and the steps from one version of them to the next.

`events` holds one row an event, frames with their bytes; what the other kinds have to say is in
`states`, `requests`, `responses` and `problems`. The views `frames` and `log` are for people.
"""

import enum
import sqlite3

APPLICATION_ID = 0x57535243
"""`PRAGMA application_id`: "WSRC". Tells a recording from any other SQLite file."""


class Kind(enum.IntEnum):
    """`events.kind`; a frame's is its direction."""

    RECEIVED = 0
    SENT = 1
    STATE = 2
    REQUEST = 3
    RESPONSE = 4
    PROBLEM = 5


_VERSION_1 = (
    """
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
)""",
    """
CREATE TABLE fragments (              -- the continuation frames of each message
    message      INTEGER NOT NULL,    -- seq of its first frame
    part         INTEGER NOT NULL,    -- 1, 2, ...; the first frame is 0 and not in this table
    seq          INTEGER NOT NULL,
    length       INTEGER NOT NULL,    -- payload bytes of the message to the end of this frame
    wire_length  INTEGER NOT NULL,    -- the same as they crossed the wire
    PRIMARY KEY (message, part)
) WITHOUT ROWID""",
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
    """
CREATE VIEW log AS
SELECT
    events.seq,
    connection,
    strftime('%Y-%m-%dT%H:%M:%S', time_ns / 1000000000, 'unixepoch')
        || printf('.%09dZ', time_ns % 1000000000) AS time,
    CASE kind WHEN 0 THEN 'received' WHEN 1 THEN 'sent' WHEN 2 THEN 'state' WHEN 3 THEN 'request'
        WHEN 4 THEN 'response' ELSE 'problem' END AS kind,
    CASE kind
        WHEN 2 THEN CASE ready_state WHEN 0 THEN 'CONNECTING ' WHEN 1 THEN 'OPEN '
            WHEN 2 THEN 'CLOSING ' ELSE 'CLOSED ' END || states.detail
        WHEN 3 THEN CAST(requests.raw AS TEXT)
        WHEN 4 THEN CAST(responses.raw AS TEXT)
        WHEN 5 THEN code || ': ' || problems.message
        ELSE CAST(payload AS TEXT)
    END AS text
FROM events
    LEFT JOIN states USING (seq)
    LEFT JOIN requests USING (seq)
    LEFT JOIN responses USING (seq)
    LEFT JOIN problems USING (seq)""",
    """
CREATE VIEW frames AS
WITH frame AS (
    SELECT *,
        instr('0123456789ABCDEF', substr(hex(header), 1, 1)) - 1 AS flags,
        instr('0123456789ABCDEF', substr(hex(header), 2, 1)) - 1 AS opcode,
        length(header) >= 6 AND substr(hex(header), 3, 1) >= '8' AS masked
    FROM events WHERE kind <= 1
)
SELECT
    seq,
    message,
    connection,
    strftime('%Y-%m-%dT%H:%M:%S', time_ns / 1000000000, 'unixepoch')
        || printf('.%09dZ', time_ns % 1000000000) AS time,
    CASE kind WHEN 0 THEN 'received' ELSE 'sent' END AS direction,
    flags >> 3 AS fin,
    flags & 7 AS rsv,
    opcode,
    CASE opcode WHEN 0 THEN 'continuation' WHEN 1 THEN 'text' WHEN 2 THEN 'binary'
        WHEN 8 THEN 'close' WHEN 9 THEN 'ping' WHEN 10 THEN 'pong' ELSE 'reserved' END AS type,
    CASE WHEN masked THEN lower(hex(substr(header, -4))) END AS masking_key,
    length(payload) AS length,
    length(coalesce(wire_payload, payload)) AS wire_length,
    lower(hex(header)) AS header,
    violation,
    payload,
    wire_payload
FROM frame""",
)

MIGRATIONS: list[tuple[str, ...]] = [_VERSION_1]
"""`MIGRATIONS[n]` leads from `user_version` n to n + 1."""


def upgrade(connection: sqlite3.Connection, version: int) -> None:
    """Bring a recording of `version` (0: an empty file) to the newest, a transaction a version."""
    for target, statements in enumerate(MIGRATIONS[version:], version + 1):
        connection.execute("BEGIN IMMEDIATE")
        for statement in statements:
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {target}")
        connection.execute("COMMIT")
