"""Unsaved recordings pile up: the oldest go where all take more room than they may."""

import contextlib
import sqlite3
import stat
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from inspector.recording import locks
from inspector.recording.database import connect
from inspector.recording.errors import RecordingError, explain, explained
from inspector.recording.locks import READ_DAMAGED
from inspector.recording.paths import SUFFIX, files_of, size_of
from inspector.recording.schema import APPLICATION_ID

_EMPTY_S = 60.0
"""Seconds after which an empty file is no longer one that somebody is about to write."""

_PATIENCE_MS = 5000
"""For another process that is deleting: it takes some milliseconds a recording."""


class Usage(NamedTuple):
    """So many recordings, and their bytes on disk, companion files included."""

    recordings: int = 0
    size: int = 0


class Refusal(NamedTuple):
    """A recording that should have been deleted, and was not."""

    name: str
    why: str


class Pruned(NamedTuple):
    """What `prune` did."""

    deleted: tuple[str, ...]
    """Names, the oldest first."""
    freed: int
    """Bytes."""
    left: Usage
    """All that is there now. Over the limit where nothing more can be deleted."""
    open: Usage
    """Those of them that stay because a process has them open, as far as it came to that."""
    refused: tuple[Refusal, ...]


class _Found(NamedTuple):
    modified_ns: int
    path: Path
    size: int


class _OpenError(Exception):
    """The recording is open somewhere."""


def usage(folder: Path) -> Usage:
    """The recordings in `folder`. `RecordingError` where it cannot be read."""
    with explained("look through", folder):
        return _usage(_find(folder))


def prune(folder: Path, limit: int, stopped: Callable[[], bool] = lambda: False) -> Pruned:
    """Delete recordings in `folder`, the longest unchanged first, until the rest takes no more than
    `limit` bytes.

    Deletes none that any process has open, and nothing that is not a recording, but for empty files
    that nobody is about to fill. May be called from
    any thread; `stopped` is asked before each deletion. `RecordingError` where the folder cannot be
    read, or another process is at it.
    """
    with explained("tidy up", folder), locks.alone(folder, _PATIENCE_MS) as alone:
        if not alone:
            raise RecordingError(f"Another window is deleting recordings in {folder}: try again")
        deleted: list[str] = []
        freed = 0
        spared: list[_Found] = []
        refused: list[Refusal] = []
        found = _find(folder)
        left = _usage(found)
        for recording in sorted(found):
            if left.size <= limit or stopped():
                break
            try:
                _delete(recording.path)
            except _OpenError:
                spared.append(recording)
            except FileNotFoundError:  # somebody else deleted it
                left = _without(left, recording)
            except (sqlite3.Error, OSError) as error:
                refused.append(Refusal(recording.path.name, explain(error)))
            else:
                deleted.append(recording.path.name)
                freed += recording.size
                left = _without(left, recording)
        _delete_empty(folder)
        locks.forget_deleted(folder)
        return Pruned(tuple(deleted), freed, left, _usage(spared), tuple(refused))


def _find(folder: Path) -> list[_Found]:
    """Every recording: by suffix and by what is in it, links and folders passed over."""
    found = []
    for path in folder.iterdir():
        with contextlib.suppress(FileNotFoundError):  # deleted meanwhile
            is_file = path.suffix == SUFFIX and stat.S_ISREG(path.lstat().st_mode)
            if is_file and _is_recording(path):
                found.append(_Found(_modified_ns(path), path, size_of(path)))
    return found


def _is_recording(path: Path) -> bool:
    """Asked through SQLite, since POSIX drops all locks that this process has on a file when any
    descriptor of it is closed, and SQLite alone sees to that. Immutable: takes no lock itself."""
    try:
        with contextlib.closing(connect(path, "mode=ro&immutable=1")) as connection:
            connection.execute(READ_DAMAGED)
            [number] = connection.execute("PRAGMA application_id").fetchone()
    except sqlite3.Error:
        return False
    return bool(number == APPLICATION_ID)


def _modified_ns(path: Path) -> int:
    """While it is written, the WAL changes, and the recording's own file only now and then."""
    times = [path.stat().st_mtime_ns]
    for companion in files_of(path)[1:]:
        with contextlib.suppress(FileNotFoundError):
            times.append(companion.stat().st_mtime_ns)
    return max(times)


def _delete(path: Path) -> None:
    """The recording first: where that fails, nothing else is lost. `_OpenError`, sqlite3.Error or
    OSError, FileNotFoundError where it is gone."""
    if not path.stat().st_mode & stat.S_IWUSR:
        raise PermissionError("it is write-protected")
    with locks.unheld(path) as unheld:
        if not unheld or _is_locked(path):
            raise _OpenError
        path.unlink()
        for companion in files_of(path)[1:]:
            companion.unlink(missing_ok=True)


def _delete_empty(folder: Path) -> None:
    """Delete what a process left that was killed while it made a recording: nothing is in it."""
    for path in folder.glob(f"*{SUFFIX}"):
        with contextlib.suppress(_OpenError, sqlite3.Error, OSError):
            there = path.lstat()
            is_empty = stat.S_ISREG(there.st_mode) and not there.st_size
            if is_empty and time.time() - there.st_mtime > _EMPTY_S:
                _delete(path)


def _is_locked(path: Path) -> bool:
    try:
        return locks.is_locked(path)
    except sqlite3.OperationalError:
        path.stat()  # FileNotFoundError where that is the reason
        raise


def _usage(found: list[_Found]) -> Usage:
    return Usage(len(found), sum(recording.size for recording in found))


def _without(usage: Usage, recording: _Found) -> Usage:
    return Usage(usage.recordings - 1, usage.size - recording.size)
