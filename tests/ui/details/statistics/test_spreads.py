"""The plots of distributions."""

from inspector.statistics import Figures, Flow
from inspector.statistics.distribution import Tally
from inspector.ui.details.statistics.spreads import gaps, sizes
from inspector.ui.details.statistics.ticks import height


def flow(*values: int) -> Flow:
    tally = Tally()
    for value in values:
        tally.add(value)
    return Flow(sizes=tally.distribution(), gaps=tally.distribution())


def test_sizes() -> None:
    drawing = sizes(Figures(received=flow(0, 0, 300, 511, 512), sent=flow(1)), None)
    assert drawing is not None
    assert [round(x) for x in drawing.received.x] == [-2, 8, 9]
    assert drawing.received.y == [height(2), height(2), height(1)]
    assert [int(x) for x in drawing.sent.x] == [0]
    assert drawing.tip(8.5) == "256 B to 511 B: 2 received, 0 sent"
    assert drawing.tip(0.5) == "1 B: 0 received, 1 sent"
    assert drawing.tip(-1.5) == "0 B: 2 received, 0 sent"
    assert drawing.tip(-0.5) == ""
    assert drawing.x.ticks[:2] == [(-1.5, "0"), (0, "1 B")]


def test_gaps_of_less_than_a_microsecond_are_as_good_as_none() -> None:
    drawing = gaps(Figures(received=flow(0, 0, 900, 1_500)), None)
    assert drawing is not None
    assert drawing.received.y == [height(3), height(1)]
    assert drawing.tip(8.5) == "less than 1 µs: 3 received, 0 sent"
    assert drawing.tip(10.5) == "1 µs to 2 µs: 1 received, 0 sent"


def test_the_axis_reaches_as_far_as_the_values() -> None:
    small, large = (sizes(Figures(received=flow(size)), None) for size in (1, 1 << 20))
    assert small is not None
    assert large is not None
    assert small.x.end < 11 < 21 < large.x.end


def test_nothing_to_draw() -> None:
    assert sizes(Figures(), None) is None
    assert gaps(Figures(), None) is None
