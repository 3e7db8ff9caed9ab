"""Locks between processes on unsaved recordings: who uses one, and who deletes.

POSIX lets a file be deleted under whoever has it open, and drops all locks that a process has on a
file once it closes any descriptor of it. So whoever writes or reads a recording holds it by a lock
on an empty companion file, in a folder beside the recordings', which nothing else opens. These
locks are SQLite's: they are the same on every system, and end with their process.
"""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from inspector.recording.database import connect
from inspector.recording.paths import SUFFIX, is_unsaved

_PATIENCE_MS = 1000
"""How long a user of a recording waits for its hold, if a process is deleting it right now."""

_PRUNER = "prune"

_STATEMENTS = {
    "SHARED": ("BEGIN", "SELECT 1 FROM sqlite_schema"),
    "EXCLUSIVE": ("BEGIN EXCLUSIVE",),
}
"""What takes a lock, and keeps it until the connection is closed."""

READ_DAMAGED = "PRAGMA writable_schema = ON"
"""Lets SQLite begin to read a file that is shorter than its header says: one that lost its end, or
whose process was killed while the WAL moved to the file."""


class Hold:
    """Protects the recording at `path` from deletion by `retention.prune` until `release`.

    If there can be no lock, on a read-only disk, nothing could be deleted either.
    """

    def __init__(self, path: Path) -> None:
        self._lock = contextlib.ExitStack()
        with contextlib.suppress(sqlite3.OperationalError, OSError):
            self._lock.enter_context(_locked(_companion(path), "SHARED", _PATIENCE_MS))

    def release(self) -> None:
        self._lock.close()


def hold_unsaved(path: Path) -> Hold | None:
    """A hold of the recording at `path` if it lies where recordings are pruned."""
    return Hold(path) if is_unsaved(path) else None


@contextlib.contextmanager
def unheld(path: Path) -> Iterator[bool]:
    """Whether nobody holds the recording at `path`; while this lasts, nobody can."""
    with _locked(_companion(path), "EXCLUSIVE", 0) as locked:
        yield locked


@contextlib.contextmanager
def alone(folder: Path, patience_ms: int) -> Iterator[bool]:
    """Whether no other process is deleting recordings in `folder`; while this lasts, none will."""
    with _locked(_folder(folder) / _PRUNER, "EXCLUSIVE", patience_ms) as locked:
        yield locked


def forget_deleted(folder: Path) -> None:
    """Remove the companions of recordings that are gone, unless somebody holds them."""
    for companion in _folder(folder).glob(f"*{SUFFIX}"):
        path = folder / companion.name
        with (
            contextlib.suppress(OSError),  # on Windows: while somebody has it open
            unheld(path) as free,
        ):
            if free and not path.exists():
                companion.unlink()


def is_locked(path: Path) -> bool:
    """Whether somebody writes the database at `path`, or reads in it at this moment: an older
    version of this program, or another one, which does not hold it."""
    with contextlib.closing(connect(path, "mode=rw")) as connection:
        connection.execute(READ_DAMAGED)
        # Without this, those who write in WAL mode let others lock beside them.
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        return not _lock(connection, _STATEMENTS["EXCLUSIVE"], 0)


def _companion(recording: Path) -> Path:
    return _folder(recording.parent) / recording.name


def _folder(recordings: Path) -> Path:
    return recordings.with_name(f"{recordings.name}.locks")


@contextlib.contextmanager
def _locked(file: Path, kind: str, patience_ms: int) -> Iterator[bool]:
    """Whether `file`, which is made if it is missing, could be locked; until the end of this."""
    file.parent.mkdir(mode=0o700, exist_ok=True)
    while True:
        with contextlib.closing(connect(file, "mode=rwc")) as connection:
            opened = _inode(file)
            locked = _lock(connection, _STATEMENTS[kind], patience_ms)
            # A lock on a file that `forget_deleted` removed meanwhile would protect nothing.
            if opened is not None and opened == _inode(file):
                yield locked
                return


def _inode(file: Path) -> int | None:
    try:
        return file.stat().st_ino
    except FileNotFoundError:
        return None


def _lock(connection: sqlite3.Connection, statements: tuple[str, ...], patience_ms: int) -> bool:
    """Whether `statements` got the lock that they take."""
    connection.execute(f"PRAGMA busy_timeout = {patience_ms}")
    try:
        for statement in statements:
            connection.execute(statement).fetchall()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise
        return False
    return True
