"""Searches that were cancelled and may still be about to notice it."""

from inspector.filtering import Search

_KEPT = 8


class EndedSearches:
    """Nobody waits for them until the recording is to be closed: a pattern may be in the middle of
    a long message."""

    def __init__(self) -> None:
        self._searches: list[Search] = []

    def add(self, search: Search | None) -> None:
        """Cancel `search`."""
        if search is None:
            return
        search.cancel()
        self._searches.append(search)
        if len(self._searches) > _KEPT:
            self._searches.pop(0).close()

    def close(self) -> None:
        """Wait until none of them uses the recording."""
        for search in self._searches:
            search.close()
        self._searches.clear()
