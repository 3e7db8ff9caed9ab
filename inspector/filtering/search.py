"""The rows of a recording that an expression matches: found in a thread, followed as it grows."""

import contextlib
import threading
import time
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple, Self

from inspector.filtering.patience import TooSlowError
from inspector.filtering.scan import Found, Scan
from inspector.filtering.terms import Term
from inspector.recording import Recording, RecordingError

_FIRST_WINDOW = 4096
"""Events that are looked at in order; such windows are taken from the newest back to the oldest."""
_WINDOW_S = 0.05
"""About how long a window shall take: so often there is progress to be told."""

_REST_S = 0.1
"""The longest pause after what was appended has been looked at: as long as that took."""

_QUIET_S = 0.5
_QUIET = 20
"""A long message that grows is judged again before its end where nothing came for so long, and for
so many times what judging the last one took."""

_SMALLEST = 1024
"""Events in a row that count as unreadable where one of them is."""


_FOR_EVER = 1 << 62


class Progress(NamedTuple):
    looked: int
    """The last so many of the `rows` have been looked at."""
    rows: int
    """Rows of the log that are taken into account."""
    finished: bool
    """All rows back to the first have been looked at; what is appended is as it comes."""
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
        self._settled = threading.Condition()
        self._settled_at = -1
        """The last event when there was nothing left to look at; -1 while there is."""
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
        """Wait until all that is recorded by now has been looked at, or it ended with an error;
        False where that takes longer than `timeout` seconds."""
        count = self._recording.count
        self._wake.set()
        with self._settled:
            return self._settled.wait_for(lambda: self._settled_at >= count, timeout)

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
            self._settle(_FOR_EVER)

    def _follow(self) -> None:
        """All from the newest back to the first; what is appended meanwhile, first."""
        highest = self._recording.count
        lowest = highest + 1
        """What lies between these two, they included, has been looked at."""
        size = _FIRST_WINDOW
        pause, due = _QUIET_S, 0.0
        """When messages that have grown are judged again, unless more comes before."""
        while not self._cancelled.is_set():
            self._tell(lowest, highest)
            self._wake.clear()
            newest = self._recording.count
            if newest > highest:
                begun = time.monotonic()
                self._look(highest + 1, newest)
                highest = newest
                due = time.monotonic() + pause
                # While more comes, half of the time is left to those who record and show it.
                self._cancelled.wait(min(_REST_S, time.monotonic() - begun))
            elif lowest > 1:
                first, begun = max(1, lowest - size), time.monotonic()
                self._look(first, lowest - 1)
                lowest = first
                size = 2 * size if time.monotonic() - begun < _WINDOW_S else max(size // 2, 1)
            elif self._scan.growing and (left := due - time.monotonic()) > 0:
                self._rest(left)
            elif self._scan.growing:
                begun = time.monotonic()
                self._look_at_growing()
                pause = max(_QUIET_S, _QUIET * (time.monotonic() - begun))
            else:
                self._settle(highest)
                self._rest(None)

    def _rest(self, seconds: float | None) -> None:
        """Until somebody calls, or for so many seconds."""
        if not self._cancelled.is_set():  # looked at after `wake` was cleared
            self._wake.wait(seconds)

    def _look_at_growing(self) -> None:
        try:
            self._put(self._scan.settle())
        except RecordingError:
            self._count_unreadable(1)

    def _put(self, founds: Iterator[Found]) -> None:
        for found in founds:
            if self._cancelled.is_set():
                return
            self._found.append(found)

    def _look(self, first: int, last: int) -> None:
        """Look at the events `first` to `last`; at what can be read of them."""
        try:
            self._put(self._scan.window(first, last))
        except RecordingError:
            if last - first < _SMALLEST:
                self._count_unreadable(last - first + 1)
                return
            middle = (first + last) // 2
            self._look(middle + 1, last)
            self._look(first, middle)

    def _count_unreadable(self, events: int) -> None:
        unreadable = self._progress.unreadable + events
        self._progress = self._progress._replace(unreadable=unreadable)

    def _tell(self, lowest: int, highest: int) -> None:
        """The events from `lowest` to `highest` have been looked at."""
        progress = self._progress._replace(finished=lowest == 1)
        with contextlib.suppress(RecordingError):  # nobody knows how many rows the damaged ones are
            rows = self._scan.rows_to(highest)
            looked = rows - self._scan.rows_to(lowest - 1)
            progress = progress._replace(looked=looked, rows=rows)
        self._progress = progress

    def _settle(self, seq: int) -> None:
        with self._settled:
            self._settled_at = seq
            self._settled.notify_all()
