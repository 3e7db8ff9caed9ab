"""Words and phrases: upper and lower case alike, as in the browser's developer tools."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import regex

from inspector.filtering.alike import Alike
from inspector.filtering.terms import Context, Numbers, Term

_DENSE = 8
"""With a hit in every eighth row or more, asking each row is quicker than going from hit to hit."""


@dataclass(frozen=True)
class Text(Term):
    """A word or a phrase; it is searched as UTF-8, in binary messages too."""

    text: str
    cost: ClassVar[int] = 10

    def select(self, rows: Alike, among: Numbers, context: Context) -> Numbers:
        # Over all texts at once first: mostly there is no hit, and they need not be told apart.
        if self._pattern.search(rows.data) is None:
            return ()
        if len(among) * _DENSE < rows.count or self._is_dense(rows):
            return self._each(rows, among)
        found = self._hits(rows)
        if len(among) == rows.count:
            return found
        asked = frozenset(among)
        return [number for number in found if number in asked]

    @cached_property
    def _pattern(self) -> regex.Pattern[bytes]:
        if self._lowered is not None:
            return regex.compile(regex.escape(self._lowered), regex.IGNORECASE)
        return regex.compile(b"".join(map(_either_case, self.text)))

    @cached_property
    def _lowered(self) -> bytes | None:
        """The word as bytes in lower case; None where it has letters beyond ASCII."""
        return self.text.lower().encode() if self.text.isascii() else None

    def _is_dense(self, rows: Alike) -> bool:
        if self._lowered is None:
            return False
        return rows.lowered.count(self._lowered) * _DENSE > rows.count

    def _each(self, rows: Alike, among: Numbers) -> Numbers:
        starts, stops = rows.spans()
        if self._lowered is not None:
            find, word = rows.lowered.find, self._lowered
            return [n for n in among if find(word, starts[n], stops[n]) >= 0]
        search, data = self._pattern.search, rows.data
        return [n for n in among if search(data, starts[n], stops[n], concurrent=False)]

    def _hits(self, rows: Alike) -> list[int]:
        """From hit to hit; one that is not inside a single text is none."""
        starts, stops = rows.spans()
        found, at = [], 0
        while hit := self._pattern.search(rows.data, at, concurrent=False):
            start, stop = hit.span()
            number = bisect_right(starts, start) - 1
            if number >= 0 and stop <= stops[number]:
                found.append(number)
                at = stops[number]
            else:
                at = start + 1
        return found

    def __str__(self) -> str:
        return quoted(self.text)


def _either_case(char: str) -> bytes:
    """A pattern for the UTF-8 of a character, small or capital; `ß` is also `SS`."""
    forms = sorted({char, char.lower(), char.upper(), char.title(), char.casefold()})
    return b"(?:" + b"|".join(regex.escape(form.encode()) for form in forms) + b")"


_BARE = re.compile(r"[^\s\"/()|:-][^\s()|:]*")
_OPERATORS = {"OR", "|"}


def quoted(text: str) -> str:
    """`text` as it is typed to be searched: in quotation marks where it would mean more."""
    if _BARE.fullmatch(text) and text not in _OPERATORS:
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
