"""A recording from elsewhere may define anything beside and in its tables, and it would run."""

import re
import sqlite3
from pathlib import Path

from inspector.recording.errors import RecordingError

_OURS = {
    *("runs", "blocks", "meta", "states", "requests", "responses", "problems"),
    *("phases", "stream_events", "notes", "facts"),
    *("events", "fragments", "marks"),
}
"""The tables of every version."""

_MOST_OBJECTS = 500
"""Tables, indexes, views and triggers: several times those of a recording."""
_MOST_SQL = 32 * 1024
"""Bytes of the statement that defines one of them: several times the longest of ours."""
_MOST_STEPS = 200
_STEP = 100
"""SQLite's instructions: to read the definitions of 500 objects takes some 7500."""

_OBJECTS = "SELECT type, name, tbl_name, rootpage, sql FROM sqlite_schema"

_QUOTED = re.compile(
    r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|--[^\n]*|/\*.*?\*/""", re.DOTALL
)
"""Strings, quoted names and comments, as SQLite reads them."""
_HARMLESS = re.compile(
    r"\(\s*\d+\s*(?:,\s*\d+\s*)?\)|\bPRIMARY\s+KEY\s*\([\w\s,]*\)", re.IGNORECASE
)
"""What else may stand in parentheses where a table is defined: `VARCHAR(10)`, a key."""


def guard(connection: sqlite3.Connection) -> None:
    """Let `connection` read no more of what the file defines than a recording may have; it is not
    good for anything else then.

    SQLite reads all definitions before its first look into a table. What is more raises
    `sqlite3.Error`.
    """
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MOST_SQL)
    connection.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, _MOST_SQL)
    steps = 0

    def is_too_much() -> bool:
        nonlocal steps
        steps += 1
        return steps > _MOST_STEPS

    connection.set_progress_handler(is_too_much, _STEP)


def check_schema(connection: sqlite3.Connection, path: Path) -> None:
    """`RecordingError` where a table of a recording in `path` is a view, made up by a module, or
    has a trigger, computed columns, checks, defaults or indexes that compute: those may take for
    ever, or all memory, to answer. So do too many objects."""
    try:
        for number, (kind, name, table, root_page, sql) in enumerate(connection.execute(_OBJECTS)):
            if number >= _MOST_OBJECTS:
                raise _strange(path, f"it has more than {_MOST_OBJECTS} tables and the like")
            if str(table).lower() in _OURS and _computes(kind, root_page, sql):
                raise _strange(path, f"{name} in it computes what it says")
    except sqlite3.Error as error:
        if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_TOOBIG):
            raise _strange(path, "it defines far more than one has") from error
        raise


def _computes(kind: str, root_page: int, sql: str | None) -> bool:
    """Whether reading or writing the object calls anything."""
    if kind not in ("table", "index") or not root_page:  # 0: made up by a module
        return True
    words = _QUOTED.sub(" ", sql or "")
    if kind == "table":
        words = _HARMLESS.sub(" ", words)
    # A function, an expression or a query stands in parentheses; so do the columns, once.
    return words.count("(") > 1


def _strange(path: Path, why: str) -> RecordingError:
    return RecordingError(f"{path} is no recording as it was written, {why}: choose another file")
