"""The SQLite file behind a recording: made, checked, recovered, folded into one."""

import contextlib
import sqlite3
from pathlib import Path
from typing import Any

from inspector.recording.errors import RecordingError, explained
from inspector.recording.paths import journal_of, wal_of
from inspector.recording.schema import APPLICATION_ID, VERSION
from inspector.recording.upgrade import make, upgrade

_CHECKPOINT = 512
"""Pages in the WAL, 16 MiB, at which they move to the file. Meanwhile nothing can be committed:
this takes some 25 ms, with 64 MiB some 100."""


def connect(path: Path, parameters: str) -> sqlite3.Connection:
    """A connection in autocommit, usable from any thread, by one at a time."""
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?{parameters}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
    )


def connect_for_reading(path: Path) -> sqlite3.Connection:
    """A read-only connection; works on a read-only medium too, unless a WAL is left there."""
    connection = connect(path, "mode=ro")
    try:
        connection.execute("PRAGMA user_version")
    except sqlite3.Error as error:
        connection.close()
        if not _is_barred(error):
            raise
        if wal_of(path).exists():
            raise RecordingError(
                f"{path} was not closed, and its last events are in {wal_of(path).name}, which "
                "cannot be read in a read-only folder: copy both files to another one"
            ) from error
        # Reading a file in WAL mode wants to make files beside it, even where no WAL is left.
        return connect(path, "mode=ro&immutable=1")
    return connection


def connect_for_writing(path: Path) -> sqlite3.Connection:
    """A connection in WAL mode. Commits survive the death of the process, not of the power."""
    connection = connect(path, "mode=rw")
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(f"PRAGMA wal_autocheckpoint = {_CHECKPOINT}")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def fold(connection: sqlite3.Connection) -> None:
    """Move the WAL into the file and drop it.

    Where another connection is open, or the disk is full, the WAL stays as SQLite keeps it: nothing
    is lost, and the next opening folds it.
    """
    with contextlib.suppress(sqlite3.OperationalError):
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode = DELETE")


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
            with contextlib.closing(connect(path, "mode=rw")) as connection:
                _pragma(connection, "user_version")  # any look takes the change back
        with contextlib.closing(connect_for_reading(path)) as connection:
            application = _pragma(connection, "application_id")
            version = _pragma(connection, "user_version")
            page_size = _pragma(connection, "page_size")
            in_wal_mode = _pragma(connection, "journal_mode") == "wal"
        if application != APPLICATION_ID:
            raise RecordingError(
                f"{path} is a database of another program: choose a recording (.wsrec)"
            )
        if version > VERSION:
            raise RecordingError(
                f"{path} was made by a newer WebSocket Inspector (format {version}, this one "
                f"knows {VERSION}): update to open it"
            )

        if in_wal_mode or version < VERSION:
            with contextlib.closing(connect(path, "mode=rw")) as connection:
                fold(connection)
                if version < VERSION:
                    _upgrade(path, connection, version)
        # SQLite notices missing pages, but reads zeros where a part of the last one is missing.
        if path.stat().st_size % page_size and not wal_of(path).exists():
            raise RecordingError(
                f"{path} is damaged, its end is missing: copy it again from its source"
            )


def _upgrade(path: Path, connection: sqlite3.Connection, version: int) -> None:
    try:
        upgrade(connection, version)
    except sqlite3.Error as error:
        if not _is_barred(error):
            raise
        raise RecordingError(
            f"{path} was made by an older WebSocket Inspector and must be brought up to date, but "
            "it or its folder is read-only: copy it to another folder"
        ) from error


def _is_barred(error: sqlite3.Error) -> bool:
    """Whether the file or its folder may not be written."""
    return error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)


def _pragma(connection: sqlite3.Connection, name: str) -> Any:
    return connection.execute(f"PRAGMA {name}").fetchone()[0]
