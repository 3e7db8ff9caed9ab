"""What a plot shows, before it is drawn. Knows no Qt."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from inspector.ui.details.statistics.ticks import Ticks


class Shape(NamedTuple):
    """Of a line in steps, the edges and the height between each two; of points, where they are; of
    bars, their left sides and their heights."""

    x: Sequence[float] = ()
    y: Sequence[float] = ()


class Axis(NamedTuple):
    start: float
    end: float
    ticks: Ticks


class Drawing(NamedTuple):
    x: Axis
    y: Axis
    received: Shape
    sent: Shape
    tip: Callable[[float], str]
    """What is there at the place x, in words; empty for nothing."""
