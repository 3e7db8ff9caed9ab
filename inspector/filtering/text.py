"""Words and phrases: upper and lower case alike, as in the browser's developer tools."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import ClassVar

import regex

from inspector.filtering.alike import Alike
from inspector.filtering.terms import Context, Numbers, Term

_DENSE = 4
_PROBE = 32
"""Where so many hits lie in every fourth text or closer, asking each of them is quicker."""

_SKIPS = 5
"""From so many characters on a pattern, which skips, is quicker than a copy in lower case."""

_PIECE = 1024 * 1024
"""Bytes of a long text that are looked at in one go: with more the window would feel it."""
_MOST = 4 * 3
"""Bytes of UTF-8 that a character of the word may be in the text: `ΐ` is three capital letters."""

Find = Callable[[int, int], int]
"""Where the text is between two places, or -1."""


@dataclass(frozen=True)
class Text(Term):
    """A word or a phrase; it is searched as UTF-8, in binary messages too."""

    text: str
    cost: ClassVar[int] = 10

    def select(self, rows: Alike, among: Numbers, context: Context) -> Numbers:
        if rows.count == 1:
            return among if among and self._is_in(rows.text(0)) else ()
        # Over all texts at once first: mostly there is no hit, and they need not be told apart.
        if len(self.text) >= _SKIPS and self._pattern.search(rows.data) is None:
            return ()
        find = self._finder(rows.data if self._word is None else rows.lowered)
        if find(0, len(rows.data)) < 0:
            return ()
        starts, stops = rows.spans()
        found = None if len(among) * _DENSE < rows.count else self._hits(find, starts, stops)
        if found is None:
            return [n for n in among if find(starts[n], stops[n]) >= 0]
        if len(among) == rows.count:
            return found
        asked = frozenset(among)
        return [n for n in found if n in asked]

    def _is_in(self, text: bytes) -> bool:
        for start in range(0, max(1, len(text)), _PIECE):
            piece = text[start : start + _PIECE + _MOST * len(self.text)]
            find = self._finder(piece if self._word is None else piece.lower())
            if find(0, len(piece)) >= 0:
                return True
        return False

    def _hits(self, find: Find, starts: Sequence[int], stops: Sequence[int]) -> list[int] | None:
        """From hit to hit; one that is not inside a single text is none. None where to ask each
        text is quicker."""
        found: list[int] = []
        end, least = stops[-1], len(self._word or b"1")
        at = 0
        while (at := find(at, end)) >= 0:
            number = bisect_right(starts, at) - 1
            stop = stops[number]
            inside = number >= 0 and at + least <= stop
            if inside and (self._word is not None or find(at, stop) >= 0):
                found.append(number)
                at = stop
                if len(found) == _PROBE and number < _DENSE * _PROBE:
                    return None
            else:
                at += 1
        return found

    def _finder(self, data: bytes) -> Find:
        if self._word is not None:
            return partial(data.find, self._word)
        search = self._pattern.search

        def find(start: int, stop: int) -> int:
            hit = search(data, start, stop, concurrent=False)
            return hit.start() if hit else -1

        return find

    @cached_property
    def _word(self) -> bytes | None:
        """In lower case; None where it has letters beyond ASCII."""
        return self.text.lower().encode() if self.text.isascii() else None

    @cached_property
    def _pattern(self) -> regex.Pattern[bytes]:
        if self._word is not None:
            return regex.compile(re.escape(self._word), regex.IGNORECASE)
        return regex.compile(b"".join(map(_either_case, self.text)))

    def __str__(self) -> str:
        return quoted(self.text)


def _either_case(char: str) -> bytes:
    """A pattern for the UTF-8 of a character, small or capital; `ß` is also `SS`."""
    forms = sorted({char, char.lower(), char.upper(), char.title(), char.casefold()})
    return (
        b"(?:" + b"|".join(re.escape(form.encode(errors="surrogatepass")) for form in forms) + b")"
    )


_BARE = re.compile(r"[^\s\"/()|:-][^\s()|:]*")
_OPERATORS = {"OR", "|"}


def quoted(text: str) -> str:
    """`text` as it is typed to be searched: in quotation marks where it would mean more."""
    if _BARE.fullmatch(text) and text not in _OPERATORS:
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
