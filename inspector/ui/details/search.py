"""A search through a text of any length, a slice of time at a time. Knows no Qt, but that it counts
in UTF-16 code units."""

import re
import time

from inspector.payloads import Span

MOST = 100_000
"""Matches that are kept."""
_AT_ONCE = 256 * 1024
"""Characters that are searched before the next look at the clock."""


class Search:
    """Of `wanted` in `text`, upper and lower case alike."""

    def __init__(self, wanted: str, text: str) -> None:
        self.matches: list[Span] = []
        """Those found so far, in code units."""
        self.is_over = not wanted
        self._pattern = re.compile(re.escape(wanted), re.IGNORECASE)
        self._longest = len(wanted)
        self._text = text
        self._place = 0
        """Where to go on, in code points,"""
        self._counted = self._units = 0
        """and a place before it with its number of code units."""

    def go_on(self, seconds: float) -> None:
        """Search for so long, or a little longer."""
        until = time.perf_counter() + seconds
        while not self.is_over:
            self._window()
            if time.perf_counter() > until:
                break

    def _window(self) -> None:
        end = min(self._place + _AT_ONCE, len(self._text))
        following = end
        for found in self._pattern.finditer(self._text, self._place, end + self._longest - 1):
            start = self._to_units(found.start())
            self.matches.append(Span(start, self._to_units(found.end()) - start, "match"))
            following = max(end, found.end())
            if len(self.matches) == MOST:
                following = len(self._text)
                break
        self._place = following
        self.is_over = following >= len(self._text)

    def _to_units(self, place: int) -> int:
        between = self._text[self._counted : place]
        is_narrow = between.isascii()
        size = len(between) if is_narrow else len(between.encode("utf-16-le", "surrogatepass")) // 2
        self._counted, self._units = place, self._units + size
        return self._units
