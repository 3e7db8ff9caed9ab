"""Finds the next row of the log that matches, in a thread of its own."""

import threading
from typing import NamedTuple

from inspector.filtering import Matches, Term, TooSlowError, next_match
from inspector.recording import Recording, RecordingError


class Place(NamedTuple):
    """Where to look."""

    recording: Recording
    first: int
    end: int
    """The rows that are shown lie in range(first, end),"""
    shown: Matches | None
    """and are among these."""


class Hit(NamedTuple):
    row: int | None
    """None where no row matches."""
    wrapped: bool = False
    """Whether it was found beyond the last row, or before the first one."""
    error: str = ""
    """Why nothing was found, where that is not for want of matches."""


class Finder:
    """Looks for one row at a time: `begin`, then `poll` on the display tick."""

    def __init__(self) -> None:
        self._cancelled = threading.Event()
        self._threads: list[threading.Thread] = []
        self._hits: list[Hit] = []
        """Where the thread puts what it found; another list after every `begin`."""

    def begin(self, place: Place, term: Term, row: int, *, forwards: bool = True) -> None:
        """Look for the next row after `row`, or before it, round the ends."""
        self.cancel()
        self._cancelled, self._hits = threading.Event(), []
        job = place, term, row, forwards, self._cancelled, self._hits
        thread = threading.Thread(target=_look, args=job, name="find", daemon=True)
        self._threads = [other for other in self._threads if other.is_alive()] + [thread]
        thread.start()

    def poll(self) -> Hit | None:
        """What was found, once."""
        return self._hits.pop() if self._hits else None

    def cancel(self) -> None:
        """Look no further; does not wait."""
        self._cancelled.set()
        self._hits = []

    def close(self) -> None:
        """Stop, and wait until the recording is no longer used."""
        self.cancel()
        for thread in self._threads:
            thread.join()
        self._threads.clear()


def _look(
    place: Place,
    term: Term,
    row: int,
    forwards: bool,
    cancelled: threading.Event,
    hits: list[Hit],
) -> None:
    start = place.first - 1 if forwards else place.end
    try:
        for wrapped, after in enumerate((row, start)):
            found = next_match(
                place.recording,
                term,
                after,
                forwards=forwards,
                shown=place.shown,
                cancelled=cancelled,
            )
            if found is not None and place.first <= found < place.end:
                hits.append(Hit(found, wrapped=bool(wrapped)))
                return
        hits.append(Hit(None))
    except (RecordingError, TooSlowError) as error:
        hits.append(Hit(None, error=str(error)))
