"""Reads a recording in a thread of its own, and goes on with what is recorded meanwhile."""

import contextlib
import threading
import time

from inspector.recording import Recording, RecordingError
from inspector.recording.errors import explained
from inspector.statistics.figures import Figures
from inspector.statistics.statistics import Statistics

_SLICE_S = 0.002
_PAUSE_S = 0.0005
"""It works so long, then lets the others work: they wait for the interpreter's lock till then."""
_REST_S = 0.5
"""Between two looks at what is new, and between two figures while there is much to read."""


class Follower:
    """Counts a recording while it is started; stopped and started again it goes on where it was.

    `figures` and `failure` may be read by any thread, the methods are their owner's.
    """

    def __init__(self, recording: Recording) -> None:
        self._recording = recording
        self._statistics = Statistics()
        self._thread: threading.Thread | None = None
        self._stopped = threading.Event()
        self._poked = threading.Event()
        self.figures = Figures()
        """The latest ones, some times a second."""
        self.is_behind = False
        """Whether so much is there to read that it takes a while."""
        self.failure = ""
        """Why the recording cannot be read on, for a person."""

    def start(self) -> None:
        """Begin to count, or go on. Does nothing where it counts already."""
        if self._thread is None:
            self._stopped.clear()
            self._poked.set()
            self.failure = ""
            self._thread = threading.Thread(target=self._work, name="statistics")
            self._thread.start()

    @property
    def progress(self) -> float:
        """How much of the recording is counted: 0 to 1."""
        return self.figures.seq / max(1, self._recording.count)

    def poke(self) -> None:
        """There is more, maybe. Cheap: on every display tick."""
        if self._recording.count > self.figures.seq:
            self._poked.set()

    def stop(self) -> None:
        """Stop, within milliseconds; the recording may be closed then."""
        if self._thread is not None:
            self._stopped.set()
            self._poked.set()
            self._thread.join()
            self._thread = None

    def _work(self) -> None:
        try:
            while self._poked.wait() and not self._stopped.is_set():
                self._poked.clear()
                self._catch_up()
                self._stopped.wait(_REST_S)
        except (RecordingError, LookupError) as error:
            self.failure = str(error)

    def _catch_up(self) -> None:
        """Count all that is there now, unless it is stopped before."""
        statistics = self._statistics
        told = begun = time.perf_counter()
        with (
            explained("read", self._recording.path),
            contextlib.closing(self._recording.runs(statistics.seq + 1)) as runs,
        ):
            for run in runs:
                statistics.add(run)
                if (now := time.perf_counter()) - begun < _SLICE_S:
                    continue
                if now - told > _REST_S:
                    told = now
                    self.is_behind = True
                    self.figures = statistics.figures()
                if self._stopped.wait(_PAUSE_S):
                    break
                begun = time.perf_counter()
        self.figures = statistics.figures()
        self.is_behind = False
