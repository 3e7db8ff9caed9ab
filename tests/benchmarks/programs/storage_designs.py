"""Two ways to keep a flood in one file a session, and the plain file that both stand beside."""

import sqlite3
import threading
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from inspector.events import FrameRun
from inspector.recording import Recording

_QUEUE = 8 * 1024 * 1024
"""Bytes that wait for the writer at most, as in `inspector.recording`."""
_BLOB = 1024 * 1024


class Store(Protocol):
    def append(self, run: FrameRun) -> None:
        """Hand over `run`; waits where the writer is behind."""

    def flush(self) -> None:
        """Wait until everything is committed."""

    def close(self) -> None:
        """Make it one file."""


class Blocks:
    """What the inspector does: blocks of many runs in SQLite, written by a thread."""

    def __init__(self, path: Path) -> None:
        self._recording = Recording.create(path)

    def append(self, run: FrameRun) -> None:
        self._recording.append(1, [run])
        if self._recording.behind:
            self._recording.flush()

    def flush(self) -> None:
        self._recording.flush()

    def close(self) -> None:
        self._recording.close()


class FlatFile:
    """The other design: bytes appended to a file beside, where each run lies in SQLite, both by a
    thread; when it is closed the bytes are folded in."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._beside = path.with_suffix(".bytes")
        self._queue: deque[FrameRun] = deque()
        self._waiting = 0
        self._closing = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._write_all, name="flat file")
        self._thread.start()

    def append(self, run: FrameRun) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._waiting < _QUEUE)
            self._queue.append(run)
            self._waiting += len(run.wire)
            self._changed.notify_all()

    def flush(self) -> None:
        with self._changed:
            self._changed.wait_for(lambda: not self._waiting)

    def close(self) -> None:
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        self._thread.join()

    def _write_all(self) -> None:
        database = sqlite3.connect(self._path, isolation_level=None)
        database.execute("PRAGMA page_size = 32768")
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
        database.execute(
            "CREATE TABLE runs (seq INTEGER PRIMARY KEY, frame_count INTEGER, time_ns INTEGER, "
            "direction INTEGER, position INTEGER, size INTEGER)"
        )
        seq, position = 1, 0
        with self._beside.open("wb", buffering=0) as file:
            while runs := self._take():
                rows = []
                for run in runs:
                    rows.append((seq, run.frame_count, run.time_ns, run.direction, position))
                    seq += run.frame_count
                    position += len(run.wire)
                # The bytes first: what the database tells of must be there.
                file.write(b"".join([run.wire for run in runs]))
                database.execute("BEGIN")
                sized = [(*row, len(run.wire)) for row, run in zip(rows, runs, strict=True)]
                database.executemany("INSERT INTO runs VALUES (?, ?, ?, ?, ?, ?)", sized)
                database.execute("COMMIT")
                with self._changed:
                    self._waiting -= sum(len(run.wire) for run in runs)
                    self._changed.notify_all()
        self._fold(database)
        database.close()

    def _take(self) -> list[FrameRun]:
        """All that waits; nothing once it is closing."""
        with self._changed:
            self._changed.wait_for(lambda: self._queue or self._closing)
            runs = list(self._queue)
            self._queue.clear()
            return runs

    def _fold(self, database: sqlite3.Connection) -> None:
        """The bytes into the database. Pages that are only appended are written once without a WAL,
        with one twice."""
        database.execute("PRAGMA journal_mode = DELETE")
        database.execute("BEGIN")
        database.execute("CREATE TABLE bytes (position INTEGER PRIMARY KEY, bytes BLOB)")
        position = 0
        with self._beside.open("rb", buffering=0) as file:
            while piece := file.read(_BLOB):
                database.execute("INSERT INTO bytes VALUES (?, ?)", (position, piece))
                position += len(piece)
        database.execute("COMMIT")
        self._beside.unlink()


class PlainFile:
    """The peer: the bytes, one after the other, and nothing that would find them again."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb", buffering=0)

    def append(self, run: FrameRun) -> None:
        self._file.write(run.wire)

    def flush(self) -> None:
        pass

    def close(self) -> None:
        self._file.close()


DESIGNS: dict[str, Callable[[Path], Store]] = {
    "blocks": Blocks,
    "flat": FlatFile,
    "plain": PlainFile,
}
