"""The rows of a recording that an expression matches: found in a thread, followed as it grows."""

import threading
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple, Self

from inspector.filtering.patience import TooSlowError
from inspector.filtering.scan import Found, Scan
from inspector.filtering.terms import Term
from inspector.recording import Recording, RecordingError

_FIRST_WINDOW = 4096
_WINDOW = 262_144
"""Events that are looked at in order; the windows are taken from the newest back to the oldest."""

_SMALLEST = 1024
"""Events in a row that count as unreadable where one of them is."""


class Progress(NamedTuple):
    looked: int
    """Rows looked at."""
    rows: int
    """Rows of the log."""
    finished: bool
    """All rows that there are have been looked at."""
    unreadable: int
    """Events that could not be read, about: the file is damaged there."""
    error: str
    """Why it stopped before the end, for a person; empty while all is well."""


class Search:
    """Looks for the rows that `term` matches, the newest first, and goes on with what is appended.

    Made and asked in one thread, it works in its own: call `collect` on every tick, and `close`
    before the recording is closed.
    """

    def __init__(self, recording: Recording, term: Term) -> None:
        self.term = term
        self._recording = recording
        self._scan = Scan(recording, term)
        self._found: deque[Found] = deque()
        self._progress = Progress(0, recording.row_count, finished=False, unreadable=0, error="")
        self._cancelled = threading.Event()
        self._wake = threading.Event()
        self._idle = threading.Event()
        self._thread = threading.Thread(target=self._run, name="filter", daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    @property
    def progress(self) -> Progress:
        return self._progress

    def collect(self) -> Iterator[Found]:
        """What was found since the last call, to be `put` into the `Matches` in this order; sees
        to it that what was recorded since then is looked at."""
        self._wake.set()
        while self._found:
            yield self._found.popleft()

    def wait(self, timeout: float | None = None) -> bool:
        """Wait, in any other thread, until all that is recorded by now was looked at, or that
        ended with an error; False where that takes longer than `timeout` seconds."""
        self._idle.clear()
        self._wake.set()
        return self._idle.wait(timeout)

    def cancel(self) -> None:
        """Stop; does not wait. What was found remains."""
        self._cancelled.set()
        self._wake.set()

    def close(self) -> None:
        """Stop, and wait until the recording is no longer used."""
        self.cancel()
        self._thread.join()

    # In the thread

    def _run(self) -> None:
        try:
            self._follow()
        except TooSlowError as error:
            self._progress = self._progress._replace(error=str(error))
        finally:
            self._idle.set()

    def _follow(self) -> None:
        """All from the newest back to the first; what is appended meanwhile, first."""
        highest = self._recording.count
        lowest = highest + 1
        """What lies between these two, they included, has been looked at."""
        size = _FIRST_WINDOW
        while not self._cancelled.is_set():
            self._wake.clear()
            newest = self._recording.count
            if newest > highest:
                self._look(highest + 1, newest)
                highest = newest
            elif lowest > 1:
                first = max(1, lowest - size)
                self._look(first, lowest - 1)
                lowest = first
                size = min(2 * size, _WINDOW)
            else:
                self._note(looked=self._recording.row_count, finished=True)
                self._idle.set()
                self._wake.wait()

    def _look(self, first: int, last: int) -> None:
        """Look at the events `first` to `last`; at what can be read of them."""
        try:
            for found in self._scan.window(first, last):
                if self._cancelled.is_set():
                    return
                self._found.append(found)
                self._note(looked=self._progress.looked + found.count)
        except RecordingError:
            if last - first < _SMALLEST:
                unreadable = self._progress.unreadable + last - first + 1
                self._progress = self._progress._replace(unreadable=unreadable)
                return
            middle = (first + last) // 2
            self._look(middle + 1, last)
            self._look(first, middle)

    def _note(self, looked: int, *, finished: bool = False) -> None:
        rows = self._recording.row_count
        self._progress = self._progress._replace(
            looked=min(looked, rows), rows=rows, finished=finished
        )
