"""Distributions: exact where they say so, near where they need not be."""

import statistics
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from inspector.statistics import Distribution
from inspector.statistics.distribution import Tally

values = st.lists(st.integers(0, 300) | st.integers(0, 2**62), max_size=60)


def of(*numbers: int) -> Distribution:
    tally = Tally()
    for number in numbers:
        tally.add(number)
    return tally.distribution()


def test_none() -> None:
    assert of() == Distribution()
    assert of().mean == 0


def test_a_few() -> None:
    assert of(5, 0, 100, 3) == Distribution(4, 108, 0, 3, 100, (1, 0, 1, 1, 0, 0, 0, 1))
    assert of(5, 0, 100, 3).mean == 27


def test_a_median_of_large_values_that_are_all_alike_is_exact() -> None:
    assert of(*[65_537] * 9).median == 65_537


def test_a_value_often_is_as_good_as_often_a_value() -> None:
    tally = Tally()
    tally.add(7, 3)
    tally.add_all(Counter())
    assert tally.distribution() == of(7, 7, 7)


@given(values, values)
def test_it_agrees_with_the_plain_way(first: list[int], second: list[int]) -> None:
    tally = Tally()
    tally.add_all(Counter(first))
    tally.distribution()
    tally.add_all(Counter(second))
    found, every = tally.distribution(), sorted(first + second)
    if not every:
        return
    assert (found.number, found.total) == (len(every), sum(every))
    assert (found.least, found.most) == (every[0], every[-1])
    median = statistics.median_low(every)
    assert abs(found.median - median) <= median / 256
    assert found.median == median or median >= 256
    bits = Counter(value.bit_length() for value in every)
    assert found.octaves == tuple(bits[n] for n in range(every[-1].bit_length() + 1))
