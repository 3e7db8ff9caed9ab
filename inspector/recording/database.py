"""The SQLite file behind a recording: made, checked, recovered, written."""

import contextlib
import sqlite3
from pathlib import Path
from typing import Any

from inspector.recording.errors import RecordingError, explained
from inspector.recording.paths import journal_of, wal_of
from inspector.recording.schema import APPLICATION_ID, VERSION
from inspector.recording.trust import check_tables
from inspector.recording.upgrade import complete_version_2, make, upgrade

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
    """A connection in autocommit, usable from any thread, by one at a time."""
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?{parameters}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
    )


def connect_for_reading(path: Path, patience_ms: int = 5000) -> sqlite3.Connection:
    """A read-only connection; works on a read-only medium too, unless a killed writer left
    its journal there. It waits `patience_ms` for a commit."""
    connection = connect(path, "mode=ro")
    try:
        connection.execute(f"PRAGMA busy_timeout = {patience_ms}")
        version = _pragma(connection, "user_version")
    except sqlite3.Error as error:
        connection.close()
        if not _is_barred(error):
            raise
        if wal_of(path).exists():
            raise _unfinished(path, wal_of(path)) from error
        # Version 1 wants to make files beside it, even where it was closed.
        connection = connect(path, "mode=ro&immutable=1")
        version = _pragma(connection, "user_version")
    if version == 2:
        complete_version_2(connection)
    return connection


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
        if not _is_busy(error):
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


def prepare(path: Path) -> None:
    """Check that `path` is a recording; recover it where it was not closed, upgrade an old one."""
    with explained("open", path):
        if not path.is_file():
            raise RecordingError(f"There is no recording {path}: choose an existing .wsrec file")
        if not path.stat().st_size:
            raise RecordingError(f"{path} is empty: nothing was recorded, so it can be deleted")

        if journal_of(path).exists():
            _take_back(path)
        with contextlib.closing(connect_for_reading(path)) as connection:
            version = _pragma(connection, "user_version")
            page_size = _pragma(connection, "page_size")
            in_wal_mode = _pragma(connection, "journal_mode") == "wal"
            if _pragma(connection, "application_id") != APPLICATION_ID:
                raise RecordingError(
                    f"{path} is a database of another program: choose a recording (.wsrec)"
                )
            if version > VERSION:
                raise RecordingError(
                    f"{path} was made by a newer WebSocket Inspector (format {version}, this one "
                    f"knows {VERSION}): update to open it"
                )
            check_tables(connection, path)

        if in_wal_mode or version < VERSION:
            with contextlib.closing(connect(path, "mode=rw")) as connection:
                # Of version 1, that was killed: its WAL moves into the file.
                connection.execute("PRAGMA journal_mode = DELETE")
                if version < VERSION:
                    _upgrade(path, connection, version)
        # SQLite notices missing pages, but reads zeros where a part of the last one is missing.
        if path.stat().st_size % page_size and not wal_of(path).exists():
            raise RecordingError(
                f"{path} is damaged, its end is missing: copy it again from its source"
            )


def _take_back(path: Path) -> None:
    """Undo what a killed writer had begun, unless there is one that lives."""
    with contextlib.closing(connect(path, "mode=rw")) as connection:
        try:
            _pragma(connection, "user_version")  # any look does
            for mode in ("TRUNCATE", "DELETE"):  # and this removes the journal
                connection.execute(f"PRAGMA journal_mode = {mode}")
        except sqlite3.Error as error:
            if _is_barred(error):
                raise _unfinished(path, journal_of(path)) from error
            raise


def _unfinished(path: Path, left: Path) -> RecordingError:
    return RecordingError(
        f"{path} was not closed, and takes {left.name} to be made whole, which cannot be done in a "
        "read-only folder: copy both files to another one"
    )


def _upgrade(path: Path, connection: sqlite3.Connection, version: int) -> None:
    try:
        upgrade(connection, version)
    except sqlite3.Error as error:
        if version == 2 and (_is_barred(error) or _is_busy(error)):
            return  # it is read as it is: see `complete_version_2`
        if not _is_barred(error):
            raise
        raise RecordingError(
            f"{path} was made by an older WebSocket Inspector and must be brought up to date, but "
            "it or its folder is read-only: copy it to another folder"
        ) from error


def _is_barred(error: sqlite3.Error) -> bool:
    """Whether the file or its folder may not be written."""
    return error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)


def _is_busy(error: sqlite3.Error) -> bool:
    """Whether another process holds the file."""
    return error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY


def _pragma(connection: sqlite3.Connection, name: str) -> Any:
    return connection.execute(f"PRAGMA {name}").fetchone()[0]
