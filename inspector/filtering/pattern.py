"""Regular expressions: matched against each text, and where that is the same, against many at once.

The `regex` package and not `re`, for it takes a time limit: what a person types can take for ever.
"""

import time
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

import regex

from inspector.filtering.alike import Alike
from inspector.filtering.errors import FilterError
from inspector.filtering.loosened import Loose, harmless_length, loosened
from inspector.filtering.patience import MESSAGE_S, TooSlowError
from inspector.filtering.terms import Context, Numbers, Term

_FLAGS = {
    "i": int(regex.IGNORECASE),
    "m": int(regex.MULTILINE),
    "s": int(regex.DOTALL),
    "g": 0,  # both of JavaScript, and what they mean holds here anyway
    "u": 0,
}

_GLANCE_S = 0.05
"""The longest for which the GIL is kept: whatever takes longer is looked at again without it."""

_DENSE = 4
_PROBE = 32
"""Where so many hits lie in every fourth text or closer, asking each of them is quicker."""


@dataclass(frozen=True)
class Pattern(Term):
    """`/source/flags`. A text that is UTF-8 is matched as such, any other as bytes 0 to 255."""

    source: str
    flags: str
    pattern: regex.Pattern[str] = field(compare=False, repr=False)
    loose: Loose | None = field(compare=False, repr=False)
    harmless: int = field(compare=False, repr=False)
    """Characters of a text up to which no time limit is needed: to set one takes 2 us."""
    cost: ClassVar[int] = 100

    @classmethod
    def of(cls, source: str, flags: str) -> "Pattern":
        """`FilterError`, with a place in `/source/flags`, where `source` is no pattern."""
        options = 0
        for flag in flags:
            options |= _FLAGS[flag]
        try:
            pattern = regex.compile(source, options)
        except regex.error as error:
            at = min(getattr(error, "pos", None) or 0, len(source))
            told = f"The pattern is not right: {str(error).partition(' at position')[0]}."
            raise FilterError(told, 1 + at, min(1, len(source) - at)) from None
        except (RecursionError, OverflowError, MemoryError, ValueError, KeyError) as error:
            told = "The pattern is too large or too deep to be used."
            raise FilterError(told, 1, len(source)) from error
        return cls(source, flags, pattern, loosened(source, options), harmless_length(source))

    def select(self, rows: Alike, among: Numbers, context: Context) -> Numbers:
        begun = time.perf_counter()
        found = self._of_ascii(rows, among) if rows.count > 1 and _is_ascii(rows) else None
        if found is None:
            found = [n for n in among if self._holds(rows.text(n), rows.seq + n)]
        spent = time.perf_counter() - begun
        context.patience.spend(spent, len(among), len(rows.data), str(self))
        return found

    def _of_ascii(self, rows: Alike, among: Numbers) -> list[int] | None:
        """None where each text must be looked at with care."""
        found = None
        if self.loose is not None and len(among) == rows.count:
            found = self._at_once(rows, self.loose)
        if found is None and max(rows.sizes() or ()) <= self.harmless:
            texts, search = rows.data.decode("latin-1"), self.pattern.search
            starts, stops = rows.spans()
            found = [n for n in among if search(texts[starts[n] : stops[n]], concurrent=False)]
        return found

    def _at_once(self, rows: Alike, loose: Loose) -> list[int] | None:
        """None where to ask each is quicker, or where that takes too long."""
        if loose.literal not in (rows.lowered if "i" in self.flags else rows.data):
            return []
        found: list[int] = []
        starts: Sequence[int] = ()
        stops: Sequence[int] = ()
        before = -1
        try:
            for hit in loose.pattern.finditer(rows.data, timeout=_GLANCE_S, concurrent=False):
                if not starts:
                    starts, stops = rows.spans()
                start = hit.start()
                number = bisect_right(starts, start) - 1
                in_header = number < 0 or start > stops[number]
                number += in_header
                if number == before or number == rows.count:
                    continue
                before = number
                exact = loose.exact and not in_header
                if exact or self._holds(rows.text(number), rows.seq + number):
                    found.append(number)
                    if len(found) == _PROBE and number < _DENSE * _PROBE and self.harmless:
                        return None
        except TimeoutError:
            return None
        return found

    def _holds(self, text: bytes, seq: int) -> bool:
        """`TooSlowError` where the text, of the event `seq`, takes too long."""
        try:
            read = text.decode()
        except UnicodeDecodeError:
            read = text.decode("latin-1")
        if len(read) <= self.harmless:
            return self.pattern.search(read, concurrent=False) is not None
        try:
            # Quickly, keeping the GIL: to have it back may take longer than the search.
            return self.pattern.search(read, timeout=_GLANCE_S, concurrent=False) is not None
        except TimeoutError:
            pass
        try:
            return self.pattern.search(read, timeout=MESSAGE_S, concurrent=True) is not None
        except TimeoutError:
            raise TooSlowError(
                f"The pattern {self} takes more than {MESSAGE_S:g} s for the event #{seq:,}, so "
                "the filter stopped there. Make it simpler: repetitions inside repetitions, such "
                "as (a+)+, are what takes time."
            ) from None

    def __str__(self) -> str:
        return f"/{self.source}/{self.flags}"


def _is_ascii(rows: Alike) -> bool:
    """Whether all of their texts are ASCII: then the only other bytes are the separators."""
    separator = rows.data[:1]
    rest = rows.data.replace(separator, b"")
    return rest.isascii() and len(rows.data) - len(rest) == rows.count
