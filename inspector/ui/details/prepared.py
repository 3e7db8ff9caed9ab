"""A decoded text made ready for the screen: what takes time and can be done in a thread.

Knows no Qt, but that it counts in UTF-16 code units.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from inspector.payloads import Decoded, Span, utf16_spans


class Prepared(NamedTuple):
    """`spans` in UTF-16 code units, and what finds those of a line."""

    text: str
    spans: Sequence[Span] = ()
    starts: Sequence[int] = ()
    ends: Sequence[int] = ()
    """The furthest end of a span so far: spans may lie within one another."""
    note: str = ""

    def within(self, start: int, end: int) -> Sequence[Span]:
        """The spans that touch the text from `start` to `end`, and maybe a few around them."""
        return self.spans[bisect_right(self.ends, start) : bisect_left(self.starts, end)]


def prepare(decoded: Decoded) -> Prepared:
    spans = utf16_spans(decoded.text, decoded.spans) if decoded.spans else []
    starts = [span.start for span in spans]
    ends = list(accumulate((span.start + span.length for span in spans), max))
    return Prepared(decoded.text, spans, starts, ends, decoded.note)
