"""Locks between processes on unsaved recordings: who shows one, and who deletes.

SQLite locks a recording while it is written, not while somebody looks at it, and POSIX lets a file
be deleted under whoever has it open. So a window holds what it shows by a lock on an empty file in
a folder beside the recordings'. These locks are SQLite's too: they are the same on every system,
and end with their process.
"""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from inspector.recording.database import connect
from inspector.recording.paths import SUFFIX

_PATIENCE_MS = 100
"""How long a window waits for its hold: as long as the process before it deletes a recording."""

_PRUNER = "prune"

READ_DAMAGED = "PRAGMA writable_schema = ON"
"""Lets SQLite begin to read a file that is shorter than its header says: one that lost its end, or
whose process was killed while the WAL moved to the file."""


class Hold:
    """From now until `release` nobody deletes the recording at `path`.

    Where there can be no lock, on a read-only disk, nothing could be deleted either.
    """

    def __init__(self, path: Path) -> None:
        self._lock = contextlib.ExitStack()
        with contextlib.suppress(sqlite3.OperationalError, OSError):
            connection = self._lock.enter_context(_opened(_folder(path.parent) / path.name))
            _lock(connection, "BEGIN; SELECT 1 FROM sqlite_master", _PATIENCE_MS)

    def release(self) -> None:
        self._lock.close()


@contextlib.contextmanager
def unheld(path: Path) -> Iterator[bool]:
    """Whether nobody holds the recording at `path`; while this lasts, nobody can."""
    with _opened(_folder(path.parent) / path.name) as connection:
        yield _lock(connection, "BEGIN EXCLUSIVE", 0)


@contextlib.contextmanager
def alone(folder: Path, patience_ms: int) -> Iterator[bool]:
    """Whether no other process is deleting recordings in `folder`; while this lasts, none will."""
    with _opened(_folder(folder) / _PRUNER) as connection:
        yield _lock(connection, "BEGIN EXCLUSIVE", patience_ms)


def forget_deleted(folder: Path) -> None:
    """Remove the lock files of recordings that are gone."""
    for file in _folder(folder).glob(f"*{SUFFIX}"):
        if not (folder / file.name).exists():
            with contextlib.suppress(OSError):  # on Windows: while somebody holds it
                file.unlink()


def is_locked(path: Path) -> bool:
    """Whether somebody writes the database at `path`, or reads in it at this moment."""
    with contextlib.closing(connect(path, "mode=rw")) as connection:
        connection.execute(READ_DAMAGED)
        # Without this, those who write in WAL mode let others lock beside them.
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        return not _lock(connection, "BEGIN EXCLUSIVE", 0)


def _folder(recordings: Path) -> Path:
    return recordings.with_name(f"{recordings.name}.locks")


@contextlib.contextmanager
def _opened(file: Path) -> Iterator[sqlite3.Connection]:
    file.parent.mkdir(mode=0o700, exist_ok=True)
    with contextlib.closing(connect(file, "mode=rwc")) as connection:
        yield connection


def _lock(connection: sqlite3.Connection, statements: str, patience_ms: int) -> bool:
    """Whether `statements` got the lock that they take."""
    connection.execute(f"PRAGMA busy_timeout = {patience_ms}")
    try:
        for statement in statements.split(";"):
            connection.execute(statement).fetchall()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise
        return False
    return True
