"""Copies a recording while it is being written: in slices, so that the writer is never held up.

What is recorded is only ever appended, so a copy may be read in many short transactions. SQLite's
own ways hold one lock over all of it (`VACUUM INTO`), or begin anew with each commit (backup).
"""

import contextlib
import os
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path

from inspector.recording import tables
from inspector.recording.bulk import insert
from inspector.recording.database import connect, connect_for_reading
from inspector.recording.paths import SUFFIX
from inspector.recording.upgrade import make
from inspector.recording.values import Mark

_PART = 256 * 1024
"""Bytes that are read in one transaction: the writer waits 20 ms for its commit, which is enough
on a disk that reads 13 MB/s."""
_ROWS = 64
"""Rows that are read in one transaction."""
_PATIENCE_MS = 60_000
"""For the writer's commit, on a slow disk."""


class CopyCancelledError(Exception):
    """The copy was cancelled, and nothing of it is left."""


Report = Callable[[int, int], None]
"""Called with the bytes that were copied, and those of all."""


def save_copy(
    recording: Path,
    path: Path,
    mark: Mark,
    report: Report,
    is_cancelled: Callable[[], bool],
) -> None:
    """Copy the file `recording` as far as `mark` to `path`, replacing what is there; where that
    fails, or is cancelled, nothing has changed. Raises what `copy` does, and OSError."""
    handle, name = tempfile.mkstemp(SUFFIX, ".saving-", path.parent)
    os.close(handle)
    try:
        with contextlib.closing(connect_for_reading(recording, _PATIENCE_MS)) as source:
            copy(source, Path(name), mark, report, is_cancelled)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink()
        raise


def copy(
    source: sqlite3.Connection,
    path: Path,
    mark: Mark,
    report: Report = lambda done, total: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> None:
    """Copy the recording that `source` reads, as far as `mark`, to the empty file at `path`.

    sqlite3.Error where it cannot be read or written; `CopyCancelledError` soon after
    `is_cancelled` says so. What is in the file then is of no use.
    """
    with contextlib.closing(connect(path, "mode=rw")) as target:
        make(target)
        target.execute("PRAGMA journal_mode = OFF")  # who fails removes the file
        target.execute("BEGIN")
        _copy_blocks(source, target, mark, report, is_cancelled)
        all_but_blocks = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name != 'blocks'"
        for (name,) in target.execute(all_but_blocks).fetchall():
            _copy_rows(source, target, name, mark.seq, is_cancelled)
        tables.write_mark(target, mark)
        target.execute("COMMIT")


def _copy_blocks(
    source: sqlite3.Connection,
    target: sqlite3.Connection,
    mark: Mark,
    report: Report,
    is_cancelled: Callable[[], bool],
) -> None:
    next_block = """SELECT first, length(wire), length(decoded) FROM blocks
        WHERE first > ? AND first <= ? ORDER BY first LIMIT 1"""
    [total] = source.execute(
        "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
    ).fetchone()
    first = done = 0
    while found := source.execute(next_block, (first, mark.seq)).fetchone():
        first, wire, decoded = found
        tables.insert_block(target, first, wire, decoded or 0)
        for column, size in (("wire", wire), ("decoded", decoded or 0)):
            for start in range(0, size, _PART):
                if is_cancelled():
                    raise CopyCancelledError
                with source.blobopen("blocks", column, first, readonly=True) as blob:
                    blob.seek(start)
                    part = blob.read(min(_PART, size - start))
                with target.blobopen("blocks", column, first) as blob:
                    blob.seek(start)
                    blob.write(part)
                done += len(part)
                report(min(done, total), total)
    report(total, total)


def _copy_rows(
    source: sqlite3.Connection,
    target: sqlite3.Connection,
    name: str,
    last: int,
    is_cancelled: Callable[[], bool],
) -> None:
    """The rows of a table, of those of events only the ones to `last`."""
    columns = [column[1] for column in target.execute(f'PRAGMA table_info("{name}")')]
    listed = ", ".join(f'"{column}"' for column in columns)
    if "seq" not in columns:
        query = f'SELECT {listed} FROM "{name}"'  # noqa: S608, names of our own schema
        insert(target, f'INSERT INTO "{name}"', source.execute(query).fetchall())
        return
    query = f"""SELECT rowid, {listed} FROM "{name}"
        WHERE rowid > ? AND seq <= ? ORDER BY rowid LIMIT ?"""  # noqa: S608
    rowid = 0
    while rows := source.execute(query, (rowid, last, _ROWS)).fetchall():
        if is_cancelled():
            raise CopyCancelledError
        insert(target, f'INSERT INTO "{name}"', [row[1:] for row in rows])
        rowid = rows[-1][0]
