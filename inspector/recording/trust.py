"""A recording from elsewhere may have anything under the names of its tables, and it would run."""

import sqlite3
from pathlib import Path

from inspector.recording.errors import RecordingError

# The tables of every version; `rootpage` is 0 of one that a module makes up.
_STRANGE = """SELECT name FROM sqlite_schema AS object
    WHERE lower(tbl_name) IN ('runs', 'blocks', 'events', 'fragments',
        'states', 'requests', 'responses', 'problems', 'phases', 'stream_events', 'meta', 'marks',
        'notes', 'facts')
    AND (
        type IN ('view', 'trigger')
        OR type = 'table' AND rootpage = 0
        OR type = 'table' AND EXISTS (
            SELECT 1 FROM pragma_table_xinfo(object.name) WHERE hidden > 0))"""


def check_tables(connection: sqlite3.Connection, path: Path) -> None:
    """`RecordingError` where a table in `path` is a view, made up by a module, or has computed
    columns or a trigger: those may take for ever, or all memory, to answer."""
    strange = connection.execute(_STRANGE).fetchone()
    if strange:
        raise RecordingError(
            f"{path} is no recording as it was written, {strange[0]} in it computes what it "
            "says: choose another file"
        )
