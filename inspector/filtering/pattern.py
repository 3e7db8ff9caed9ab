"""Regular expressions: matched against each text, and where that is the same, against many at once.

The `regex` package and not `re`, for it takes a time limit: what a person types can take for ever.
"""

import time
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import ClassVar

import regex

from inspector.filtering.alike import Alike
from inspector.filtering.errors import FilterError
from inspector.filtering.loosened import loosened
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


@dataclass(frozen=True)
class Pattern(Term):
    """`/source/flags`. A text that is UTF-8 is matched as such, any other as bytes 0 to 255."""

    source: str
    flags: str
    pattern: regex.Pattern[str] = field(compare=False, repr=False)
    loose: regex.Pattern[bytes] | None = field(compare=False, repr=False)
    """Finds a superset in ASCII texts with headers between them; see `loosened`."""
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
        widened = loosened(source, options)
        return cls(source, flags, pattern, widened)

    def select(self, rows: Alike, among: Numbers, context: Context) -> Numbers:
        begun = time.perf_counter()
        found = None
        if self.loose is not None and len(among) == rows.count > 1 and _is_ascii(rows):
            found = self._at_once(rows, self.loose)
        if found is None:
            found = [n for n in among if self._holds(rows, n)]
        spent = time.perf_counter() - begun
        context.patience.spend(spent, len(among), len(rows.data), str(self))
        return found

    def _at_once(self, rows: Alike, loose: regex.Pattern[bytes]) -> list[int] | None:
        """None where that takes too long."""
        found: list[int] = []
        starts = None
        try:
            for hit in loose.finditer(rows.data, timeout=_GLANCE_S, concurrent=False):
                if starts is None:
                    starts, _ = rows.spans()
                number = bisect_right(starts, hit.start()) - 1
                if number < 0 or (found and found[-1] == number):
                    continue
                if self._holds(rows, number):
                    found.append(number)
        except TimeoutError:
            return None
        return found

    def _holds(self, rows: Alike, number: int) -> bool:
        """`TooSlowError` where a single text takes too long."""
        text = rows.text(number)
        try:
            read = text.decode()
        except UnicodeDecodeError:
            read = text.decode("latin-1")
        try:
            # Quickly, keeping the GIL: to have it back may take longer than the search.
            return self.pattern.search(read, timeout=_GLANCE_S, concurrent=False) is not None
        except TimeoutError:
            pass
        try:
            return self.pattern.search(read, timeout=MESSAGE_S, concurrent=True) is not None
        except TimeoutError:
            raise TooSlowError(
                f"The pattern {self} takes more than {MESSAGE_S:g} s for the event "
                f"#{rows.seq + number:,}, so the filter stopped there. Make it simpler: "
                "repetitions inside repetitions, such as (a+)+, are what takes time."
            ) from None

    def __str__(self) -> str:
        return f"/{self.source}/{self.flags}"


def _is_ascii(rows: Alike) -> bool:
    """Whether all of their texts are ASCII: then the only other bytes are the separators."""
    separator = rows.data[:1]
    rest = rows.data.replace(separator, b"")
    return rest.isascii() and len(rows.data) - len(rest) == rows.count
