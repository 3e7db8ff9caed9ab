"""The thread that writes a recording, with the only connection that does.

Batches wait in a queue, and go into one transaction together: when a block is full, or after
`COMMIT_S`, so that a trickle costs a few commits a second and a flood no more than its bytes.
"""

import contextlib
import logging
import sqlite3
import threading
from collections import deque
from collections.abc import Callable
from pathlib import Path

from inspector.recording import tables
from inspector.recording.database import begin, close_writing, commit, connect_for_writing
from inspector.recording.errors import RecordingError, explain
from inspector.recording.paths import identity_of
from inspector.recording.sequencer import Batch
from inspector.recording.values import Mark

QUEUE_LIMIT = 8 * 1024 * 1024
"""Bytes of memory in the queue at which the writer is behind: two transactions, so that nothing
waits much longer for its commit than for the one that is going on and its own."""

COMMIT_S = 0.15
"""Seconds for which what is appended waits for more, at most. A killed process loses them."""

_PAUSE_S = 0.1
"""Seconds until the next try where somebody reads in the file all the time."""

_TRANSACTION = 4 * 1024 * 1024
"""Bytes of memory that go into one transaction, about. While it is written nobody can read."""

_LIMITS_KEPT = 2
"""How many times `QUEUE_LIMIT` is kept while writing fails."""

GONE = (
    "it was deleted, moved or replaced while it was recorded to; go on in a new file, which gets "
    "everything that was recorded"
)

_log = logging.getLogger(__name__)


class GoneError(Exception):
    """The file is not where it was, or another one is."""


