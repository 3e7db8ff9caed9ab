"""The plots of distributions: how many messages of which size, how many gaps how long.

A bar for each octave, twice as long or as large as the one before. Knows no Qt.
"""

from collections.abc import Callable

from inspector.statistics import Distribution, Figures
from inspector.ui.details.describe import duration
from inspector.ui.details.statistics import ticks
from inspector.ui.details.statistics.drawing import Axis, Drawing, Shape
from inspector.ui.details.statistics.ticks import Ticks, height

_MICROSECOND = 10
"""Bits of 1023 ns: nothing is measured more finely."""


def sizes(figures: Figures, _: int | None) -> Drawing | None:
    both = figures.received.sizes, figures.sent.sizes
    return _drawing(both, 0, 10, ticks.sizes, lambda size: f"{size:,} B")


def gaps(figures: Figures, _: int | None) -> Drawing | None:
    both = figures.received.gaps, figures.sent.gaps
    return _drawing(both, _MICROSECOND, 30, ticks.times, duration)


def _drawing(
    both: tuple[Distribution, Distribution],
    first: int,
    least: int,
    marks: Callable[[int], Ticks],
    say: Callable[[int], str],
) -> Drawing | None:
    """Everything of up to `first` bits is one bar, apart from the others; the axis reaches to the
    octave `least` at least."""
    if not any(each.number for each in both):
        return None
    counts = [_counts(each, first) for each in both]
    high = max(least, *(place for each in counts for place in each))
    most = max(count for each in counts for count in each.values())

    def tip(x: float) -> str:
        place = int(x // 1) + 1
        received, sent = (each.get(place, 0) for each in counts)
        if not received and not sent:
            return ""
        return f"{_span(place, first, say)}: {received:,} received, {sent:,} sent"

    zero = (first - 1.5, "0")
    across = Axis(first - 2.2, high + 0.2, [zero, *marks(high)])
    up = Axis(0, height(most) * 1.1, ticks.decades(most))
    return Drawing(across, up, _bars(counts[0], 0.06), _bars(counts[1], 0.5), tip)


def _span(place: int, first: int, say: Callable[[int], str]) -> str:
    """The values of the bar that reaches to `place`."""
    if place < first:
        return f"less than {say(1 << first)}" if first else say(0)
    low, high = say(1 << place - 1), say((1 << place) - 1)
    return low if low == high else f"{low} to {high}"


def _counts(values: Distribution, first: int) -> dict[int, int]:
    """By the place of the bar, which reaches to there from 1 below."""
    octaves = values.octaves
    counts = {first - 1: sum(octaves[: first + 1])}
    counts |= {place: octaves[place] for place in range(first + 1, len(octaves))}
    return {place: count for place, count in counts.items() if count}


def _bars(counts: dict[int, int], offset: float) -> Shape:
    return Shape(
        [place - 1 + offset for place in counts], [height(count) for count in counts.values()]
    )
