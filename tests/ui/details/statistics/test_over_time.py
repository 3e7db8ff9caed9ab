"""The plots over time."""

from inspector.statistics import Figures, Timeline
from inspector.ui.details.statistics.drawing import Shape
from inspector.ui.details.statistics.over_time import (
    bytes_per_second,
    messages_per_second,
    round_trips,
    steps,
)

SECOND = 1_000_000_000
START = 1000 * SECOND


def timeline(*counts: int, width: int = 1) -> Timeline:
    return Timeline(START, width * SECOND, (counts, counts, (0,) * len(counts), counts))


def at(seconds: float) -> int:
    return START + round(seconds * SECOND)


def test_a_recording_that_ended() -> None:
    assert steps(timeline(3, 0, 5), 0, at(2.3), None) == Shape([0, 1, 2, 3], [3, 0, 5])


def test_the_last_bucket_counts_for_the_time_that_it_covers() -> None:
    assert steps(timeline(8, 6, width=4), 0, at(6), None) == Shape([0, 4, 6], [2, 3])
    assert steps(timeline(8, 6, width=4), 0, at(4.1), None) == Shape([0, 4, 5], [2, 6])
    assert steps(timeline(8, 6, width=4), 0, at(8), None) == Shape([0, 4, 8], [2, 1.5])


def test_a_second_that_has_hardly_begun_is_left_out_while_it_goes_on() -> None:
    assert steps(timeline(3, 0, 5), 0, at(2.3), at(2.4)) == Shape([0, 1, 2], [3, 0])
    assert steps(timeline(3, 0, 5), 0, at(2.3), at(3)) == Shape([0, 1, 2, 3], [3, 0, 5])
    assert steps(timeline(3), 0, at(0.3), at(0.4)) == Shape([0, 1], [3])


def test_silence_at_the_end() -> None:
    assert steps(timeline(3, 5), 0, at(1.5), at(7.9)) == Shape([0, 1, 2, 7], [3, 5, 0])
    assert steps(timeline(3, 5), 0, at(7.9), None) == Shape([0, 1, 2, 7], [3, 5, 0])


def test_rates() -> None:
    figures = Figures(9, last_ns=at(2.5), traffic=timeline(3, 1500, 5))
    drawing = messages_per_second(figures, None)
    assert drawing is not None
    assert (drawing.received.y, drawing.sent.y) == ([3, 1500, 5], [0, 0, 0])
    assert (drawing.x.start, drawing.x.end) == (0, 2.5)
    assert drawing.y.end > 1500
    assert [label for _, label in drawing.y.ticks] == ["0", "500", "1k", "1.5k"]
    assert drawing.tip(1.7).endswith(": 1.5k received, 0 sent per second")
    assert drawing.tip(99) == ""
    sizes = bytes_per_second(figures, None)
    assert sizes is not None
    assert sizes.tip(1.7).endswith(": 1.5 kB received, 1.5 kB sent per second")


def test_an_average_says_so() -> None:
    drawing = messages_per_second(Figures(9, last_ns=at(8), traffic=timeline(8, 4, width=4)), None)
    assert drawing is not None
    assert drawing.tip(1).endswith(": 2 received, 0 sent per second, average of 4 s")


def test_round_trips_stand_on_the_same_axis_as_the_rates() -> None:
    longest = Timeline(at(2), SECOND, ((0, 0, 7_000), (2_100_000, 0, 0)))
    figures = Figures(9, last_ns=at(4.2), traffic=timeline(1), round_trips=longest)
    drawing = round_trips(figures, None)
    assert drawing is not None
    assert drawing.sent == Shape([2.5], [2_100_000])
    assert drawing.received == Shape([4.2], [7_000])  # where the axis ends
    assert drawing.x.end == 4.2
    assert drawing.tip(3.1).endswith(": 2.1 ms for a ping sent")
    assert drawing.tip(5).endswith(": 7 µs for a ping received")


def test_nothing_to_draw() -> None:
    for draw in (messages_per_second, bytes_per_second, round_trips):
        assert draw(Figures(), None) is None