class Writer:
    """Writes batches to the recording at `path`, in order; `committed` is how far it is.

    The thread starts with the first batch, so that looking at a recording never touches it. Every
    method may be called from any thread; the callbacks come from the thread that has the news,
    mostly the writer's.
    """

    def __init__(self, path: Path, committed: Mark) -> None:
        self.committed = committed
        self.changes = 0
        """The number of the last change of notes or facts that is committed."""
        self.behind = False
        self.failure: str | None = None
        self.on_drained: Callable[[], None] | None = None
        self.on_failure: Callable[[str], None] | None = None
        self.is_gone = False
        """The last failure was that the file is not where it was, or another one."""
        self._path = path
        self._identity = identity_of(path)
        self._queue: deque[Batch] = deque()
        self._pending = 0
        self.pending_events = 0
        """Of the batches that are not committed: those in the queue, and in the transaction."""
        self._weight = 0
        self._flushing = 0
        self._stopping = False
        self._discarding = False
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None

    @property
    def is_its_file(self) -> bool:
        """Whether the file at its path is still the one that was opened.

        On POSIX one can go on to write to one that was deleted, and nobody will find it.
        """
        return identity_of(self._path) == self._identity

    @property
    def is_writing(self) -> bool:
        """Whether its thread has not ended."""
        return self._thread is not None and self._thread.is_alive()

    def put(self, batch: Batch) -> bool:
        """Queue `batch`; False after the end. Neither waits nor raises: what goes wrong becomes
        `failure`."""
        with self._changed:
            if not self._stopping:
                self._queue.append(batch)
                self._pending += 1
                self.pending_events += _events(batch)
                self._weight += batch.weight
                self.behind = self.behind or self._weight >= QUEUE_LIMIT
                self._start()
                if len(self._queue) == 1 or self._weight >= tables.BLOCK:
                    self._changed.notify_all()
                return True
        self._fail(RuntimeError(f"{_events(batch)} events came after it was closed"))
        return False

    @property
    def full(self) -> bool:
        """Writing fails, and what waits for it is all that is to be kept in memory.

        While it does not fail it is for the one who puts to look at `behind`.
        """
        return self.failure is not None and self._weight >= _LIMITS_KEPT * QUEUE_LIMIT

    def flush(self) -> None:
        """Wait until everything put so far is committed. `RecordingError` where that fails."""
        with self._changed:
            self._flushing += 1
            self._changed.notify_all()
            self._changed.wait_for(lambda: not self._pending or self.failure or self._discarding)
            self._flushing -= 1
            if self.failure:
                raise RecordingError(self.failure)
            if self._pending:
                raise RecordingError(f"{self._path} was given up before everything was written")

    def retry(self) -> None:
        """Try again after a failure; `on_failure` is called again if it fails again."""
        with self._changed:
            self.failure, self.is_gone = None, False
            self._changed.notify_all()

    def unwritten(self) -> list[Batch]:
        """What waits, while there is a `failure`."""
        with self._changed:
            return list(self._queue)

    def stop(self, timeout: float, *, discard: bool = False) -> None:
        """Write what waits, or drop it, and end the thread.

        `RecordingError` where it could not all be written, or not within `timeout` seconds.
        """
        with self._changed:
            self._stopping = True
            self._discarding = discard
            self.failure = None
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join(timeout)
            if self._thread.is_alive() and not discard:
                raise RecordingError(
                    f"{self._path} is still being written after {timeout:g} s: the last "
                    f"{self.pending_events} events are not in it yet"
                )
        if self._queue and not discard:
            raise RecordingError(
                f"{self.failure}. The last {self.pending_events} events are not in it"
            )

    def _start(self) -> None:
        if self._thread is None:
            name = f"writer of {self._path.name}"
            self._thread = threading.Thread(target=self._run, name=name, daemon=True)
            self._thread.start()

    def _run(self) -> None:
        connection: sqlite3.Connection | None = None
        while self._wait():
            try:
                connection = connection or connect_for_writing(self._path)
                self._write(connection)
            except Exception as error:  # noqa: BLE001, shown as the recording's failure
                self._fail(error)
        if connection is not None:
            close_writing(connection)

    def _wait(self) -> bool:
        """Wait for something to write, and for more of it; False when the thread is to end."""
        with self._changed:
            self._changed.wait_for(lambda: self._stopping or (self._queue and not self.failure))
            self._changed.wait_for(
                lambda: self._stopping or self._flushing or self._weight >= tables.BLOCK, COMMIT_S
            )
            return bool(self._queue) and not self.failure and not self._discarding

    def _write(self, connection: sqlite3.Connection) -> None:
        """One transaction. What is in it goes back to the queue's head when it fails."""
        batches = self._take()
        try:
            begin(connection)
            tables.write(connection, batches)
            tables.write_mark(connection, batches[-1].mark)
            if not self.is_its_file:
                raise GoneError
            written = commit(connection)
        except BaseException:
            self._queue.extendleft(reversed(batches))
            with contextlib.suppress(sqlite3.Error):
                connection.rollback()
            raise
        # The next one begins at once: its lock tells other processes that the file is in use.
        with contextlib.suppress(sqlite3.OperationalError):
            begin(connection)
        if written:
            self._publish(batches)
        else:
            self._queue.extendleft(reversed(batches))
            with self._changed:
                self._changed.wait_for(lambda: self._discarding, _PAUSE_S)

    def _take(self) -> list[Batch]:
        """What waits, but from a long queue no more than is written in a moment."""
        batches: list[Batch] = []
        weight = 0
        while self._queue and weight < _TRANSACTION:
            batches.append(self._queue.popleft())
            weight += batches[-1].weight
        return batches

    def _publish(self, written: list[Batch]) -> None:
        with self._changed:
            self.committed = written[-1].mark
            self.changes = max(self.changes, *(batch.changes for batch in written))
            self._pending -= len(written)
            self.pending_events -= sum(map(_events, written))
            self._weight -= sum(batch.weight for batch in written)
            drained = self.behind and self._weight < QUEUE_LIMIT // 2
            if drained:
                self.behind = False
            self._changed.notify_all()
        if drained:
            _call(self.on_drained)

    def _fail(self, error: Exception) -> None:
        is_gone = isinstance(error, GoneError) or not self.is_its_file
        failure = f"Cannot write {self._path}: {GONE if is_gone else explain(error)}"
        with self._changed:
            news = self.failure is None
            self.failure, self.is_gone = failure, is_gone
            self._changed.notify_all()
        if news:
            _call(self.on_failure, failure)


def _events(batch: Batch) -> int:
    """Those in it, or that it says are missing."""
    return batch.missed or sum(run.event_count for run in batch.runs)


def _call(callback: Callable[..., None] | None, *arguments: str) -> None:
    """A callback must not end the thread; what it raises is logged."""
    try:
        if callback:
            callback(*arguments)
    except Exception:  # noqa: BLE001, logged
        _log.exception("A callback of the recording's writer failed")
