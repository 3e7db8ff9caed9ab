"""Marks of the axes: few, round, and at their places."""

import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.ui.details.statistics import ticks


@pytest.fixture
def in_kathmandu(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """5 h 45 min ahead of UTC."""
    monkeypatch.setenv("TZ", "NPT-5:45")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("most", "places"),
    [
        (0, [0]),
        (1, [0, 0.5, 1]),
        (3, [0, 1, 2, 3]),
        (9, [0, 5]),
        (400, [0, 100, 200, 300, 400]),
        (401, [0, 200, 400]),
    ],
)
def test_even_steps(most: float, places: list[float]) -> None:
    assert ticks.even(most, "{:g}".format) == [(place, f"{place:g}") for place in places]


@given(st.floats(1e-3, 1e15))
def test_even_steps_are_few_and_within(most: float) -> None:
    found = [place for place, _ in ticks.even(most, str)]
    assert 2 <= len(found) <= 5
    assert found[-1] <= most


@pytest.mark.usefixtures("in_kathmandu")
@pytest.mark.parametrize(
    ("start", "seconds", "labels"),
    [
        (0, 3, ["05:45:00", "05:45:01", "05:45:02", "05:45:03"]),
        (1, 60, ["05:45:15", "05:45:30", "05:45:45", "05:46:00"]),
        (0, 4 * 3600, ["06:00", "07:00", "08:00", "09:00"]),
        (0, 3 * 86_400, ["02 Jan 00:00", "03 Jan 00:00", "04 Jan 00:00"]),
        (0, 20 * 86_400, ["06 Jan 00:00", "11 Jan 00:00", "16 Jan 00:00", "21 Jan 00:00"]),
    ],
)
def test_round_times_of_day(start: int, seconds: float, labels: list[str]) -> None:
    assert [label for _, label in ticks.of_clock(start, seconds)] == labels


@pytest.mark.usefixtures("in_kathmandu")
def test_times_of_day_are_at_their_places() -> None:
    assert ticks.of_clock(1, 8) == [
        (1, "05:45:02"),
        (3, "05:45:04"),
        (5, "05:45:06"),
        (7, "05:45:08"),
    ]


def test_decades() -> None:
    assert ticks.decades(0) == [(0, "0")]
    assert [label for _, label in ticks.decades(99)] == ["0", "1", "10"]
    assert [label for _, label in ticks.decades(5_000_000)] == ["0", "1", "100", "10k", "1M"]
    assert ticks.decades(7)[1] == (ticks.height(1), "1")


def test_sizes_and_times_stand_at_their_logarithms() -> None:
    assert ticks.sizes(10) == [(0, "1 B"), (4, "16 B"), (8, "256 B")]
    assert [label for _, label in ticks.sizes(40)] == ["1 B", "4 KiB", "16 MiB", "64 GiB"]
    assert [label for _, label in ticks.times(30)] == ["10 µs", "1 ms", "100 ms"]
    assert [label for _, label in ticks.times(20)] == ["10 µs", "100 µs", "1 ms"]
