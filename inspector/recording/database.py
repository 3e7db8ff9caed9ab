"""Connections to the SQLite file of a recording, to read and to write it."""

import contextlib
import sqlite3
from pathlib import Path
from typing import Any

from inspector.recording.errors import RecordingError, explained, is_busy
from inspector.recording.paths import uri_of, wal_of
from inspector.recording.upgrade import complete_version_2, make

MOST_VALUE = 32 * 1024 * 1024
"""Bytes of a text or blob in a table other than `blocks`: more than a header, a body or a reason
ever has."""

_PATIENCE_MS = 1000
"""How long who writes waits for another who does."""

_COURTESY_MS = 20
"""How long a commit waits for who reads. Whoever comes to read meanwhile waits with it."""

_CACHE_KIB = 8192
"""What SQLite keeps in memory: more than a transaction, whose pages are then used again."""

_SPILL_PAGES = 500
"""Pages of one transaction (16 MB) that stay in memory until the commit. The rest of a large
message is written before it, so that SQLite holds no second copy. Must be no multiple of 256,
which SQLite reads as OFF."""


def connect(path: Path, parameters: str) -> sqlite3.Connection:
    """A connection in autocommit, usable from any thread, by one at a time.

    Nothing that the file defines, such as a view, gets at functions with effects outside of it.
    """
    connection = sqlite3.connect(
        f"{uri_of(path.absolute())}?{parameters}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
    )
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    return connection


def connect_for_reading(path: Path, patience_ms: int = 5000) -> sqlite3.Connection:
    """A read-only connection to a recording that was checked; `connect_read_only` says where it
    works. One of version 2 that could not be upgraded has what is missing as empty tables."""
    connection = connect_read_only(path, patience_ms)
    if pragma(connection, "user_version") == 2:
        complete_version_2(connection)
    return connection


def connect_read_only(path: Path, patience_ms: int = 5000) -> sqlite3.Connection:
    """A read-only connection; works on a read-only medium too, unless a killed writer left
    its journal there. It waits `patience_ms` for a commit."""
    connection = connect(path, "mode=ro")
    try:
        connection.execute(f"PRAGMA busy_timeout = {patience_ms}")
        connection.execute("PRAGMA user_version")
    except sqlite3.Error as error:
        connection.close()
        if not is_barred(error):
            raise
        if wal_of(path).exists():
            raise unfinished(path, wal_of(path)) from error
        # Version 1 wants to make files beside it, even where it was closed.
        return connect(path, "mode=ro&immutable=1")
    return connection


def bound_values(connection: sqlite3.Connection) -> None:
    """Refuse to read single values that are larger than any that is written. Blocks are read in
    parts, which this does not concern."""
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MOST_VALUE)


def connect_for_writing(path: Path) -> sqlite3.Connection:
    """A connection whose commits survive the death of the process, not of the power.

    With a rollback journal, since what is appended then crosses the disk once: with a WAL it does
    so twice, at three times the work. Readers wait while a commit is written, some milliseconds.
    """
    connection = connect(path, "mode=rw")
    try:
        connection.execute(f"PRAGMA busy_timeout = {_PATIENCE_MS}")
        connection.execute("PRAGMA journal_mode = TRUNCATE")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        connection.execute(f"PRAGMA cache_spill = {_SPILL_PAGES}")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def begin(connection: sqlite3.Connection) -> None:
    """Begin to write, unless that was done; others may read."""
    if not connection.in_transaction:
        connection.execute(f"PRAGMA busy_timeout = {_PATIENCE_MS}")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("PRAGMA busy_timeout = 0")  # a spill does not wait for who reads


def commit(connection: sqlite3.Connection) -> bool:
    """Write what was begun; False, and nothing is written, while somebody goes on reading.

    To wait for that somebody would lock out all others who want to read, the window among them.
    """
    connection.execute(f"PRAGMA busy_timeout = {_COURTESY_MS}")
    try:
        connection.execute("COMMIT")
    except sqlite3.OperationalError as error:
        if not is_busy(error):
            raise
        connection.rollback()
        return False
    return True


def close_writing(connection: sqlite3.Connection) -> None:
    """Leave nothing but the file."""
    connection.rollback()
    with contextlib.suppress(sqlite3.OperationalError):  # somebody reads: an empty journal stays
        connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()


def create(path: Path) -> None:
    """Make the empty file at `path` an empty recording."""
    with explained("create", path), contextlib.closing(connect(path, "mode=rw")) as connection:
        make(connection)


def unfinished(path: Path, left: Path) -> RecordingError:
    """The error for a file that cannot be recovered where it lies; `left` is beside it."""
    return RecordingError(
        f"{path} was not closed, and takes {left.name} to be made whole, which cannot be done in a "
        "read-only folder: copy both files to another one"
    )


def is_barred(error: sqlite3.Error) -> bool:
    """Whether the file or its folder may not be written."""
    return error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)


def pragma(connection: sqlite3.Connection, name: str) -> Any:
    return connection.execute(f"PRAGMA {name}").fetchone()[0]
