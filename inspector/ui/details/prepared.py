"""A decoded text made ready for the screen: what takes time and can be done in a thread.

Knows no Qt, but that it counts in UTF-16 code units, and that a line of a million characters is
laid out as a whole: long lines are broken into pieces. The breaks are on the screen only.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from inspector.payloads import Decoded, Span, Utf16
from inspector.payloads.hex import HexSpans

LONGEST = 4096
"""Characters of a line that are laid out together."""


class Prepared(NamedTuple):
    """A text with its spans and breaks. Positions in it are in UTF-16 code units, `position`; those
    on the screen, `place`, count each break as one more."""

    text: str
    spans: Sequence[Span] = ()
    ends: Sequence[int] | None = None
    """The furthest end of a span so far: spans may lie within one another. None: they do not."""
    cuts: Sequence[int] = ()
    """Where the breaks are, in code points,"""
    breaks: Sequence[int] = ()
    """and in code units."""
    note: str = ""

    def within(self, start: int, end: int) -> Sequence[Span]:
        """The spans that touch the text from `start` to `end`, and maybe a few around them."""
        if self.ends is None:
            first = bisect_right(self.spans, start, key=_end)
        else:
            first = bisect_right(self.ends, start)
        return self.spans[first : bisect_left(self.spans, end, key=_start)]

    def place(self, position: int) -> int:
        """Where a position of the text is on the screen: at a break after it."""
        return position + bisect_right(self.breaks, position)

    def position(self, place: int) -> int:
        """The position of the text that is at that place of the screen."""
        # The break number i, counted from 0, is on the screen at breaks[i] + i.
        before = bisect_left(range(len(self.breaks)), place, key=lambda i: self.breaks[i] + i)
        return place - before

    def part(self, start: int, end: int) -> str:
        """The text between two positions."""
        if self.text.isascii():
            return self.text[start:end]
        units = self.text.encode("utf-16-le", "surrogatepass")
        return units[2 * start : 2 * end].decode("utf-16-le", "surrogatepass")

    def on_screen(self, start: int, end: int) -> str:
        """The characters `start` to `end`, code points of the text, with line feeds at breaks."""
        first, last = bisect_left(self.cuts, start), bisect_left(self.cuts, end)
        edges = [start, *self.cuts[first:last], end]
        return "\n".join(self.text[a:b] for a, b in pairwise(edges))


def prepare(decoded: Decoded) -> Prepared:
    text, spans = decoded.text, decoded.spans
    count = Utf16(text)
    cuts = _cuts(text)
    breaks = [count.units(place) for place in cuts]
    if isinstance(spans, HexSpans):
        return Prepared(text, spans, None, cuts, breaks, decoded.note)
    shown = count.spans(spans)
    ends = list(accumulate((span.start + span.length for span in shown), max))
    return Prepared(text, shown, ends, cuts, breaks, decoded.note)


def _cuts(text: str) -> list[int]:
    """Where lines that are too long are broken."""
    cuts: list[int] = []
    start = 0
    while len(text) - start > LONGEST:
        end = text.rfind("\n", start, start + LONGEST + 1) + 1
        if not end:
            end = start + LONGEST
            cuts.append(end)
        start = end
    return cuts


def _start(span: Span) -> int:
    return span.start


def _end(span: Span) -> int:
    return span.start + span.length
