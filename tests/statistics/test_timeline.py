"""Timelines: any length of time in a bounded number of buckets."""

import operator

from hypothesis import given
from hypothesis import strategies as st

from inspector.statistics import Timeline
from inspector.statistics.timeline import MOST_BUCKETS, SECOND_NS, Buckets

START = 1_000 * SECOND_NS
puts = st.lists(
    st.tuples(st.integers(0, 3_000 * SECOND_NS) | st.integers(0, 2**62), st.integers(0, 9)),
    max_size=30,
)


def test_nothing_happened() -> None:
    assert Buckets(2, max).timeline() == Timeline()
    assert Timeline().length == 0


def test_by_the_second_of_the_clock() -> None:
    buckets = Buckets(2, operator.add)
    buckets.at(START + 700_000_000)[0] += 1
    buckets.at(START + 999_999_999)[0] += 2
    buckets.at(START + 3 * SECOND_NS)[1] += 5
    assert buckets.timeline() == Timeline(START, SECOND_NS, ((3, 0, 0, 0), (0, 0, 0, 5)))


def test_a_clock_that_was_set_back_adds_to_the_first_bucket() -> None:
    buckets = Buckets(1, operator.add)
    buckets.at(START)[0] += 1
    buckets.at(START - 50 * SECOND_NS)[0] += 1
    assert buckets.timeline() == Timeline(START, SECOND_NS, ((2,),))


def test_too_long_a_time_makes_the_buckets_wider() -> None:
    buckets = Buckets(2, max)
    for second in range(MOST_BUCKETS):
        buckets.at(START + second * SECOND_NS)[second % 2] = second
    assert buckets.timeline().width_ns == SECOND_NS
    buckets.at(START + MOST_BUCKETS * SECOND_NS)[0] = 1
    timeline = buckets.timeline()
    assert timeline.width_ns == 2 * SECOND_NS
    assert timeline.length == MOST_BUCKETS // 2 + 1
    assert timeline.columns[0][-3:] == (596, 598, 1)
    assert timeline.columns[1][:3] == (1, 3, 5)


@given(puts)
def test_nothing_gets_lost_and_everything_is_in_its_place(puts: list[tuple[int, int]]) -> None:
    buckets = Buckets(1, operator.add)
    for time_ns, value in puts:
        buckets.at(time_ns)[0] += value
    timeline = buckets.timeline()
    assert timeline.length <= MOST_BUCKETS
    expected: dict[int, int] = {}
    for time_ns, value in puts:
        place = max(0, time_ns - timeline.start_ns) // timeline.width_ns
        expected[place] = expected.get(place, 0) + value
    found = dict(enumerate(timeline.columns[0])) if puts else {}
    assert {**dict.fromkeys(found, 0), **expected} == found
