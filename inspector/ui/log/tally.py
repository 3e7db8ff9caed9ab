"""How many of the rows shown match what a person looks for."""

from inspector.filtering import Matches, Search, Term
from inspector.ui.log.ended_searches import EndedSearches
from inspector.ui.log.finder import Place

_AT_ONCE = 65_536
"""Rows that are counted at once."""


class Tally:
    """Looks through a whole recording, in a thread; `refresh` belongs on the display tick."""

    def __init__(self) -> None:
        self._ended = EndedSearches()
        self._search: Search | None = None
        self._matches = Matches()
        self.is_complete = False
        """Whether all that was recorded has been looked at, as of the latest `refresh`."""

    @property
    def is_idle(self) -> bool:
        """Whether it looks for nothing."""
        return self._search is None

    def begin(self, place: Place, term: Term) -> None:
        self.cancel()
        self._search = Search(place.recording, term)

    def cancel(self) -> None:
        self._ended.add(self._search)
        self._search, self._matches, self.is_complete = None, Matches(), False

    def close(self) -> None:
        """Cancel, and wait until the recording is no longer used."""
        self.cancel()
        self._ended.close()

    def refresh(self) -> None:
        """Take in what was found since the last call."""
        if self._search is not None:
            self.is_complete = self._search.progress.finished
            for found in self._search.collect():
                self._matches.put(found.first, found.count, found.bits)

    def count(self, place: Place) -> int:
        """How many rows of `place` match."""
        count = 0
        for first in range(place.first, place.end, _AT_ONCE):
            rows = min(_AT_ONCE, place.end - first)
            bits = self._matches.bits(first, rows)
            count += (bits & place.shown.bits(first, rows) if place.shown else bits).bit_count()
        return count
