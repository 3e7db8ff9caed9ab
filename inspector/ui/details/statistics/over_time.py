"""The plots over time: rates and round trips. Knows no Qt."""

from collections.abc import Callable

from inspector.statistics import Figures, Timeline
from inspector.statistics.timeline import SECOND_NS
from inspector.ui.details.describe import clock, duration
from inspector.ui.details.statistics import ticks
from inspector.ui.details.statistics.drawing import Axis, Drawing, Shape
from inspector.ui.text import byte_count

_ROOM = 1.1
"""The highest value leaves a tenth of the plot free."""


def messages_per_second(figures: Figures, now_ns: int | None) -> Drawing | None:
    return _rates(figures, now_ns, 0, _number)


def bytes_per_second(figures: Figures, now_ns: int | None) -> Drawing | None:
    """On the wire, headers included."""
    return _rates(figures, now_ns, 1, byte_count)


def round_trips(figures: Figures, now_ns: int | None) -> Drawing | None:
    """The longest one of each stretch of time."""
    timeline, start_ns = figures.round_trips, figures.traffic.start_ns
    if not timeline.columns:
        return None
    across = _seconds(figures, now_ns)
    received, sent = (_points(timeline, column, start_ns, across.end) for column in (0, 1))
    most = max((*received.y, *sent.y))

    def tip(x: float) -> str:
        near = min((*received.x, *sent.x), key=lambda second: abs(second - x))
        found = [
            f"{duration(round(y))} for a ping {direction}"
            for shape, direction in ((received, "received"), (sent, "sent"))
            for second, y in zip(*shape, strict=True)
            if second == near
        ]
        return f"{_clock(start_ns, near)}: {', '.join(found)}"

    up = Axis(0, most * _ROOM, ticks.even(most, lambda span: duration(round(span))))
    return Drawing(across, up, received, sent, tip)


def _rates(
    figures: Figures, now_ns: int | None, column: int, say: Callable[[float], str]
) -> Drawing | None:
    timeline = figures.traffic
    if not timeline.columns:
        return None
    received, sent = (steps(timeline, column + way, figures.last_ns, now_ns) for way in (0, 2))
    most = max((*received.y, *sent.y))

    def tip(x: float) -> str:
        for place, start in enumerate(received.x[:-1]):
            if start <= x < (end := received.x[place + 1]):
                average = "" if end - start <= 1 else f", average of {end - start:.0f} s"
                rates = f"{say(received.y[place])} received, {say(sent.y[place])} sent"
                return f"{_clock(timeline.start_ns, start)}: {rates} per second{average}"
        return ""

    up = Axis(0, max(most, 1) * _ROOM, ticks.even(max(most, 1), say))
    return Drawing(_seconds(figures, now_ns), up, received, sent, tip)


def steps(timeline: Timeline, column: int, last_ns: int, now_ns: int | None) -> Shape:
    """How much of `column` there was a second, along the seconds since the timeline's start.

    Until `now_ns` where it goes on, and a second that has hardly begun is left out; else until
    `last_ns`. Silence at the end is drawn, too.
    """
    counts = timeline.columns[column]
    width = timeline.width_ns // SECOND_NS
    lasted = ((now_ns or last_ns) - timeline.start_ns) / SECOND_NS
    edges: list[float] = [width * n for n in range(len(counts) + 1)]
    rates = [count / width for count in counts]
    in_last = lasted - edges[-2]
    if now_ns and in_last < 1 and len(counts) > 1:
        del edges[-1], rates[-1]
    else:
        covered = min(width, max(1, in_last))
        edges[-1] = edges[-2] + covered
        rates[-1] = counts[-1] / covered
    if int(lasted) > edges[-1]:
        edges.append(int(lasted))
        rates.append(0)
    return Shape(edges, rates)


def _points(timeline: Timeline, column: int, start_ns: int, end: float) -> Shape:
    """Where `column` has a value: in the middles of the buckets, seconds after `start_ns`."""
    first, width = (timeline.start_ns - start_ns) / SECOND_NS, timeline.width_ns / SECOND_NS
    found = [(n, value) for n, value in enumerate(timeline.columns[column]) if value]
    places = [min(first + (n + 0.5) * width, end) for n, _ in found]
    return Shape(places, [value for _, value in found])


def _seconds(figures: Figures, now_ns: int | None) -> Axis:
    start_ns = figures.traffic.start_ns
    lasted = max(1.0, ((now_ns or figures.last_ns) - start_ns) / SECOND_NS)
    return Axis(0, lasted, ticks.of_clock(start_ns // SECOND_NS, lasted))


def _clock(start_ns: int, second: float) -> str:
    return clock(start_ns + int(second) * SECOND_NS).partition(".")[0]


def _number(value: float) -> str:
    for size, unit in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if value >= size:
            return f"{value / size:.3g}{unit}"
    return f"{value:.3g}"
